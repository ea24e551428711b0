import type { FieldCipher, SealedField } from '../../../../platform/crypto/field-cipher.ts'
import { type Database, durable } from '../../../../platform/db/index.ts'

export interface VoucherFileDocument {
  _id: string
  charityId: string
  /** SHA-256 of the file as it was uploaded, hex. */
  sha256: string
  contentType: string
  bytes: number
  uploadedBy: string
  createdAt: Date
}

export type VoucherStore = ReturnType<typeof createVoucherStore>

/** Files of vouchers: facts in a collection, bytes sealed in GridFS under the same id, for they name people and accounts. */
export function createVoucherStore(db: Database, cipher: FieldCipher) {
  const vouchers = db.collection<VoucherFileDocument>('vouchers')
  const files = db.collection<{ _id: string; filename: string }>('voucher_files.files')
  const bucket = db.bucket('voucher_files')
  const placeOf = (id: string) => ({ collection: 'voucher_files', id, field: 'file' })

  return {
    prepare: () => db.ensureIndexes('vouchers', []),
    many: (ids: readonly string[], charityId: string) => vouchers.find({ _id: { $in: [...ids] }, charityId }).toArray(),
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
      await vouchers.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, ...durable })
    },
    /** @throws Error when the bytes were altered or moved */
    async read(id: string): Promise<Buffer> {
      const sealed = Buffer.concat(await bucket.openDownloadStreamByName(id).toArray()).toString('utf8')
      return Buffer.from(cipher.open(JSON.parse(sealed) as SealedField, placeOf(id)), 'base64')
    },
  }
}
