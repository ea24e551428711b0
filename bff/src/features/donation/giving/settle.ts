import type { Clock } from '@minsheng/shared/units/clock'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { PaymentFacts } from '../../../ports/pay.ts'
import { giftPaidJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { arrivedText, type Difference, differenceOf } from './domain.ts'
import type { GiftDocument, GivingStore } from './store.ts'

export type Settlement = 'posted' | 'already' | 'quarantined' | 'ignored'

export interface SettleParts {
  store: GivingStore
  ledger: LedgerStore
  us: { spMchid: string; spAppid: string }
  metrics: Metrics
  log: Log
  clock: Clock
}

export type Settle = ReturnType<typeof createSettle>

/**
 * The one way money gets into the ledger, whether a notice or a query told of it; harmless to repeat and to race.
 * The journal is the event; the gift's own state follows it.
 */
export function createSettle({ store, ledger, us, metrics, log, clock }: SettleParts) {
  async function quarantine(gift: GiftDocument | null, facts: PaymentFacts, difference: Difference): Promise<Settlement> {
    const now = clock.now()
    const transactionId = facts.transactionId ?? ''
    await store.openCase({
      _id: `${difference.kind}-${transactionId}`,
      ...difference,
      outTradeNo: facts.outTradeNo,
      transactionId,
      charityId: gift?.charityId ?? null,
      facts,
      createdAt: now,
    })
    if (gift && difference.kind !== 'paid_again') await store.settleGift(gift._id, 'quarantined', difference.kind, now, null)
    metrics.events.inc({ event: `payment_${difference.kind}` })
    log.error({ outTradeNo: facts.outTradeNo, kind: difference.kind }, 'arrived money differs from its order; quarantined')
    return 'quarantined'
  }

  return async function settle(facts: PaymentFacts, source: 'notice' | 'query'): Promise<Settlement> {
    if (facts.state !== 'SUCCESS' && facts.state !== 'REFUND') return 'ignored'
    if (facts.transactionId === null) throw new Error(`a paid order without transaction id: ${facts.outTradeNo}`)
    const gift = await store.giftForMoney(facts.outTradeNo)
    if (!gift) return quarantine(null, facts, { kind: 'order_unknown', expected: '没有这个订单', arrived: arrivedText(facts) })
    const difference = differenceOf(gift, facts, us)
    if (difference) return quarantine(gift, facts, difference)

    const now = clock.now()
    const paidAt = facts.paidAt ?? now
    const { payerTotalFen } = facts
    const own = payerTotalFen !== null && payerTotalFen >= 0 && payerTotalFen < gift.amountFen ? { payerTotalFen } : {}
    const journal = giftPaidJournal(
      {
        charityId: gift.charityId,
        campaignId: gift.campaignId,
        codeId: gift.codeId,
        outTradeNo: gift._id,
        spMchid: facts.spMchid,
        transactionId: facts.transactionId,
        amountFen: gift.amountFen,
        paidAt,
        source,
        ...own,
      },
      now,
    )
    const posting = await ledger.post(journal)
    if (posting === 'other') {
      const first = await ledger.byOrder(gift._id)
      return quarantine(gift, facts, {
        kind: 'paid_again',
        expected: `只付一次（微信支付单号 ${first?.transactionId ?? '未知'}）`,
        arrived: `又付了 ${arrivedText(facts)}（微信支付单号 ${facts.transactionId}）`,
      })
    }
    await store.settleGift(gift._id, 'paid', source, now, { paidAt, transactionId: facts.transactionId, ...own })
    return posting
  }
}
