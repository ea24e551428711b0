import { type Database, type Filter, majorityRead } from '../../../../platform/db/index.ts'
import type { PayRow } from '../records.ts'

/** Set off to the last fen, or the bank paid the rest. */
const DONE = { $or: [{ state: 'paid' }, { state: 'held', reason: 'set_off', $expr: { $eq: ['$takenBy', '$_id'] } }] }

export interface SetOffSums {
  /** In payments that arrived, or of which nothing was left. */
  doneFen: number
  /** In payments the bank has not answered. */
  onItsWayFen: number
}
export type SetOffStore = ReturnType<typeof createSetOffStore>

/** What payments tell of claims: which money arrived, and what was kept back of it. Nothing sealed is read. */
export function createSetOffStore(db: Database) {
  const rows = db.collection<PayRow>('payout_rows')
  return {
    /** Numbers of the lines whose money arrived, by award. */
    async arrivedOf(awardIds: readonly string[]): Promise<Map<string, ReadonlySet<string>>> {
      const found = await rows
        .find({ awardId: { $in: [...awardIds] }, isApproved: true, ...DONE } as Filter<PayRow>, {
          projection: { awardId: 1, lineIds: 1 },
          ...majorityRead,
        })
        .toArray()
      const arrived = new Map<string, Set<string>>()
      for (const { awardId, lineIds } of found) {
        const ids = arrived.get(awardId) ?? new Set()
        for (const id of lineIds) ids.add(id)
        arrived.set(awardId, ids)
      }
      return arrived
    },
    async sumsOf(recoveryIds: readonly string[]): Promise<Map<string, SetOffSums>> {
      const sums = new Map(recoveryIds.map((id) => [id, { doneFen: 0, onItsWayFen: 0 }]))
      const found = await rows
        .find(
          { 'setOffs.recoveryId': { $in: [...recoveryIds] }, isApproved: true, $or: [...DONE.$or, { state: 'open' }] } as Filter<PayRow>,
          { projection: { setOffs: 1, state: 1 }, ...majorityRead },
        )
        .toArray()
      for (const { setOffs = [], state } of found)
        for (const { recoveryId, fen } of setOffs) {
          const sum = sums.get(recoveryId)
          if (sum) sum[state === 'open' ? 'onItsWayFen' : 'doneFen'] += fen
        }
      return sums
    },
    /** Whether a batch that waits for its second person sets off against it. */
    waits: async (recoveryId: string): Promise<boolean> =>
      (await rows.findOne({ 'setOffs.recoveryId': recoveryId, isApproved: false, state: { $in: ['open', 'held'] } } as Filter<PayRow>, {
        projection: { _id: 1 },
        ...majorityRead,
      })) !== null,
  }
}
