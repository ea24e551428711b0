import type { OverpaidRow } from '@minsheng/shared/contracts/policy'
import type { AwardRecord, AwardStore } from '../../award/store.ts'
import type { RuleSubjects } from '../../subject.ts'
import type { SetOffStore } from '../row/set-off-store.ts'
import type { PayoutStore } from '../store.ts'
import { owedIn, stillPays } from './domain.ts'
import type { RecoveryStore } from './store.ts'

interface OverpaidParts {
  awards: Pick<AwardStore, 'lowered'>
  books: Pick<PayoutStore, 'linesOf'>
  setOffs: Pick<SetOffStore, 'arrivedOf'>
  store: Pick<RecoveryStore, 'ofAwards'>
  subjects: Pick<RuleSubjects, 'home'>
}

const PER_READ = 200
/** So many benefits are looked at for one page: what is found by then is told, and where to go on. */
const MOST_LOOKED_AT = 2_000

type FoundOverpaid = Omit<OverpaidRow, 'title' | 'communityName'> & Pick<AwardRecord, 'policyId' | 'path'>

/** Benefits of which more arrived than was due, from the books: only what was ever reduced or stopped can be among them. */
export const createOverpaid =
  ({ awards, books, setOffs, store, subjects }: OverpaidParts) =>
  async (from: string | null, limit: number): Promise<{ items: FoundOverpaid[]; after: string | null }> => {
    const items: FoundOverpaid[] = []
    let after = from
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += PER_READ) {
      const page = await awards.lowered(after, PER_READ)
      const ids = page.map(({ _id }) => _id)
      const [lines, arrived, recoveries] = await Promise.all([books.linesOf(ids), setOffs.arrivedOf(ids), store.ofAwards(ids)])
      for (const award of page) {
        if (items.length === limit) return { items, after }
        after = award._id
        const entered = lines.filter(({ awardId }) => awardId === award._id)
        const months = owedIn(award, entered, arrived.get(award._id) ?? new Set()).map(({ month, fen }) => ({ month, fen }))
        if (months.length === 0) continue
        const underWay = recoveries.find(({ awardId, openKey }) => awardId === award._id && openKey !== null)
        items.push({
          awardId: award._id,
          policyId: award.policyId,
          path: award.path,
          personMasked: award.applicantName.masked,
          personState: (await subjects.home(award.residentId))?.state ?? 'present',
          months,
          fen: months.reduce((sum, { fen }) => sum + fen, 0),
          stillPays: stillPays(award),
          recoveryId: underWay?._id ?? null,
        })
      }
      if (page.length < PER_READ) return { items, after: null }
    }
    return { items, after }
  }
