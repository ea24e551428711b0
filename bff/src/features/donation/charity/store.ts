import { AppError } from '@minsheng/shared/errors'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { CharityFields } from './domain.ts'

export interface CharityDocument extends CharityFields {
  _id: string
  demo: boolean
  rev: number
  createdAt: Date
}

const usccTaken = () => new AppError('already_exists', { issues: [{ path: 'body.uscc', message: '这个统一社会信用代码已经登记过' }] })

export type CharityStore = ReturnType<typeof createCharityStore>

export function createCharityStore(db: Database) {
  const charities = db.collection<CharityDocument>('charities')
  return {
    prepare: () =>
      db.ensureIndexes('charities', [
        { key: { uscc: 1 }, unique: true, serves: 'one record for one organisation' },
        { key: { createdAt: -1, _id: -1 }, serves: 'the list' },
      ]),
    get: (id: string) => charities.findOne({ _id: id }),
    ids: async (): Promise<string[]> => (await charities.find({}, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id),
    many: (ids: readonly string[]) => charities.find({ _id: { $in: [...ids] } }).toArray(),
    list: (scope: CharityScope, position: ListPosition | null, limit: number) =>
      charities
        .find({ ...(scope.all ? {} : { _id: scope.charityId }), ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Inserts, or returns what an earlier run of the same request inserted. @throws AppError `already_exists` */
    async insert(charity: CharityDocument): Promise<CharityDocument> {
      try {
        await charities.insertOne(charity, durable)
        return charity
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        const same = await charities.findOne({ _id: charity._id })
        if (same) return same
        throw usccTaken()
      }
    },
    /** Null when someone changed it meanwhile. @throws AppError `already_exists` */
    async update(id: string, rev: number, fields: CharityFields): Promise<CharityDocument | null> {
      try {
        return await charities.findOneAndUpdate(
          { _id: id, rev },
          { $set: fields, $inc: { rev: 1 } },
          { returnDocument: 'after', ...durable },
        )
      } catch (error) {
        if (isDuplicateKey(error)) throw usccTaken()
        throw error
      }
    },
  }
}
