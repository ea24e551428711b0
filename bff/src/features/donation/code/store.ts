import { AppError } from '@minsheng/shared/errors'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { StoredCodeState } from './domain.ts'

export interface VenueDocument {
  _id: string
  name: string
  kind: 'charity_base' | 'community' | 'shop' | 'event'
  community: string
  address: string
  /** WGS-84; missing in venues from before places were asked for. */
  position?: { lat: number; lng: number } | null
  rev: number
  createdAt: Date
}

export interface CodeDocument {
  _id: string
  campaignId: string
  charityId: string
  venueId: string
  state: StoredCodeState
  stateReason: string | null
  expiresOn: string
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: StoredCodeState; reason: string }[]
}

export type CodeStore = ReturnType<typeof createCodeStore>

/** The state filter as stored states and dates. */
function stateFilter(state: 'active' | 'paused' | 'revoked' | 'expired' | undefined, today: string): Record<string, unknown> {
  if (state === undefined) return {}
  if (state === 'revoked') return { state }
  if (state === 'expired') return { state: { $in: ['active', 'paused'] }, expiresOn: { $lt: today } }
  return { state, expiresOn: { $gte: today } }
}

export function createCodeStore(db: Database) {
  const venues = db.collection<VenueDocument>('venues')
  const codes = db.collection<CodeDocument>('codes')
  return {
    async prepare() {
      await db.ensureIndexes('venues', [
        { key: { name: 1, community: 1 }, unique: true, serves: 'one record for one place' },
        { key: { createdAt: -1, _id: -1 }, serves: 'the list' },
      ])
      await db.ensureIndexes('codes', [
        {
          key: { campaignId: 1, venueId: 1 },
          unique: true,
          partialFilterExpression: { state: { $in: ['active', 'paused'] } },
          serves: 'one living code for a campaign at a venue',
        },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { venueId: 1 }, serves: 'the codes of a venue, for its figures, its sheets and patrols' },
        { key: { charityId: 1, venueId: 1 }, serves: 'the venues of a charity' },
      ])
    },
    venue: (id: string) => venues.findOne({ _id: id }),
    manyVenues: (ids: readonly string[]) => venues.find({ _id: { $in: [...ids] } }).toArray(),
    /** @param among only these; null for all */
    listVenues: (position: ListPosition | null, limit: number, among: readonly string[] | null = null) =>
      venues
        .find({ $and: [among === null ? {} : { _id: { $in: [...among] } }, afterPosition(position)] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** @throws AppError `already_exists` when the place has a record */
    async insertVenue(venue: VenueDocument): Promise<VenueDocument> {
      try {
        await venues.insertOne(venue, durable)
        return venue
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        const same = await venues.findOne({ _id: venue._id })
        if (same) return same
        throw new AppError('already_exists', { issues: [{ path: 'body.name', message: '这个社区已有同名点位' }] })
      }
    },
    /** Venues whose place is known: a district has some thousands at most. */
    placedVenues: () =>
      venues
        .find({ position: { $type: 'object' } }, { projection: { name: 1, position: 1 } })
        .limit(20_000)
        .toArray(),
    /** Null when someone changed the venue meanwhile. */
    placeVenue: (id: string, rev: number, position: { lat: number; lng: number } | null) =>
      venues.findOneAndUpdate({ _id: id, rev }, { $set: { position }, $inc: { rev: 1 } }, { returnDocument: 'after', ...durable }),
    get: (id: string) => codes.findOne({ _id: id }),
    many: (ids: readonly string[]) => codes.find({ _id: { $in: [...ids] } }).toArray(),
    /** Codes that hang there now, of one charity or of all. */
    hanging: (filter: { charityId?: string; venueIds?: readonly string[]; campaignId?: string }, limit: number) =>
      codes
        .find({
          state: { $in: ['active', 'paused'] },
          ...(filter.charityId === undefined ? {} : { charityId: filter.charityId }),
          ...(filter.venueIds === undefined ? {} : { venueId: { $in: [...filter.venueIds] } }),
          ...(filter.campaignId === undefined ? {} : { campaignId: filter.campaignId }),
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray(),
    /** Every code of the venues, also those that no longer hang, for their figures. */
    ofVenues: (scope: CharityScope, venueIds: readonly string[]) =>
      codes.find({ venueId: { $in: [...venueIds] }, ...(scope.all ? {} : { charityId: scope.charityId }) }).toArray(),
    /** The venues at which a charity has or had codes. */
    venueIdsOf: (charityId: string): Promise<string[]> => codes.distinct('venueId', { charityId }),
    /** Codes that may hang on a wall with what a key made until then. */
    livingSince: (today: string, madeBefore: Date) =>
      codes.countDocuments({ state: { $in: ['active', 'paused'] }, expiresOn: { $gte: today }, createdAt: { $lt: madeBefore } }),
    list: (
      scope: CharityScope,
      filter: { campaignId?: string; state?: 'active' | 'paused' | 'revoked' | 'expired' },
      today: string,
      position: ListPosition | null,
      limit: number,
    ) =>
      codes
        .find({
          $and: [
            scope.all ? {} : { charityId: scope.charityId },
            filter.campaignId ? { campaignId: filter.campaignId } : {},
            stateFilter(filter.state, today),
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** @throws AppError `already_exists` when the campaign has a living code at the venue */
    async insert(code: CodeDocument): Promise<CodeDocument> {
      try {
        await codes.insertOne(code, durable)
        return code
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        const same = await codes.findOne({ _id: code._id })
        if (same) return same
        throw new AppError('already_exists', { detail: '这个活动在该点位已有公益码，停用后才能再建' })
      }
    },
    move: (id: string, rev: number, to: StoredCodeState, reason: string, by: string, at: Date) =>
      codes.findOneAndUpdate(
        { _id: id, rev, state: { $ne: 'revoked' } },
        { $set: { state: to, stateReason: to === 'active' ? null : reason }, $push: { history: { at, by, to, reason } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
  }
}
