import type { MatchingFields } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'

export type MatchingState = 'recorded' | 'confirmed' | 'rejected' | 'ended'
export type MatchingPaymentState = 'recorded' | 'confirmed' | 'rejected'

/** What of an agreement decides how much the company owes. */
export type MatchingTerms = Pick<MatchingFields, 'ratioPermille' | 'perGiftCapFen' | 'totalCapFen'>

const PERMILLE = 1_000

/** What one gift asks of the company, fen, before the cap over all: the ratio of what is kept of it, down to the fen. */
export function matchedFen({ ratioPermille, perGiftCapFen }: MatchingTerms, keptFen: number): number {
  if (keptFen <= 0) return 0
  const product = keptFen * ratioPermille
  const fen = (product - (product % PERMILLE)) / PERMILLE
  return perGiftCapFen === null ? fen : Math.min(fen, perGiftCapFen)
}

/** What the company owes for all gifts together, fen. */
export const owedFen = ({ totalCapFen }: MatchingTerms, sumFen: number): number => Math.min(totalCapFen, sumFen)

/** What each gift is matched with, fen, called gift by gift in order of payment, until the cap over all is used up. */
export function allotter(terms: MatchingTerms): (keptFen: number) => number {
  let leftFen = terms.totalCapFen
  return (keptFen) => {
    const fen = Math.min(leftFen, matchedFen(terms, keptFen))
    leftFen -= fen
    return fen
  }
}

/** The instants between which a gift must be paid to count: the agreement's days in Asia/Shanghai, both included. */
export function windowOf({ startsOn, endsOn, endedOn }: { startsOn: string; endsOn: string; endedOn: string | null }) {
  const lastDay = endedOn !== null && endedOn < endsOn ? endedOn : endsOn
  return { paidFrom: startOf(startsOn), paidBefore: new Date(startOf(lastDay).getTime() + 24 * 3_600_000) }
}

const startOf = (day: string) => new Date(`${day}T00:00:00+08:00`)

/** Where an agreement stands for whoever reads the project's page. */
export function phaseOf(
  matching: { state: MatchingState; startsOn: string; endsOn: string; endedOn: string | null },
  now: Date,
): 'coming' | 'running' | 'over' {
  const today = shanghaiDate(now)
  if (matching.state === 'ended' || matching.endsOn < today) return 'over'
  return matching.startsOn > today ? 'coming' : 'running'
}
