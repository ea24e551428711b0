import { createHmac, randomBytes } from 'node:crypto'
import type { GiftDocument } from '../../bff/src/features/donation/giving/store.ts'
import { receiptNumber, receiptSeries } from '../../bff/src/features/donation/receipt/domain.ts'
import { createReceiptStore, type ReceiptDocument } from '../../bff/src/features/donation/receipt/store.ts'
import { newId } from '../../bff/src/platform/crypto/id.ts'
import { type Database, durable, majorityRead } from '../../bff/src/platform/db/index.ts'

interface Series {
  _id: string
  last: number
  pending: string | null
}
interface Charity {
  _id: string
  name: string
  uscc: string
  contactName: string
  contactPhone: string
}

/**
 * The receipt of a paid gift with nothing but the driver: the same documents and writes as ours makes for it (pending, number
 * taken from its series, number written, series freed), one receipt after the other, since numbers have no gaps.
 */
export async function bareReceipts(db: Database) {
  await createReceiptStore(db).prepare()
  const [gifts, charities] = [db.collection<GiftDocument>('gifts'), db.collection<Charity>('charities')]
  const [receipts, series] = [db.collection<ReceiptDocument>('receipts'), db.collection<Series>('receipt_series')]
  const secret = randomBytes(32)
  let before: Promise<void> = Promise.resolve()

  async function make(giftId: string): Promise<void> {
    const gift = await gifts.findOne({ _id: giftId }, majorityRead)
    const charity = await charities.findOne({ _id: gift?.charityId ?? '' })
    if (!gift?.paidAt || !charity) throw new Error(`no paid gift ${giftId}`)
    if (await receipts.findOne({ giftId, state: { $in: ['pending', 'issued'] } })) return
    const replaced = await receipts.findOne({ giftId, number: { $type: 'string' } }, { sort: { createdAt: -1 } })
    const now = new Date()
    const receipt: ReceiptDocument = {
      _id: newId('rcp'),
      giftId,
      state: 'pending',
      number: null,
      checkKid: null,
      charityId: charity._id,
      charityName: charity.name,
      charityUscc: charity.uscc,
      handler: charity.contactName,
      contactPhone: charity.contactPhone,
      projectTitle: gift.projectTitle,
      anonymous: gift.anonymous,
      donorName: gift.donorName,
      amountFen: gift.amountFen,
      paidBy: 'wechat',
      donatedAt: gift.paidAt,
      demo: false,
      replacesNumber: replaced?.number ?? null,
      createdAt: now,
      issuedAt: null,
      reversedAt: null,
      reversal: null,
    }
    await receipts.insertOne(receipt, durable)
    const seriesId = receiptSeries(charity.uscc, now.toISOString().slice(0, 10))
    const taken = await series.findOneAndUpdate(
      { _id: seriesId, pending: null },
      { $inc: { last: 1 }, $set: { pending: receipt._id } },
      { upsert: true, returnDocument: 'after', ...durable },
    )
    if (!taken) throw new Error('the series is taken by nobody else')
    const number = receiptNumber(seriesId, taken.last)
    createHmac('sha256', secret).update(number).digest()
    await receipts.updateOne(
      { _id: receipt._id, state: 'pending' },
      { $set: { state: 'issued', number, checkKid: 'bench', issuedAt: now } },
      durable,
    )
    await receipts.findOne({ _id: receipt._id })
    await series.updateOne(
      { _id: seriesId, last: taken.last, pending: receipt._id },
      { $set: { pending: null }, $inc: { last: 0 } },
      durable,
    )
  }

  return {
    /** After the gift's own state, as ours reacts to its event. */
    follow(giftId: string): Promise<void> {
      const mine = before.then(() => make(giftId))
      before = mine
      return mine
    },
  }
}
