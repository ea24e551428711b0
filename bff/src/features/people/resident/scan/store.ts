import { type Database, type Filter, majorityRead } from '../../../../platform/db/index.ts'
import type { Stored } from '../../../../platform/protect/catalogue.ts'
import type { ResidentFields } from '../catalogue.ts'
import type { Resident } from '../domain.ts'
import type { ResidentProtector, ResidentRecord } from '../store.ts'

type StoredResident = Stored<Resident, ResidentFields>

export type ResidentScan = ReturnType<typeof createResidentScan>

/** Walks through everyone, for what is counted over the whole district. */
export function createResidentScan(db: Database, protector: ResidentProtector) {
  const residents = db.collection<StoredResident>('residents')
  const lean = { projection: { versions: 0, nameTokens: 0, groupKeys: 0 } } as const
  return {
    /** Everyone in order of their number, many at a time. */
    async after(id: string | null, limit: number): Promise<ResidentRecord[]> {
      const rows = await residents
        .find({ state: { $ne: 'merged' }, ...(id ? { _id: { $gt: id } } : {}) } as Filter<StoredResident>, lean)
        .sort({ _id: 1 })
        .limit(limit)
        .toArray()
      return protector.openAll(rows as StoredResident[])
    },
    /** Where these are recorded. */
    async pathsOf(ids: readonly string[]): Promise<Map<string, string[]>> {
      const rows = await residents
        .find({ _id: { $in: [...ids] } } as Filter<StoredResident>, { ...majorityRead, projection: { path: 1 } })
        .toArray()
      return new Map(rows.map(({ _id, path }) => [String(_id), path]))
    },
    /** Blind indexes of the ID numbers that more than one record has. */
    async sharedIdNumbers(): Promise<Set<string>> {
      const found = await residents
        .aggregate<{ _id: string }>(
          [
            { $match: { idNumberIndex: { $type: 'string' }, state: { $ne: 'merged' } } },
            { $group: { _id: '$idNumberIndex', count: { $sum: 1 } } },
            { $match: { count: { $gt: 1 } } },
          ],
          { allowDiskUse: true },
        )
        .toArray()
      return new Set(found.map((row) => row._id))
    },
  }
}
