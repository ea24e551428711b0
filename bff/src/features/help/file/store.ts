import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createSealedFiles } from '../../../platform/protect/sealed-files.ts'
import { HELP_FILE_BYTES, HELP_FILES, type HelpFile } from './domain.ts'

interface StoredFile extends HelpFile {
  /** One of so many that there may be of its sort; unique, so that two that come at once can't both be the last. */
  slot: string
}

export type HelpFiles = ReturnType<typeof createHelpFiles>

/** Voices and photos of calls: facts here, bytes sealed in GridFS. */
export function createHelpFiles(db: Database, dataKeys: DataKeys) {
  const rows = db.collection<StoredFile>(HELP_FILES)
  const bytes = createSealedFiles(db, dataKeys, HELP_FILE_BYTES)
  const plain = ({ slot: _, ...file }: StoredFile): HelpFile => file
  return {
    async prepare() {
      await bytes.prepare()
      await db.ensureIndexes(HELP_FILES, [
        { key: { callId: 1, createdAt: 1 }, serves: 'what was added to a call' },
        { key: { slot: 1 }, unique: true, serves: 'no more of one sort than there may be' },
      ])
    },
    /**
     * Bytes first, the facts make them visible; harmless to repeat.
     * @param most of its sort in a call @returns false when there are as many as there may be
     */
    async put(file: HelpFile, content: Buffer, most: number): Promise<boolean> {
      if (await rows.findOne({ _id: file._id })) return true
      await bytes.put(file._id, content)
      for (let n = 0; n < most; n += 1) {
        const slot = `${file.callId} ${file.of === 'caller' ? file.kind : 'work'} ${n}`
        try {
          await rows.insertOne({ ...file, slot }, durable)
          return true
        } catch (error) {
          if (!isDuplicateKey(error)) throw error
          if (await rows.findOne({ _id: file._id })) return true
        }
      }
      await bytes.remove(file._id)
      return false
    },
    async of(callIds: readonly string[]): Promise<HelpFile[]> {
      return (
        await rows
          .find({ callId: { $in: [...callIds] } })
          .sort({ createdAt: 1 })
          .toArray()
      ).map(plain)
    },
    async one(callIds: readonly string[], fileId: string): Promise<HelpFile | null> {
      const found = await rows.findOne({ _id: fileId, callId: { $in: [...callIds] } })
      return found && plain(found)
    },
    read: bytes.read,
  }
}
