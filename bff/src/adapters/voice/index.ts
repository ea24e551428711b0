import { AppError } from '@minsheng/shared/errors'
import * as z from 'zod'
import type { VoicePort } from '../../ports/voice.ts'
import { refusedBy, unsureOf } from '../aliyun/handed.ts'
import { type AliyunOptions, createAliyun } from '../aliyun/index.ts'

const answer = z.object({ Code: z.string(), CallId: z.string().optional() })
/** `Data` is JSON in a string; the numbers in it are left out on purpose. */
const detailAnswer = z.object({ Code: z.literal('OK'), Data: z.string() })
const detail = z.object({ state: z.string(), endDate: z.string().optional() })
/** The product "voice notice". */
const PRODUCT = '11000000300006'
const ANSWERED = '200000'
const UNDER_WAY = ''

/** Alibaba Cloud voice: SingleCallByTts and QueryCallDetailByCallId of Dyvmsapi, 2017-05-25. */
export function createVoice(options: AliyunOptions): VoicePort {
  const ask = createAliyun('voice', '2017-05-25', options)
  return {
    async call({ phone, templateCode, values, number }) {
      try {
        const { data } = answer.safeParse(
          await ask('SingleCallByTts', {
            CalledNumber: phone,
            TtsCode: templateCode,
            TtsParam: JSON.stringify(values),
            PlayTimes: '2',
            OutId: number,
          }),
        )
        if (data?.Code === 'OK' && data.CallId) return { result: 'taken', providerNumber: data.CallId }
        return data ? refusedBy(data.Code) : { result: 'unsure', code: 'bad_answer' }
      } catch (error) {
        return unsureOf(error)
      }
    },
    async fateOf({ providerNumber, sentAt }) {
      if (providerNumber === null) return { state: 'unknown' }
      const said = detailAnswer.safeParse(
        await ask('QueryCallDetailByCallId', { CallId: providerNumber, ProdId: PRODUCT, QueryDate: String(sentAt.getTime()) }),
      )
      if (!said.success) throw new AppError('upstream_unavailable', { cause: new Error('QueryCallDetailByCallId') })
      const { state, endDate } = detail.parse(JSON.parse(said.data.Data))
      if (state === UNDER_WAY) return { state: 'waiting' }
      const at = endDate ? new Date(`${endDate.replace(' ', 'T')}+08:00`) : options.clock.now()
      return state === ANSWERED ? { state: 'delivered', at } : { state: 'failed', code: state, at }
    },
  }
}
