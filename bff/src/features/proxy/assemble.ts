import { contracts } from '@minsheng/shared/contracts/index'
import type { Clock } from '@minsheng/shared/units/clock'
import { createFieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import type { Persons } from '../identity/index.ts'
import type { Send } from '../message/index.ts'
import { createActing } from './acting.ts'
import { proxyFields } from './catalogue.ts'
import { createDeedStore } from './deed/store.ts'
import type { Proxy } from './domain.ts'
import { createInvitationCodes } from './own/codes.ts'
import { createProxyDesk } from './own/desk.ts'
import { ownProxyRoutes } from './own/routes.ts'
import { catalogueOf, scopesOf } from './own/scopes.ts'
import { createProxyTellings } from './own/tellings.ts'
import { createProxyStore } from './store.ts'

interface ProxyParts {
  db: Database
  keys: KeyRing
  persons: Persons
  send: Send
  clock: Clock
}

/** 亲情代办: one person lets another do named matters for them until a day; both see what was done. */
export function createProxy({ db, keys, persons, send, clock }: ProxyParts) {
  const codes = createInvitationCodes(createFieldCipher(keys))
  const proxies = createProxyStore(
    db,
    createProtector<Proxy, typeof proxyFields.fields>(proxyFields, createDataKeys({ db, keys, clock }), keys),
  )
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
  return {
    async prepare() {
      for (const part of [proxies, deeds]) await part.prepare()
    },
    acting: createActing({ proxies, deeds, persons, clock }),
    routes: [...ownProxyRoutes({ proxies, deeds, persons, desk, codes, catalogue: catalogueOf(scopes), clock })],
  }
}
