import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import { type ReceiptState, type Reversal, receiptNumber } from './domain.ts'

export interface ReceiptDocument {
  _id: string
  giftId: string
  state: ReceiptState
  /** Null until issued; a number once given is never given again. */
  number: string | null
  /** The key of the keyring that made its check code. */
  checkKid: string | null
  charityId: string
  /** Names and people as they were when it was made out. */
  charityName: string
  charityUscc: string
  handler: string
  contactPhone: string
  projectTitle: string
  anonymous: boolean
  donorName: string | null
  /** Of a company that gave under its name; absent of persons, and of receipts from before companies could fetch theirs. */
  donorUscc?: string
  amountFen: number
  /** Absent of receipts made out before companies gave by bank transfer. */
  paidBy?: 'wechat' | 'bank'
  donatedAt: Date
  demo: boolean
  replacesNumber: string | null
  createdAt: Date
  issuedAt: Date | null
  reversedAt: Date | null
  reversal: Reversal | null
}

/** The donor said that no receipt is needed (慈善法 38: to be kept on record). */
interface WaiverDocument {
  /** The gift's order number. */
  _id: string
  at: Date
  by: string
}

/** One series of numbers; `pending` is the receipt that the last number was taken for and that may not carry it yet. */
interface SeriesDocument {
  _id: string
  last: number
  pending: string | null
}

/** How often a number is found half given before another than the one who took it finishes the work. */
const PATIENCE = 20

export type ReceiptStore = ReturnType<typeof createReceiptStore>

export function createReceiptStore(db: Database) {
  const receipts = db.collection<ReceiptDocument>('receipts')
  const waivers = db.collection<WaiverDocument>('receipt_waivers')
  const series = db.collection<SeriesDocument>('receipt_series')

  /** Takes the next number for a receipt; null while another's is half given. */
  async function take(seriesId: string, receiptId: string): Promise<SeriesDocument | null> {
    try {
      return await series.findOneAndUpdate(
        { _id: seriesId, pending: null },
        { $inc: { last: 1 }, $set: { pending: receiptId } },
        { upsert: true, returnDocument: 'after', ...durable },
      )
    } catch (error) {
      if (isDuplicateKey(error)) return null
      throw error
    }
  }

  /**
   * Writes a taken number onto its receipt and frees the series. Anyone may do it and do it again: a receipt takes a number
   * only while it is pending, and a number that its receipt did not take goes back before the next is taken.
   * @returns the receipt as it is now
   */
  async function finish(taken: SeriesDocument, at: Date, checkKid: string): Promise<ReceiptDocument | null> {
    if (taken.pending === null) return null
    const number = receiptNumber(taken._id, taken.last)
    const carrier =
      (await receipts.findOneAndUpdate(
        { _id: taken.pending, state: 'pending' },
        { $set: { state: 'issued', number, checkKid, issuedAt: at } },
        { returnDocument: 'after', ...durable },
      )) ?? (await receipts.findOne({ _id: taken.pending }))
    await series.updateOne(
      { _id: taken._id, last: taken.last, pending: taken.pending },
      { $set: { pending: null }, $inc: { last: carrier?.number === number ? 0 : -1 } },
      durable,
    )
    return carrier
  }

  async function giveNumber(id: string, seriesId: string, at: Date, checkKid: string): Promise<ReceiptDocument | null> {
    let seen = ''
    for (let looks = 0; ; looks += 1) {
      const taken = await take(seriesId, id)
      if (taken) return finish(taken, at, checkKid)
      const busy = await series.findOne({ _id: seriesId })
      const found = `${busy?.last}:${busy?.pending}`
      if (found !== seen) looks = 0
      seen = found
      if (busy && looks >= PATIENCE) await finish(busy, at, checkKid)
      else await sleep(5 + Math.random() * 15)
      // Meanwhile somebody may have finished ours, or the gift may have gone back.
      const receipt = await receipts.findOne({ _id: id })
      if (receipt?.state !== 'pending') return receipt
    }
  }

  /** Within this process nobody waits for a number by asking again and again: one after the other for each series. */
  const queues = new Map<string, Promise<unknown>>()
  function inTurn<T>(seriesId: string, work: () => Promise<T>): Promise<T> {
    const mine = (queues.get(seriesId) ?? Promise.resolve()).then(work, work)
    queues.set(seriesId, mine)
    return mine.finally(() => {
      if (queues.get(seriesId) === mine) queues.delete(seriesId)
    })
  }

  return {
    async prepare() {
      await db.ensureIndexes('receipts', [
        {
          key: { giftId: 1 },
          unique: true,
          partialFilterExpression: { state: { $in: ['pending', 'issued'] } },
          serves: 'one live receipt for one gift',
        },
        { key: { giftId: 1, createdAt: -1 }, serves: 'the latest receipt of a gift' },
        {
          key: { number: 1 },
          unique: true,
          partialFilterExpression: { number: { $type: 'string' } },
          serves: 'checking a receipt by its number',
        },
      ])
      await db.ensureIndexes('receipt_waivers', [])
      await db.ensureIndexes('receipt_series', [])
    },
    /** Papers that only this key can check. */
    madeWithKey: (checkKid: string) => receipts.countDocuments({ checkKid }),
    byNumber: (number: string) => receipts.findOne({ number }),
    /** Every receipt of a gift, the newest first. */
    ofGift: (giftId: string) => receipts.find({ giftId }).sort({ createdAt: -1, _id: -1 }).toArray(),
    latest: (giftId: string) => receipts.findOne({ giftId }, { sort: { createdAt: -1, _id: -1 } }),
    /** @returns whether it went in; false leaves the live receipt that is there already */
    async insert(receipt: ReceiptDocument): Promise<boolean> {
      try {
        await receipts.insertOne(receipt, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    reverse: (id: string, reversal: Reversal, at: Date) =>
      receipts.updateOne(
        { _id: id, state: { $in: ['pending', 'issued'] } },
        { $set: { state: 'reversed', reversal, reversedAt: at } },
        durable,
      ),
    waivedAt: async (giftId: string) => (await waivers.findOne({ _id: giftId }))?.at ?? null,
    /** Notes a waiver; the first one stays. */
    async noteWaiver(giftId: string, by: string, at: Date): Promise<void> {
      await waivers.insertOne({ _id: giftId, at, by }, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
    },
    /**
     * Gives a receipt that was read as pending the next number of its series: no gap and none twice, whoever races and
     * whoever dies half way. One that is pending no more keeps what it has, and the number goes to the next.
     * @returns the receipt as it is now; null when it is gone
     */
    issue: (id: string, seriesId: string, at: Date, checkKid: string): Promise<ReceiptDocument | null> =>
      inTurn(seriesId, () => giveNumber(id, seriesId, at, checkKid)),
  }
}
