import { gunzipSync, gzipSync } from 'node:zlib'
import type { FieldCipher, SealedField } from '../../../../platform/crypto/field-cipher.ts'
import { type Database, durable, type ObjectId } from '../../../../platform/db/index.ts'
import type { BillLine, TradeBill } from '../../../../ports/bill.ts'
import { type BookItem, itemKey, itemOf } from '../domain.ts'

interface BillLineDocument extends BillLine {
  /** `<date>:<merchant number>:<payment or refund number>`. */
  _id: string
  charityId: string
  date: string
  sha1: string
}

interface BillFile {
  _id: ObjectId
  filename: string
  /** The key it is sealed with; absent in files from before keys were rotated. */
  metadata?: { kid?: string }
}

export type BillStore = ReturnType<typeof createBillStore>

/** Bills as they came: each file whole in GridFS, once for each content, and its lines for looking up. A file names payers, so it is sealed; the lines don't. */
export function createBillStore(db: Database, cipher: FieldCipher) {
  const lines = db.collection<BillLineDocument>('bill_lines')
  const files = db.collection<BillFile>('bill_files.files')
  const bucket = db.bucket('bill_files')
  const nameOf = (date: string, subMchid: string, sha1: string) => `${date}_${subMchid}_${sha1}`
  const placeOf = (name: string) => ({ collection: 'bill_files', id: name, field: 'file' })

  async function write(name: string, plain: string): Promise<void> {
    const sealed = cipher.seal(plain, placeOf(name))
    await new Promise<void>((resolve, reject) => {
      bucket
        .openUploadStream(name, { metadata: { kid: sealed.kid } })
        .on('finish', () => resolve())
        .on('error', reject)
        .end(JSON.stringify(sealed))
    })
  }
  async function open(name: string, stored: NodeJS.ReadableStream): Promise<string> {
    const sealed = Buffer.concat(await (stored as ReturnType<typeof bucket.openDownloadStreamByName>).toArray()).toString('utf8')
    return cipher.open(JSON.parse(sealed) as SealedField, placeOf(name))
  }

  return {
    prepare: () =>
      db.ensureIndexes('bill_lines', [
        { key: { charityId: 1, transactionId: 1 }, serves: 'in which bill a payment is listed' },
        { key: { charityId: 1, outRefundNo: 1 }, serves: 'in which bill a refund is listed' },
        { key: { date: 1, subMchid: 1 }, serves: 'lines of a bill that a newer file no longer has' },
      ]),
    /** Harmless to repeat; a newer file of the same day takes the place of the older one's lines, the older file stays. */
    async save(charityId: string, date: string, subMchid: string, bill: TradeBill): Promise<void> {
      const name = nameOf(date, subMchid, bill.sha1)
      if (!(await files.findOne({ filename: name }))) {
        await write(name, gzipSync(bill.raw).toString('base64'))
      }
      if (bill.lines.length > 0)
        await lines.bulkWrite(
          bill.lines.map((line) => {
            const _id = `${date}:${subMchid}:${line.refundId ?? line.transactionId}`
            return { replaceOne: { filter: { _id }, replacement: { ...line, charityId, date, sha1: bill.sha1 }, upsert: true } }
          }),
          { ordered: false, ...durable },
        )
      await lines.deleteMany({ date, subMchid, sha1: { $ne: bill.sha1 } }, durable)
    },
    /** The file as WeChat Pay gave it, for whoever must show it. */
    async file(date: string, subMchid: string, sha1: string): Promise<Buffer> {
      const name = nameOf(date, subMchid, sha1)
      return gunzipSync(Buffer.from(await open(name, bucket.openDownloadStreamByName(name)), 'base64'))
    },
    /** Files that only this key opens; those without a word of their key count for every key. */
    sealedWith: (kid: string) => files.countDocuments({ $or: [{ 'metadata.kid': kid }, { 'metadata.kid': { $exists: false } }] }),
    /** Seals anew what another key sealed; the new file is whole before the old one goes, so a run that dies leaves both and the next goes on. */
    async reseal(): Promise<number> {
      let count = 0
      for await (const file of files.find({ 'metadata.kid': { $ne: cipher.currentKid() } })) {
        if (!(await files.findOne({ filename: file.filename, 'metadata.kid': cipher.currentKid() })))
          await write(file.filename, await open(file.filename, bucket.openDownloadStream(file._id)))
        await bucket.delete(file._id)
        count += 1
      }
      return count
    },
    /** The line of a payment (WeChat Pay's number) or a refund (its number as asked for) in the bill of a day. */
    line: (charityId: string, date: string, of: { item: string; subject: string }): Promise<BillLine | null> =>
      of.item === 'payment'
        ? lines.findOne({ charityId, date, kind: 'payment', transactionId: of.subject })
        : lines.findOne({ charityId, date, kind: 'refund', outRefundNo: of.subject }),
    /** WeChat Pay has no bill for the day: whatever an earlier one listed is gone. */
    clear: (date: string, subMchid: string) => lines.deleteMany({ date, subMchid }, durable),
    /** Which of these payments and refunds the bill of another day lists, by their keys. */
    async listedElsewhere(charityId: string, date: string, items: readonly BookItem[]): Promise<Set<string>> {
      const numbers = (item: BookItem['item']) => items.filter((one) => one.item === item).map((one) => one.number)
      const found = await lines
        .find({
          charityId,
          date: { $ne: date },
          $or: [
            { kind: 'payment', transactionId: { $in: numbers('payment') } },
            { kind: 'refund', outRefundNo: { $in: numbers('refund') } },
          ],
        })
        .toArray()
      return new Set(found.map((line) => itemKey(itemOf(line))))
    },
  }
}
