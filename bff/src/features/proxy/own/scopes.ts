import { type ProxyScope, proxyScope } from '@minsheng/shared/contracts/acting'
import type { OperationSpec } from '@minsheng/shared/contracts/operation'
import { type ProxyCatalogue, proxyLimits } from '@minsheng/shared/contracts/proxy'
import { consentText, neverWords, scopeWords } from '../text.ts'

/** What can be authorised: every matter that some operation names, with all that can be done in it. */
export function scopesOf(operations: Readonly<Record<string, OperationSpec>>): Map<ProxyScope, string[]> {
  const deeds = new Map<ProxyScope, string[]>()
  for (const { actingFor } of Object.values(operations)) {
    if (!actingFor) continue
    deeds.set(actingFor.scope, [...new Set([...(deeds.get(actingFor.scope) ?? []), actingFor.deed])])
  }
  return new Map(proxyScope.options.flatMap((scope) => (deeds.has(scope) ? [[scope, deeds.get(scope) ?? []] as const] : [])))
}

export function catalogueOf(scopes: ReadonlyMap<ProxyScope, string[]>): ProxyCatalogue {
  return {
    scopes: [...scopes].map(([scope, deeds]) => ({ scope, ...scopeWords[scope], deeds })),
    never: neverWords,
    mostGiven: proxyLimits.mostGiven,
    longestDays: proxyLimits.longestDays,
    invitedDays: proxyLimits.invitedDays,
    text: { version: consentText.version, elder: [...consentText.elder], proxy: [...consentText.proxy] },
  }
}
