import { Binary, type Database, durable, type Filter } from '../db/index.ts'
import { type Catalogue, declaredCatalogues, innerWords, sealedFields } from './catalogue.ts'
import type { DataKeys } from './data-keys.ts'
import { isSealed, keyNumberOf, openWith, type Sealed, type SealPlace, sealWith } from './seal.ts'

/** How far one collection is. */
export interface ResealTally {
  collection: string
  /** Documents looked at. */
  seen: number
  /** Fields that another than the newest data key sealed, or that lay in clear from before they were sealed; the newest did now. */
  resealed: number
  /** Fields of a key or a place this command does not know; they stay as they are. */
  notOpened: number
}

interface Found {
  path: string
  field: string
  sealed: Sealed
}

/** A field that lies in clear, from before the catalogue said that it is sealed. */
interface Clear {
  path: string
  field: string
  text: string
}

function clearIn(row: Record<string, unknown>, list: Catalogue | undefined): Clear[] {
  if (!list) return []
  const found: Clear[] = []
  const look = (value: unknown, path: string, field: string) => {
    if (typeof value === 'string') found.push({ path, field, text: value })
  }
  for (const name of sealedFields(list)) look(row[name], name, name)
  for (const [name, words] of innerWords(list)) {
    const value = row[name]
    const blocks = Array.isArray(value) ? value.map((block, at) => ({ block, path: `${name}.${at}` })) : [{ block: value, path: name }]
    for (const { block, path } of blocks)
      if (typeof block === 'object' && block !== null)
        for (const word of words) look((block as Record<string, unknown>)[word], `${path}.${word}`, word)
  }
  return found
}

/** Sealed fields of a document, former versions of it included: those lie deeper under the name that they had. */
function sealedIn(value: unknown, path: string, field: string): Found[] {
  if (isSealed(value)) return [{ path, field, sealed: value }]
  if (typeof value !== 'object' || value === null || value instanceof Date || '_bsontype' in value) return []
  return Object.entries(value).flatMap(([name, inner]) => sealedIn(inner, path === '' ? name : `${path}.${name}`, name))
}

const BATCH = 200

/**
 * Seals every field of a collection anew that an older data key sealed, and what lies in clear though its catalogue says sealed. While the product runs: a field that somebody
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
  const list = declaredCatalogues().find(({ catalogue }) => catalogue.collection === collection)?.catalogue
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
    await write(place, path, sealed, text)
  }

  /** Unless somebody changed it meanwhile. */
  async function write(place: SealPlace, path: string, before: Sealed | string, text: string): Promise<void> {
    const written = await rows.updateOne(
      { _id: place.id, [path]: before } as Filter<{ _id: string }>,
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
    for (const row of batch) {
      for (const { path, field, text } of clearIn(row as Record<string, unknown> & { _id: string }, list))
        await write({ collection, id: row._id, field }, path, text, text)
      for (const found of sealedIn(row, '', '')) await reseal(row._id, found)
    }
    tally.seen += batch.length
    after = last._id
    each(tally)
  }
}
