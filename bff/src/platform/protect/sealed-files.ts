import type { Database } from '../db/index.ts'
import type { DataKeys } from './data-keys.ts'
import { keyNumberOf, openWith, sealWith } from './seal.ts'

/** Files that hold personal data: sealed with a data key before they reach GridFS, bound to their id. */
export interface SealedFiles {
  prepare(): Promise<void>
  /** Harmless to repeat. */
  put(id: string, content: Buffer): Promise<void>
  /** @returns null when it was removed */
  read(id: string): Promise<Buffer | null>
  remove(id: string): Promise<void>
}

export function createSealedFiles(db: Database, dataKeys: DataKeys, collection: string): SealedFiles {
  const files = db.collection<{ _id: never; filename: string }>(`${collection}.files`)
  const bucket = db.bucket(collection)
  const placeOf = (id: string) => ({ collection, id, field: 'file' })
  return {
    prepare: () => dataKeys.prepare(collection),
    async put(id, content) {
      if (await files.findOne({ filename: id })) return
      const { number, secret } = dataKeys.current(collection)
      const sealed = sealWith(secret, number, content.toString('base64'), placeOf(id))
      await new Promise<void>((resolve, reject) => {
        bucket
          .openUploadStream(id)
          .on('finish', () => resolve())
          .on('error', reject)
          .end(sealed)
      })
    },
    async read(id) {
      if (!(await files.findOne({ filename: id }))) return null
      const sealed = Buffer.concat(await bucket.openDownloadStreamByName(id).toArray())
      const number = keyNumberOf(sealed)
      if (dataKeys.byNumber(collection, number) === null) await dataKeys.refresh(collection)
      const secret = dataKeys.byNumber(collection, number)
      if (!secret) throw new Error(`data key ${collection}.${number} is missing`)
      return Buffer.from(openWith(secret, sealed, placeOf(id)), 'base64')
    },
    async remove(id) {
      for (const { _id } of await files.find({ filename: id }).toArray()) await bucket.delete(_id)
    },
  }
}
