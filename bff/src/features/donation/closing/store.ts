import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { JournalDocument } from '../ledger/store.ts'
import type { CountedMonth, Movement, ReconciledDay } from './domain.ts'

export interface ClosingDocument {
  /** `<month>_<charity>`: one for one month of one charity. */
  _id: string
  charityId: string
  month: string
  /** `returned`: the second person sent it back; finance may ask again. */
  state: 'requested' | 'closed' | 'returned'
  counted: CountedMonth
  sha256: string
  requestedBy: string
  requestedAt: Date
  decision: { by: string; at: Date; note: string } | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: ClosingDocument['state']; why: string }[]
}

export type ClosingStore = ReturnType<typeof createClosingStore>

export const closingId = (month: string, charityId: string) => `${month}_${charityId}`

interface Stretch {
  from: Date | null
  before: Date
}

/** Closed months, and what counting one reads: journals, the days of reconciliation, the requests that wait. */
export function createClosingStore(db: Database) {
  const closings = db.collection<ClosingDocument>('month_closings')
  const journals = db.collection<JournalDocument>('journals')
  const days = db.collection<{ _id: string; charityId: string; date: string; state: ReconciledDay['state'] }>('reconciliations')
  const differences = db.collection<{ _id: string; charityId: string; date: string; state: string }>('reconciliation_differences')
  const refunds = db.collection<{ _id: string }>('refunds')

  const postedIn = (charityId: string, { from, before }: Stretch) => ({
    charityId,
    postedAt: { ...(from ? { $gte: from } : {}), $lt: before },
  })

  return {
    prepare: () =>
      db.ensureIndexes('month_closings', [
        { key: { charityId: 1, state: 1, month: -1 }, serves: "a charity's months, the last closed one" },
      ]),
    get: (month: string, charityId: string) => closings.findOne({ _id: closingId(month, charityId) }, majorityRead),
    ofCharity: (charityId: string) => closings.find({ charityId }, { projection: { counted: 0 } }).toArray(),
    /** Asks for a month that was never asked for or was returned; null when another way got there first. */
    async request(closing: ClosingDocument): Promise<ClosingDocument | null> {
      const { _id, createdAt, rev: _rev, history, ...fields } = closing
      try {
        return await closings.findOneAndUpdate(
          { _id, state: 'returned' },
          { $set: fields, $setOnInsert: { createdAt }, $push: { history: { $each: history } }, $inc: { rev: 1 } },
          { upsert: true, returnDocument: 'after', ...durable },
        )
      } catch (error) {
        if (isDuplicateKey(error)) return null
        throw error
      }
    },
    /** Null when it is no longer where it was seen. */
    decide: (id: string, rev: number, to: 'closed' | 'returned', decision: { by: string; at: Date; note: string }) =>
      closings.findOneAndUpdate(
        { _id: id, rev, state: 'requested' },
        {
          $set: { state: to, decision },
          $push: { history: { at: decision.at, by: decision.by, to, why: decision.note } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    /** When the first journal of a charity was posted; null when there is none. */
    async firstPostedAt(charityId: string): Promise<Date | null> {
      const first = await journals
        .find({ charityId }, { projection: { postedAt: 1 } })
        .sort({ postedAt: 1 })
        .limit(1)
        .next()
      return first?.postedAt ?? null
    },
    /** Debits less credits of each account over everything posted before an instant. */
    async balancesBefore(charityId: string, before: Date): Promise<Map<string, number>> {
      const signed = { $cond: [{ $eq: ['$legs.side', 'debit'] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] }
      const rows = await journals
        .aggregate<{ _id: string; fen: number }>(
          [
            { $match: postedIn(charityId, { from: null, before }) },
            { $unwind: '$legs' },
            { $group: { _id: '$legs.account', fen: { $sum: signed } } },
          ],
          majorityRead,
        )
        .toArray()
      return new Map(rows.map(({ _id, fen }) => [_id, fen]))
    },
    async movements(charityId: string, stretch: Stretch): Promise<(Movement & { account: string })[]> {
      const of = (side: string) => ({ $sum: { $cond: [{ $eq: ['$legs.side', side] }, '$legs.amountFen', 0] } })
      const rows = await journals
        .aggregate<{ _id: { account: string; kind: Movement['kind'] }; debitFen: number; creditFen: number }>(
          [
            { $match: postedIn(charityId, stretch) },
            { $unwind: '$legs' },
            { $group: { _id: { account: '$legs.account', kind: '$kind' }, debitFen: of('debit'), creditFen: of('credit') } },
          ],
          majorityRead,
        )
        .toArray()
      return rows.map(({ _id, debitFen, creditFen }) => ({ ..._id, debitFen, creditFen }))
    },
    journalsIn: (charityId: string, stretch: Stretch) => journals.countDocuments(postedIn(charityId, stretch), majorityRead),
    async daysIn(charityId: string, from: string, to: string): Promise<ReconciledDay[]> {
      const [found, open] = await Promise.all([
        days.find({ charityId, date: { $gte: from, $lte: to } }, majorityRead).toArray(),
        differences.find({ charityId, date: { $gte: from, $lte: to }, state: 'open' }, majorityRead).toArray(),
      ])
      return found.map(({ date, state }) => ({
        date,
        state,
        openDifferences: open.filter((difference) => difference.date === date).length,
      }))
    },
    async comparedFrom(charityId: string): Promise<string | null> {
      const first = await days
        .find({ charityId }, { projection: { date: 1 } })
        .sort({ date: 1 })
        .limit(1)
        .next()
      return first?.date ?? null
    },
    /** Refunds asked for before an instant that wait for the owner's word, their withdrawals too. */
    refundsOpenBefore: (charityId: string, before: Date) =>
      refunds.countDocuments({
        charityId,
        $or: [
          { state: 'requested', createdAt: { $lt: before } },
          { state: 'accepted', 'withdrawal.decision': null, 'withdrawal.requestedAt': { $lt: before } },
        ],
      }),
  }
}
