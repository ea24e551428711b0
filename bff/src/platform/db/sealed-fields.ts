import mongoose from 'mongoose'
import type { FieldCipher, SealedField } from '../crypto/field-cipher.ts'
import type { StoredDatabase } from './backup/index.ts'

const { BSON } = mongoose.mongo
type Document = mongoose.mongo.Document

/** Every sealed field says its algorithm; what does not even hold these bytes is not looked at closer. */
const MARK = Buffer.from('A256GCM')

interface Found {
  path: string
  sealed: SealedField
}

function sealedIn(value: unknown, path: string): Found[] {
  if (typeof value !== 'object' || value === null || value instanceof Date || '_bsontype' in value) return []
  const fields = value as Record<string, unknown>
  if (fields.alg === 'A256GCM' && typeof fields.kid === 'string' && typeof fields.ct === 'string')
    return [{ path, sealed: value as SealedField }]
  return Object.entries(fields).flatMap(([name, inner]) => sealedIn(inner, path === '' ? name : `${path}.${name}`))
}

async function* sealedFields(db: StoredDatabase) {
  for (const { name, type } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (type !== 'collection' || name.startsWith('system.')) continue
    for await (const raw of db.collection<Document>(name).find({}, { raw: true, readConcern: { level: 'majority' } })) {
      const bytes = raw as unknown as Buffer
      if (!bytes.includes(MARK)) continue
      const document = BSON.deserialize(bytes)
      for (const found of sealedIn(document, '')) yield { collection: name, id: document._id as unknown, ...found }
    }
  }
}

/** Where fields are sealed with a key, wherever they are: `collection.path` and how many. Looks at every document. */
export async function sealedWith(db: StoredDatabase, kid: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for await (const { collection, path, sealed } of sealedFields(db)) {
    if (sealed.kid !== kid) continue
    const where = `${collection}.${path.replace(/\.\d+(?=\.|$)/g, '[]')}`
    counts.set(where, (counts.get(where) ?? 0) + 1)
  }
  return counts
}

/**
 * Seals every field anew that another key sealed. To be begun again at any time: what is done is done. A field changed
 * meanwhile is left to whoever changed it. A field whose place is not its collection, id and path can't be opened here.
 */
export async function resealFields(db: StoredDatabase, cipher: FieldCipher): Promise<{ resealed: number; notOpened: string[] }> {
  let resealed = 0
  const notOpened = new Set<string>()
  for await (const { collection, id, path, sealed } of sealedFields(db)) {
    if (sealed.kid === cipher.currentKid()) continue
    const place = { collection, id: String(id), field: path }
    let plain: string
    try {
      plain = cipher.open(sealed, place)
    } catch {
      notOpened.add(`${collection}.${path}`)
      continue
    }
    const written = await db
      .collection<Document>(collection)
      .updateOne(
        { _id: id, [`${path}.ct`]: sealed.ct } as Document,
        { $set: { [path]: cipher.seal(plain, place) } },
        { writeConcern: { w: 'majority', journal: true } },
      )
    resealed += written.modifiedCount
  }
  return { resealed, notOpened: [...notOpened].sort() }
}
