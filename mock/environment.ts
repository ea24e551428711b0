import { readFileSync } from 'node:fs'
import * as z from 'zod'

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)

/** `1900009101:演示慈善组织,1900009102:…`; `*` accepts any 8–12 digit number. */
const subMerchants = z.string().transform((text, context) => {
  const names = new Map<string, string>()
  let any = false
  for (const part of text.split(',').map((item) => item.trim())) {
    if (part === '') continue
    if (part === '*') {
      any = true
      continue
    }
    const match = /^(\d{8,12})(?::(.+))?$/.exec(part)
    if (match === null) context.addIssue({ code: 'custom', message: `not a sub merchant: ${part}` })
    else names.set(match[1] as string, match[2] ?? `特约商户 ${match[1]}`)
  }
  return { any, names }
})

const pem = z.string().transform((file, context) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    context.addIssue({ code: 'custom', message: 'key file can not be read' })
    return z.NEVER
  }
})

const schema = z.object({
  MOCK_HOST: z.string().default('127.0.0.1'),
  MOCK_PHONE_PORT: port(3100),
  MOCK_WECHAT_PORT: port(3101),
  MOCK_PAY_PORT: port(3102),
  MOCK_SMS_PORT: port(3103),
  MOCK_VOICE_PORT: port(3105),
  MOCK_HUB_PORT: port(3104),
  MOCK_DATA_DIR: z.string().min(1).optional(),
  MOCK_APP_ID: z.string().min(1),
  MOCK_APP_SECRET: z.string().min(1),
  /** Comma separated pages of the published mini-program; absent: any well-formed page exists. */
  MOCK_WEAPP_PAGES: z.string().optional(),
  MOCK_SP_MCHID: z.string().regex(/^\d{8,12}$/),
  MOCK_MERCHANT_SERIAL: z.string().min(1),
  MOCK_MERCHANT_PUBLIC_KEY_FILE: pem,
  MOCK_PLATFORM_KEY_ID: z.string().startsWith('PUB_KEY_ID_'),
  MOCK_PLATFORM_PRIVATE_KEY_FILE: pem,
  MOCK_API_V3_KEY: z.string().refine((key) => Buffer.byteLength(key) === 32, 'must be 32 bytes'),
  MOCK_SUB_MCHIDS: subMerchants.prefault('*'),
  /** How browsers reach the cashier, when that is not the listening address. */
  MOCK_PAY_PUBLIC_URL: z.url().optional(),
  MOCK_RETRY_SCALE: z.coerce.number().min(0).max(1).default(1),
  MOCK_SMS_ACCESS_KEY_ID: z.string().min(1),
  MOCK_SMS_ACCESS_KEY_SECRET: z.string().min(1),
  /** `off` lifts the operator's limits per number (1 a minute, 5 an hour, 10 a day). */
  MOCK_SMS_LIMITS: z.enum(['on', 'off']).default('on'),
  MOCK_HUB_GATEWAY_ACCESS_KEY: z.string().min(1),
  MOCK_HUB_GATEWAY_SECRET_KEY: z.string().min(1),
  MOCK_HUB_SHARING_APP_KEY: z.string().min(1),
  MOCK_HUB_SHARING_APP_SECRET: z.string().min(1),
  /** `population=dir/id,…` as the product knows the registers. */
  MOCK_HUB_SHARING_REGISTERS: z
    .string()
    .transform((text) => new Map(text.split(',').map((part) => part.split('=').reverse() as [string, string]))),
  MOCK_HUB_MGOP_ACCESS_KEY: z.string().min(1),
  MOCK_HUB_MGOP_APP_ID: z.string().min(1),
  MOCK_ZLB_ACCESS_KEY: z.string().min(1),
  MOCK_ZLB_SECRET_KEY: z.string().min(1),
  MOCK_ZLB_APP_ID: z.string().min(1),
  MOCK_ZLB_FIELD_KEY: z.string().regex(/^[0-9a-f]{32}$/i),
  MOCK_ZZD_APP_KEY: z.string().min(1),
  MOCK_ZZD_APP_SECRET: z.string().min(1),
})

export type StandInEnvironment = z.output<typeof schema>

/** @throws Error that names every wrong variable */
export function readEnvironment(source: NodeJS.ProcessEnv): StandInEnvironment {
  const result = schema.safeParse(source)
  if (result.success) return result.data
  throw new Error(`environment: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
}
