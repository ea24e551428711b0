import { type Database, durable } from '../../platform/db/index.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'
import { HELP_FILE_BYTES, HELP_FILES } from './file/keeping.ts'

type FileRow = { _id: string; callId: string }

/** Calls that have been kept long enough since they ended. */
export function helpRetention(db: Database): RetentionPart[] {
  const files = db.collection<FileRow>(HELP_FILES)
  const bucket = db.bucket(HELP_FILE_BYTES)
  /** What was added to a call goes with it, the bytes first. */
  async function destroyFiles(callId: string): Promise<void> {
    for (const { _id } of await files.find({ callId }).toArray()) {
      for (const content of await bucket.find({ filename: _id }).toArray()) await bucket.delete(content._id)
      await files.deleteOne({ _id }, durable)
    }
  }
  return [
    deletesDue(
      db,
      'help_calls',
      (since) => ({
        $or: [
          { state: 'closed', resolvedAt: { $lt: since, $type: 'date' } },
          { state: 'cancelled', owesCallback: false, createdAt: { $lt: since } },
        ],
      }),
      destroyFiles,
    ),
  ]
}
