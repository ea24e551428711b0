import { routes } from 'virtual:route-constants'
import { ApiError, createClient } from '@minsheng/shared/client'
import type { Account, Session } from '@minsheng/shared/contracts/identity'
import type { Contracts } from '@minsheng/shared/contracts/index'
import { fetchTransport } from './fetch-transport.ts'

/**
 * `expired` keeps the account: the page stays as it is, with what was typed, until the same person signs in again.
 * `unreachable`: at start nobody could be asked who is signed in.
 */
export type SessionState =
  | { phase: 'restoring' }
  | { phase: 'unreachable' }
  | { phase: 'signed_out' }
  /** The password was right; steps of signing in are left. */
  | { phase: 'signing_in'; account: Account }
  | { phase: 'signed_in'; account: Account }
  | { phase: 'expired'; account: Account }

const renewBeforeMs = 60_000
const refreshLock = 'minsheng-staff-refresh'

let state: SessionState = { phase: 'restoring' }
let accessToken: string | null = null
let renewAt = Number.POSITIVE_INFINITY
let renewing: Promise<boolean> | null = null
const listeners = new Set<() => void>()

const ask = createClient<Contracts>(routes, fetchTransport, () => null)
const askAsMe = createClient<Contracts>(routes, fetchTransport, () => accessToken)

function become(next: SessionState) {
  state = next
  for (const listener of listeners) listener()
}

function keep(session: Session) {
  accessToken = session.accessToken
  const endsAt = Date.parse(session.accessTokenExpiresAt)
  // On a computer whose clock is far ahead every token looks ended; there the server's refusal alone asks for a new one.
  renewAt = endsAt - Date.now() > renewBeforeMs ? endsAt - renewBeforeMs : Number.POSITIVE_INFINITY
  if (session.account.owes.length === 0) become({ phase: 'signed_in', account: session.account })
  // Above an open page the steps are taken in its dialog, and what was typed stays.
  else if (state.phase !== 'expired') become({ phase: 'signing_in', account: session.account })
}

function forget() {
  accessToken = null
  renewAt = Number.POSITIVE_INFINITY
}

export function sessionState(): SessionState {
  return state
}

export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** One tab at a time may use the refresh cookie: each use replaces it, and a second use of the old one would end the session. */
async function alone(work: () => Promise<Session>): Promise<Session> {
  // Plain http on another machine has no locks; there, the server's grace for a repeated refresh must do.
  return 'locks' in navigator ? await navigator.locks.request(refreshLock, work) : await work()
}

async function refresh(): Promise<boolean> {
  try {
    keep(await alone(() => ask('refreshSession', { body: { audience: 'staff' } })))
    return true
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    forget()
    const wasIn = state.phase === 'signed_in' || state.phase === 'expired'
    become(wasIn && 'account' in state ? { phase: 'expired', account: state.account } : { phase: 'signed_out' })
    return false
  }
}

/** Renews the access token; callers at the same time share one attempt. False: the person must sign in again. */
export function renewSession(): Promise<boolean> {
  renewing ??= refresh().finally(() => {
    renewing = null
  })
  return renewing
}

/** Finds out at start, by the cookie, who is signed in. */
export async function restoreSession(): Promise<void> {
  become({ phase: 'restoring' })
  try {
    await renewSession()
  } catch {
    become({ phase: 'unreachable' })
  }
}

/** The token to send, renewed when it is about to end. */
export async function currentToken(): Promise<string | null> {
  if (accessToken !== null && Date.now() >= renewAt) await renewSession()
  return accessToken
}

export async function signIn(username: string, password: string): Promise<Account> {
  const session = await ask('signInStaff', { body: { username, password } })
  keep(session)
  return session.account
}

/** By 浙政钉: `qr`, a scan; `app`, inside it. */
export async function signInByZzd(way: 'qr' | 'app', code: string): Promise<Account> {
  const session = await ask('signInStaffByZzd', { body: { way, code } })
  keep(session)
  return session.account
}

/** The code of the authenticator, or a recovery code. */
export async function enterCode(code: string): Promise<Account> {
  const session = await askAsMe('enterSecondFactor', { body: { code } })
  keep(session)
  return session.account
}

export async function changePassword(current: string, next: string): Promise<Account> {
  const session = await askAsMe('changeMyPassword', { body: { current, next } })
  keep(session)
  return session.account
}

export const beginSecondFactor = () => askAsMe('beginSecondFactor')

/** The recovery codes are shown once; `finish` goes on when they were put away. */
export async function confirmSecondFactor(code: string): Promise<{ recoveryCodes: string[]; finish: () => Account }> {
  const { recoveryCodes, session } = await askAsMe('confirmSecondFactor', { body: { code } })
  return {
    recoveryCodes,
    finish: () => {
      keep(session)
      return session.account
    },
  }
}

/** Ends the session here and on the server. */
export async function signOut(): Promise<void> {
  await askAsMe('closeSession')
  leave()
}

/** Leaves without asking the server, whose session is over already. */
export function leave() {
  forget()
  become({ phase: 'signed_out' })
}
