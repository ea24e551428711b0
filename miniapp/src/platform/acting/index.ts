import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { wardHeader } from '@minsheng/shared/words/ward'
import { createStore, useStore } from '../store'

/** In whose name this phone acts. Held in memory alone: whoever opens the app anew is themself. */
export interface Acting {
  proxyId: string
  elderName: string
  scopes: readonly ProxyScope[]
  /** A child's guardian acts, by the register: there is no authorisation to go back to. */
  isWard?: boolean
}

/** In place of an authorisation: a child whom the register knows as theirs. */
export const asGuardianOf = wardHeader

const acting = createStore<Acting | null>(null)

export function useActing(): Acting | null {
  return useStore(acting)
}
export const actingNow = acting.get

export function beginActing(whose: Acting) {
  acting.set(whose)
}
export function endActing() {
  acting.set(null)
}

/** What is always one's own, whoever one acts for: signing in, and the authorisations themselves. */
const OWN = /^\/api\/v1\/(proxies|proxy-|sessions|sms-codes)/

/**
 * The header that says so. What may not be done in another's name is refused by the server, never done in one's own.
 * @param proxyId under which authorisation; null: in one's own name, whoever the phone acts for
 */
export function actingHeaders(path: string, proxyId = acting.get()?.proxyId ?? null): Record<string, string> {
  return proxyId !== null && !OWN.test(path) ? { 'X-Acting-For': proxyId } : {}
}
