import type { SealedDay } from '@minsheng/shared/units/ledger-proof'
import { Binary, type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { JournalDocument } from '../ledger/store.ts'
import { dayStart, type Leaf, nextDay } from './domain.ts'

export interface SealDocument extends Omit<SealedDay, 'date'> {
  /** The day in Asia/Shanghai; one seal a day, whoever makes it. */
  _id: string
  /** Journals of days sealed before, which came after their seal. */
  late: { key: string; date: string }[]
  /** Which leaves are its own: of two that seal at once, one's leaves are thrown away. */
  leafSet: string
  sealedAt: Date
}

interface LeavesDocument {
  /** `<leaf set>:<part>`. */
  _id: string
  leafSet: string
  date: string
  part: number
  keys: string[]
  /** Of 32 bytes each, in the order of the keys. */
  hashes: Binary
}

const LEAVES_A_PART = 10_000
const HASH_BYTES = 32

export type ProofStore = ReturnType<typeof createProofStore>

export function createProofStore(db: Database) {
  const journals = db.collection<JournalDocument>('journals')
  const seals = db.collection<SealDocument>('ledger_seals')
  const leaves = db.collection<LeavesDocument>('ledger_leaves')
  const snapshot = { readConcern: { level: 'snapshot' } } as const

  return {
    async prepare() {
      await db.ensureIndexes('journals', [{ key: { postedAt: 1 }, serves: 'the journals of a day, to be sealed; how many each day has' }])
      await db.ensureIndexes('ledger_seals', [{ key: { 'late.key': 1 }, sparse: true, serves: 'the seal that took a late journal in' }])
      await db.ensureIndexes('ledger_leaves', [
        { key: { leafSet: 1, part: 1 }, unique: true, serves: "a day's leaves" },
        { key: { date: 1 }, serves: 'leaves whose seal never came' },
      ])
    },
    latest: () => seals.findOne({}, { sort: { _id: -1 }, ...majorityRead }),
    seal: (date: string) => seals.findOne({ _id: date }, majorityRead),
    sealWithLate: (key: string) => seals.findOne({ 'late.key': key }, majorityRead),
    /** Oldest first. */
    all: () => seals.find({}, majorityRead).sort({ _id: 1 }),
    list: (filter: { from?: string | undefined; before?: string | undefined }, limit: number) =>
      seals
        .find({
          $and: [
            filter.from === undefined ? {} : { _id: { $gte: filter.from } },
            filter.before === undefined ? {} : { _id: { $lt: filter.before } },
          ],
        })
        .sort({ _id: -1 })
        .limit(limit)
        .toArray(),
    firstJournalAt: async () =>
      (await journals.findOne({}, { sort: { postedAt: 1 }, projection: { postedAt: 1 }, ...majorityRead }))?.postedAt ?? null,
    journalsOfDay: (date: string) =>
      journals.find({ postedAt: { $gte: dayStart(date), $lt: dayStart(nextDay(date)) } }, { ...snapshot, batchSize: 1_000 }),
    /** How many journals each day before has, from the index alone. */
    async countsBefore(date: string): Promise<Map<string, number>> {
      const rows = await journals
        .aggregate<{ _id: string; count: number }>(
          [
            { $match: { postedAt: { $lt: dayStart(date) } } },
            { $group: { _id: { $dateToString: { date: '$postedAt', format: '%Y-%m-%d', timezone: '+08:00' } }, count: { $sum: 1 } } },
            // Groups come in any order; what is told of the days must not.
            { $sort: { _id: 1 } },
          ],
          { ...snapshot, hint: { postedAt: 1 } },
        )
        .toArray()
      return new Map(rows.map(({ _id, count }) => [_id, count]))
    },
    journals: (keys: readonly string[]) => journals.find({ _id: { $in: [...keys] } }, majorityRead).toArray(),
    giftJournal: (outTradeNo: string) => journals.findOne({ outTradeNo, kind: 'gift_paid' }, majorityRead),
    async leavesOf({ leafSet }: Pick<SealDocument, 'leafSet'>): Promise<Leaf[]> {
      const found: Leaf[] = []
      for await (const { keys, hashes } of leaves.find({ leafSet }, majorityRead).sort({ part: 1 })) {
        const bytes = hashes.buffer
        keys.forEach((key, at) => {
          found.push({ key, hash: Uint8Array.from(bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)) })
        })
      }
      return found
    },
    /**
     * Writes the leaves, then the seal that makes them count.
     * @returns false when another sealed the day first; then nothing of ours stays
     */
    async insert(seal: SealDocument, dayLeaves: readonly Leaf[]): Promise<boolean> {
      for (let part = 0; part * LEAVES_A_PART < dayLeaves.length; part += 1) {
        const slice = dayLeaves.slice(part * LEAVES_A_PART, (part + 1) * LEAVES_A_PART)
        const hashes = new Binary(Buffer.concat(slice.map(({ hash }) => hash)))
        const { leafSet, _id: date } = seal
        await leaves.insertOne({ _id: `${leafSet}:${part}`, leafSet, date, part, keys: slice.map(({ key }) => key), hashes }, durable)
      }
      try {
        await seals.insertOne(seal, durable)
        return true
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        await leaves.deleteMany({ leafSet: seal.leafSet }, durable)
        return false
      }
    },
    /** Throws away what a process wrote for a day that another sealed, and died. */
    dropOrphans: (seal: Pick<SealDocument, '_id' | 'leafSet'>) =>
      leaves.deleteMany({ date: seal._id, leafSet: { $ne: seal.leafSet } }, durable),
  }
}
