import { ApiError } from '@minsheng/shared/client'
import type { PatrolRound } from '@minsheng/shared/contracts/donation'
import type { PhonePlace } from '../../platform/locate'
import { call } from '../../platform/request'
import { recall, remember } from '../../platform/storage'

export type PatrolVenue = PatrolRound['venues'][number]

const keptAs = (charityId: string) => `patrol-round-${charityId}`

function keptRound(charityId: string): PatrolRound | null {
  try {
    return JSON.parse(recall(keptAs(charityId)) ?? 'null') as PatrolRound | null
  } catch {
    // Half written when the phone died; the next round with a network brings it anew.
    return null
  }
}

/** The venues to go to; without a network those of the last time. @throws ApiError */
export async function readRound(charityId: string, place: PhonePlace | null): Promise<PatrolRound> {
  try {
    const round = await call('planPatrol', { body: { charityId, place } })
    remember(keptAs(charityId), JSON.stringify(round))
    return round
  } catch (error) {
    const kept = error instanceof ApiError && error.kind === 'offline' ? keptRound(charityId) : null
    if (kept) return kept
    throw error
  }
}

/** One venue of the round; null when it is not among them any more. @throws ApiError */
export async function readVenue(charityId: string, venueId: string): Promise<PatrolVenue | null> {
  const found = ({ venues }: PatrolRound) => venues.find((venue) => venue.venueId === venueId) ?? null
  const kept = keptRound(charityId)
  return (kept && found(kept)) ?? found(await readRound(charityId, null))
}
