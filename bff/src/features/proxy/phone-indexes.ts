import type { Clock } from '@minsheng/shared/units/clock'
import { createFieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import { type Database, durable, type Filter } from '../../platform/db/index.ts'
import type { Stored } from '../../platform/protect/catalogue.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import { type ProxyFields, proxyFields } from './catalogue.ts'
import { openKeyOf, type ProxyGrant } from './domain.ts'

type StoredProxy = Stored<ProxyGrant, ProxyFields>

interface Parts {
  db: Database
  keys: KeyRing
  clock: Clock
  phoneOf: (accountId: string) => Promise<string | null>
}

const BATCH = 200

/** By which phone authorisations are found, while the key of phones is changed; harmless to break off and to repeat. */
export function proxyPhoneIndexes({ db, keys, clock, phoneOf }: Parts) {
  const cipher = createFieldCipher(keys)
  const protector = createProtector<ProxyGrant, typeof proxyFields.fields>(proxyFields, createDataKeys({ db, keys, clock }), keys)
  const proxies = db.collection<StoredProxy>('proxies')

  async function walk(write: boolean): Promise<{ seen: number; stale: number }> {
    await protector.prepare()
    const tally = { seen: 0, stale: 0 }
    for (let after = ''; ; ) {
      const rows = (await proxies
        .find({ _id: { $gt: after }, $or: [{ phoneIndex: { $ne: null } }, { openKey: { $ne: null } }] } as Filter<StoredProxy>)
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()) as StoredProxy[]
      for (const proxy of await protector.openAll(rows)) {
        tally.seen += 1
        const { _id, phoneIndex, openKey, elderAccountId, proxyAccountId } = proxy
        const invited = proxy.proxyPhone?.reveal() ?? null
        const accepted = proxyAccountId === null ? null : await phoneOf(proxyAccountId)
        const phone = accepted ?? invited
        const set = {
          ...(phoneIndex !== null && invited !== null ? { phoneIndex: [...cipher.phoneIndexes(invited)] } : {}),
          ...(openKey !== null && phone !== null ? { openKey: openKeyOf(elderAccountId, cipher.phoneIndexes(phone)) } : {}),
        }
        const isStale = (['phoneIndex', 'openKey'] as const).some(
          (field) => field in set && JSON.stringify(set[field]) !== JSON.stringify(proxy[field]),
        )
        if (!isStale) continue
        tally.stale += 1
        // Whoever accepted or ended it meanwhile has the say.
        if (write) await proxies.updateOne({ _id, phoneIndex, openKey } as Filter<StoredProxy>, { $set: set } as never, durable)
      }
      const last = rows.at(-1)
      if (!last || rows.length < BATCH) return tally
      after = String(last._id)
    }
  }
  return { stale: () => walk(false), renew: () => walk(true) }
}
