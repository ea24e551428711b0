import { type Database, durable } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createSealedFiles } from '../../../platform/protect/sealed-files.ts'

interface PhotoDocument {
  _id: string
  /** The account it was uploaded for. */
  accountId: string
  createdAt: Date
}

export type MaterialPhotos = ReturnType<typeof createMaterialPhotos>

/** Photos of papers: bytes sealed in GridFS, for they show all that is on a certificate. */
export function createMaterialPhotos(db: Database, dataKeys: DataKeys) {
  const photos = db.collection<PhotoDocument>('application_photos')
  const files = createSealedFiles(db, dataKeys, 'application_photo_files')
  return {
    async prepare() {
      await files.prepare()
      await db.ensureIndexes('application_photos', [{ key: { createdAt: 1 }, serves: 'photos that nobody used' }])
    },
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put({ _id, ...rest }: PhotoDocument, content: Buffer): Promise<void> {
      await files.put(_id, content)
      await photos.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    /** Those of these that were uploaded for one of the accounts. */
    async owned(ids: readonly string[], accountIds: readonly string[]): Promise<Set<string>> {
      const rows = await photos.find({ _id: { $in: [...ids] }, accountId: { $in: [...accountIds] } }, { projection: { _id: 1 } }).toArray()
      return new Set(rows.map(({ _id }) => _id))
    },
    read: files.read,
  }
}
