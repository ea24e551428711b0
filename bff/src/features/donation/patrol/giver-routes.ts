import { createHash } from 'node:crypto'
import { donationContract as contract, type PhonePlace } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { distanceMeters } from '@minsheng/shared/units/distance'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId, newId } from '../../../platform/crypto/id.ts'
import { addressKey, createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayGive } from '../access.ts'
import type { Alarms } from '../alarm/alarms.ts'
import { displacedRules, forgedRules, isDisplaced, leadsTo } from '../alarm/domain.ts'
import type { CodeKeys, ParsedCode } from '../code/domain.ts'
import { parseCode } from '../code/domain.ts'
import { toStored } from '../code/place.ts'
import type { CodeStore } from '../code/store.ts'
import { away } from './inspection.ts'

interface GiverParts {
  codes: CodeStore
  alarms: Alarms
  keys: CodeKeys
  appId: string
  clock: Clock
}

/** What givers tell without being asked twice: where a code was scanned, and that one looks false. */
export function giverRoutes({ codes, alarms, keys, appId, clock }: GiverParts): Route[] {
  const placeLimit = createRateLimit(60, 60)
  const reportLimit = createRateLimit(5, 3600)
  const reportAddressLimit = createRateLimit(30, 3600)

  /** The venue a false code was pasted up at: the nearest, when the phone is sure enough to say. */
  async function venueNear(place: PhonePlace | null) {
    if (place === null || place.accuracyM > displacedRules.leastSureM) return null
    const at = toStored(place)
    const near = (await codes.placedVenues())
      .map((venue) => ({ venue, metres: venue.position ? distanceMeters(venue.position, at) : Number.POSITIVE_INFINITY }))
      .sort((a, b) => a.metres - b.metres)[0]
    return near && near.metres <= forgedRules.nearVenueM + place.accuracyM ? near.venue : null
  }

  /** What the report is about: the code it pretends to be, the venue it hangs near, or the text alone. */
  async function subjectOf(parsed: Exclude<ParsedCode, { kind: 'ours' }>, value: string, place: PhonePlace | null) {
    const code = parsed.kind === 'forged' ? await codes.get(parsed.claims) : null
    if (code) return { subject: `code:${code._id}`, codeId: code._id, charityId: code.charityId, venueId: code.venueId }
    const venue = await venueNear(place)
    if (venue) return { subject: `venue:${venue._id}`, codeId: null, charityId: null, venueId: venue._id }
    const text = createHash('sha256').update(leadsTo(value)).digest('base64url').slice(0, 16)
    return { subject: `text:${text}`, codeId: null, charityId: null, venueId: null }
  }

  return [
    route({
      operation: contract.tellScanPlace,
      load: ({ body }) => codes.get(body.codeId),
      allow: mayGive,
      audit: { none: 'only the distance is looked at, and nothing kept unless it is an alarm' },
      run: async ({ body, actor }, code) => {
        await placeLimit.spend(actorId(actor))
        const far = away(await codes.venue(code.venueId), body.place)
        if (far && isDisplaced(far.distanceM, far.accuracyM))
          await alarms.displaced(
            { codeId: code._id, charityId: code.charityId, venueId: code.venueId },
            { id: newId('far'), source: 'giver', ...far },
          )
        return undefined
      },
    }),
    route({
      operation: contract.reportCode,
      load: nothing,
      allow: mayGive,
      audit: { none: 'the alarm keeps it, without who reported' },
      run: async ({ body, actor, context }) => {
        await reportLimit.spend(actorId(actor))
        await reportAddressLimit.spend(addressKey(context.ip))
        const { source, value } = body.scanned
        const parsed = parseCode(keys, appId, source, value)
        const known = parsed.kind === 'ours' ? await codes.get(parsed.codeId) : null
        if (known)
          throw new AppError('wrong_state', { detail: '这是我们发出的公益码，可以放心。发现它破损或贴错了地方，请拨打页面上的电话' })
        const facts = await subjectOf(parsed.kind === 'ours' ? { kind: 'foreign' } : parsed, value, body.place)
        const id = derivedId('rep', context.idempotencySeed ?? '')
        const summary = parsed.kind === 'forged' ? '有人举报一张伪造的公益码。' : `有人举报一张可疑的码，它指向 ${leadsTo(value)}。`
        const words = `${summary}${body.words ? `举报人说：“${body.words}”` : ''}`
        await alarms.raise({ ...facts, kind: 'forged', summary }, { id, at: clock.now(), source: 'report', words })
        return { id }
      },
    }),
  ]
}
