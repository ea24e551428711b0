import { randomInt, randomUUID } from 'node:crypto'
import { phoneNumber } from '@minsheng/shared/contracts/identity'
import { type Clock, systemClock } from '@minsheng/shared/units/clock'
import Koa from 'koa'
import * as z from 'zod'
import { openJournal } from '../server/journal.ts'
import { createReports, shanghaiStamp } from '../server/reports.ts'
import { addTroubles } from '../server/trouble.ts'
import { answerActions } from '../sms/actions.ts'

/** Texts that are read out, as they were approved. */
const TEXTS: Record<string, string> = {
  TTS_475120091: '您好，这里是上城区民政局一键呼。您有一条一键呼的消息，请马上打开民生直达小程序查看，或拨打12345询问。',
  TTS_475120089: '您好，这里是上城区民政局。您有一条重要通知，请打开民生直达小程序查看，或拨打12345询问。',
}
const ANSWERED = '200000'
const NOTICE_PRODUCT = '11000000300006'

/** One call as the phone page shows it. */
const voiceCall = z.object({
  id: z.string(),
  phone: z.string(),
  text: z.string(),
  outId: z.string().optional(),
  calledAt: z.iso.datetime(),
  fate: z.object({ code: z.string(), at: z.iso.datetime() }),
})
export type VoiceCall = z.output<typeof voiceCall>

export interface VoiceOptions {
  accessKey: { id: string; secret: string }
  dataDir: string | undefined
  clock?: Clock
}

/** Stand-in for dyvmsapi.aliyuncs.com: SingleCallByTts, QueryCallDetailByCallId and the receipts. */
export function createVoice(options: VoiceOptions) {
  const clock = options.clock ?? systemClock
  const reports = createReports()
  const journal = openJournal(options.dataDir, 'voice', voiceCall)
  const calls: VoiceCall[] = [...journal.replayed]
  const answer = (Code: string, Message: string, more: object = {}) => ({
    status: 200,
    body: { RequestId: randomUUID().toUpperCase(), Code, Message, ...more },
  })

  function call(parameters: URLSearchParams) {
    const phone = parameters.get('CalledNumber') ?? ''
    const text = TEXTS[parameters.get('TtsCode') ?? '']
    if (!phoneNumber.safeParse(phone).success) return answer('isv.MOBILE_NUMBER_ILLEGAL', '被叫号码不合法')
    if (text === undefined) return answer('isv.TTS_TEMPLATE_ILLEGAL', '文本模板不存在')
    const now = clock.now()
    const { result, delayMs } = reports.wanted()
    const outId = parameters.get('OutId') ?? undefined
    const id = `${randomInt(100_000, 1_000_000)}${now.getTime()}^1`
    const fate = { code: result ?? ANSWERED, at: new Date(now.getTime() + delayMs).toISOString() }
    const made = { id, phone, text, ...(outId === undefined ? {} : { outId }), calledAt: now.toISOString(), fate }
    calls.push(made)
    journal.append(made)
    void reports.announce([{ call_id: id, out_id: outId, status_code: fate.code, start_time: shanghaiStamp(now), duration: '18' }])
    return answer('OK', 'OK', { CallId: id })
  }

  function details(parameters: URLSearchParams) {
    const found = calls.find(({ id }) => id === parameters.get('CallId'))
    if (!found || parameters.get('ProdId') !== NOTICE_PRODUCT) return answer('isv.CALL_NOT_FOUND', '没有这次呼叫')
    const isOver = Date.parse(found.fate.at) <= clock.now().getTime()
    const Data = JSON.stringify({
      callId: found.id,
      callee: found.phone,
      state: isOver ? found.fate.code : '',
      startDate: shanghaiStamp(new Date(found.calledAt)),
      endDate: isOver ? shanghaiStamp(new Date(found.fate.at)) : '',
    })
    return answer('OK', 'OK', { Data })
  }

  const koa = new Koa()
  koa.use(reports.router.routes())
  addTroubles(koa, () => {
    calls.length = 0
    journal.clear()
    reports.reset()
  })
  koa.use(answerActions(options.accessKey, clock, { SingleCallByTts: call, QueryCallDetailByCallId: details }))
  return { koa, calls: () => [...calls].reverse() }
}
