import { messageContract as contract } from '@minsheng/shared/contracts/message'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import type { Fate } from '../../../ports/notify.ts'
import type { DispatchDocument, DispatchStore } from '../dispatch/store.ts'
import type { SubscriptionStore } from '../subscription/store.ts'
import { numbersIn, wechatEventIn } from './bodies.ts'
import { fateOfSent, isWechatSigned } from './domain.ts'
import type { EarlyReceiptStore } from './early.ts'

interface ReceiptParts {
  dispatches: DispatchStore
  subscriptions: SubscriptionStore
  early: EarlyReceiptStore
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
  const { dispatches, subscriptions, early, heard, accountOfOpenid, nameOf, wechatToken, clock } = parts

  /** A receipt only says when to ask: a forged one costs a question, a doubled or late one nothing, a lost one a few minutes. */
  async function askAbout(body: Buffer): Promise<typeof TAKEN> {
    const numbers = numbersIn(body)
    if (numbers === null) throw new AppError('malformed_body')
    for (const number of numbers) await dispatches.askSoon(number, clock.now())
    return TAKEN
  }

  /** Kept first when nothing is known of it yet: whoever writes the number down looks there afterwards, so one of both sees the other. */
  async function hearOf(providerNumber: string, fate: Fate): Promise<void> {
    const known = await dispatches.byProviderNumber('subscribe', providerNumber)
    if (!known) await early.keep(providerNumber, fate, clock.now())
    const dispatch = known ?? (await dispatches.byProviderNumber('subscribe', providerNumber))
    if (dispatch) await heard(dispatch, fate)
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
          for (const { MsgID, ErrorCode } of event.List) await hearOf(MsgID, fateOfSent(ErrorCode, clock.now()))
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
