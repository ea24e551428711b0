import { type Collection, type Database, durable, isDuplicateKey, MongoServerError, majorityRead } from '../../../platform/db/index.ts'
import type { JournalDocument } from '../ledger/store.ts'
import type { GiftTrace, SpendingTrace } from './domain.ts'
import type { TracedJournal } from './movement/domain.ts'

/** Both are made from the journals alone, and can be thrown away and made anew at any time. */
export interface GiftTraceDocument extends Omit<GiftTrace, 'giftId'> {
  _id: string
  /** How many journals it is made from; more is newer, for journals are only ever added. */
  version: number
}
export interface SpendingTraceDocument extends SpendingTrace {
  _id: string
  version: number
}

/** How far a campaign's trace is behind, and who is at it. */
export interface CampaignTraceDocument {
  _id: string
  /** Asked to be made anew so often; of these, so many are served. */
  asked: number
  served: number
  /** No journal posted after this instant is in the trace. */
  foldedTo: Date
  /** False while spending waits for the gifts it takes from. */
  isCovered: boolean
  lease: { by: string; from: Date; until: Date } | null
}

const BEGINNING = new Date(0)
const MOST_WRITES = 1_000

export type TraceStore = ReturnType<typeof createTraceStore>

export function createTraceStore(db: Database) {
  const journals = db.collection<JournalDocument & { toCampaignId?: string }>('journals')
  const gifts = db.collection<GiftTraceDocument>('trace_shares')
  const spendings = db.collection<SpendingTraceDocument>('trace_spendings')
  const campaigns = db.collection<CampaignTraceDocument>('trace_campaigns')

  /** Writes over what is not newer; what is older is refused by its version, whoever is slow. One version has one content. */
  async function putNewer<T extends { _id: string; version: number }>(into: Collection<T>, documents: readonly T[]): Promise<void> {
    for (let from = 0; from < documents.length; from += MOST_WRITES) {
      const writes = documents.slice(from, from + MOST_WRITES).map((document) => ({
        replaceOne: {
          filter: { _id: document._id, version: { $lte: document.version } } as never,
          replacement: document as never,
          upsert: true,
        },
      }))
      await into.bulkWrite(writes, { ordered: false, ...durable }).catch((error: unknown) => {
        const faults: unknown = error instanceof MongoServerError ? error.writeErrors : null
        const isNewerThere = Array.isArray(faults)
          ? faults.every((fault: { code?: number }) => fault.code === 11000)
          : isDuplicateKey(error)
        if (!isNewerThere) throw error
      })
    }
  }

  return {
    async prepare() {
      await db.ensureIndexes('trace_shares', [{ key: { campaignId: 1 }, serves: "all traces of a campaign's gifts, to be made anew" }])
      await db.ensureIndexes('trace_spendings', [{ key: { campaignId: 1 }, serves: "all of a campaign's spendings, to be made anew" }])
      await db.ensureIndexes('trace_campaigns', [])
    },
    gift: (giftId: string) => gifts.findOne({ _id: giftId }),
    spendings: (ids: readonly string[]) => spendings.find({ _id: { $in: [...ids] } }).toArray(),
    campaign: (id: string) => campaigns.findOne({ _id: id }, majorityRead),
    /** What the ledger says was given back of a gift, or is on its way. */
    async returnedFen(giftId: string): Promise<number> {
      const found = await journals
        .find(
          { outTradeNo: giftId, kind: { $in: ['refund_accepted', 'refund_closed'] } },
          { projection: { kind: 1, amountFen: 1 }, ...majorityRead },
        )
        .toArray()
      return found.reduce((sum, { kind, amountFen }) => sum + (kind === 'refund_accepted' ? amountFen : -amountFen), 0)
    },

    /** The campaigns that money went to from here as surplus or came from, and so on; always with this one, in order. */
    async groupOf(campaignId: string): Promise<string[]> {
      const known = new Set([campaignId])
      for (let size = 0; size < known.size; ) {
        size = known.size
        const ids = [...known]
        const moves = await journals
          .find({ kind: 'surplus', $or: [{ campaignId: { $in: ids } }, { toCampaignId: { $in: ids } }] } as never, {
            projection: { campaignId: 1, toCampaignId: 1 },
            ...majorityRead,
          })
          .toArray()
        for (const { campaignId: from, toCampaignId: to } of moves) for (const id of [from, to]) if (id) known.add(id)
      }
      return [...known].sort()
    },
    async journalsOf(campaignIds: readonly string[]): Promise<TracedJournal[]> {
      const fields = {
        kind: 1,
        campaignId: 1,
        amountFen: 1,
        legs: 1,
        postedAt: 1,
        outTradeNo: 1,
        outRefundNo: 1,
        disbursementId: 1,
      } as const
      const found: TracedJournal[] = []
      const cursor = journals.find<Omit<TracedJournal, 'key'> & { _id: string }>(
        { campaignId: { $in: [...campaignIds] } },
        { projection: fields, readConcern: { level: 'snapshot' }, batchSize: 5_000 },
      )
      for await (const { _id: key, ...fact } of cursor) found.push({ key, ...fact })
      return found
    },
    storedOf: async (campaignIds: readonly string[]) => ({
      gifts: await gifts.find({ campaignId: { $in: [...campaignIds] } }, majorityRead).toArray(),
      spendings: await spendings.find({ campaignId: { $in: [...campaignIds] } }, majorityRead).toArray(),
    }),
    async put(made: { gifts: readonly GiftTraceDocument[]; spendings: readonly SpendingTraceDocument[] }): Promise<void> {
      await putNewer(gifts, made.gifts)
      await putNewer(spendings, made.spendings)
    },

    /** Notes durably that a campaign's trace is to be made anew. */
    async ask(campaignId: string): Promise<void> {
      const fresh = { served: 0, foldedTo: BEGINNING, isCovered: true, lease: null }
      await campaigns.updateOne({ _id: campaignId }, { $inc: { asked: 1 }, $setOnInsert: fresh }, { upsert: true, ...durable })
    },
    /** Campaigns that were asked for and not served. */
    behind: () => campaigns.find({ $expr: { $gt: ['$asked', '$served'] } }, majorityRead).toArray(),
    all: () => campaigns.find({}, majorityRead).sort({ _id: 1 }).toArray(),
    /**
     * Takes the campaign for one process; null when another is at it. What is answered is how it was before: a lease in it has
     * run out, and whoever held it may still be writing.
     */
    async take(campaignId: string, lease: { by: string; from: Date; until: Date }): Promise<CampaignTraceDocument | null> {
      try {
        const before = await campaigns.findOneAndUpdate(
          { _id: campaignId, $or: [{ lease: null }, { 'lease.until': { $lte: lease.from } }] },
          { $set: { lease }, $setOnInsert: { asked: 0, served: 0, foldedTo: BEGINNING, isCovered: true } },
          { upsert: true, returnDocument: 'before', ...durable },
        )
        return before ?? { _id: campaignId, asked: 0, served: 0, foldedTo: BEGINNING, isCovered: true, lease: null }
      } catch (error) {
        if (isDuplicateKey(error)) return null
        throw error
      }
    },
    /** Gives the campaign back, with what is done. */
    done: (campaignId: string, by: string, outcome: Partial<Pick<CampaignTraceDocument, 'served' | 'foldedTo' | 'isCovered'>>) =>
      campaigns.updateOne({ _id: campaignId, 'lease.by': by }, { $set: { ...outcome, lease: null } }, durable),
  }
}
