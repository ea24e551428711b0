import type { SetOffStore } from '../row/set-off-store.ts'
import { balanceOf } from './domain.ts'
import type { RecoveryStore } from './store.ts'

/** What may be kept back of the next payment for one decision. */
export interface Claim {
  recoveryId: string
  freeFen: number
}

/** What is to be set off against what these benefits pay next, oldest first: less what came back and what is on its way. */
export const createClaims =
  (store: Pick<RecoveryStore, 'ofAwards'>, setOffs: Pick<SetOffStore, 'sumsOf'>) =>
  async (awardIds: readonly string[]): Promise<Map<string, Claim[]>> => {
    const open = (await store.ofAwards(awardIds)).filter(({ way, state }) => way === 'set_off' && state === 'decided')
    const sums = open.length === 0 ? new Map() : await setOffs.sumsOf(open.map(({ _id }) => _id))
    const claims = new Map<string, Claim[]>()
    for (const one of open) {
      const { openFen, onItsWayFen } = balanceOf(one, sums.get(one._id) ?? { doneFen: 0, onItsWayFen: 0 })
      const freeFen = openFen - onItsWayFen - one.pendingFen
      if (freeFen > 0) claims.set(one.awardId, [...(claims.get(one.awardId) ?? []), { recoveryId: one._id, freeFen }])
    }
    return claims
  }
