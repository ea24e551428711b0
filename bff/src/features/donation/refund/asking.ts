import type { Clock } from '@minsheng/shared/units/clock'
import type { Log } from '../../../platform/log/index.ts'
import type { PayPort } from '../../../ports/pay.ts'
import type { GivingStore } from '../giving/store.ts'
import { nextAskAt, refusalWords, routeOf } from './domain.ts'
import { type SettleRefund, wechatRefund } from './settle.ts'
import type { RefundDocument, RefundStore } from './store.ts'

export type RefundAsking = ReturnType<typeof createRefundAsking>

/** Refunds asked about at once: one slow answer must not hold up the others. */
const ASK_LANES = 4
/** While one of us asks, nobody else does; longer than any answer takes. */
const CLAIM_MS = 30_000
const YEAR_HOLD = '超过一年，微信不能原路退回，请用银行转账退回'

/** Takes refunds to WeChat Pay, always under the same number, and asks what became of them. */
export function createRefundAsking(parts: {
  refunds: RefundStore
  gifts: Pick<GivingStore, 'countReturned'>
  pay: PayPort
  settle: SettleRefund
  log: Log
  clock: Clock
}) {
  const { refunds, gifts, pay, settle, log, clock } = parts
  const underWay = new Set<Promise<void>>()

  const toBank = (refund: RefundDocument, hold: string) =>
    refunds.transaction(async (session) => {
      const set = { route: 'bank' as const, nextAskAt: null, hold }
      await refunds.moveIn(refund, { to: 'accepted', why: 'to bank', at: clock.now(), set }, session)
      await gifts.countReturned(refund.giftId, {}, session, { returnRoute: 'bank' })
    })

  async function ask(refund: RefundDocument): Promise<void> {
    const { _id, subMchid, asks } = refund
    // Whether an earlier try reached WeChat Pay is not known; what it knows already is not sent again.
    const known = asks > 1 || refund.state !== 'accepted' ? await pay.queryRefund(_id, subMchid) : null
    if (known) {
      await settle(known, 'query')
      await refunds.putOff(_id, nextAskAt(asks, clock.now(), known.state === 'ABNORMAL'))
      return
    }
    if (routeOf(refund.giftPaidAt, clock.now()) === 'bank') {
      await toBank(refund, YEAR_HOLD)
      return
    }
    const reply = await pay.refund(wechatRefund(refund))
    if (reply.ok) {
      await settle(reply.facts, 'answer')
      await refunds.putOff(_id, nextAskAt(asks, clock.now()))
      return
    }
    log.error({ outRefundNo: _id, code: reply.code }, 'WeChat Pay refused a refund')
    const hold = refusalWords(reply.code, reply.message)
    // Money may leave by the bank only when it is certain that WeChat Pay has not taken the refund.
    if (reply.code === 'USER_ACCOUNT_ABNORMAL' && (await pay.queryRefund(_id, subMchid)) === null) await toBank(refund, hold)
    else await refunds.putOff(_id, nextAskAt(asks, clock.now(), asks > 6), hold)
  }

  async function tryAsking(refund: RefundDocument): Promise<void> {
    try {
      await ask(refund)
    } catch (error) {
      log.warn({ err: error, outRefundNo: refund._id }, 'refund could not be asked for; it is asked again under the same number')
      await refunds.putOff(refund._id, nextAskAt(refund.asks, clock.now()))
    }
  }

  return {
    /** Asks right after a refund is accepted; nobody waits for it, and should the process die the poller goes on. */
    askSoon(refund: RefundDocument): void {
      if (refund.route !== 'wechat' || refund.state !== 'accepted') return
      const work = refunds
        .claimFirst(refund._id, new Date(clock.now().getTime() + CLAIM_MS))
        .then((claimed) => (claimed ? tryAsking(claimed) : undefined))
        .catch((error: unknown) => log.warn({ err: error, outRefundNo: refund._id }, 'refund is asked for by the next round'))
        .finally(() => underWay.delete(work))
      underWay.add(work)
    },
    /** Asks about every refund that is due; a notice that never came is made up for here. */
    async askDue(signal: AbortSignal): Promise<void> {
      async function lane(): Promise<void> {
        while (!signal.aborted) {
          const now = clock.now()
          const refund = await refunds.claimDue(now, new Date(now.getTime() + CLAIM_MS))
          if (!refund) return
          await tryAsking(refund)
        }
      }
      await Promise.all(Array.from({ length: ASK_LANES }, lane))
    },
    /** Waits for asking under way, at shutdown. */
    async idle(): Promise<void> {
      await Promise.all(underWay)
    },
  }
}
