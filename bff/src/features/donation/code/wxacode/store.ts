import type { Readable } from 'node:stream'
import { type Database, durable } from '../../../../platform/db/index.ts'

interface FigureDocument {
  /** Hash of everything the figure depends on. */
  _id: string
  contentType: string
  createdAt: Date
}

export type FigureStore = ReturnType<typeof createFigureStore>

/** WeChat's own figures: facts in a collection, bytes in GridFS under the same id. */
export function createFigureStore(db: Database) {
  const figures = db.collection<FigureDocument>('wxacodes')
  const files = db.collection<{ _id: string; filename: string }>('wxacode_files.files')
  const bucket = db.bucket('wxacode_files')
  return {
    prepare: () => db.ensureIndexes('wxacodes', []),
    get: (id: string) => figures.findOne({ _id: id }),
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put(figure: FigureDocument, content: Buffer): Promise<void> {
      if (!(await files.findOne({ filename: figure._id }))) {
        await new Promise<void>((resolve, reject) => {
          bucket
            .openUploadStream(figure._id)
            .on('finish', () => resolve())
            .on('error', reject)
            .end(content)
        })
      }
      const { _id, ...rest } = figure
      await figures.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    read: (id: string): Readable => bucket.openDownloadStreamByName(id),
  }
}
