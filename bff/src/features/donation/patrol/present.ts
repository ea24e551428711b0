import type { PatrolInvite, PatrolRecord, PatrolRow, PatrolVolunteer } from '@minsheng/shared/contracts/donation'
import { inviteStateAt, maskedName } from './domain.ts'
import type { InviteDocument, PatrolDocument, VolunteerDocument } from './store.ts'

export function presentPatrol(patrol: PatrolDocument): PatrolRecord {
  return {
    id: patrol._id,
    venueId: patrol.venueId,
    venueName: patrol.venueName,
    codeId: patrol.codeId,
    verdict: patrol.verdict,
    condition: patrol.condition,
    note: patrol.note,
    hasPhoto: patrol.photoId !== null,
    distanceM: patrol.distanceM,
    accuracyM: patrol.accuracyM,
    seenAt: patrol.seenAt.toISOString(),
    receivedAt: patrol.createdAt.toISOString(),
  }
}

/** The desk's row; `inFull` for the charity the volunteer patrols for. */
export function presentPatrolRow(patrol: PatrolDocument, name: string, inFull: boolean): PatrolRow {
  return {
    ...presentPatrol(patrol),
    charityId: patrol.charityId,
    photoId: patrol.photoId,
    volunteerName: inFull ? name : maskedName(name),
  }
}

/** @param link only for who may send it on */
export function presentInvite(invite: InviteDocument, link: string | null, now: Date): PatrolInvite {
  const state = inviteStateAt(invite, now)
  return {
    id: invite._id,
    charityId: invite.charityId,
    label: invite.label,
    state,
    link: state === 'open' ? link : null,
    createdAt: invite.createdAt.toISOString(),
    expiresAt: invite.expiresAt.toISOString(),
  }
}

export function presentVolunteer(volunteer: VolunteerDocument, name: string, inFull: boolean): PatrolVolunteer {
  return {
    id: volunteer._id,
    charityId: volunteer.charityId,
    name: inFull ? name : maskedName(name),
    phoneMasked: inFull ? volunteer.phoneMasked : null,
    state: volunteer.state,
    patrols: volunteer.patrols,
    lastPatrolAt: volunteer.lastPatrolAt?.toISOString() ?? null,
    since: volunteer.createdAt.toISOString(),
    rev: volunteer.rev,
  }
}
