import type { FieldCipher, SealedField } from '../../../../platform/crypto/field-cipher.ts'
import { type Database, durable, majorityRead } from '../../../../platform/db/index.ts'

export interface VoucherFileDocument {
  _id: string
  charityId: string
  /** SHA-256 of the file as it was uploaded, hex. */
  sha256: string
  contentType: string
  bytes: number
  uploadedBy: string
  createdAt: Date
  /** A spending named it: it stays for good, whatever became of the spending. */
  keep?: true
  /** Since when it is put aside because no spending named it; nothing can name it any more. */
  unusedSince?: Date
}

export type VoucherStore = ReturnType<typeof createVoucherStore>

/** Files of vouchers: facts in a collection, bytes sealed in GridFS under the same id, for they name people and accounts. */
export function createVoucherStore(db: Database, cipher: FieldCipher) {
  const vouchers = db.collection<VoucherFileDocument>('vouchers')
  const files = db.collection<{ _id: string; filename: string }>('voucher_files.files')
  const bucket = db.bucket('voucher_files')
  const placeOf = (id: string) => ({ collection: 'voucher_files', id, field: 'file' })

  async function dropBytes(id: string): Promise<void> {
    for (const file of await bucket.find({ filename: id }).toArray()) await bucket.delete(file._id)
  }

  return {
    prepare: () => db.ensureIndexes('vouchers', [{ key: { keep: 1, createdAt: 1 }, serves: 'files that no spending may have named' }]),
    many: (ids: readonly string[], charityId: string) =>
      vouchers.find({ _id: { $in: [...ids] }, charityId, unusedSince: { $exists: false } }).toArray(),
    /** Harmless to repeat: the bytes are written first, the facts make them visible. */
    async put(voucher: VoucherFileDocument, content: Buffer): Promise<void> {
      if (!(await files.findOne({ filename: voucher._id }))) {
        const sealed = JSON.stringify(cipher.seal(content.toString('base64'), placeOf(voucher._id)))
        await new Promise<void>((resolve, reject) => {
          bucket
            .openUploadStream(voucher._id)
            .on('finish', () => resolve())
            .on('error', reject)
            .end(sealed)
        })
      }
      const { _id, ...rest } = voucher
      await vouchers.updateOne({ _id }, { $setOnInsert: rest, $unset: { unusedSince: '' } }, { upsert: true, ...durable })
    },
    /** Uploaded before an instant and not known to be named by a spending, the oldest first. */
    doubtful: (before: Date, limit: number) =>
      vouchers
        .find({ keep: { $exists: false }, createdAt: { $lt: before } }, majorityRead)
        .sort({ createdAt: 1 })
        .limit(limit)
        .toArray(),
    keep: (ids: readonly string[]) =>
      vouchers.updateMany({ _id: { $in: [...ids] } }, { $set: { keep: true }, $unset: { unusedSince: '' } }, durable),
    putAside: (ids: readonly string[], at: Date) =>
      vouchers.updateMany(
        { _id: { $in: [...ids] }, keep: { $exists: false }, unusedSince: { $exists: false } },
        { $set: { unusedSince: at } },
        durable,
      ),
    /** Facts first, so that nothing names bytes that are gone. */
    async remove(id: string): Promise<void> {
      await vouchers.deleteOne({ _id: id, keep: { $exists: false } }, durable)
      await dropBytes(id)
    },
    /** Bytes of an upload that ended before its facts were written. */
    async removeHalfDone(before: Date): Promise<number> {
      const orphans = await files
        .aggregate<{ _id: string; filename: string }>([
          { $match: { uploadDate: { $lt: before } } },
          { $lookup: { from: 'vouchers', localField: 'filename', foreignField: '_id', as: 'facts' } },
          { $match: { facts: [] } },
          { $project: { filename: 1 } },
        ])
        .toArray()
      for (const { filename } of orphans) await dropBytes(filename)
      return orphans.length
    },
    /** @throws Error when the bytes were altered or moved */
    async read(id: string): Promise<Buffer> {
      const sealed = Buffer.concat(await bucket.openDownloadStreamByName(id).toArray()).toString('utf8')
      return Buffer.from(cipher.open(JSON.parse(sealed) as SealedField, placeOf(id)), 'base64')
    },
  }
}
