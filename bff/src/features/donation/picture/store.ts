import type { Readable } from 'node:stream'
import { type Database, durable } from '../../../platform/db/index.ts'

export interface PictureDocument {
  _id: string
  contentType: string
  bytes: number
  alt: string
  createdAt: Date
}

export type PictureStore = ReturnType<typeof createPictureStore>

/** Pictures of projects: facts in a collection, bytes in GridFS under the same id. */
export function createPictureStore(db: Database) {
  const pictures = db.collection<PictureDocument>('pictures')
  const files = db.collection<{ _id: string; filename: string }>('picture_files.files')
  const bucket = db.bucket('picture_files')
  return {
    prepare: () => db.ensureIndexes('pictures', []),
    get: (id: string) => pictures.findOne({ _id: id }),
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put(picture: PictureDocument, content: Buffer): Promise<void> {
      if (!(await files.findOne({ filename: picture._id }))) {
        await new Promise<void>((resolve, reject) => {
          bucket
            .openUploadStream(picture._id)
            .on('finish', () => resolve())
            .on('error', reject)
            .end(content)
        })
      }
      const { _id, ...rest } = picture
      await pictures.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    read: (id: string): Readable => bucket.openDownloadStreamByName(id),
  }
}
