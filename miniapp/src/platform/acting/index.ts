import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { createStore, useStore } from '../store'

/** In whose name this phone acts. Held in memory alone: whoever opens the app anew is themself. */
export interface Acting {
  proxyId: string
  elderName: string
  scopes: readonly ProxyScope[]
}

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

/** The header that says so. What may not be done in another's name is refused by the server, never done in one's own. */
export function actingHeaders(path: string): Record<string, string> {
  const held = acting.get()
  return held && !OWN.test(path) ? { 'X-Acting-For': held.proxyId } : {}
}
