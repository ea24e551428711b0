import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import { kindOf, type SettlementKind, type SettlementState } from './domain.ts'

export interface SettlementReversal {
  reason: string
  requestedBy: string
  requestedAt: Date
  decision: { by: string; at: Date; approve: boolean; note: string } | null
}

export interface SettlementDocument {
  _id: string
  charityId: string
  charityName: string
  /** Absent from before there were top-ups: a payout. */
  kind?: SettlementKind
  settledOn: string
  reference: string
  clearedFen: number
  feeFen: number
  bankReceiptNumber: string
  state: SettlementState
  /** The reference it holds, so that no other can; gone when it is rejected or reversed. */
  claim?: string
  /** How often its reference was posted, with this one; absent until it is, and when it is the first. */
  round?: number
  requestedBy: string
  decision: { by: string; at: Date; note: string } | null
  reversal?: SettlementReversal
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: SettlementState; why: string }[]
}

export interface SettlementMove {
  to: SettlementState
  by: string
  at: Date
  why: string
  set: Partial<Pick<SettlementDocument, 'decision' | 'reversal' | 'round'>>
  /** Its reference may be used again. */
  freesClaim?: boolean
}

export type SettlementStore = ReturnType<typeof createSettlementStore>

/** By what a number is known again; WeChat numbers payouts and top-ups apart. */
export const claimOf = (kind: SettlementKind, reference: string): string => (kind === 'payout' ? reference : `top-up:${reference}`)

export function createSettlementStore(db: Database) {
  const settlements = db.collection<SettlementDocument>('settlements')
  return {
    prepare: () =>
      db.ensureIndexes('settlements', [
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { charityId: 1, state: 1, createdAt: -1 }, serves: 'what waits before a month is closed' },
        {
          key: { charityId: 1, claim: 1 },
          unique: true,
          partialFilterExpression: { claim: { $exists: true } },
          serves: 'one payout, one settlement',
        },
      ]),
    transaction: db.transaction,
    get: (id: string) => settlements.findOne({ _id: id }, majorityRead),
    getIn: (id: string, session: Session) => settlements.findOne({ _id: id }, { session }),
    /** Returns what is there under the same id, or null when the reference is held by another. */
    async insert(settlement: SettlementDocument): Promise<SettlementDocument | null> {
      try {
        await settlements.insertOne(settlement, durable)
        return settlement
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return settlements.findOne({ _id: settlement._id })
      }
    },
    holderOf: (charityId: string, claim: string) => settlements.findOne({ charityId, claim }),
    /** How often a number was posted and taken back. */
    reversedIn: ({ charityId, reference, kind }: SettlementDocument, session: Session) =>
      settlements.countDocuments(
        { charityId, state: 'reversed', reference, kind: kindOf({ kind }) === 'top_up' ? 'top_up' : { $ne: 'top_up' } },
        { session },
      ),
    /** Moves one that is still where it was seen. @throws Error when it is not: the transaction ends */
    async moveIn(
      seen: Pick<SettlementDocument, '_id' | 'rev'>,
      { to, by, at, why, set, freesClaim }: SettlementMove,
      session: Session,
    ): Promise<SettlementDocument> {
      const moved = await settlements.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev },
        {
          $set: { state: to, ...set },
          ...(freesClaim ? { $unset: { claim: '' } } : {}),
          $push: { history: { at, by, to, why } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', session },
      )
      if (!moved) throw new Error(`settlement ${seen._id} moved meanwhile`)
      return moved
    },
    /** Null when it is no longer where it was seen. */
    askReversal: (id: string, rev: number, reversal: SettlementReversal) =>
      settlements.findOneAndUpdate(
        { _id: id, rev, state: 'confirmed' },
        {
          $set: { reversal },
          $push: { history: { at: reversal.requestedAt, by: reversal.requestedBy, to: 'confirmed', why: 'reversal asked for' } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    list: (
      scope: CharityScope,
      filter: { charityId?: string | undefined; state?: SettlementState | undefined },
      position: ListPosition | null,
      limit: number,
    ) =>
      settlements
        .find({
          $and: [
            scope.all ? {} : { charityId: scope.charityId },
            filter.charityId ? { charityId: filter.charityId } : {},
            filter.state ? { state: filter.state } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Something of a charity's asked for before an instant and still without an answer. */
    openBefore: (charityId: string, before: Date) =>
      settlements.countDocuments({
        charityId,
        $or: [
          { state: 'requested', createdAt: { $lt: before } },
          { state: 'confirmed', 'reversal.decision': null, 'reversal.requestedAt': { $lt: before } },
        ],
      }),
  }
}
