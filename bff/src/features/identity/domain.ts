import type { SignInStep } from '@minsheng/shared/contracts/identity'

/** `work`: staff in the mini-program. */
export type Channel = 'weapp' | 'h5' | 'admin' | 'work'

export const isStaffs = (channel: Channel): boolean => channel === 'admin' || channel === 'work'
/** Where there are no cookies the refresh token is told in the answer. */
export const hasCookies = (channel: Channel): boolean => channel === 'h5' || channel === 'admin'

const STAFF_LONGEST_MS = 24 * 3600_000

/** How long a session lives without use, seconds: residents 30 days, staff 12 hours. */
export const sessionSeconds = (channel: Channel) => (isStaffs(channel) ? 12 * 3600 : 30 * 24 * 3600)

/** When a session ends if it is not used again; a clerk signs in anew once a day, however busy. */
export function sessionEnd(channel: Channel, createdAt: Date, now: Date): Date {
  const unused = now.getTime() + sessionSeconds(channel) * 1000
  return new Date(isStaffs(channel) ? Math.min(unused, createdAt.getTime() + STAFF_LONGEST_MS) : unused)
}

/** A lost reply may be asked for again for this long with the token it replaced. */
export const REFRESH_GRACE_MS = 10_000

export interface RefreshState {
  current: string
  /** Tokens replaced lately and until when each is still taken. */
  replaced: { hash: string; until: Date }[]
}

export type RefreshDecision = 'rotate' | 'repeat' | 'replayed'

/**
 * What to do with a presented refresh token: rotate; give the newest once more, for a reply was lost or two tabs asked
 * at once; or treat it as stolen and close the whole session.
 * @param presented hash of the token's secret
 * @param same comparison that takes the same time whatever it finds
 */
export function decideRefresh(state: RefreshState, presented: string, now: Date, same: (a: string, b: string) => boolean): RefreshDecision {
  if (same(state.current, presented)) return 'rotate'
  return state.replaced.some((token) => same(token.hash, presented) && token.until > now) ? 'repeat' : 'replayed'
}

/** The state after the current token was replaced by the one with this hash. */
export function rotated(state: RefreshState, fresh: string, now: Date): RefreshState {
  const until = new Date(now.getTime() + REFRESH_GRACE_MS)
  return { current: fresh, replaced: [{ hash: state.current, until }, ...state.replaced.filter((token) => token.until > now)] }
}

/** Follows the chain from a token in grace to the session's newest; null when the chain was made with keys now gone. */
export function newestOf<T extends { hash: string }>(state: RefreshState, presented: T, successors: (token: T) => T[]): T | null {
  const known = new Set([state.current, ...state.replaced.map((token) => token.hash)])
  let token: T | undefined = presented
  for (let step = 0; step <= state.replaced.length && token; step += 1) {
    if (token.hash === state.current) return token
    token = successors(token).find((candidate) => known.has(candidate.hash))
  }
  return null
}

export const smsRules = { validForSeconds: 300, resendAfterSeconds: 60, mostAttempts: 5, mostPerDay: 10 } as const

/** How long tries at a password are remembered after the last one. */
export const ATTEMPTS_KEPT_MS = 24 * 3600_000

/** Wrong passwords in a row before each further try must wait, and the longest wait. */
export const lockRules = { freeAttempts: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600, freeForStrangers: 30 } as const

/** Seconds to wait before the next password may be tried after `failures` wrong ones in a row. */
export function lockSeconds(failures: number, free: number = lockRules.freeAttempts): number {
  if (failures < free) return 0
  return Math.min(lockRules.firstWaitSeconds * 2 ** (failures - free), lockRules.longestWaitSeconds)
}

/** What a member of staff must still do after the right password. */
export function owedSteps(account: { hasSecondFactor: boolean; mustChangePassword: boolean; needsSecondFactor: boolean }): SignInStep[] {
  return [
    ...(account.hasSecondFactor ? (['code'] as const) : []),
    ...(account.mustChangePassword ? (['password'] as const) : []),
    ...(account.needsSecondFactor && !account.hasSecondFactor ? (['enrol'] as const) : []),
  ]
}

const systems: readonly [RegExp, string][] = [
  [/iPhone|iPad/, '苹果手机或平板'],
  [/HarmonyOS|OpenHarmony/, '鸿蒙设备'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X/, '苹果电脑'],
  [/Linux/, 'Linux 电脑'],
]
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/dtdreamweb/, '浙里办'],
  [/AlipayClient/, '支付宝'],
  [/Edg\//, 'Edge 浏览器'],
  [/Firefox\//, '火狐浏览器'],
  [/Chrome\//, 'Chrome 浏览器'],
  [/Safari\//, 'Safari 浏览器'],
]

/** What a device calls itself, in words: `Windows 电脑上的 Chrome 浏览器`. */
export function deviceName(channel: Channel, userAgent: string | undefined): string {
  const [system, browser] = [systems, browsers].map((list) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1])
  if (!hasCookies(channel)) return system ? `${system}上的微信小程序` : '微信小程序'
  // Chinese and Latin words stand apart.
  return system ? `${system}上的${/^[A-Z]/.test(browser ?? '') ? ' ' : ''}${browser ?? '浏览器'}` : (browser ?? '浏览器')
}

/** `138****5678` */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`
}
