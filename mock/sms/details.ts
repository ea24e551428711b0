import { randomUUID } from 'node:crypto'
import { shanghaiStamp } from '../server/reports.ts'
import type { SendAnswer } from './answer.ts'
import type { SmsMessage } from './messages.ts'

export const DELIVERED = 'DELIVERED'

/** What the operator says of a message now: 1 no word yet, 2 failed, 3 arrived. */
export function statusOf({ fate }: SmsMessage, now: Date): 1 | 2 | 3 {
  if (fate === undefined || Date.parse(fate.at) > now.getTime()) return 1
  return fate.code === DELIVERED ? 3 : 2
}

/** QuerySendDetails: the messages of a number on a day, newest first. */
export function sendDetails(parameters: URLSearchParams, messages: readonly SmsMessage[], now: Date): SendAnswer {
  const [phone, day, bizId] = ['PhoneNumber', 'SendDate', 'BizId'].map((name) => parameters.get(name))
  const found = messages.filter(
    (message) =>
      message.phone === phone &&
      shanghaiStamp(new Date(message.receivedAt)).slice(0, 10).replaceAll('-', '') === day &&
      (!bizId || message.id === bizId),
  )
  const details = found.reverse().map((message) => {
    const status = statusOf(message, now)
    return {
      SendStatus: status,
      PhoneNum: message.phone,
      TemplateCode: message.templateCode,
      Content: message.text,
      SendDate: shanghaiStamp(new Date(message.receivedAt)),
      ...(message.outId ? { OutId: message.outId } : {}),
      ...(status === 1 || !message.fate ? {} : { ErrCode: message.fate.code, ReceiveDate: shanghaiStamp(new Date(message.fate.at)) }),
    }
  })
  const body = {
    Code: 'OK',
    Message: 'OK',
    RequestId: randomUUID().toUpperCase(),
    TotalCount: String(details.length),
    SmsSendDetailDTOs: { SmsSendDetailDTO: details },
  }
  return { status: 200, body }
}
