import type { StaffRole } from '@minsheng/shared/contracts/identity'

export type Channel = 'weapp' | 'h5' | 'admin'

/** How long a session lives without use, seconds: residents 30 days, staff 12 hours. */
export const sessionSeconds = (channel: Channel) => (channel === 'admin' ? 12 * 3600 : 30 * 24 * 3600)

/** A lost reply may be asked for again for this long with the token it replaced. */
export const REFRESH_GRACE_MS = 10_000
const REMEMBERED_TOKENS = 5

export interface RefreshState {
  current: string
  /** Tokens replaced lately and until when each is still taken. */
  replaced: { hash: string; until: Date }[]
}

export type RefreshDecision = { kind: 'rotate'; next: RefreshState } | { kind: 'replayed' }

/**
 * What to do with a presented refresh token: rotate, or treat it as stolen and close the whole session.
 * @param presented hash of the token's secret
 * @param fresh hash of the secret that will replace it
 */
export function decideRefresh(state: RefreshState, presented: string, fresh: string, now: Date, same: (a: string, b: string) => boolean): RefreshDecision {
  const isCurrent = same(state.current, presented)
  const inGrace = state.replaced.some((token) => same(token.hash, presented) && token.until > now)
  if (!isCurrent && !inGrace) return { kind: 'replayed' }
  const until = new Date(now.getTime() + REFRESH_GRACE_MS)
  return { kind: 'rotate', next: { current: fresh, replaced: [{ hash: state.current, until }, ...state.replaced].slice(0, REMEMBERED_TOKENS) } }
}

export const smsRules = { validForSeconds: 300, resendAfterSeconds: 60, mostAttempts: 5, mostPerDay: 10 } as const

/** Wrong passwords in a row before each further try must wait, and the longest wait. */
export const lockRules = { freeAttempts: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600 } as const

/** Seconds to wait before the next password may be tried after `failures` wrong ones in a row. */
export function lockSeconds(failures: number): number {
  if (failures < lockRules.freeAttempts) return 0
  return Math.min(lockRules.firstWaitSeconds * 2 ** (failures - lockRules.freeAttempts), lockRules.longestWaitSeconds)
}

/** `138****5678` */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}

export interface AccountFacts {
  id: string
  kind: 'guest' | 'resident' | 'staff'
  displayName: string
  phoneMasked: string | null
  roles: StaffRole[]
  charityId: string | null
}
