import type { PatrolCheck, PhonePlace } from '@minsheng/shared/contracts/donation'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { CampaignStore } from '../campaign/store.ts'
import { type CodeKeys, parseCode, stateOn } from '../code/domain.ts'
import { toStored } from '../code/place.ts'
import type { CodeDocument, CodeStore, VenueDocument } from '../code/store.ts'
import { distanceFrom, verdictOf } from './domain.ts'

export interface Scanned {
  source: 'scene' | 'q' | 'text'
  value: string
}

/** A verdict with what it rests on. */
export interface Inspection {
  check: PatrolCheck
  /** Ours, wherever it belongs. */
  code: CodeDocument | null
  codeVenue: VenueDocument | null
}

export type Inspect = ReturnType<typeof createInspect>

/** What a code hung at a venue really is, as the server knows it. */
export function createInspect(parts: { codes: CodeStore; campaigns: CampaignStore; keys: CodeKeys; appId: string; clock: Clock }) {
  const { codes, campaigns, keys, appId, clock } = parts
  const none = { codeId: null, codeState: null, belongsTo: null, projectTitle: null }
  return async function inspect(scanned: Scanned | null, at: { charityId: string; venueId: string }): Promise<Inspection> {
    if (scanned === null) return { check: { verdict: 'not_scanned', ...none }, code: null, codeVenue: null }
    const parsed = parseCode(keys, appId, scanned.source, scanned.value)
    if (parsed.kind !== 'ours') return { check: { verdict: parsed.kind, ...none }, code: null, codeVenue: null }
    const code = await codes.get(parsed.codeId)
    const [venue, campaign] = code ? await Promise.all([codes.venue(code.venueId), campaigns.get(code.campaignId)]) : [null, null]
    if (!code || !venue) return { check: { verdict: 'foreign', ...none }, code: null, codeVenue: null }
    const state = stateOn(code, shanghaiDate(clock.now()))
    const { charityId, venueId } = code
    return {
      check: {
        verdict: verdictOf({ kind: 'ours', charityId, venueId, state }, at),
        codeId: code._id,
        codeState: state,
        belongsTo: venue.name,
        projectTitle: campaign?.title ?? null,
      },
      code,
      codeVenue: venue,
    }
  }
}

/** How far a phone was from a venue, and how sure it was. */
export function away(venue: VenueDocument | null, phone: PhonePlace | null): { distanceM: number; accuracyM: number } | null {
  const distanceM = distanceFrom(venue?.position, phone === null ? null : toStored(phone))
  return distanceM === null || phone === null ? null : { distanceM, accuracyM: Math.round(phone.accuracyM) }
}
