import { randomInt, randomUUID } from 'node:crypto'
import { phoneNumber } from '@minsheng/shared/contracts/identity'
import type { Clock } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { type Reports, shanghaiStamp } from '../server/reports.ts'
import type { SendAnswer } from './answer.ts'
import type { SmsFailure } from './authentication.ts'
import { DELIVERED } from './details.ts'
import { limitReached } from './limits.ts'
import type { SmsInbox } from './messages.ts'
import { findTemplate } from './templates.ts'

const templateParameters = z.record(z.string(), z.union([z.string(), z.number()]).transform(String))
const MANDATORY = ['PhoneNumbers', 'SignName', 'TemplateCode'] as const

export interface SendOptions {
  inbox: SmsInbox
  clock: Clock
  limits: 'on' | 'off'
  reports: Reports
}

function readParameters(text: string | null): Record<string, string> | undefined {
  try {
    const parsed = templateParameters.safeParse(JSON.parse(text ?? '{}'))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** SendSms: a mistake in the business part is answered with HTTP 200 and a code other than OK. */
export function sendSms(parameters: URLSearchParams, options: SendOptions): SendAnswer | SmsFailure {
  const answer = (Code: string, Message: string, BizId?: string): SendAnswer => ({
    status: 200,
    body: { Message, RequestId: randomUUID().toUpperCase(), Code, ...(BizId === undefined ? {} : { BizId }) },
  })
  for (const name of MANDATORY) {
    if (!parameters.get(name)) return { status: 400, code: `Missing${name}`, message: `${name} is mandatory for this action.` }
  }
  const phone = (parameters.get('PhoneNumbers') as string).replace(/^\+?86/, '')
  const sign = parameters.get('SignName') as string
  const templateCode = parameters.get('TemplateCode') as string

  if (!phoneNumber.safeParse(phone).success) return answer('isv.MOBILE_NUMBER_ILLEGAL', `${phone}非法手机号`)
  if (!/^[\p{Script=Han}A-Za-z0-9]{2,20}$/u.test(sign)) return answer('isv.SMS_SIGNATURE_ILLEGAL', '该账号下找不到对应签名')
  const template = findTemplate(templateCode)
  if (template === undefined) return answer('isv.SMS_TEMPLATE_ILLEGAL', '该账号下找不到对应模板')
  const values = readParameters(parameters.get('TemplateParam'))
  if (values === undefined) return answer('isv.INVALID_JSON_PARAM', '参数格式错误，请修改为字符串值')
  if (template.parameters.some((name) => !values[name])) return answer('isv.TEMPLATE_MISSING_PARAMETERS', '模板变量中存在未赋值变量')
  if (template.kind === 'code' && !/^[A-Za-z0-9]{4,6}$/.test(values.code ?? ''))
    return answer('isv.TEMPLATE_PARAMS_ILLEGAL', '验证码模板变量只支持 4~6 位数字或字母')

  const now = options.clock.now()
  const codes = options.inbox.list(phone).filter((message) => findTemplate(message.templateCode)?.kind === 'code')
  const reached = options.limits === 'on' && template.kind === 'code' ? limitReached(codes, now) : undefined
  if (reached) return answer('isv.BUSINESS_LIMIT_CONTROL', reached)

  const { result, delayMs } = options.reports.wanted()
  const fate = { code: result ?? DELIVERED, at: new Date(now.getTime() + delayMs).toISOString() }
  const outId = parameters.get('OutId') ?? undefined
  const id = `${randomInt(100_000, 1_000_000)}${now.getTime()}^0`
  options.inbox.receive({
    id,
    phone,
    text: template.render(sign, values),
    templateCode,
    parameters: values,
    receivedAt: now.toISOString(),
    ...(outId === undefined ? {} : { outId }),
    fate,
  })
  void options.reports.announce([
    {
      phone_number: phone,
      send_time: shanghaiStamp(now),
      report_time: shanghaiStamp(new Date(fate.at)),
      success: fate.code === DELIVERED,
      err_code: fate.code,
      err_msg: fate.code === DELIVERED ? '用户接收成功' : '没有送达',
      sms_size: '1',
      biz_id: id,
      ...(outId === undefined ? {} : { out_id: outId }),
    },
  ])
  return answer('OK', 'OK', id)
}
