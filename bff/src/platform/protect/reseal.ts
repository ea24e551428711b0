import { Binary, type Database, durable, type Filter } from '../db/index.ts'
import type { DataKeys } from './data-keys.ts'
import { isSealed, keyNumberOf, openWith, type Sealed, sealWith } from './seal.ts'

/** How far one collection is. */
export interface ResealTally {
  collection: string
  /** Documents looked at. */
  seen: number
  /** Fields that another than the newest data key sealed, and now the newest. */
  resealed: number
  /** Fields of a key or a place this command does not know; they stay as they are. */
  notOpened: number
}

interface Found {
  path: string
  field: string
  sealed: Sealed
}

/** Sealed fields of a document, former versions of it included: those lie deeper under the name that they had. */
function sealedIn(value: unknown, path: string, field: string): Found[] {
  if (isSealed(value)) return [{ path, field, sealed: value }]
  if (typeof value !== 'object' || value === null || value instanceof Date || '_bsontype' in value) return []
  return Object.entries(value).flatMap(([name, inner]) => sealedIn(inner, path === '' ? name : `${path}.${name}`, name))
}

const BATCH = 200

/**
 * Seals every field of a collection anew that an older data key sealed. While the product runs: a field that somebody
 * changes meanwhile is left to them. Harmless to break off and to repeat; what is done is passed over.
 */
export async function resealProtected(
  db: Database,
  dataKeys: DataKeys,
  collection: string,
  each: (tally: ResealTally) => void = () => undefined,
): Promise<ResealTally> {
  const rows = db.collection<{ _id: string }>(collection)
  await dataKeys.refresh(collection)
  const { number, secret } = dataKeys.current(collection)
  const tally: ResealTally = { collection, seen: 0, resealed: 0, notOpened: 0 }

  async function reseal(id: string, { path, field, sealed }: Found): Promise<void> {
    const place = { collection, id, field }
    let text: string
    try {
      const before = keyNumberOf(sealed)
      if (before === number) return
      const key = dataKeys.byNumber(collection, before)
      if (!key) throw new Error(`data key ${collection}.${before} is missing`)
      text = openWith(key, sealed, place)
    } catch {
      tally.notOpened += 1
      return
    }
    const written = await rows.updateOne(
      { _id: id, [path]: sealed } as Filter<{ _id: string }>,
      { $set: { [path]: new Binary(sealWith(secret, number, text, place)) } } as never,
      durable,
    )
    tally.resealed += written.modifiedCount
  }

  for (let after: string | null = null; ; ) {
    const batch: { _id: string }[] = await rows
      .find((after === null ? {} : { _id: { $gt: after } }) as Filter<{ _id: string }>)
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray()
    const last = batch.at(-1)
    if (!last) return tally
    for (const row of batch) for (const found of sealedIn(row, '', '')) await reseal(row._id, found)
    tally.seen += batch.length
    after = last._id
    each(tally)
  }
}
