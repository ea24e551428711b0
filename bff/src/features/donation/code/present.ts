import type { GiftCode, Venue } from '@minsheng/shared/contracts/donation'
import type { Totals } from '../ledger/store.ts'
import { stateOn } from './domain.ts'
import type { CodeDocument, VenueDocument } from './store.ts'

export function presentVenue(venue: VenueDocument): Venue {
  return {
    id: venue._id,
    name: venue.name,
    kind: venue.kind,
    community: venue.community,
    address: venue.address,
    position: venue.position ?? null,
    rev: venue.rev,
  }
}

export interface CodeFacts {
  campaignTitle: string
  /** What its charity should have told and has not. */
  pause: string | null
  venueName: string
  link: string
  scene: string
  totals: Totals | undefined
  today: string
}

export function presentCode(code: CodeDocument, facts: CodeFacts): GiftCode {
  return {
    id: code._id,
    campaignId: code.campaignId,
    campaignTitle: facts.campaignTitle,
    venueId: code.venueId,
    venueName: facts.venueName,
    state: stateOn(code, facts.today),
    stateReason: code.stateReason,
    disclosurePause: facts.pause,
    expiresOn: code.expiresOn,
    link: facts.link,
    scene: facts.scene,
    gifts: { count: facts.totals?.giftCount ?? 0, amountFen: facts.totals?.raisedFen ?? 0 },
    rev: code.rev,
    createdAt: code.createdAt.toISOString(),
  }
}
