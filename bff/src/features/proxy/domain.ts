import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { OperationSpec } from '@minsheng/shared/contracts/operation'
import { type ProxyRelation, type ProxyState, proxyLimits } from '@minsheng/shared/contracts/proxy'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'

/** A state as it is kept; that time ran out is read from the clock. */
export type KeptState = Exclude<ProxyState, 'expired' | 'lapsed'>

/** That one of the two agreed, to which text, and how. */
export interface ProxyConsent {
  who: 'elder' | 'proxy'
  at: Date
  textVersion: string
  way: 'app' | 'signed' | 'fingerprint' | 'spoken'
}

/** One of the two, as their account knows them. */
export interface Party {
  accountId: string
  phoneMasked: string | null
  /** Blind indexes of the phone, none without one. */
  phoneIndexes: readonly string[]
}

/** An authorisation as it is kept: the person who authorises is called elder, young or old. */
export interface ProxyGrant {
  _id: string
  elderAccountId: string
  /** For one written down by a worker: whose it is in the bureau's records. */
  residentId: string | null
  elderName: string
  proxyName: string
  proxyPhone: string | null
  /** Who may accept: whoever has this phone, or whoever has the code. A list of one for each key, but in records from before. */
  phoneIndex: string | readonly string[] | null
  codeHash: string | null
  proxyAccountId: string | null
  relation: ProxyRelation
  scopes: ProxyScope[]
  until: string
  state: KeptState
  openUntil: Date
  consents: ProxyConsent[]
  channel: 'online' | 'offline'
  createdAt: Date
  acceptedAt: Date | null
  endedAt: Date | null
  endedBy: 'elder' | 'proxy' | 'bureau' | null
  /** One of an elder and a person is open at a time; null once it ended. A list of one for each key, as `phoneIndex`. */
  openKey: string | readonly string[] | null
  rev: number
  /** When both were told that it ends soon, or that there was no need to. */
  warnedAt?: Date
  /** When both were told that its time is over. */
  endToldAt?: Date
}

/** @param phoneIndexes of the one who is let act */
export const openKeyOf = (elderAccountId: string, phoneIndexes: readonly string[]): string[] =>
  phoneIndexes.map((index) => `${elderAccountId}|${index}`)
/** Blind indexes as a list, however they were kept. */
export const indexesIn = (kept: string | readonly string[] | null): readonly string[] => [kept ?? []].flat()
/** Whether two have a phone in common. */
export const samePhone = (one: readonly string[], other: readonly string[]): boolean => one.some((index) => other.includes(index))

export type ProxyTimes = Pick<ProxyGrant, 'state' | 'until' | 'openUntil'>

/** The state now: an authorisation ends with its last day in Shanghai, an invitation when nobody took it in time. */
export function stateAt({ state, until, openUntil }: ProxyTimes, now: Date): ProxyState {
  const today = shanghaiDate(now)
  if (state === 'active') return today > until ? 'expired' : 'active'
  if (state === 'invited') return openUntil <= now || today > until ? 'lapsed' : 'invited'
  return state
}

/** True while someone acts or may come to act under it. */
export const isOpen = (of: ProxyTimes, now: Date): boolean => ['recorded', 'invited', 'active'].includes(stateAt(of, now))

export type ActingFault = 'proxy_ended' | 'proxy_not_allowed'

/**
 * Whether this operation may be done now under this authorisation.
 * None is, unless its contract names a scope and the elder chose it.
 * @returns what stands against it; null when nothing does
 */
export function actingFault(
  held: (ProxyTimes & Pick<ProxyGrant, 'scopes' | 'proxyAccountId'>) | null,
  by: { accountId: string; now: Date },
  operation: Pick<OperationSpec, 'actingFor'>,
): ActingFault | null {
  // Someone else's authorisation is answered like one that ended: it tells nothing of whose it is.
  if (held === null || held.proxyAccountId !== by.accountId || stateAt(held, by.now) !== 'active') return 'proxy_ended'
  if (!operation.actingFor || !held.scopes.includes(operation.actingFor.scope)) return 'proxy_not_allowed'
  return null
}

/** What is wrong with a last day; null when nothing is. @param today calendar date in Shanghai */
export function untilFault(until: string, today: string): string | null {
  if (until < today) return '截止日期已经过了，请选今天或以后的日期'
  if (until > addDays(today, proxyLimits.longestDays)) return '最长授权一年，到期可以再授权，请选早一点的日期'
  return null
}

/** Until when an invitation made now can be accepted. */
export const invitedUntil = (now: Date): Date => new Date(now.getTime() + proxyLimits.invitedDays * 86_400_000)

/** When its last day is over: the whole of that day counts. @param until yyyy-mm-dd */
export const overAt = (until: string): Date => startOfDay(addDays(until, 1))

/** Both are told so many days before an authorisation ends. */
export const ENDING_DAYS = 7

/** Whether both are to be told that it ends soon: not of one that was accepted within these days, for then they know. */
export function endingSoon({ until, acceptedAt }: Pick<ProxyGrant, 'until' | 'acceptedAt'>, today: string): boolean {
  const from = addDays(until, -ENDING_DAYS)
  return from <= today && today <= until && acceptedAt !== null && shanghaiDate(acceptedAt) < from
}
