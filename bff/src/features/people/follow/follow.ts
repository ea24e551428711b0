import type { DuplicateStore } from '../duplicate/store.ts'
import type { DeathReportStore } from '../exchange/death/store.ts'
import type { ResidentScan } from '../resident/scan/store.ts'

const AT_ONCE = 500
const same = (one: readonly string[], other: readonly string[]) => one.join() === other.join()

export interface FollowParts {
  residents: Pick<ResidentScan, 'pathsOf'>
  cases: Pick<DuplicateStore, 'openPlaces' | 'putRight'>
  reports: Pick<DeathReportStore, 'openReportPlaces' | 'putReportRight'>
}

/**
 * What is open about someone lies where they live: a move takes it along in its own transaction. Here is put right what was
 * opened and left behind before moves did so. Harmless to repeat, also while people move.
 * @returns how many places were put right
 */
export function createFollow({ residents, cases, reports }: FollowParts) {
  async function each<T extends { _id: string }>(
    read: (after: string | null, limit: number) => Promise<T[]>,
    ids: (row: T) => readonly string[],
    putRight: (row: T, paths: ReadonlyMap<string, string[]>) => Promise<number>,
  ): Promise<number> {
    let count = 0
    for (let after: string | null = null; ; ) {
      const rows: T[] = await read(after, AT_ONCE)
      const last = rows.at(-1)
      if (!last) return count
      const paths = await residents.pathsOf(rows.flatMap(ids))
      for (const row of rows) count += await putRight(row, paths)
      after = last._id
    }
  }
  return async (): Promise<number> => {
    const ofCases = await each(
      cases.openPlaces,
      ({ residentIds }) => residentIds,
      async ({ _id, residentIds: [first, second], paths }, now) => {
        let count = 0
        for (const [which, id] of [
          ['first', first],
          ['second', second],
        ] as const) {
          const path = now.get(id)
          if (!path || same(path, paths[which])) continue
          await cases.putRight(_id, which, paths[which], path)
          count += 1
        }
        return count
      },
    )
    const ofReports = await each(
      reports.openReportPlaces,
      ({ residentId }) => [residentId],
      async (row, now) => {
        const path = now.get(row.residentId)
        if (!path || same(path, row.path)) return 0
        await reports.putReportRight(row._id, row.path, path)
        return 1
      },
    )
    return ofCases + ofReports
  }
}
