import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { CharityDocument } from '../charity/store.ts'
import type { JournalDocument } from '../ledger/store.ts'
import type { Booking, BookingKind } from './booking/domain.ts'
import {
  type BookItem,
  type DifferenceState,
  dateAfter,
  dayStart,
  type FoundDifference,
  type ReconciliationState,
  unsettledStates,
} from './domain.ts'

export interface ReconciliationDocument {
  /** `<date>_<charity>`: one comparison for one day of one charity. */
  _id: string
  charityId: string
  date: string
  state: ReconciliationState
  why: string | null
  bill: { paymentCount: number; paymentFen: number; refundCount: number; refundFen: number } | null
  books: { paymentCount: number; paymentFen: number } | null
  files: { subMchid: string; sha1: string | null; lineCount: number }[]
  unsettledDifferences: number
  comparedAt: Date | null
  nextTryAt: Date | null
  /** Who compares the day holds it until then. */
  leaseUntil: Date | null
  tries: number
  createdAt: Date
}

export interface DifferenceDocument extends FoundDifference {
  _id: string
  reconciliationId: string
  charityId: string
  date: string
  state: DifferenceState
  resolution: 'not_a_gift' | 'corrected_in_books' | 'corrected_in_bill' | 'bill_is_right' | BookingKind | null
  note: string | null
  /** What is to be booked for it, or was; absent in cases from before this could be asked for. */
  booking?: Booking | null
  closeReason: string | null
  /** What Suspense holds for it now, and how many journals brought it there. */
  suspenseFen: number
  postings: number
  /** Of it, passed on to NonGift because it is no gift, and how many journals did so; absent while none did. */
  releasedFen?: number
  releases?: number
  explainedBy: string | null
  explainedAt: Date | null
  confirmedBy: string | null
  confirmedAt: Date | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: DifferenceState; why: string }[]
}

export type ReconciliationStore = ReturnType<typeof createReconciliationStore>

export const reconciliationId = (date: string, charityId: string) => `${date}_${charityId}`

/** Days newest first, then by number. */
function afterDay(position: ListPosition | null): Filter<ReconciliationDocument> {
  if (!position) return {}
  const date = shanghaiDate(position.at)
  return { $or: [{ date: { $lt: date } }, { date, _id: { $lt: position.id } }] }
}

/** A journal as an item to compare; a refund paid from the bank account is none of WeChat Pay's business. */
function bookItem(journal: JournalDocument): BookItem[] {
  const { outTradeNo, amountFen } = 'outTradeNo' in journal ? journal : { outTradeNo: '', amountFen: 0 }
  switch (journal.kind) {
    case 'gift_paid':
      return [{ item: 'payment', number: journal.transactionId, outTradeNo, amountFen }]
    case 'refund_accepted':
    case 'refund_succeeded':
      return journal.legs.some((leg) => leg.account === 'Bank')
        ? []
        : [{ item: 'refund', number: journal.outRefundNo, outTradeNo, amountFen }]
    default:
      return []
  }
}

/** Days, their differences, and the two sides that are compared: the books, read only, and the merchants who took the money. */
export function createReconciliationStore(db: Database) {
  const days = db.collection<ReconciliationDocument>('reconciliations')
  const differences = db.collection<DifferenceDocument>('reconciliation_differences')
  const journals = db.collection<JournalDocument>('journals')
  const gifts = db.collection<{ _id: string; charityId: string; subMchid: string }>('gifts')
  const charities = db.collection<CharityDocument>('charities')
  const ofScope = (scope: CharityScope) => (scope.all ? {} : { charityId: scope.charityId })

  return {
    async prepare() {
      await db.ensureIndexes('reconciliations', [
        { key: { charityId: 1, date: -1, _id: -1 }, serves: "a charity's days" },
        { key: { date: -1, _id: -1 }, serves: "the bureau's days" },
        { key: { charityId: 1, state: 1, date: 1 }, serves: 'how far a charity is reconciled' },
        { key: { state: 1, date: 1 }, serves: 'how far all are reconciled' },
        { key: { nextTryAt: 1 }, partialFilterExpression: { nextTryAt: { $type: 'date' } }, serves: 'days that are due' },
      ])
      await db.ensureIndexes('reconciliation_differences', [
        { key: { reconciliationId: 1 }, serves: 'differences of a day' },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { charityId: 1, state: 1 }, serves: "how many of a charity's are unsettled" },
        { key: { state: 1 }, serves: 'how many are unsettled' },
      ])
      await db.ensureIndexes('journals', [
        {
          key: { charityId: 1, paidAt: 1 },
          partialFilterExpression: { kind: 'gift_paid' },
          serves: "a charity's payments of a day, by WeChat Pay's clock",
        },
      ])
    },
    day: (id: string) => days.findOne({ _id: id }),
    /** Charities that WeChat Pay pays. */
    charitiesWithMerchant: () => charities.find({ subMchid: { $type: 'string' } }),
    latestDates: () =>
      days.aggregate<{ _id: string; date: string }>([{ $group: { _id: '$charityId', date: { $max: '$date' } } }]).toArray(),
    /** The day of the first payment in a charity's books; null when there is none. */
    async firstBookedDate(charityId: string): Promise<string | null> {
      const first = await journals.find({ charityId, kind: 'gift_paid' }).sort({ paidAt: 1 }).limit(1).next()
      return first?.kind === 'gift_paid' ? shanghaiDate(first.paidAt) : null
    },
    /** Days that are there already stay as they are. */
    async insertDays(rows: ReconciliationDocument[]): Promise<void> {
      if (rows.length === 0) return
      await days.bulkWrite(
        rows.map(({ _id, ...rest }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } })),
        { ordered: false, ...durable },
      )
    },
    claimDue: (now: Date, leaseUntil: Date) =>
      days.findOneAndUpdate(
        { nextTryAt: { $lte: now }, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }] },
        { $set: { leaseUntil }, $inc: { tries: 1 } },
        { sort: { nextTryAt: 1 }, returnDocument: 'after', ...durable },
      ),
    /** Null while someone else compares the day. */
    claimDay: (id: string, now: Date, leaseUntil: Date) =>
      days.findOneAndUpdate(
        { _id: id, $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }] },
        { $set: { leaseUntil }, $inc: { tries: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Gives the day back with what came of it; does nothing when the lease was lost meanwhile. */
    finishDay: (id: string, lease: Date | null, change: Partial<Omit<ReconciliationDocument, '_id'>>) =>
      days.updateOne({ _id: id, leaseUntil: lease }, { $set: { ...change, leaseUntil: null } }, durable),
    setUnsettled: (id: string, unsettledDifferences: number) =>
      days.updateOne(
        { _id: id, state: { $in: ['reconciled', 'differences'] } },
        { $set: { unsettledDifferences, state: unsettledDifferences > 0 ? 'differences' : 'reconciled' } },
        durable,
      ),
    listDays: (
      scope: CharityScope,
      filter: { charityId?: string | undefined; from?: string | undefined; to?: string | undefined },
      position: ListPosition | null,
      limit: number,
    ) =>
      days
        .find({
          $and: [
            ofScope(scope),
            filter.charityId ? { charityId: filter.charityId } : {},
            filter.from ? { date: { $gte: filter.from } } : {},
            filter.to ? { date: { $lte: filter.to } } : {},
            afterDay(position),
          ],
        })
        .sort({ date: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),

    /** What the books have on a day in Asia/Shanghai: payments by WeChat Pay's clock, refunds that went out by ours. */
    async ofDay(charityId: string, date: string): Promise<BookItem[]> {
      const within = { $gte: dayStart(date), $lt: dayStart(dateAfter(date, 1)) }
      const [paid, refunded] = await Promise.all([
        journals.find({ charityId, kind: 'gift_paid', paidAt: within }, majorityRead).toArray(),
        journals.find({ charityId, kind: 'refund_succeeded', postedAt: within }, majorityRead).toArray(),
      ])
      return [...paid, ...refunded].flatMap(bookItem)
    },
    /** Journals by their business keys, under whatever day and charity they stand. */
    async byKeys(keys: readonly string[]): Promise<BookItem[]> {
      if (keys.length === 0) return []
      return (await journals.find({ _id: { $in: [...keys] } }, majorityRead).toArray()).flatMap(bookItem)
    },
    /** Merchant numbers that took a charity's gifts of a day, and the one it has now. */
    async merchants(charityId: string, orders: readonly string[], current: string | null): Promise<string[]> {
      const taken = await gifts.distinct('subMchid', { _id: { $in: [...orders] }, charityId })
      return [...new Set([...(current === null ? [] : [current]), ...taken])].sort()
    },

    difference: (id: string) => differences.findOne({ _id: id }),
    differencesOf: (dayId: string) => differences.find({ reconciliationId: dayId }, majorityRead).sort({ createdAt: 1, _id: 1 }).toArray(),
    insertDifference: (difference: DifferenceDocument, session: Session) => differences.insertOne(difference, { session }),
    /** Null when someone changed it meanwhile. */
    changeDifference: (
      id: string,
      rev: number,
      change: Partial<DifferenceDocument>,
      step: DifferenceDocument['history'][number],
      session?: Session,
    ) =>
      differences.findOneAndUpdate(
        { _id: id, rev },
        { $set: { ...change, state: step.to }, $push: { history: step }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...(session ? { session } : durable) },
      ),
    transaction: db.transaction,
    listDifferences: (
      scope: CharityScope,
      filter: { charityId?: string | undefined; state?: DifferenceState | undefined },
      position: ListPosition | null,
      limit: number,
    ) =>
      differences
        .find({
          $and: [
            ofScope(scope),
            filter.charityId ? { charityId: filter.charityId } : {},
            filter.state ? { state: filter.state } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    unsettledOf: (dayId: string) => differences.countDocuments({ reconciliationId: dayId, state: { $in: [...unsettledStates] } }),

    /** The last day up to which every day was compared, and how many differences wait for a person. */
    async progress(charityId: string | undefined): Promise<{ reconciledTo: string | null; differences: number }> {
      const of = charityId === undefined ? {} : { charityId }
      const undone = await days
        .find({ ...of, state: { $in: ['waiting', 'failed'] } })
        .sort({ date: 1 })
        .limit(1)
        .next()
      const done = await days
        .find({ ...of, state: { $in: ['reconciled', 'differences'] }, ...(undone ? { date: { $lt: undone.date } } : {}) })
        .sort({ date: -1 })
        .limit(1)
        .next()
      const waiting = await differences.countDocuments({ ...of, state: { $in: [...unsettledStates] } })
      return { reconciledTo: done?.date ?? null, differences: waiting }
    },
  }
}
