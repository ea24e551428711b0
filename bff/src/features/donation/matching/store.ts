import type { MatchingFields } from '@minsheng/shared/contracts/donation'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { MatchingPaymentState, MatchingState } from './domain.ts'

interface Decision {
  by: string
  at: Date
  note: string
}

export interface MatchingDocument extends MatchingFields {
  _id: string
  charityId: string
  campaignTitle: string
  state: MatchingState
  recordedBy: string
  decision: Decision | null
  endedOn: string | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: MatchingState; note: string }[]
}

export interface MatchingPaymentDocument {
  _id: string
  matchingId: string
  charityId: string
  campaignId: string
  amountFen: number
  receivedOn: string
  bankReference: string
  state: MatchingPaymentState
  /** One bank receipt stands for one transfer, unless it was rejected. */
  taken: boolean
  recordedBy: string
  decision: Decision | null
  giftId: string | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: MatchingPaymentState; note: string }[]
}

export interface MatchingFilter {
  charityId?: string
  campaignId?: string
  state?: MatchingState
}

export interface MatchingMove {
  from: readonly MatchingState[]
  to: MatchingState
  by: string
  at: Date
  note: string
  set?: Partial<Pick<MatchingDocument, 'decision' | 'endedOn'>>
}

export type MatchingStore = ReturnType<typeof createMatchingStore>

/** A campaign shows at most so many agreements. */
const MOST_SHOWN = 20

export function createMatchingStore(db: Database) {
  const matchings = db.collection<MatchingDocument>('matchings')
  const payments = db.collection<MatchingPaymentDocument>('matching_payments')

  return {
    async prepare() {
      await db.ensureIndexes('matchings', [
        { key: { campaignId: 1, state: 1, createdAt: 1 }, serves: "the promises on a project's page" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        {
          key: { campaignId: 1, companyUscc: 1, agreementNumber: 1 },
          unique: true,
          partialFilterExpression: { state: { $in: ['recorded', 'confirmed'] } },
          serves: 'one agreement recorded once',
        },
      ])
      await db.ensureIndexes('matching_payments', [
        { key: { matchingId: 1, createdAt: -1, _id: -1 }, serves: 'the transfers of an agreement' },
        { key: { matchingId: 1, state: 1, amountFen: 1 }, serves: 'what a company has paid, from the index alone' },
        {
          key: { charityId: 1, bankReference: 1 },
          unique: true,
          partialFilterExpression: { taken: true },
          serves: 'one bank receipt recorded once',
        },
      ])
    },
    transaction: db.transaction,
    matching: (id: string) => matchings.findOne({ _id: id }, majorityRead),
    /** Inserts, or returns what an earlier run of the same request inserted; null when this agreement is recorded already. */
    async insert(matching: MatchingDocument): Promise<MatchingDocument | null> {
      try {
        await matchings.insertOne(matching, durable)
        return matching
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return matchings.findOne({ _id: matching._id })
      }
    },
    /** Null when it is no longer where it was seen. */
    move: (matching: Pick<MatchingDocument, '_id' | 'rev'>, { from, to, by, at, note, set }: MatchingMove) =>
      matchings.findOneAndUpdate(
        { _id: matching._id, rev: matching.rev, state: { $in: [...from] } },
        { $set: { state: to, ...set }, $push: { history: { at, by, to, note } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    publicOf: (campaignId: string) =>
      matchings
        .find({ campaignId, state: { $in: ['confirmed', 'ended'] } })
        .sort({ createdAt: 1 })
        .limit(MOST_SHOWN)
        .toArray(),
    list(scope: CharityScope, filter: MatchingFilter, position: ListPosition | null, limit: number) {
      const wanted: Filter<MatchingDocument> = {
        $and: [
          scope.all ? {} : { charityId: scope.charityId },
          filter.charityId ? { charityId: filter.charityId } : {},
          filter.campaignId ? { campaignId: filter.campaignId } : {},
          filter.state ? { state: filter.state } : {},
          afterPosition(position),
        ],
      }
      return matchings
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },

    payment: (id: string) => payments.findOne({ _id: id }, majorityRead),
    paymentIn: (id: string, session: Session) => payments.findOne({ _id: id }, { session }),
    /** As `insert`; null when this bank receipt is recorded already. */
    async insertPayment(payment: MatchingPaymentDocument): Promise<MatchingPaymentDocument | null> {
      try {
        await payments.insertOne(payment, durable)
        return payment
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return payments.findOne({ _id: payment._id })
      }
    },
    /** @throws Error when it is no longer where it was seen: the transaction ends */
    async movePaymentIn(
      payment: Pick<MatchingPaymentDocument, '_id' | 'rev'>,
      to: MatchingPaymentState,
      decision: Decision,
      giftId: string | null,
      session: Session,
    ): Promise<MatchingPaymentDocument> {
      const { by, at, note } = decision
      const moved = await payments.findOneAndUpdate(
        { _id: payment._id, rev: payment.rev, state: 'recorded' },
        { $set: { state: to, decision, giftId, taken: to !== 'rejected' }, $push: { history: { at, by, to, note } }, $inc: { rev: 1 } },
        { returnDocument: 'after', session },
      )
      if (!moved) throw new Error(`matching payment ${payment._id} moved meanwhile`)
      return moved
    },
    listPayments: (matchingId: string, position: ListPosition | null, limit: number) =>
      payments
        .find({ matchingId, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** What companies have paid under agreements, fen, confirmed transfers alone. */
    async paidFen(matchingIds: readonly string[]): Promise<Map<string, number>> {
      const rows = await payments
        .aggregate<{ _id: string; fen: number }>(
          [
            { $match: { matchingId: { $in: [...matchingIds] }, state: 'confirmed' } },
            { $group: { _id: '$matchingId', fen: { $sum: '$amountFen' } } },
          ],
          majorityRead,
        )
        .toArray()
      return new Map(rows.map(({ _id, fen }) => [_id, fen]))
    },
  }
}
