import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { type KeyRing, madeOf } from '../crypto/keyring.ts'
import { type Database, durable, isDuplicateKey, majorityRead } from '../db/index.ts'

interface DataKeyDocument {
  /** Collection and number: `residents.1`. */
  _id: string
  collection: string
  number: number
  /** The data key, sealed with a key of the ring. */
  kek: string
  iv: string
  wrapped: string
  tag: string
  createdAt: Date
}

export interface DataKey {
  number: number
  secret: Buffer
}

/** The data keys of each collection: made once, kept wrapped beside the data, opened by a key of the ring. */
export interface DataKeys {
  prepare(collection: string): Promise<void>
  /** The one that new fields are sealed with. */
  current(collection: string): DataKey
  /** @returns null when this process has not heard of it: `refresh` then */
  byNumber(collection: string, number: number): Buffer | null
  refresh(collection: string): Promise<void>
  /** True when it was long not asked for: another process may have made a newer one. */
  isOld(collection: string): boolean
  /** Makes a new data key; what is written from now on is sealed with it. */
  rotate(collection: string): Promise<void>
  /** Wraps every data key anew with the ring's first key. @returns how many were wrapped with another one */
  rewrap(): Promise<number>
}

/** A process seals with a newer data key so long after it was made, at the latest. */
const ASKED_EVERY_MS = 600_000

export function createDataKeys({ db, keys, clock }: { db: Database; keys: KeyRing; clock: Clock }): DataKeys {
  const rows = db.collection<DataKeyDocument>('data_keys')
  const known = new Map<string, DataKey[]>()
  const askedAt = new Map<string, number>()
  const ring = madeOf(
    () => keys.dataKey,
    (list) => ({
      first: list[0]?.kid ?? '',
      byKid: new Map(list.map(({ kid, secret }) => [kid, Buffer.from(secret, 'base64')])),
    }),
  )

  function kekOf(kid: string): Buffer {
    const kek = ring().byKid.get(kid)
    if (!kek) throw new Error(`data-key key ${kid} is not in the keyring`)
    return kek
  }

  function wrap(id: string, secret: Buffer) {
    const { first } = ring()
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', kekOf(first), iv).setAAD(Buffer.from(id))
    const wrapped = Buffer.concat([cipher.update(secret), cipher.final()])
    return { kek: first, iv: iv.toString('base64'), wrapped: wrapped.toString('base64'), tag: cipher.getAuthTag().toString('base64') }
  }

  function unwrap(row: DataKeyDocument): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', kekOf(row.kek), Buffer.from(row.iv, 'base64'), { authTagLength: 16 })
    decipher.setAAD(Buffer.from(row._id)).setAuthTag(Buffer.from(row.tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(row.wrapped, 'base64')), decipher.final()])
  }

  async function refresh(collection: string): Promise<void> {
    const found = await rows.find({ collection }, majorityRead).sort({ number: 1 }).toArray()
    known.set(
      collection,
      found.map((row) => ({ number: row.number, secret: unwrap(row) })),
    )
    askedAt.set(collection, clock.now().getTime())
  }

  async function add(collection: string, number: number): Promise<void> {
    const _id = `${collection}.${number}`
    try {
      await rows.insertOne({ _id, collection, number, ...wrap(_id, randomBytes(32)), createdAt: clock.now() }, durable)
    } catch (error) {
      // Another process made the same one a moment earlier: its key counts.
      if (!isDuplicateKey(error)) throw error
    }
    await refresh(collection)
  }

  function current(collection: string): DataKey {
    const key = known.get(collection)?.at(-1)
    if (!key) throw new Error(`no data key of ${collection}; was it prepared?`)
    return key
  }

  return {
    async prepare(collection) {
      await refresh(collection)
      if (known.get(collection)?.length === 0) await add(collection, 1)
    },
    current,
    byNumber: (collection, number) => known.get(collection)?.find((key) => key.number === number)?.secret ?? null,
    refresh,
    isOld: (collection) => clock.now().getTime() - (askedAt.get(collection) ?? 0) > ASKED_EVERY_MS,
    async rotate(collection) {
      await refresh(collection)
      await add(collection, current(collection).number + 1)
    },
    async rewrap() {
      const others = await rows.find({ kek: { $ne: ring().first } }, majorityRead).toArray()
      for (const row of others)
        await rows.updateOne({ _id: row._id, kek: row.kek, iv: row.iv }, { $set: wrap(row._id, unwrap(row)) }, durable)
      return others.length
    },
  }
}

/** Collections that have data keys. */
export async function collectionsWithDataKeys(db: Database): Promise<string[]> {
  return (await db.collection<DataKeyDocument>('data_keys').distinct('collection', {}, majorityRead)).sort()
}

/** How many data keys a key of the ring wraps: while there are any, it can't go. */
export function dataKeysWrappedWith(db: Database, kid: string): Promise<number> {
  return db.collection<DataKeyDocument>('data_keys').countDocuments({ kek: kid }, majorityRead)
}
