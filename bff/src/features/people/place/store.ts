import type { PlaceKind } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import { type Database, durable, type Filter, insertNew, isDuplicateKey, isRefusedShape, type Session } from '../../../platform/db/index.ts'
import type { Opened, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { PlaceFields } from './catalogue.ts'
import type { NewPlace, PlaceVersion } from './domain.ts'

/** A place as it is read. @see SeenVersion */
export type PlaceDocument = Omit<NewPlace, 'reason' | 'ended'>
export type PlaceProtector = Protector<NewPlace, PlaceFields>
/** With what was said when it was changed. */
export type PlaceRecord = Opened<NewPlace, PlaceFields>
type StoredPlace = Stored<NewPlace, PlaceFields>

/** Those in force now, or as they were on a day. */
function at(asOf: string | undefined): Filter<StoredPlace> {
  return asOf === undefined ? { state: 'open' } : { validFrom: { $lte: asOf }, $or: [{ validTo: null }, { validTo: { $gt: asOf } }] }
}

/** @throws AppError `invalid_input` when the database finds no shape in a boundary */
function refuseShape(error: unknown): never {
  if (!isRefusedShape(error)) throw error
  throw new AppError('invalid_input', {
    issues: [{ path: 'body.boundary', message: '边界的形状不成立：可能有重复经过的点或点的顺序错乱，请重新画' }],
    cause: error,
  })
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

export interface PlaceFilter {
  parentId?: string | undefined
  within?: string | undefined
  kind?: PlaceKind | undefined
  text?: string | undefined
  asOf?: string | undefined
}

export type PlaceStore = ReturnType<typeof createPlaceStore>

export function createPlaceStore(db: Database, protector: PlaceProtector) {
  const places = db.collection<StoredPlace>('places')
  /** Enough to know that there is a boundary, without its points. */
  const slim = { projection: { 'boundary.coordinates': 0 } } as const

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('places', [
        { key: { placeId: 1 }, unique: true, partialFilterExpression: { state: 'open' }, serves: 'a place as it is; never two of them' },
        { key: { placeId: 1, rev: -1 }, serves: 'the versions of a place' },
        { key: { code: 1 }, unique: true, partialFilterExpression: { state: 'open' }, serves: 'a place by its code; never two of them' },
        { key: { parentId: 1, state: 1, code: 1 }, serves: 'the places directly in one' },
        { key: { path: 1, kind: 1, state: 1, code: 1 }, serves: 'all places of a kind within one' },
        { key: { searchKeys: 1, state: 1 }, serves: 'a place by the beginning of its name, pinyin or code' },
        { key: { boundary: '2dsphere', kind: 1, state: 1 }, serves: 'the grid a point lies in' },
      ])
    },
    transaction: db.transaction,
    place: (placeId: string, asOf?: string) => places.findOne({ placeId, ...at(asOf) }, { sort: { rev: -1 } }),
    byCodes: (codes: string[]) => places.find({ code: { $in: codes }, state: 'open' }, slim).toArray(),
    /** With their boundaries. */
    byCodesWhole: (codes: string[]) => places.find({ code: { $in: codes }, state: 'open' }).toArray(),
    byIds: (ids: readonly string[]) => places.find({ placeId: { $in: [...ids] }, state: 'open' }, slim).toArray(),
    /** Names as they are now, also of places that are closed: the latest version of each. */
    async names(ids: readonly string[]): Promise<Map<string, string>> {
      const rows = await places
        .find({ placeId: { $in: [...new Set(ids)] } }, { projection: { placeId: 1, name: 1, rev: 1 } })
        .sort({ rev: 1 })
        .toArray()
      return new Map(rows.map((row) => [row.placeId, row.name]))
    },
    versions: async (placeId: string): Promise<PlaceRecord[]> =>
      protector.openAll(await places.find({ placeId }, slim).sort({ rev: -1 }).limit(200).toArray()),
    list({ parentId, within, kind, text, asOf }: PlaceFilter, after: string | null, limit: number) {
      const wanted: Filter<StoredPlace> = {
        $and: [
          at(asOf),
          parentId ? { parentId } : {},
          within ? { path: within } : {},
          kind ? { kind } : {},
          text ? { searchKeys: { $regex: `^${escaped(text.replace(/\s+/g, '').toLowerCase())}` } } : {},
          after ? { code: { $gt: after } } : {},
        ],
      }
      return places
        .find(wanted, slim)
        .sort({ code: 1 })
        .limit(limit + 1)
        .toArray()
    },
    /** Places within some others whose whole name, pinyin or code is one of these. */
    namedExactly: (keys: readonly string[], within: readonly string[], most: number) =>
      places
        .find({ searchKeys: { $in: [...keys] }, state: 'open', path: { $in: [...within] } }, slim)
        .limit(most)
        .toArray(),
    /** With their boundaries, for a map. */
    bounded: (within: string, kind: PlaceKind, asOf: string | undefined, most: number) =>
      places
        .find({ path: within, kind, ...at(asOf), boundary: { $ne: null } })
        .sort({ code: 1 })
        .limit(most)
        .toArray(),
    /** Boundaries beside a place (its brothers) and inside it, to compare with a new one. */
    siblings: (parentId: string, kind: PlaceKind, besides: string | null) =>
      places.find({ parentId, kind, state: 'open', boundary: { $ne: null }, ...(besides ? { placeId: { $ne: besides } } : {}) }).toArray(),
    children: (parentId: string) => places.find({ parentId, state: 'open', boundary: { $ne: null } }).toArray(),
    /** What lies directly in a place today, by its code; without the homes. */
    partsOf: (parentId: string) =>
      places
        .find({ parentId, state: 'open', kind: { $in: ['street', 'community', 'grid'] } }, slim)
        .sort({ code: 1 })
        .toArray(),
    gridsIn: (placeId: string) => places.countDocuments({ path: placeId, kind: 'grid', state: 'open' }),
    childCounts: (parentId: string, asOf?: string) =>
      places
        .aggregate<{ _id: PlaceKind; count: number }>([
          { $match: { parentId, ...at(asOf) } },
          { $group: { _id: '$kind', count: { $sum: 1 } } },
        ])
        .toArray(),
    /** The grid a point (WGS 84) lies in; on a shared border the one with the smaller code. */
    gridAt: (longitude: number, latitude: number, asOf?: string) =>
      // Converted at the edge of the world a point may leave it.
      Math.abs(longitude) > 180 || Math.abs(latitude) > 90
        ? null
        : places.findOne(
            {
              kind: 'grid',
              ...at(asOf),
              boundary: { $geoIntersects: { $geometry: { type: 'Point', coordinates: [longitude, latitude] } } },
            },
            { sort: { code: 1 } },
          ),
    /** @returns false when the number or the code is taken */
    async insert(place: NewPlace): Promise<boolean> {
      try {
        await places.insertOne(protector.seal(place), durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        return refuseShape(error)
      }
    },
    /** Loads many at once; those already there stay as they are. */
    async insertMany(rows: NewPlace[]): Promise<void> {
      await insertNew(places, rows.map(protector.seal))
    },
    insertIn: (place: NewPlace, session: Session) => places.insertOne(protector.seal(place), { session }).catch(refuseShape),
    isAt: async (placeId: string, rev: number, session: Session): Promise<boolean> =>
      (await places.findOne({ placeId, rev, state: 'open' }, { session, projection: { _id: 1 } })) !== null,
    hasChildren: async (parentId: string, session: Session): Promise<boolean> =>
      (await places.findOne({ parentId }, { session, projection: { _id: 1 } })) !== null,
    /** Takes away the open version while it is this one, and opens the one before again. @returns false when it was changed since */
    async takeBack(placeId: string, rev: number, session: Session): Promise<boolean> {
      const taken = await places.deleteOne({ placeId, rev, state: 'open' }, { session })
      if (taken.deletedCount !== 1) return false
      await places.updateOne({ placeId, rev: rev - 1 }, { $set: { state: 'open', validTo: null } }, { session })
      return true
    },
    /** Ends the open version. @returns false when it is no longer the one that was seen */
    async end(
      place: Pick<PlaceVersion, '_id'>,
      validTo: string,
      ended: NonNullable<NewPlace['ended']> | null,
      session?: Session,
    ): Promise<boolean> {
      const result = await places.updateOne(
        { _id: place._id, state: 'open' },
        { $set: protector.sealSome(place._id, { state: 'past', validTo, ended }) },
        session ? { session } : durable,
      )
      return result.modifiedCount === 1
    },
  }
}
