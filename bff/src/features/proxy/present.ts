import type { ProxyDeed, ProxyView } from '@minsheng/shared/contracts/proxy'
import type { DeedDocument } from './deed/store.ts'
import { overAt, stateAt } from './domain.ts'
import type { ProxyRecord } from './store.ts'

/** An authorisation as one of its two people sees it: what they call each other is whole. */
export function presentProxy(
  proxy: ProxyRecord,
  side: ProxyView['side'],
  now: Date,
  phones: { elder: string | null; proxy: string | null },
  code: string | null,
): ProxyView {
  const state = stateAt(proxy, now)
  const ranOut = state === 'expired' ? overAt(proxy.until) : state === 'lapsed' ? proxy.openUntil : null
  return {
    id: proxy._id,
    side,
    state,
    elderName: proxy.elderName.reveal(),
    elderPhoneMasked: phones.elder,
    proxyName: proxy.proxyName.reveal(),
    proxyPhoneMasked: proxy.proxyPhone?.masked ?? phones.proxy,
    relation: proxy.relation,
    scopes: proxy.scopes,
    until: proxy.until,
    openUntil: proxy.openUntil.toISOString(),
    channel: proxy.channel,
    createdAt: proxy.createdAt.toISOString(),
    acceptedAt: proxy.acceptedAt?.toISOString() ?? null,
    endedAt: (proxy.endedAt ?? ranOut)?.toISOString() ?? null,
    endedBy: proxy.endedBy ?? (ranOut ? 'time' : null),
    textVersion: proxy.consents[0]?.textVersion ?? '',
    code: state === 'invited' ? code : null,
    codePicture: null,
  }
}

/** Something done in another's name; both people see the same. */
export function presentDeed(deed: DeedDocument, names: { elderName: string; proxyName: string }): ProxyDeed {
  return {
    id: deed._id,
    at: deed.createdAt.toISOString(),
    proxyId: deed.proxyId,
    ...names,
    scope: deed.scope,
    deed: deed.deed,
    outcome: deed.outcome,
    times: deed.times,
  }
}
