import type { FieldCipher, SealedField } from '../../../platform/crypto/field-cipher.ts'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

export interface CopyDocument {
  _id: string
  accountId: string
  /** The account and the guests it claimed, when it was asked for. */
  ownerIds: string[]
  state: 'preparing' | 'ready' | 'taken' | 'expired' | 'failed'
  createdAt: Date
  readyAt: Date | null
  expiresAt: Date | null
  bytes: number | null
  tries: number
  nextTryAt: Date | null
}

export type CopyStore = ReturnType<typeof createCopyStore>

/** Copies: facts in a collection, the file sealed in GridFS until it is taken or its day is over. */
export function createCopyStore(db: Database, cipher: FieldCipher) {
  const copies = db.collection<CopyDocument>('data_copies')
  const files = db.collection<{ _id: import('../../../platform/db/index.ts').ObjectId; filename: string }>('data_copy_files.files')
  const bucket = db.bucket('data_copy_files')
  const placeOf = (id: string) => ({ collection: 'data_copy_files', id, field: 'file' })

  async function destroy(id: string): Promise<void> {
    for (const file of await files.find({ filename: id }).toArray()) await bucket.delete(file._id)
  }

  return {
    prepare: () =>
      db.ensureIndexes('data_copies', [
        { key: { accountId: 1, createdAt: -1, _id: -1 }, serves: 'the copies someone asked for' },
        { key: { nextTryAt: 1 }, partialFilterExpression: { nextTryAt: { $type: 'date' } }, serves: 'copies to be made' },
        { key: { expiresAt: 1 }, partialFilterExpression: { state: 'ready' }, serves: 'copies whose day is over' },
      ]),
    copy: (id: string) => copies.findOne({ _id: id }),
    list: (accountId: string, position: ListPosition | null, limit: number) =>
      copies
        .find({ accountId, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    countSince: (accountId: string, since: Date) => copies.countDocuments({ accountId, createdAt: { $gte: since } }),
    async insert(copy: CopyDocument): Promise<CopyDocument> {
      try {
        await copies.insertOne(copy, durable)
        return copy
      } catch (error) {
        const same = isDuplicateKey(error) ? await copies.findOne({ _id: copy._id }) : null
        if (same) return same
        throw error
      }
    },
    /** Takes the next copy to be made and puts it off in the same step: a process that dies leaves it to the next. */
    claim: (now: Date, putOffTo: Date) =>
      copies.findOneAndUpdate(
        { state: 'preparing', nextTryAt: { $lte: now } },
        { $set: { nextTryAt: putOffTo }, $inc: { tries: 1 } },
        { sort: { nextTryAt: 1 }, returnDocument: 'after', ...durable },
      ),
    async finish(id: string, content: Buffer, readyAt: Date, expiresAt: Date): Promise<void> {
      await destroy(id)
      const sealed = JSON.stringify(cipher.seal(content.toString('base64'), placeOf(id)))
      await new Promise<void>((resolve, reject) => {
        bucket
          .openUploadStream(id)
          .on('finish', () => resolve())
          .on('error', reject)
          .end(sealed)
      })
      await copies.updateOne(
        { _id: id, state: 'preparing' },
        { $set: { state: 'ready', readyAt, expiresAt, bytes: content.length, nextTryAt: null } },
        durable,
      )
    },
    fail: (id: string) => copies.updateOne({ _id: id, state: 'preparing' }, { $set: { state: 'failed', nextTryAt: null } }, durable),
    /** Hands the file out once: of two who ask at the same moment one gets it. */
    async take(id: string, now: Date): Promise<Buffer | null> {
      const taken = await copies.findOneAndUpdate(
        { _id: id, state: 'ready', expiresAt: { $gt: now } },
        { $set: { state: 'taken' } },
        { returnDocument: 'after', ...durable },
      )
      if (!taken) return null
      const sealed = Buffer.concat(await bucket.openDownloadStreamByName(id).toArray()).toString('utf8')
      const content = Buffer.from(cipher.open(JSON.parse(sealed) as SealedField, placeOf(id)), 'base64')
      await destroy(id)
      return content
    },
    /** Destroys what nobody took in time. */
    async expire(now: Date): Promise<void> {
      for (;;) {
        const over = await copies.findOneAndUpdate({ state: 'ready', expiresAt: { $lte: now } }, { $set: { state: 'expired' } }, durable)
        if (!over) return
        await destroy(over._id)
      }
    },
    async forget(accountId: string): Promise<void> {
      for (const { _id } of await copies.find({ accountId }, { projection: { _id: 1 } }).toArray()) await destroy(_id)
      await copies.deleteMany({ accountId }, durable)
    },
  }
}
