import type { FoldSum } from '../ledger/folds.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { matchedFen, owedFen, windowOf } from './domain.ts'
import type { MatchingDocument, MatchingStore } from './store.ts'

/** What an agreement comes to. */
export interface Comes {
  owedFen: number
  giftCount: number
  paidFen: number
  asOf: Date
}

export type Owed = ReturnType<typeof createOwed>

/** What companies owe and have paid: the one from the journals, the other from confirmed transfers; neither is counted up anywhere. */
export function createOwed({ ledger, matchings }: { ledger: LedgerStore; matchings: MatchingStore }) {
  const foldOf = (matching: MatchingDocument) => {
    const { paidFrom, paidBefore } = windowOf(matching)
    return {
      // An early end is another span of time, so it is another sum.
      id: `matching:${matching._id}:${paidBefore.getTime()}`,
      campaignId: matching.campaignId,
      paidFrom,
      paidBefore,
      of: (keptFen: number) => matchedFen(matching, keptFen),
    }
  }
  const nothingYet: (asOf: Date) => FoldSum = (asOf) => ({ sumFen: 0, giftCount: 0, asOf })

  return {
    async comesTo(found: readonly MatchingDocument[], now: Date): Promise<Map<string, Comes>> {
      const [paid, sums] = await Promise.all([
        matchings.paidFen(found.map(({ _id }) => _id)),
        Promise.all(
          found.map((matching) =>
            matching.state === 'rejected' || windowOf(matching).paidFrom > now ? nothingYet(now) : ledger.fold(foldOf(matching)),
          ),
        ),
      ])
      return new Map(
        found.map((matching, index) => {
          const { sumFen, giftCount, asOf } = sums[index] ?? nothingYet(now)
          return [matching._id, { owedFen: owedFen(matching, sumFen), giftCount, paidFen: paid.get(matching._id) ?? 0, asOf }]
        }),
      )
    },
    giftsOf: (matching: MatchingDocument) => ledger.keptGifts(foldOf(matching)),
  }
}
