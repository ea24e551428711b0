import type { Readable } from 'node:stream'
import { type Database, durable } from '../../../../platform/db/index.ts'

export interface PhotoDocument {
  _id: string
  /** Who took it. */
  accountId: string
  /** Who may see it; null until a record takes it. */
  charityId: string | null
  bytes: number
  createdAt: Date
}

export type PhotoStore = ReturnType<typeof createPhotoStore>

/** Photos of patrols: never public, seen by the desk of the charity alone. */
export function createPhotoStore(db: Database) {
  const photos = db.collection<PhotoDocument>('patrol_photos')
  const files = db.collection<{ _id: string; filename: string }>('patrol_photo_files.files')
  const bucket = db.bucket('patrol_photo_files')
  return {
    prepare: () => db.ensureIndexes('patrol_photos', []),
    get: (id: string) => photos.findOne({ _id: id }),
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put(photo: PhotoDocument, content: Buffer): Promise<void> {
      if (!(await files.findOne({ filename: photo._id }))) {
        await new Promise<void>((resolve, reject) => {
          bucket
            .openUploadStream(photo._id)
            .on('finish', () => resolve())
            .on('error', reject)
            .end(content)
        })
      }
      const { _id, ...rest } = photo
      await photos.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    /** Gives a photo to the charity whose record shows it. @returns false when it is not this person's */
    async give(id: string, accountIds: readonly string[], charityId: string): Promise<boolean> {
      const given = await photos.updateOne(
        { _id: id, accountId: { $in: [...accountIds] }, charityId: { $in: [null, charityId] } },
        { $set: { charityId } },
        durable,
      )
      return given.matchedCount === 1
    },
    read: (id: string): Readable => bucket.openDownloadStreamByName(id),
  }
}
