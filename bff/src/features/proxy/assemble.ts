import { contracts } from '@minsheng/shared/contracts/index'
import type { Clock } from '@minsheng/shared/units/clock'
import { createFieldCipher } from '../../platform/crypto/field-cipher.ts'
import { newId } from '../../platform/crypto/id.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import { createLease } from '../../platform/events/lease.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import type { Persons } from '../identity/index.ts'
import type { Send } from '../message/index.ts'
import type { OwnRecords } from '../people/index.ts'
import { createActing } from './acting.ts'
import { proxyFields } from './catalogue.ts'
import { createDeedStore } from './deed/store.ts'
import { type ProxyGrant, stateAt } from './domain.ts'
import { proxyHolding } from './holding.ts'
import { createNamedContact } from './named-contact.ts'
import { offlineFields } from './offline/catalogue.ts'
import { createOfflineDesk, type OfflineParts } from './offline/desk.ts'
import type { OfflineConsentFacts } from './offline/domain.ts'
import { offlineRoutes } from './offline/routes.ts'
import { createConsentPhotoStore, createOfflineStore } from './offline/store.ts'
import { createInvitationCodes } from './own/codes.ts'
import { createProxyDesk } from './own/desk.ts'
import { createProxyEnding } from './own/ending.ts'
import { ownProxyRoutes } from './own/routes.ts'
import { catalogueOf, scopesOf } from './own/scopes.ts'
import { createProxyTellings } from './own/tellings.ts'
import { createProxyStore } from './store.ts'
import type { WardParts } from './ward/acting.ts'

const LEASE_MS = 60_000

interface ProxyParts {
  db: Database
  keys: KeyRing
  persons: Persons
  send: Send
  clock: Clock
  publicBaseUrl: string
  /** Residents as the bureau knows them, for consents taken at the door. */
  own: OwnRecords
  staffName: (accountId: string) => Promise<string>
  residentNamed: OfflineParts['residentNamed']
  /** For whom a visitor may act as the guardian whom the register knows. */
  wardOf: WardParts['wardOf']
}

/** 亲情代办: one person lets another do named matters for them until a day; both see what was done. */
export function createProxy({ db, keys, persons, send, clock, publicBaseUrl, own, staffName, residentNamed, wardOf }: ProxyParts) {
  const cipher = createFieldCipher(keys)
  const dataKeys = createDataKeys({ db, keys, clock })
  const codes = createInvitationCodes(cipher)
  const proxies = createProxyStore(db, createProtector<ProxyGrant, typeof proxyFields.fields>(proxyFields, dataKeys, keys))
  const deeds = createDeedStore(db)
  const scopes = scopesOf(contracts)
  const tell = createProxyTellings({ send, persons })
  const desk = createProxyDesk({
    proxies,
    persons,
    codes,
    available: new Set(scopes.keys()),
    tell,
    clock,
  })
  const consents = createOfflineStore(db, createProtector<OfflineConsentFacts, typeof offlineFields.fields>(offlineFields, dataKeys, keys))
  const photos = createConsentPhotoStore(db, cipher)
  const available = new Set(scopes.keys())
  const offline = createOfflineDesk({ consents, photos, proxies, desk, persons, own, residentNamed, available, tell, clock })
  return {
    async prepare() {
      for (const part of [proxies, deeds, consents, photos]) await part.prepare()
    },
    jobs: [
      createProxyEnding({
        proxies,
        tell,
        clock,
        lease: createLease(db.collection('leases'), 'proxy-endings', newId('prx'), LEASE_MS, clock),
      }),
    ],
    /** Accounts of those whom a person lets handle their calls for help, today. */
    async familyOf(accountId: string): Promise<string[]> {
      const now = clock.now()
      const held = await proxies.ofElder(accountId)
      return held.flatMap((grant) =>
        stateAt(grant, now) === 'active' && grant.scopes.includes('help') && grant.proxyAccountId !== null ? [grant.proxyAccountId] : [],
      )
    },
    holding: proxyHolding({ proxies, consents, end: desk.withdraw, clock }),
    namedContact: createNamedContact({ proxies, persons, clock }),
    acting: createActing({ proxies, deeds, persons, wardOf, clock }),
    routes: [
      ...offlineRoutes({ consents, photos, desk: offline, contactOf: own.contact, staffName, clock }),
      ...ownProxyRoutes({
        proxies,
        deeds,
        personOf: persons.person,
        desk,
        codes,
        catalogue: catalogueOf(scopes),
        childName: async (id) => (await own.contact(id))?.nameMasked ?? '孩子',
        clock,
        publicBaseUrl,
      }),
    ],
  }
}
