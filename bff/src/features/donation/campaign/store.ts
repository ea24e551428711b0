import type { CampaignField } from '@minsheng/shared/contracts/donation'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { ChangedField } from '../review/domain.ts'
import type { CampaignFields, CampaignState } from './domain.ts'

export interface StoredChange {
  id: string
  field: ChangedField
  before: string
  after: string
  note: string
  filingNumber: string | null
  state: 'requested' | 'applied' | 'rejected'
  requestedBy: string
  requestedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decisionNote: string | null
}

export interface CampaignDocument extends CampaignFields {
  _id: string
  state: CampaignState
  rev: number
  createdAt: Date
  submittedAt: Date | null
  publishedAt: Date | null
  /** The last day of a campaign ended before its time. */
  closedOn: string | null
  /** Who of the bureau saw counsel's approval, and which. */
  counselConfirmed: { by: string; at: Date; document: string } | null
  returned: { by: string; at: Date; note: string | null; reasons: { field: CampaignField; reason: string }[] } | null
  changes: StoredChange[]
  history: { at: Date; by: string; to: CampaignState }[]
}

/** What a campaign begins with besides its fields. */
export const newCampaign = (): Omit<CampaignDocument, keyof CampaignFields | '_id' | 'state' | 'createdAt'> => ({
  rev: 0,
  submittedAt: null,
  publishedAt: null,
  closedOn: null,
  counselConfirmed: null,
  returned: null,
  changes: [],
  history: [],
})

type MoveSet = Partial<Pick<CampaignDocument, 'submittedAt' | 'publishedAt' | 'closedOn' | 'counselConfirmed' | 'returned'>>

export type CampaignStore = ReturnType<typeof createCampaignStore>

export function createCampaignStore(db: Database) {
  const campaigns = db.collection<CampaignDocument>('campaigns')
  return {
    prepare: () =>
      db.ensureIndexes('campaigns', [
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'the public list' },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { projectId: 1, createdAt: -1 }, serves: 'the campaigns of a project' },
      ]),
    get: (id: string) => campaigns.findOne({ _id: id }),
    many: (ids: readonly string[]) => campaigns.find({ _id: { $in: [...ids] } }).toArray(),
    listPublic: (today: string, position: ListPosition | null, limit: number) =>
      campaigns
        .find({ state: 'published', endsOn: { $gte: today }, channel: { $ne: 'targeted' }, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    list: (scope: CharityScope, filter: { charityId?: string; state?: CampaignState }, position: ListPosition | null, limit: number) =>
      campaigns
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
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insert(campaign: CampaignDocument): Promise<CampaignDocument> {
      try {
        await campaigns.insertOne(campaign, durable)
        return campaign
      } catch (error) {
        const same = isDuplicateKey(error) ? await campaigns.findOne({ _id: campaign._id }) : null
        if (same) return same
        throw error
      }
    },
    ofProjects: (projectIds: readonly string[]) =>
      campaigns
        .find({ projectId: { $in: [...projectIds] } })
        .sort({ createdAt: -1 })
        .toArray(),
    /** Every campaign the public may see, of one charity or of all. */
    publicOf: (charityId: string | null) =>
      campaigns.find({ state: { $in: ['published', 'closed'] }, ...(charityId === null ? {} : { charityId }) }).toArray(),
    /** Campaigns of before there were projects, reviews and corrections. */
    unadopted: () => campaigns.find({ changes: { $exists: false } }).toArray(),
    adopt: (id: string, projectId: string | null) =>
      campaigns.updateOne(
        { _id: id, changes: { $exists: false } },
        {
          $set: {
            projectId,
            emergency: false,
            filedOn: null,
            submittedAt: null,
            closedOn: null,
            counselConfirmed: null,
            returned: null,
            changes: [],
          },
        },
        durable,
      ),
    updateDraft: (id: string, rev: number, fields: CampaignFields) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, state: { $in: ['draft', 'returned'] } },
        { $set: fields, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    move: (id: string, rev: number, from: CampaignState, to: CampaignState, by: string, at: Date, set: MoveSet = {}) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, state: from },
        { $set: { state: to, ...set }, $push: { history: { at, by, to } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Of one published before reviews asked for it; null when it is no longer where it was seen. */
    confirmCounsel: (id: string, rev: number, confirmed: NonNullable<CampaignDocument['counselConfirmed']>) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, state: 'published', counselConfirmed: null },
        {
          $set: { counselApproval: confirmed.document, counselConfirmed: confirmed },
          $push: { history: { at: confirmed.at, by: confirmed.by, to: 'published' } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    /** Adds a change to what is public; one that is applied at once changes the text in the same write. */
    addChange: (id: string, rev: number, change: StoredChange) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, state: { $in: ['published', 'closed'] } },
        { $push: { changes: change }, $inc: { rev: 1 }, ...(change.state === 'applied' ? { $set: { [change.field]: change.after } } : {}) },
        { returnDocument: 'after', ...durable },
      ),
    /** Ends a change that waits; its text, and the number it was filed under, become the campaign's in the same write. */
    decideChange: (id: string, rev: number, decided: StoredChange) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, changes: { $elemMatch: { id: decided.id, state: 'requested' } } },
        {
          $set: {
            'changes.$': decided,
            ...(decided.state === 'applied' && decided.filingNumber !== null ? { filingNumber: decided.filingNumber } : {}),
            ...(decided.state === 'applied' ? { [decided.field]: decided.after } : {}),
          },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
  }
}
