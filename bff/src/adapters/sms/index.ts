import { AppError } from '@minsheng/shared/errors'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import type { Fate } from '../../ports/notify.ts'
import type { SmsPort } from '../../ports/sms.ts'
import { refusedBy, unsureOf } from '../aliyun/handed.ts'
import { type AliyunOptions, createAliyun } from '../aliyun/index.ts'

/** `Message` is left out on purpose: it quotes the number. */
const answer = z.object({ Code: z.string(), BizId: z.string().optional() })
const detail = z.object({
  /** 1 waits for the operator's word, 2 failed, 3 arrived. */
  SendStatus: z.number().int(),
  OutId: z.string().optional(),
  ErrCode: z.string().optional(),
  ReceiveDate: z.string().optional(),
})
const details = z.object({ Code: z.literal('OK'), SmsSendDetailDTOs: z.object({ SmsSendDetailDTO: z.array(detail) }) })
const MOST_A_PAGE = '50'

/** `2026-06-15 09:05:00` in Asia/Shanghai. */
const shanghaiInstant = (text: string | undefined) => (text ? new Date(`${text.replace(' ', 'T')}+08:00`) : null)

/** Alibaba Cloud SMS: SendSms and QuerySendDetails of Dysmsapi, 2017-05-25. */
export function createSms(options: AliyunOptions & { signName: string; templateCode: string }): SmsPort {
  const ask = createAliyun('sms', '2017-05-25', options)
  const send = (phone: string, templateCode: string, values: Record<string, string>, more: Record<string, string> = {}) =>
    ask('SendSms', {
      PhoneNumbers: phone,
      SignName: options.signName,
      TemplateCode: templateCode,
      TemplateParam: JSON.stringify(values),
      ...more,
    })
  return {
    async sendCode(phone, code) {
      const { data } = answer.safeParse(await send(phone, options.templateCode, { code }))
      if (data?.Code === 'OK') return
      if (data?.Code === 'isv.BUSINESS_LIMIT_CONTROL') throw new AppError('too_many_requests', { retryAfterSeconds: 60 })
      if (data?.Code === 'isv.MOBILE_NUMBER_ILLEGAL')
        throw new AppError('invalid_input', { issues: [{ path: 'body.phone', message: '这个号码收不到短信，请核对手机号' }] })
      throw new AppError('upstream_unavailable', { cause: new Error(`sms: ${data?.Code}`) })
    },
    async sendNotice({ phone, templateCode, values, number }) {
      try {
        const { data } = answer.safeParse(await send(phone, templateCode, values, { OutId: number }))
        if (data?.Code === 'OK' && data.BizId) return { result: 'taken', providerNumber: data.BizId }
        return data ? refusedBy(data.Code) : { result: 'unsure', code: 'bad_answer' }
      } catch (error) {
        return unsureOf(error)
      }
    },
    async fateOf({ phone, number, providerNumber, sentAt }) {
      const said = await ask('QuerySendDetails', {
        PhoneNumber: phone,
        SendDate: shanghaiDate(sentAt).replaceAll('-', ''),
        PageSize: MOST_A_PAGE,
        CurrentPage: '1',
        ...(providerNumber ? { BizId: providerNumber } : {}),
      })
      const parsed = details.safeParse(said)
      if (!parsed.success)
        throw new AppError('upstream_unavailable', { cause: new Error(`QuerySendDetails: ${answer.safeParse(said).data?.Code}`) })
      const found = parsed.data.SmsSendDetailDTOs.SmsSendDetailDTO.find(({ OutId }) => OutId === number)
      return found ? fateOf(found, options.clock.now()) : { state: 'unknown' }
    },
  }
}

function fateOf({ SendStatus, ErrCode, ReceiveDate }: z.output<typeof detail>, now: Date): Fate {
  const at = shanghaiInstant(ReceiveDate) ?? now
  if (SendStatus === 3) return { state: 'delivered', at }
  return SendStatus === 2 ? { state: 'failed', code: ErrCode ?? 'unknown', at } : { state: 'waiting' }
}
