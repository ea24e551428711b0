import { systemClock } from '@minsheng/shared/units/clock'
import type { GiftDocument } from '../src/features/donation/giving/store.ts'
import { giftPaidJournal } from '../src/features/donation/ledger/domain.ts'
import { createLedgerStore, type JournalDocument } from '../src/features/donation/ledger/store.ts'
import type { RefundDocument } from '../src/features/donation/refund/store.ts'
import { createLog } from '../src/platform/log/index.ts'
import { key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import type { District } from './district.ts'
import { pastGift } from './gifts.ts'
import { until } from './wait.ts'

const DAY_MS = 24 * 3_600_000

/** A database with its merchant: a test's own app, or the one of a running system. */
export interface Books {
  db: TestApp['db']
  config: Pick<TestApp['config'], 'WECHAT_PAY_SP_MCHID'>
}

/** A paid gift of the past that is in the books as well. */
export async function bookedGift(test: Books, place: District, change: Partial<GiftDocument> = {}): Promise<GiftDocument> {
  const gift = await pastGift(test, place, change)
  const { charityId, campaignId, codeId, amountFen, transactionId, paidAt } = gift
  if (transactionId === null || paidAt === null) throw new Error('a paid gift has its payment')
  const spMchid = test.config.WECHAT_PAY_SP_MCHID
  const facts = {
    charityId,
    campaignId,
    codeId,
    outTradeNo: gift._id,
    spMchid,
    transactionId,
    amountFen,
    paidAt,
    source: 'notice' as const,
  }
  await ledgerOf(test).post(giftPaidJournal(facts, new Date()))
  return gift
}

/** A booked gift of so many days ago. */
export const bookedDaysAgo = (test: Books, place: District, days: number, change: Partial<GiftDocument> = {}) =>
  bookedGift(test, place, { createdAt: new Date(Date.now() - days * DAY_MS), ...change })

const ledgerOf = (test: Books) => createLedgerStore({ db: test.db, log: createLog('silent'), clock: systemClock })

/** Refunds as the store keeps them. */
export function refundsOf(test: TestApp) {
  const refunds = test.db.collection<RefundDocument>('refunds')
  const journals = test.db.collection<JournalDocument>('journals')
  return {
    refunds,
    journals,
    /** What the books say of a gift, in order. */
    kindsOf: async (giftId: string) =>
      (await journals.find({ outTradeNo: giftId }).sort({ postedAt: 1 }).toArray()).map((journal) => journal.kind),
    becomes: (id: string, state: string) =>
      until(
        async () => (await refunds.findOne({ _id: id }))?.state,
        (now) => now === state,
      ),
    /** Makes the poller's next round ask about the refund. */
    due: (id: string) => refunds.updateOne({ _id: id }, { $set: { nextAskAt: new Date(0) } }),
    undo: (by: SignedIn, giftId: string, idempotencyKey = key()) => by.call('undoGift', { params: { giftId }, idempotencyKey }),
    request: (by: SignedIn, giftId: string, amountFen: number) =>
      by.call('requestRefund', { params: { giftId }, body: { amountFen, reason: '捐赠人要求退款' }, idempotencyKey: key() }),
    decide: (by: SignedIn, refund: { id: string; rev: number }, approve = true) =>
      by.call('decideRefund', { params: { refundId: refund.id }, body: { rev: refund.rev, approve, note: '已电话核实' } }),
  }
}
