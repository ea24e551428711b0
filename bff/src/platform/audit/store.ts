import { type Database, durable, isDuplicateKey, majorityRead } from '../db/index.ts'
import { type AuditFacts, type ChainedRow, FIRST_PREV, type StoredRow, type WrittenRow } from './row.ts'
import type { Anchor, Cut } from './statement.ts'

/** Written before the work begins, gone when its row is there. */
export type Intent = Omit<AuditFacts, 'outcome'>

interface AnchorDocument extends Anchor {
  _id: string
  /** Set for the last of a day in Asia/Shanghai, which is told to everyone. */
  date: string | null
}
interface CutDocument extends Cut {
  _id: 'cut'
}

const SEALED_AT_ONCE = 500

class PlacedByAnother extends Error {}

export function createAuditStore(db: Database) {
  const rows = db.collection<StoredRow>('audit_log')
  const intents = db.collection<Intent>('audit_intents')
  const anchors = db.collection<AnchorDocument>('audit_anchors')
  const cuts = db.collection<CutDocument>('audit_cuts')

  async function cut(): Promise<Cut | null> {
    return cuts.findOne({ _id: 'cut' }, majorityRead)
  }

  async function head(): Promise<{ seq: number; hash: string; at: Date | null }> {
    const [last] = await rows
      .find({ seq: { $gt: 0 } }, majorityRead)
      .sort({ seq: -1 })
      .limit(1)
      .toArray()
    if (last?.seq !== undefined && last.hash !== undefined) return { seq: last.seq, hash: last.hash, at: last.at }
    const taken = await cut()
    return { seq: taken?.seq ?? 0, hash: taken?.hash ?? FIRST_PREV, at: null }
  }

  return {
    rows,
    head,
    cut,
    async prepare(): Promise<void> {
      await db.ensureIndexes('audit_log', [
        { key: { at: -1 }, serves: 'what happened lately' },
        { key: { subject: 1, at: -1 }, serves: 'what happened to one thing' },
        { key: { actor: 1, at: -1 }, serves: 'what one person did' },
        { key: { action: 1, at: -1 }, serves: 'who did one kind of thing' },
        {
          key: { seq: 1 },
          unique: true,
          partialFilterExpression: { seq: { $gt: 0 } },
          serves: 'the chain in order; two sealers can not give one place twice',
        },
        { key: { open: 1, at: 1, _id: 1 }, partialFilterExpression: { open: true }, serves: 'what waits for its place in the chain' },
      ])
      await db.ensureIndexes('audit_intents', [{ key: { at: 1 }, serves: 'what was begun and never ended' }])
      await db.ensureIndexes('audit_anchors', [
        { key: { seq: -1 }, serves: 'the newest anchor' },
        { key: { date: -1 }, serves: 'the anchors of each day, told to everyone' },
      ])
      await db.ensureIndexes('audit_cuts', [])
      // Rows from before the chain are chained with the first ones after it.
      if ((await head()).seq === 0)
        await rows.updateMany({ seq: { $exists: false }, open: { $exists: false } }, { $set: { open: true } }, durable)
    },
    async insert(row: WrittenRow): Promise<void> {
      await rows.insertOne({ ...row, open: true }, durable)
    },
    openRows: (limit = SEALED_AT_ONCE) => rows.find({ open: true }, majorityRead).sort({ at: 1, _id: 1 }).limit(limit).toArray(),
    openCount: () => rows.countDocuments({ open: true }),
    /**
     * Gives rows their places, all of them or none: a sealer that read these rows or this head while another was at it would
     * else chain some of them to a row that is not where it thought.
     * @returns false when another was faster
     */
    async place(chain: readonly ChainedRow[]): Promise<boolean> {
      if (chain.length === 0) return true
      const updates = chain.map(({ _id, seq, prev, hash }) => ({
        updateOne: { filter: { _id, open: true as const }, update: { $set: { seq, prev, hash }, $unset: { open: true as const } } },
      }))
      try {
        await db.transaction(async (session) => {
          const { matchedCount } = await rows.bulkWrite(updates, { ordered: true, session })
          if (matchedCount !== chain.length) throw new PlacedByAnother()
        })
        return true
      } catch (error) {
        if (isDuplicateKey(error) || error instanceof PlacedByAnother) return false
        throw error
      }
    },
    chain: (after = 0) =>
      rows
        .find({ seq: { $gt: after } }, majorityRead)
        .sort({ seq: 1 })
        .batchSize(1_000) as AsyncIterable<ChainedRow>,
    async begin(intent: Intent): Promise<void> {
      await intents.insertOne(intent, durable)
    },
    async ended(id: string): Promise<void> {
      await intents.deleteOne({ _id: id })
    },
    begunBefore: (at: Date) =>
      intents
        .find({ at: { $lt: at } }, majorityRead)
        .sort({ at: 1 })
        .limit(SEALED_AT_ONCE)
        .toArray(),
    has: async (id: string) => (await rows.countDocuments({ _id: id }, { limit: 1, ...majorityRead })) > 0,
    async keepAnchor(anchor: Anchor, date: string | null): Promise<void> {
      try {
        await anchors.insertOne({ _id: `${anchor.seq}|${anchor.at}`, ...anchor, date }, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },
    anchors: () => anchors.find({}, majorityRead).sort({ seq: 1 }).toArray() as Promise<AnchorDocument[]>,
    lastAnchor: () => anchors.find({}, majorityRead).sort({ seq: -1, at: -1 }).limit(1).next(),
    dayAnchors: (limit: number) =>
      anchors
        .find({ date: { $type: 'string' } })
        .sort({ date: -1 })
        .limit(limit)
        .toArray(),
    async keepCut(made: Cut): Promise<void> {
      await cuts.replaceOne({ _id: 'cut' }, made, { upsert: true, ...durable })
    },
    /** The last row of the oldest part that is wholly older than this. */
    async lastBefore(at: Date): Promise<ChainedRow | null> {
      const [firstKept] = await rows
        .find({ seq: { $gt: 0 }, at: { $gte: at } }, majorityRead)
        .sort({ seq: 1 })
        .limit(1)
        .toArray()
      if (firstKept?.seq === undefined) return null
      return (await rows.findOne({ seq: firstKept.seq - 1 }, majorityRead)) as ChainedRow | null
    },
    /** Oldest first, so that what is left is always one piece. */
    async dropUpTo(seq: number): Promise<number> {
      let dropped = 0
      for (;;) {
        const some = await rows
          .find({ seq: { $gt: 0, $lte: seq } }, { projection: { _id: 1 } })
          .sort({ seq: 1 })
          .limit(1_000)
          .toArray()
        if (some.length === 0) return dropped
        dropped += (await rows.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } }, durable)).deletedCount
      }
    },
  }
}
