import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { SurplusState } from './domain.ts'

export interface SurplusDocument {
  _id: string
  charityId: string
  charityName: string
  campaignId: string
  projectTitle: string
  toCampaignId: string
  toProjectTitle: string
  amountFen: number
  basis: 'surplus_plan' | 'filed_change'
  filedChange: string | null
  note: string
  surplusPlan: string
  state: SurplusState
  /** One request at a time for a campaign; gone when it is decided. */
  openFor?: string
  requestedBy: string
  decision: { by: string; at: Date; note: string } | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: SurplusState; why: string }[]
}

export type SurplusStore = ReturnType<typeof createSurplusStore>

export function createSurplusStore(db: Database) {
  const surpluses = db.collection<SurplusDocument>('surpluses')
  return {
    prepare: () =>
      db.ensureIndexes('surpluses', [
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { campaignId: 1, state: 1 }, serves: 'what a campaign handed on' },
        { key: { toCampaignId: 1, state: 1 }, serves: 'what a campaign took over' },
        {
          key: { openFor: 1 },
          unique: true,
          partialFilterExpression: { openFor: { $exists: true } },
          serves: 'one open request for a campaign',
        },
      ]),
    transaction: db.transaction,
    get: (id: string) => surpluses.findOne({ _id: id }, majorityRead),
    getIn: (id: string, session: Session) => surpluses.findOne({ _id: id }, { session }),
    /** Returns what is there under the same id, or null when another request for the campaign is open. */
    async insert(surplus: SurplusDocument): Promise<SurplusDocument | null> {
      try {
        await surpluses.insertOne(surplus, durable)
        return surplus
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return surpluses.findOne({ _id: surplus._id })
      }
    },
    /** Moves one that is still where it was seen. @throws Error when it is not: the transaction ends */
    async decideIn(
      seen: Pick<SurplusDocument, '_id' | 'rev'>,
      to: 'confirmed' | 'rejected',
      decision: { by: string; at: Date; note: string },
      session: Session,
    ): Promise<SurplusDocument> {
      const moved = await surpluses.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'requested' },
        {
          $set: { state: to, decision },
          $unset: { openFor: '' },
          $push: { history: { at: decision.at, by: decision.by, to, why: decision.note } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', session },
      )
      if (!moved) throw new Error(`surplus ${seen._id} moved meanwhile`)
      return moved
    },
    list: (
      scope: CharityScope,
      filter: { charityId?: string | undefined; campaignId?: string | undefined; state?: SurplusState | undefined },
      position: ListPosition | null,
      limit: number,
    ) =>
      surpluses
        .find({
          $and: [
            scope.all ? {} : { charityId: scope.charityId },
            filter.charityId ? { charityId: filter.charityId } : {},
            filter.campaignId ? { $or: [{ campaignId: filter.campaignId }, { toCampaignId: filter.campaignId }] } : {},
            filter.state ? { state: filter.state } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** What went over from or to a campaign, newest first. */
    confirmedOf: (campaignId: string) =>
      surpluses
        .find({ $or: [{ campaignId }, { toCampaignId: campaignId }], state: 'confirmed' })
        .sort({ createdAt: -1, _id: -1 })
        .limit(50)
        .toArray(),
    openBefore: (charityId: string, before: Date) =>
      surpluses.countDocuments({ charityId, state: 'requested', createdAt: { $lt: before } }),
  }
}
