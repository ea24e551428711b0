import type { Readable } from 'node:stream'
import { type Database, durable } from '../../../../platform/db/index.ts'

interface ReportFileDocument {
  _id: string
  /** Whose report it is for; absent from before it was kept. */
  charityId?: string
  bytes: number
  uploadedBy: string
  createdAt: Date
}

export type ReportFileStore = ReturnType<typeof createReportFileStore>

/** PDFs that belong to reports: facts in a collection, bytes in GridFS under the same id. */
export function createReportFileStore(db: Database) {
  const facts = db.collection<ReportFileDocument>('report_files')
  const files = db.collection<{ _id: string; filename: string }>('report_file_bytes.files')
  const bucket = db.bucket('report_file_bytes')
  return {
    prepare: () => db.ensureIndexes('report_files', []),
    get: (id: string) => facts.findOne({ _id: id }),
    /** Whether a charity may put it under a report of its own. */
    async isOf(id: string, charityId: string): Promise<boolean> {
      const found = await facts.findOne({ _id: id })
      return found !== null && (found.charityId ?? charityId) === charityId
    },
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put({ _id, ...rest }: ReportFileDocument, content: Buffer): Promise<void> {
      if (!(await files.findOne({ filename: _id })))
        await new Promise<void>((resolve, reject) => {
          bucket
            .openUploadStream(_id)
            .on('finish', () => resolve())
            .on('error', reject)
            .end(content)
        })
      await facts.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    read: (id: string): Readable => bucket.openDownloadStreamByName(id),
  }
}
