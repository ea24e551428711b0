import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../platform/events/outbox.ts'
import type { Log } from '../../../platform/log/index.ts'
import { type GiftPaidJournal, imbalanceFen, type Journal, journalEvent } from './domain.ts'
import { createTotals, type RollupLimits } from './totals.ts'

export type { Totals } from './totals.ts'

type Stored<J> = J extends Journal ? Omit<J, 'key'> & { _id: string; outbox: OutboxEntry[] } : never

/** A journal as it lies in the books, its event inside. */
export type JournalDocument = Stored<Journal>
export type GiftPaidDocument = Stored<GiftPaidJournal>

/** One per campaign: whoever takes money out of a campaign bumps it, so that two can't take the same fen. */
interface GuardDocument {
  _id: string
  rev: number
}

export type LedgerStore = ReturnType<typeof createLedgerStore>

function documentOf(journal: Journal): JournalDocument {
  if (imbalanceFen(journal.legs) !== 0) throw new Error(`journal ${journal.key} does not balance`)
  const { key, ...rest } = journal
  const { type, payload } = journalEvent(journal)
  // All that happens to one gift keeps its order.
  const about = 'outTradeNo' in journal ? journal.outTradeNo : key
  return { _id: key, ...rest, outbox: [outboxEntry(type, journal.postedAt, payload, about)] } as JournalDocument
}

export function createLedgerStore(parts: { db: Database; log: Log; clock: Clock; limits?: RollupLimits }) {
  const { db } = parts
  const journals = db.collection<JournalDocument>('journals')
  const guards = db.collection<GuardDocument>('campaign_guards')
  const totals = createTotals(parts)

  return {
    async prepare() {
      await db.ensureIndexes('journals', [
        { key: { outTradeNo: 1 }, unique: true, partialFilterExpression: { kind: 'gift_paid' }, serves: 'one payment for one order' },
        { key: { outTradeNo: 1, kind: 1 }, serves: 'what was given back of a gift' },
        { key: { campaignId: 1, postedAt: 1 }, serves: 'totals of a campaign since its rollup, and what it has left' },
        { key: { codeId: 1, postedAt: 1 }, serves: 'totals of a code since its rollup' },
        { key: { charityId: 1, postedAt: 1 }, serves: 'books of a charity by day' },
      ])
      await db.ensureIndexes('campaign_guards', [])
      await totals.prepare()
    },
    /**
     * Writes a paid gift's journal with its event in one document.
     * @returns `posted`; `already` when this very journal is there; `other` when the order was paid by another
     * transaction, or the transaction paid another order
     * @throws Error when the legs don't balance: such a journal is never written
     */
    async post(journal: GiftPaidJournal): Promise<'posted' | 'already' | 'other'> {
      try {
        await journals.insertOne(documentOf(journal), durable)
        await totals.posted(journal)
        return 'posted'
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        // A local read: the other writer's journal may not be majority-committed yet, but it is what refused ours.
        const first = await journals.findOne({ _id: journal.key })
        if (first?.kind !== 'gift_paid' || first.outTradeNo !== journal.outTradeNo) return 'other'
        // Whoever wrote it may have died before telling the rollups.
        await totals.posted(first)
        return 'already'
      }
    },
    /**
     * Writes a journal inside a transaction, together with the state it belongs to; `told` follows the commit.
     * @throws Error when the legs don't balance, or a journal with this key is there (the transaction ends)
     */
    async postWith(journal: Journal, session: Session): Promise<void> {
      await journals.insertOne(documentOf(journal), { session })
    },
    /** To be called once the transaction of `postWith` is through: public totals see the journal from here on. */
    told: (journal: Pick<Journal, 'campaignId' | 'codeId' | 'postedAt'>) => totals.posted(journal),
    /** Makes a campaign's guard; before the transaction, where two that insert it at once would end each other. */
    async openGuard(campaignId: string): Promise<void> {
      await guards.insertOne({ _id: campaignId, rev: 0 }, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
    },
    /**
     * Inside a transaction: takes the campaign's guard and says what the campaign has left, fen, as of the transaction's
     * snapshot. Of two transactions that take money out of one campaign at once, the later begins again.
     */
    async guardedBalance(campaignId: string, session: Session): Promise<number> {
      const guard = await guards.updateOne({ _id: campaignId }, { $inc: { rev: 1 } }, { session })
      if (guard.matchedCount !== 1) throw new Error(`the guard of ${campaignId} was not opened`)
      const [sum] = await journals
        .aggregate<{ leftFen: number }>(
          [
            { $match: { campaignId } },
            { $unwind: '$legs' },
            { $match: { 'legs.account': `Restricted:${campaignId}` } },
            {
              $group: {
                _id: null,
                leftFen: {
                  $sum: { $cond: [{ $eq: ['$legs.side', 'credit'] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] },
                },
              },
            },
          ],
          { session },
        )
        .toArray()
      return sum?.leftFen ?? 0
    },
    async byOrder(outTradeNo: string): Promise<GiftPaidDocument | null> {
      const found = await journals.findOne({ outTradeNo, kind: 'gift_paid' }, majorityRead)
      return found?.kind === 'gift_paid' ? found : null
    },
    campaignTotals: totals.ofCampaigns,
    codeTotals: totals.ofCodes,
    /** Waits for rollups being advanced, at shutdown. */
    idle: totals.idle,
  }
}
