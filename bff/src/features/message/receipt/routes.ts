import { messageContract as contract } from '@minsheng/shared/contracts/message'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import type { Fate } from '../../../ports/notify.ts'
import type { DispatchDocument, DispatchStore } from '../dispatch/store.ts'
import type { SubscriptionStore } from '../subscription/store.ts'
import { numbersIn, wechatEventIn } from './bodies.ts'
import { fateOfSent, isWechatSigned } from './domain.ts'

interface ReceiptParts {
  dispatches: DispatchStore
  subscriptions: SubscriptionStore
  heard: (dispatch: DispatchDocument, fate: Fate) => Promise<void>
  /** The WeChat account of an openid; null when nobody has it. */
  accountOfOpenid: (openid: string) => Promise<string | null>
  /** The template's name by WeChat's number of it. */
  nameOf: (code: string) => string | undefined
  /** The word WeChat signs its pushes with; undefined: none are taken. */
  wechatToken: string | undefined
  clock: Clock
}

const anyone = () => true
const TAKEN = { code: 0, msg: '成功' } as const

export function receiptRoutes(parts: ReceiptParts): Route[] {
  const { dispatches, subscriptions, heard, accountOfOpenid, nameOf, wechatToken, clock } = parts

  /** A receipt only says when to ask: a forged one costs a question, a doubled or late one nothing, a lost one a few minutes. */
  async function askAbout(body: Buffer): Promise<typeof TAKEN> {
    const numbers = numbersIn(body)
    if (numbers === null) throw new AppError('malformed_body')
    for (const number of numbers) await dispatches.askSoon(number, clock.now())
    return TAKEN
  }

  /** @throws AppError `notice_rejected` when it is not WeChat that asks */
  function checkSigned(query: Parameters<typeof isWechatSigned>[0]): void {
    if (wechatToken === undefined || !isWechatSigned(query, wechatToken, clock.now())) throw new AppError('notice_rejected')
  }

  return [
    route({
      operation: contract.receiveSmsReceipts,
      load: nothing,
      allow: anyone,
      audit: { none: 'changes nothing but when the provider is asked' },
      run: ({ body }) => askAbout(body),
    }),
    route({
      operation: contract.receiveVoiceReceipts,
      load: nothing,
      allow: anyone,
      audit: { none: 'changes nothing but when the provider is asked' },
      run: ({ body }) => askAbout(body),
    }),
    route({
      operation: contract.openWechatEvents,
      load: nothing,
      allow: anyone,
      audit: { none: 'changes nothing' },
      run: async ({ query }) => {
        checkSigned(query)
        return { content: Buffer.from(query.echostr ?? '') }
      },
    }),
    route({
      operation: contract.receiveWechatEvents,
      load: nothing,
      allow: anyone,
      audit: { none: 'the dispatch keeps what WeChat told of it' },
      run: async ({ query, body }) => {
        checkSigned(query)
        const event = wechatEventIn(body)
        if (event === null) throw new AppError('malformed_body')
        if (event?.Event === 'subscribe_msg_sent_event')
          for (const { MsgID, ErrorCode } of event.List) {
            const dispatch = await dispatches.byProviderNumber('subscribe', MsgID)
            if (dispatch) await heard(dispatch, fateOfSent(ErrorCode, clock.now()))
          }
        if (event?.Event === 'subscribe_msg_change_event') {
          const accountId = await accountOfOpenid(event.FromUserName)
          for (const { TemplateId, SubscribeStatusString } of event.List) {
            const name = nameOf(TemplateId)
            if (accountId && name && SubscribeStatusString === 'reject') await subscriptions.withdrawn(accountId, name)
          }
        }
        return { content: Buffer.from('success') }
      },
    }),
  ]
}
