import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../platform/events/outbox.ts'
import type { Log } from '../../../platform/log/index.ts'
import { imbalanceFen, type Journal } from './domain.ts'
import { createTotals, type RollupLimits } from './totals.ts'

export type { Totals } from './totals.ts'

export interface JournalDocument extends Omit<Journal, 'key'> {
  _id: string
  outbox: OutboxEntry[]
}

export type LedgerStore = ReturnType<typeof createLedgerStore>

export function createLedgerStore(parts: { db: Database; log: Log; clock: Clock; limits?: RollupLimits }) {
  const { db } = parts
  const journals = db.collection<JournalDocument>('journals')
  const totals = createTotals(parts)

  return {
    async prepare() {
      await db.ensureIndexes('journals', [
        { key: { outTradeNo: 1 }, unique: true, partialFilterExpression: { kind: 'gift_paid' }, serves: 'one payment for one order' },
        { key: { campaignId: 1, postedAt: 1 }, serves: 'totals of a campaign since its rollup' },
        { key: { codeId: 1, postedAt: 1 }, serves: 'totals of a code since its rollup' },
        { key: { charityId: 1, postedAt: 1 }, serves: 'books of a charity by day' },
      ])
      await totals.prepare()
    },
    /**
     * Writes a journal with its event in one document.
     * @returns `posted`; `already` when this very journal is there; `other` when the order was paid by another
     * transaction, or the transaction paid another order
     * @throws Error when the legs don't balance: such a journal is never written
     */
    async post(journal: Journal): Promise<'posted' | 'already' | 'other'> {
      if (imbalanceFen(journal.legs) !== 0) throw new Error(`journal ${journal.key} does not balance`)
      const { key, ...rest } = journal
      const event = outboxEntry('gift.paid', journal.postedAt, {
        outTradeNo: journal.outTradeNo,
        campaignId: journal.campaignId,
        amountFen: journal.amountFen,
      })
      try {
        await journals.insertOne({ _id: key, ...rest, outbox: [event] }, durable)
        await totals.posted(journal)
        return 'posted'
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        // A local read: the other writer's journal may not be majority-committed yet, but it is what refused ours.
        const first = await journals.findOne({ _id: key })
        if (first?.outTradeNo !== journal.outTradeNo) return 'other'
        // Whoever wrote it may have died before telling the rollups.
        await totals.posted(first)
        return 'already'
      }
    },
    byOrder: (outTradeNo: string) => journals.findOne({ outTradeNo, kind: 'gift_paid' }),
    campaignTotals: totals.ofCampaigns,
    codeTotals: totals.ofCodes,
    /** Waits for rollups being advanced, at shutdown. */
    idle: totals.idle,
  }
}
