import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PatrolVerdict, Point } from '@minsheng/shared/contracts/donation'
import { distanceMeters } from '@minsheng/shared/units/distance'
import type { CodeKeys } from '../code/domain.ts'

const DAY_MS = 24 * 3_600_000

/** How long an invitation may be taken up. */
export const inviteRules = { daysOpen: 7 } as const

/** A phone without network may send what it saw so much later; a clock may be so far ahead. */
export const recordRules = { latestMs: 14 * DAY_MS, aheadMs: 10 * 60_000 } as const

/** How many venues a round lists. */
export const MOST_VENUES = 60

const MAC = /^(inv_[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})$/

const inviteMac = (secret: Buffer, inviteId: string) =>
  createHmac('sha256', secret).update(`patrol-invite|${inviteId}`).digest().subarray(0, 16)

/** The secret part of an invitation's link: nothing in the database would let anyone make one. */
export function inviteToken(keys: CodeKeys, inviteId: string): string {
  const key = keys.scene[0]
  if (!key) throw new Error('no scene key')
  return `${inviteId}.${inviteMac(key.secret, inviteId).toString('base64url')}`
}

/** The invitation a link leads to; null when the link was not made here. */
export function readInviteToken(keys: CodeKeys, token: string): string | null {
  const match = MAC.exec(token)
  if (!match?.[1] || !match[2]) return null
  const given = Buffer.from(match[2], 'base64url')
  const id = match[1]
  const fits = keys.scene.some(({ secret }) => {
    const right = inviteMac(secret, id)
    return given.length === right.length && timingSafeEqual(given, right)
  })
  return fits ? id : null
}

export type StoredInviteState = 'open' | 'accepted' | 'revoked'

/** An invitation's state at an instant; nobody took it in its days: `expired`. */
export function inviteStateAt(invite: { state: StoredInviteState; expiresAt: Date }, now: Date): StoredInviteState | 'expired' {
  return invite.state === 'open' && invite.expiresAt <= now ? 'expired' : invite.state
}

/** Why an invitation can't be taken up, in words for who opened it. */
export function inviteRefusal(state: StoredInviteState | 'expired'): string | null {
  switch (state) {
    case 'open':
      return null
    case 'accepted':
      return '这个邀请已经被别人用过，一个邀请只能一个人用。请让慈善组织再发一个'
    case 'revoked':
      return '慈善组织已经收回这个邀请'
    case 'expired':
      return '这个邀请已经过期，请让慈善组织再发一个'
  }
}

/** What a scan at a venue tells a volunteer of one charity. */
export function verdictOf(
  found: { kind: 'foreign' | 'forged' } | { kind: 'ours'; charityId: string; venueId: string; state: string },
  at: { charityId: string; venueId: string },
): PatrolVerdict {
  if (found.kind !== 'ours') return found.kind
  if (found.charityId !== at.charityId) return found.venueId === at.venueId ? 'other_charity' : 'wrong_venue'
  if (found.venueId !== at.venueId) return 'wrong_venue'
  return found.state === 'active' ? 'right' : 'unusable'
}

/** How far the phone was from the venue, whole metres; null when either is unknown. */
export function distanceFrom(venue: Point | null | undefined, phone: Point | null): number | null {
  return venue && phone ? Math.round(distanceMeters(venue, phone)) : null
}

/** The order of a round: near first when the place is known, else what nobody visited longest; never visited comes first. */
export function byNeed(
  a: { distanceM: number | null; lastPatrolledAt: Date | null },
  b: { distanceM: number | null; lastPatrolledAt: Date | null },
): number {
  if (a.distanceM !== null && b.distanceM !== null && a.distanceM !== b.distanceM) return a.distanceM - b.distanceM
  if ((a.distanceM === null) !== (b.distanceM === null)) return a.distanceM === null ? 1 : -1
  return (a.lastPatrolledAt?.getTime() ?? 0) - (b.lastPatrolledAt?.getTime() ?? 0)
}

/** `王**`: the first character, so that colleagues know whom they talk of and nobody else does. */
export function maskedName(name: string): string {
  return `${[...name][0] ?? ''}**`
}
