import type { Clock } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { outboxEntry } from '../../../platform/events/outbox.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { RefundFacts } from '../../../ports/pay.ts'
import type { Payments } from '../giving/payments.ts'
import type { GivingStore } from '../giving/store.ts'
import { type RefundJournal, refundJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { refunded } from './desk.ts'
import { differenceOf, nextAskAt, payerWords, stepOf, undoAgain } from './domain.ts'
import type { RefundDocument, RefundStore } from './store.ts'

export type RefundSettlement = 'succeeded' | 'closed' | 'noted' | 'ignored' | 'quarantined'
export type SettleRefund = ReturnType<typeof createSettleRefund>

const ABNORMAL_HOLD = '微信退不回捐赠人的账户（例如银行卡已注销），请到微信支付商户平台处理这笔退款'
const CLOSED_HOLD = '微信支付关闭了这笔退款，钱仍在项目里；需要退的请重新申请'

/** The refund as WeChat Pay is asked for it, the same at every retry. */
export const wechatRefund = (refund: RefundDocument) => ({
  outRefundNo: refund._id,
  transactionId: refund.transactionId,
  subMchid: refund.subMchid,
  amountFen: refund.amountFen,
  totalFen: refund.giftAmountFen,
  reason: payerWords[refund.kind],
})

/** The one way WeChat Pay's word about a refund gets into the books, from a notice, an answer or a query; harmless to repeat and to race. */
export function createSettleRefund(parts: {
  refunds: RefundStore
  gifts: GivingStore
  ledger: LedgerStore
  payments: Payments
  us: { spMchid: string }
  metrics: Metrics
  log: Log
  clock: Clock
}) {
  const { refunds, gifts, ledger, payments, us, metrics, log, clock } = parts

  async function quarantine(
    kind: 'refund_unknown' | 'refund_differs',
    facts: RefundFacts,
    words: { expected: string; arrived: string },
  ): Promise<'quarantined'> {
    const gift = await gifts.giftForMoney(facts.outTradeNo)
    // A refund made elsewhere of a payment we were never told of: the payment first, the books know no refund without it.
    if (gift?.state === 'awaiting' || gift?.state === 'closed') await payments.check(gift)
    await gifts.openCase({
      _id: `${kind}-${facts.outRefundNo}-${facts.state}`,
      kind,
      ...words,
      outTradeNo: facts.outTradeNo,
      transactionId: facts.transactionId,
      charityId: gift?.charityId ?? null,
      facts,
      createdAt: clock.now(),
    })
    metrics.events.inc({ event: kind })
    log.error({ outRefundNo: facts.outRefundNo, kind }, 'what WeChat Pay says of a refund does not fit; quarantined')
    return 'quarantined'
  }

  const saidWords = (facts: RefundFacts) =>
    `微信支付说${facts.state === 'SUCCESS' ? '已退' : '在退'} ${formatYuan(facts.amountFen)} 元（退款单号 ${facts.outRefundNo}）`

  return async function settleRefund(facts: RefundFacts, source: 'notice' | 'answer' | 'query'): Promise<RefundSettlement> {
    const asked = await refunds.refund(facts.outRefundNo)
    if (!asked) return quarantine('refund_unknown', facts, { expected: '没有这笔退款', arrived: saidWords(facts) })
    const difference = differenceOf({ ...wechatRefund(asked), giftId: asked.giftId }, facts, us)
    if (difference) return quarantine('refund_differs', facts, difference)

    let journal: RefundJournal | null = null
    const outcome = await refunds.transaction<RefundSettlement | 'contradiction'>(async (session) => {
      journal = null
      const fresh = await refunds.refundIn(asked._id, session)
      if (!fresh) throw new Error(`refund ${asked._id} is gone`)
      const now = clock.now()
      const at = { why: source, at: now }
      const ended = { nextAskAt: null, settledAt: facts.settledAt ?? now }
      switch (stepOf(fresh.state, facts.state)) {
        case 'succeed':
          await refunds.moveIn(fresh, { to: 'succeeded', ...at, set: { ...ended, hold: null } }, session)
          await gifts.countReturned(fresh.giftId, { refundingFen: -fresh.amountFen, refundedFen: fresh.amountFen }, session, {
            returnRoute: 'wechat',
          })
          journal = refundJournal('refund_succeeded', refunded(fresh), now)
          await ledger.postWith(journal, session)
          return 'succeeded'
        case 'close': {
          await refunds.moveIn(fresh, { to: 'closed', ...at, set: { ...ended, hold: CLOSED_HOLD } }, session)
          await gifts.countReturned(fresh.giftId, { refundingFen: -fresh.amountFen }, session, undoAgain(fresh, now))
          journal = refundJournal('refund_closed', refunded(fresh), now)
          await ledger.postWith(journal, session)
          return 'closed'
        }
        case 'mark_abnormal':
          await refunds.moveIn(
            fresh,
            {
              to: 'abnormal',
              ...at,
              set: { hold: ABNORMAL_HOLD, nextAskAt: nextAskAt(0, now, true) },
              event: outboxEntry('refund.abnormal', now, { outRefundNo: fresh._id, outTradeNo: fresh.giftId }),
            },
            session,
          )
          return 'noted'
        case 'mark_processing':
          // Asking was stopped for a withdrawal that WeChat Pay has overtaken.
          await refunds.moveIn(
            fresh,
            { to: 'processing', ...at, set: { hold: null, ...(fresh.nextAskAt ? {} : { nextAskAt: nextAskAt(0, now) }) } },
            session,
          )
          return 'noted'
        case 'contradiction':
          return 'contradiction'
        case 'ignore':
          return 'ignored'
      }
    })
    if (journal) await ledger.told(journal)
    if (outcome !== 'contradiction') return outcome
    return quarantine('refund_differs', facts, { expected: `退款 ${asked._id} 已经有了别的结果`, arrived: saidWords(facts) })
  }
}
