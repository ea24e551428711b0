import type { QualityRuleId } from '@minsheng/shared/contracts/people'
import { type Database, durable } from '../../../platform/db/index.ts'
import type { QualityTally } from './domain.ts'

/** The result of a day; measured again the same day, it is replaced. */
interface QualityResultDocument {
  /** yyyy-mm-dd */
  _id: string
  measuredAt: Date
  tallies: QualityTally[]
}

/** Someone who breaks a rule, as last measured. */
interface QualityRowDocument {
  _id: string
  ruleId: QualityRuleId
  residentId: string
  path: string[]
  date: string
}

export type NewQualityRow = Omit<QualityRowDocument, '_id'>
export type QualityStore = ReturnType<typeof createQualityStore>

export function createQualityStore(db: Database) {
  const results = db.collection<QualityResultDocument>('quality_results')
  const rows = db.collection<QualityRowDocument>('quality_rows')
  return {
    async prepare() {
      await db.ensureIndexes('quality_results', [])
      await db.ensureIndexes('quality_rows', [
        { key: { ruleId: 1, path: 1, residentId: 1 }, serves: 'who breaks a rule in a place' },
        { key: { date: 1 }, serves: 'forgetting who was broken before' },
      ])
    },
    async saveRows(fresh: readonly NewQualityRow[]): Promise<void> {
      if (fresh.length === 0) return
      await rows.bulkWrite(
        fresh.map((row) => ({
          updateOne: { filter: { _id: `${row.ruleId}.${row.residentId}` }, update: { $set: { ...row } }, upsert: true },
        })),
        { ordered: false, ...durable },
      )
    },
    /** The result counts from now on, and whoever broke a rule only before is forgotten. */
    async saveResult(date: string, measuredAt: Date, tallies: QualityTally[]): Promise<void> {
      await results.updateOne({ _id: date }, { $set: { measuredAt, tallies } }, { upsert: true, ...durable })
      await rows.deleteMany({ date: { $ne: date } }, durable)
    },
    /** Of one day the rows of an earlier measuring go first. */
    clearRows: (date: string) => rows.deleteMany({ date }, durable),
    result: (date: string) => results.findOne({ _id: date }),
    /** Newest first. */
    lately: (days: number) => results.find({}).sort({ _id: -1 }).limit(days).toArray(),
    rows: (ruleId: QualityRuleId, scope: readonly string[], after: string | null, limit: number) =>
      rows
        .find({ ruleId, path: { $in: [...scope] }, ...(after ? { residentId: { $gt: after } } : {}) })
        .sort({ residentId: 1 })
        .limit(limit + 1)
        .toArray(),
  }
}
