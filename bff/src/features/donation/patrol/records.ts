import type { PatrolCondition, PhonePlace } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { Alarms } from '../alarm/alarms.ts'
import { isDisplaced, leadsTo } from '../alarm/domain.ts'
import type { AlarmFacts } from '../alarm/store.ts'
import type { CodeStore, VenueDocument } from '../code/store.ts'
import type { ScanStore } from '../scan/store.ts'
import { recordRules } from './domain.ts'
import { away, type Inspect, type Inspection, type Scanned } from './inspection.ts'
import type { PhotoStore } from './photo/store.ts'
import type { PatrolDocument, PatrolStore, VolunteerDocument } from './store.ts'

export interface Observation {
  scanned: Scanned | null
  condition: PatrolCondition
  note: string | null
  photoId: string | null
  place: PhonePlace | null
  seenAt: string
}

const conditionWords: Record<Exclude<PatrolCondition, 'intact'>, string> = {
  damaged: '看到公益码破损了',
  covered: '看到公益码被遮挡',
  missing: '没有找到公益码',
}

export type PatrolRecords = ReturnType<typeof createPatrolRecords>

/** Puts down what a volunteer saw, and raises what it is an alarm of. */
export function createPatrolRecords(parts: {
  store: PatrolStore
  photos: PhotoStore
  codes: CodeStore
  scans: ScanStore
  alarms: Alarms
  inspect: Inspect
  clock: Clock
}) {
  const { store, photos, codes, scans, alarms, inspect, clock } = parts

  /** A phone's clock may be wrong, and its queue old: what can't be true is refused or put right. */
  function instantOf(seenAt: string): Date {
    const [now, seen] = [clock.now(), new Date(seenAt)]
    if (now.getTime() - seen.getTime() > recordRules.latestMs)
      throw new AppError('invalid_input', { issues: [{ path: 'body.seenAt', message: '这条记录太久以前了，请再去看一次' }] })
    return seen.getTime() > now.getTime() + recordRules.aheadMs ? now : seen
  }

  async function follow(patrol: PatrolDocument, venue: VenueDocument, seen: Observation, found: Inspection): Promise<void> {
    const { _id: patrolId, charityId, venueId, photoId } = patrol
    const hanging = await codes.hanging({ charityId, venueIds: [venueId] }, 200)
    const own = hanging.length === 1 ? hanging[0] : undefined
    const { verdict } = found.check
    const raise = (kind: AlarmFacts['kind'], of: Omit<AlarmFacts, '_id' | 'kind' | 'summary'>, words: string) =>
      alarms.raise(
        { ...of, kind, summary: words },
        { id: patrolId, at: patrol.createdAt, source: 'patrol', words: `${words}${patrol.note ?? ''}`, patrolId, photoId },
      )
    /** With several codes at a venue nobody can tell which one was pasted over or torn off: then it is the venue's. */
    const here = (code = own) => ({
      subject: code ? `code:${code._id}` : `venue:${venueId}`,
      charityId,
      venueId,
      codeId: code?._id ?? null,
    })
    // Only who held the right code before their phone has looked after it.
    if (verdict === 'right' && found.code) {
      await scans.patrolled([found.code._id], patrol.seenAt)
      await alarms.patrolled([found.code._id])
    }
    if ((verdict === 'right' || verdict === 'not_scanned') && seen.condition !== 'intact' && hanging.length > 0)
      await raise('defective', here(found.code ?? own), `志愿者在${venue.name}${conditionWords[seen.condition]}。`)
    if (verdict === 'forged' || verdict === 'foreign') {
      const words =
        verdict === 'forged'
          ? `志愿者在${venue.name}扫到伪造的码。`
          : `志愿者在${venue.name}扫到的不是我们的码，它指向 ${leadsTo(seen.scanned?.value ?? '')}。`
      await raise('forged', here(), words)
      return
    }
    const { code, codeVenue } = found
    if (!code || !codeVenue) return
    const of = { codeId: code._id, charityId: code.charityId, venueId: code.venueId }
    if (verdict === 'wrong_venue') {
      await raise('displaced', { subject: `code:${code._id}`, ...of }, `这张码应该在${codeVenue.name}，志愿者在${venue.name}扫到了它。`)
      return
    }
    const far = away(codeVenue, seen.place)
    if (far && isDisplaced(far.distanceM, far.accuracyM))
      await alarms.displaced(of, { id: patrolId, source: 'patrol', ...far, patrolId, photoId })
  }

  return {
    /** The same key puts down the same record once, also when a crash came between the record and what follows from it. */
    async record(volunteer: VolunteerDocument, venue: VenueDocument, seen: Observation, accountIds: readonly string[], seed: string) {
      const seenAt = instantOf(seen.seenAt)
      const found = await inspect(seen.scanned, { charityId: volunteer.charityId, venueId: venue._id })
      if (seen.scanned === null && seen.condition === 'intact')
        throw new AppError('invalid_input', {
          issues: [{ path: 'body.condition', message: '没有扫到码，就不能记作完好；请选破损、被遮挡或不见了' }],
        })
      if (seen.photoId !== null && !(await photos.give(seen.photoId, accountIds, volunteer.charityId)))
        throw new AppError('invalid_input', { issues: [{ path: 'body.photoId', message: '没有找到这张照片，请重新拍一张' }] })
      const far = away(venue, seen.place)
      const patrol: PatrolDocument = {
        _id: derivedId('pat', seed),
        charityId: volunteer.charityId,
        volunteerId: volunteer._id,
        accountId: volunteer.accountId,
        venueId: venue._id,
        venueName: venue.name,
        codeId: found.code?._id ?? null,
        verdict: found.check.verdict,
        condition: seen.condition,
        note: seen.note || null,
        photoId: seen.photoId,
        distanceM: far?.distanceM ?? null,
        accuracyM: far?.accuracyM ?? null,
        seenAt,
        createdAt: clock.now(),
      }
      const first = await store.insertPatrol(patrol)
      const kept = first ? patrol : await store.patrol(patrol._id)
      if (!kept) throw new Error('a patrol that was refused as double is there')
      await store.noteVisit(kept, first)
      await follow(kept, venue, seen, found)
      return { patrol: kept, check: found.check }
    },
  }
}
