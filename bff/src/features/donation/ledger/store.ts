import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../platform/events/outbox.ts'
import { imbalanceFen, type Journal } from './domain.ts'

export interface JournalDocument extends Omit<Journal, 'key'> {
  _id: string
  outbox: OutboxEntry[]
}

export interface Totals {
  raisedFen: number
  giftCount: number
  asOf: Date
}

export type LedgerStore = ReturnType<typeof createLedgerStore>

/** Public totals are read from the ledger at most this often; a donor's own gift is there after it. */
const TOTALS_KEPT_MS = 1_000
const MOST_KEPT_TOTALS = 5_000

export function createLedgerStore(db: Database, clock: Clock) {
  const journals = db.collection<JournalDocument>('journals')
  const kept = new Map<string, Totals>()

  async function sumsBy(field: 'campaignId' | 'codeId', ids: readonly string[]): Promise<Map<string, Totals>> {
    const asOf = clock.now()
    const found = new Map<string, Totals>(ids.map((id) => [id, { raisedFen: 0, giftCount: 0, asOf }]))
    if (ids.length === 0) return found
    const rows = journals.aggregate<{ _id: string; raisedFen: number; giftCount: number }>([
      { $match: { [field]: { $in: [...ids] } } },
      { $unwind: '$legs' },
      { $match: { 'legs.account': { $regex: '^Restricted:' } } },
      {
        $group: {
          _id: `$${field}`,
          raisedFen: { $sum: { $cond: [{ $eq: ['$legs.side', 'credit'] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] } },
          giftCount: { $sum: { $cond: [{ $eq: ['$kind', 'gift_paid'] }, 1, 0] } },
        },
      },
    ])
    for await (const row of rows) found.set(row._id, { raisedFen: row.raisedFen, giftCount: row.giftCount, asOf })
    return found
  }

  return {
    prepare: () =>
      db.ensureIndexes('journals', [
        { key: { outTradeNo: 1 }, unique: true, partialFilterExpression: { kind: 'gift_paid' }, serves: 'one payment for one order' },
        { key: { campaignId: 1, kind: 1 }, serves: 'totals of a campaign' },
        { key: { codeId: 1 }, sparse: true, serves: 'totals of a code' },
        { key: { charityId: 1, postedAt: 1 }, serves: 'books of a charity by day' },
      ]),
    /**
     * Writes a journal with its event in one document.
     * @returns `posted`; `already` when this very journal is there; `other` when the order was paid by another transaction
     * @throws Error when the legs don't balance: such a journal is never written
     */
    async post(journal: Journal): Promise<'posted' | 'already' | 'other'> {
      if (imbalanceFen(journal.legs) !== 0) throw new Error(`journal ${journal.key} does not balance`)
      const { key, ...rest } = journal
      const event = outboxEntry('gift.paid', journal.postedAt, { outTradeNo: journal.outTradeNo, campaignId: journal.campaignId, amountFen: journal.amountFen })
      try {
        await journals.insertOne({ _id: key, ...rest, outbox: [event] }, durable)
        kept.delete(journal.campaignId)
        return 'posted'
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return (await journals.findOne({ _id: key }, { projection: { _id: 1 } })) ? 'already' : 'other'
      }
    },
    byOrder: (outTradeNo: string) => journals.findOne({ outTradeNo, kind: 'gift_paid' }),
    async campaignTotals(ids: readonly string[]): Promise<Map<string, Totals>> {
      const now = clock.now().getTime()
      const stale = ids.filter((id) => (kept.get(id)?.asOf.getTime() ?? 0) + TOTALS_KEPT_MS <= now)
      if (kept.size > MOST_KEPT_TOTALS) kept.clear()
      for (const [id, totals] of await sumsBy('campaignId', stale)) kept.set(id, totals)
      return new Map(ids.map((id) => [id, kept.get(id) ?? { raisedFen: 0, giftCount: 0, asOf: new Date(now) }]))
    },
    codeTotals: (ids: readonly string[]) => sumsBy('codeId', ids),
  }
}
