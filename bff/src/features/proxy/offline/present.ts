import type { OfflineConsent } from '@minsheng/shared/contracts/proxy'
import { isOpen, stateAt } from '../domain.ts'
import type { ProxyRecord } from '../store.ts'
import type { OfflineRecord } from './store.ts'

/** A consent as the desk sees it: everything personal by half. */
export function presentOffline(
  consent: OfflineRecord,
  proxy: ProxyRecord | null,
  around: { recordedByName: string; decidedByName: string | null; mayDecide: boolean; mayWithdraw: boolean; now: Date },
): OfflineConsent {
  const open = proxy ? isOpen(proxy, around.now) : consent.state === 'recorded'
  return {
    id: consent._id,
    residentId: consent.residentId,
    elderNameMasked: consent.elderName.masked,
    proxyNameMasked: consent.proxyName.masked,
    proxyPhoneMasked: consent.proxyPhone.masked,
    relation: consent.relation,
    scopes: consent.scopes,
    until: consent.until,
    state: proxy ? stateAt(proxy, around.now) : consent.state === 'refused' ? 'refused' : 'recorded',
    way: consent.way,
    note: consent.note?.reveal() ?? null,
    photoId: consent.photoId,
    textVersion: consent.textVersion,
    recordedAt: consent.createdAt.toISOString(),
    recordedByName: around.recordedByName,
    decidedAt: consent.decidedAt?.toISOString() ?? null,
    decidedByName: around.decidedByName,
    reason: consent.reason?.reveal() ?? null,
    rev: consent.rev,
    mayDecide: around.mayDecide && consent.state === 'recorded',
    mayWithdraw: around.mayWithdraw && open,
  }
}
