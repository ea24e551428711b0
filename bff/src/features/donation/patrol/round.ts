import type { PatrolRound, PhonePlace } from '@minsheng/shared/contracts/donation'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { CampaignStore } from '../campaign/store.ts'
import { shortNumber, stateOn } from '../code/domain.ts'
import { toStored } from '../code/place.ts'
import type { CodeStore } from '../code/store.ts'
import { byNeed, distanceFrom, MOST_VENUES } from './domain.ts'
import type { PatrolStore } from './store.ts'

/** More codes than a charity of the district has. */
const MOST_CODES = 20_000

export type PlanRound = ReturnType<typeof createPlanRound>

/** The venues a volunteer might go to: near ones first when the phone says where it is, else those left longest. */
export function createPlanRound(parts: { store: PatrolStore; codes: CodeStore; campaigns: CampaignStore; clock: Clock }) {
  const { store, codes, campaigns, clock } = parts
  return async function planRound(charityId: string, phone: PhonePlace | null): Promise<PatrolRound> {
    const [found, visits] = await Promise.all([codes.hanging({ charityId }, MOST_CODES), store.lastVisits(charityId)])
    const today = shanghaiDate(clock.now())
    const hanging = found.filter((code) => stateOn(code, today) !== 'expired')
    const venues = await codes.manyVenues([...new Set(hanging.map((code) => code.venueId))])
    const at = phone === null ? null : toStored(phone)
    const ordered = venues
      .map((venue) => ({ venue, distanceM: distanceFrom(venue.position, at), lastPatrolledAt: visits.get(venue._id) ?? null }))
      .sort(byNeed)
    const shown = ordered.slice(0, MOST_VENUES)
    const ofShown = new Set(shown.map(({ venue }) => venue._id))
    const listed = hanging.filter((code) => ofShown.has(code.venueId))
    const titles = await campaigns.many([...new Set(listed.map((code) => code.campaignId))])
    return {
      venues: shown.map(({ venue, distanceM, lastPatrolledAt }) => ({
        venueId: venue._id,
        name: venue.name,
        address: venue.address,
        community: venue.community,
        distanceM,
        lastPatrolledAt: lastPatrolledAt?.toISOString() ?? null,
        codes: listed
          .filter((code) => code.venueId === venue._id)
          .map((code) => ({
            codeId: code._id,
            shortNumber: shortNumber(code._id),
            projectTitle: titles.find(({ _id }) => _id === code.campaignId)?.title ?? '',
            state: stateOn(code, today),
          })),
      })),
      more: ordered.length - shown.length,
    }
  }
}
