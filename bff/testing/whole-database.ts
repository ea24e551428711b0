import { createHash } from 'node:crypto'
import type { StoredDatabase } from '../src/platform/db/backup/index.ts'

/** Every collection with its number of documents, a hash over all of them and its indexes: equal for equal databases, to the byte. */
export async function wholeDatabase(db: StoredDatabase): Promise<Record<string, { documents: number; sha256: string; indexes: string[] }>> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).filter((name) => name !== 'backups')
  const all: Awaited<ReturnType<typeof wholeDatabase>> = {}
  for (const name of names.sort()) {
    const hash = createHash('sha256')
    let documents = 0
    for await (const raw of db.collection(name).find({}, { raw: true, sort: { _id: 1 } })) {
      hash.update(raw as unknown as Buffer)
      documents += 1
    }
    const indexes = (await db.collection(name).indexes()).map(({ v: _, ...index }) => JSON.stringify(index)).sort()
    all[name] = { documents, sha256: hash.digest('hex'), indexes }
  }
  return all
}
