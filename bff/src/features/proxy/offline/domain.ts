import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ConsentWay, ProxyRelation } from '@minsheng/shared/contracts/proxy'

/** A resident as the bureau knows them. */
export interface Elder {
  name: string
  phone: string | null
  path: string[]
  /** Whether they live here now. */
  present: boolean
}

/** What someone without a phone agreed to at their door, as a worker wrote it down. */
export interface OfflineConsentFacts {
  _id: string
  residentId: string
  path: string[]
  elderName: string
  proxyName: string
  proxyPhone: string
  relation: ProxyRelation
  scopes: ProxyScope[]
  until: string
  way: ConsentWay
  note: string | null
  photoId: string
  textVersion: string
  state: 'recorded' | 'refused' | 'confirmed'
  recordedBy: string
  decidedAt: Date | null
  decidedBy: string | null
  reason: string | null
  rev: number
  createdAt: Date
}
