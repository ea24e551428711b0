import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { SettlementState } from './domain.ts'

export interface SettlementDocument {
  _id: string
  charityId: string
  charityName: string
  settledOn: string
  reference: string
  clearedFen: number
  feeFen: number
  bankReceiptNumber: string
  state: SettlementState
  /** The reference it holds, so that no other can; gone when it is rejected. */
  claim?: string
  requestedBy: string
  decision: { by: string; at: Date; note: string } | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: SettlementState; why: string }[]
}

export type SettlementStore = ReturnType<typeof createSettlementStore>

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
    holderOf: (charityId: string, reference: string) => settlements.findOne({ charityId, claim: reference }),
    /** Moves one that is still where it was seen. @throws Error when it is not: the transaction ends */
    async decideIn(
      seen: Pick<SettlementDocument, '_id' | 'rev'>,
      to: 'confirmed' | 'rejected',
      decision: { by: string; at: Date; note: string },
      session: Session,
    ): Promise<SettlementDocument> {
      const moved = await settlements.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'requested' },
        {
          $set: { state: to, decision },
          ...(to === 'rejected' ? { $unset: { claim: '' } } : {}),
          $push: { history: { at: decision.at, by: decision.by, to, why: decision.note } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', session },
      )
      if (!moved) throw new Error(`settlement ${seen._id} moved meanwhile`)
      return moved
    },
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
    openBefore: (charityId: string, before: Date) =>
      settlements.countDocuments({ charityId, state: 'requested', createdAt: { $lt: before } }),
  }
}
