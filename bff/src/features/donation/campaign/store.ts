import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { CampaignFields, CampaignState } from './domain.ts'

export interface CampaignDocument extends CampaignFields {
  _id: string
  state: CampaignState
  rev: number
  createdAt: Date
  publishedAt: Date | null
  history: { at: Date; by: string; to: CampaignState }[]
}

export type CampaignStore = ReturnType<typeof createCampaignStore>

export function createCampaignStore(db: Database) {
  const campaigns = db.collection<CampaignDocument>('campaigns')
  return {
    prepare: () =>
      db.ensureIndexes('campaigns', [
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'the public list' },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
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
    updateDraft: (id: string, rev: number, fields: CampaignFields) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, state: 'draft' },
        { $set: fields, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    move: (id: string, rev: number, from: CampaignState, to: CampaignState, by: string, at: Date) =>
      campaigns.findOneAndUpdate(
        { _id: id, rev, state: from },
        { $set: { state: to, ...(to === 'published' ? { publishedAt: at } : {}) }, $push: { history: { at, by, to } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
  }
}
