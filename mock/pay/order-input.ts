import { isIP } from 'node:net'
import * as z from 'zod'
import { PayError } from './pay-error.ts'

/** Lengths count UTF-8 bytes, as WeChat Pay counts them: a Chinese character is three. */
export const bytes = (max: number) =>
  z.string().superRefine((text, context) => {
    const length = Buffer.byteLength(text)
    if (length < 1) context.addIssue({ code: 'custom', message: '字节数 0，小于最小值 1' })
    if (length > max) context.addIssue({ code: 'custom', message: `字节数 ${length}，大于最大值 ${max}` })
  })

export function isNotifyUrl(text: string): boolean {
  try {
    const url = new URL(text)
    return (url.protocol === 'https:' || url.protocol === 'http:') && !text.includes('?') && !text.includes('#')
  } catch {
    return false
  }
}

const common = {
  sp_appid: bytes(32),
  sp_mchid: bytes(32),
  sub_appid: bytes(32).optional(),
  sub_mchid: bytes(32),
  description: bytes(127),
  out_trade_no: z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '商户订单号须为 6~32 位数字、大小写字母或 _-|*'),
  time_expire: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/, '须为 yyyy-MM-DDTHH:mm:ss+TIMEZONE 格式')
    .refine((text) => !Number.isNaN(Date.parse(text)), '不是有效的时间')
    .optional(),
  attach: bytes(128).optional(),
  notify_url: bytes(255).refine(isNotifyUrl, '须为可直接访问的网址，且不能携带参数'),
  amount: z.object({
    total: z.number().int('须为整数（分）').min(1, '须大于等于 1').max(100_000_000, '超过最大值 100000000'),
    currency: z.literal('CNY').default('CNY'),
  }),
}
const ip = z.string().refine((text) => isIP(text) !== 0, '须为 IPv4 或 IPv6 地址')

export const jsapiInput = z
  .object({
    ...common,
    payer: z.object({ sp_openid: bytes(128).optional(), sub_openid: bytes(128).optional() }),
    scene_info: z.object({ payer_client_ip: ip }).optional(),
  })
  .superRefine((value, context) => {
    const { sp_openid: spOpenid, sub_openid: subOpenid } = value.payer
    if (!spOpenid && !subOpenid)
      context.addIssue({ code: 'custom', path: ['payer', 'sp_openid'], message: 'sp_openid 和 sub_openid 须传其一' })
    if (subOpenid && !value.sub_appid) context.addIssue({ code: 'custom', path: ['sub_appid'], message: '传 sub_openid 时须传 sub_appid' })
  })

export const h5Input = z.object({
  ...common,
  scene_info: z.object({
    payer_client_ip: ip,
    device_id: bytes(32).optional(),
    h5_info: z.object({ type: bytes(32), app_name: bytes(64).optional(), app_url: bytes(128).optional() }),
  }),
})

export type JsapiInput = z.output<typeof jsapiInput>
export type H5Input = z.output<typeof h5Input>

/** @throws PayError PARAM_ERROR that names the first wrong field */
export function parseInput<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0] as z.core.$ZodIssue
  const field = `/body/${issue.path.join('/')}`
  throw new PayError('PARAM_ERROR', `输入源“${field}”校验失败，${issue.message}`, { location: 'body', field, issue: issue.message })
}
