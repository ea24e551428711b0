import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

/** Scans of one code on one day, by hour: never more than 24 numbers, and nothing about who scanned. */
export interface ScanDayDocument {
  /** `<code>.<date>` */
  _id: string
  codeId: string
  charityId: string
  venueId: string
  /** Calendar date in Asia/Shanghai. */
  date: string
  scans: number
  /** By hour of the day, `0` to `23`. */
  hours: Record<string, number>
  /** Visitors who met a code that pretends to be this one. */
  forged?: number
}

/** What is known of a code on the street at this moment. */
export interface ActivityDocument {
  /** The code's id. */
  _id: string
  charityId: string
  venueId: string
  firstScanAt: Date
  lastScanAt: Date
  lastPatrolAt: Date | null
  /** When somebody next asks whether it has gone silent or is overdue. */
  nextCheckAt: Date
}

export interface ScanOf {
  codeId: string
  charityId: string
  venueId: string
}

export type ScanStore = ReturnType<typeof createScanStore>

export function createScanStore(db: Database) {
  const days = db.collection<ScanDayDocument>('code_scans')
  const activity = db.collection<ActivityDocument>('code_activity')
  const marks = db.collection<{ _id: string; forgetAt: Date }>('scan_marks')
  const dayId = (codeId: string, date: string) => `${codeId}.${date}`

  return {
    async prepare() {
      await db.ensureIndexes('code_scans', [{ key: { codeId: 1, date: 1 }, serves: 'figures and the weekly profile of a code' }])
      await db.ensureIndexes('code_activity', [{ key: { nextCheckAt: 1 }, serves: 'codes to ask about: silent, overdue' }])
      await db.ensureIndexes('scan_marks', [{ key: { forgetAt: 1 }, expireAfterSeconds: 0, serves: 'forgetting who scanned a moment ago' }])
    },
    /** True when this is the first in its time; of two at once, one is. */
    async mark(id: string, now: Date, forMs: number): Promise<boolean> {
      try {
        const result = await marks.updateOne(
          { _id: id, forgetAt: { $lte: now } },
          { $set: { forgetAt: new Date(now.getTime() + forMs) } },
          { upsert: true, ...durable },
        )
        return result.matchedCount + result.upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async count(of: ScanOf, date: string, hour: number, at: Date, nextCheckAt: Date): Promise<void> {
      const { codeId, charityId, venueId } = of
      await upserting(() =>
        days.updateOne(
          { _id: dayId(codeId, date) },
          { $inc: { scans: 1, [`hours.${hour}`]: 1 }, $setOnInsert: { codeId, charityId, venueId, date } },
          { upsert: true, ...durable },
        ),
      )
      await upserting(() =>
        activity.updateOne(
          { _id: codeId },
          { $max: { lastScanAt: at }, $setOnInsert: { charityId, venueId, firstScanAt: at, lastPatrolAt: null, nextCheckAt } },
          { upsert: true, ...durable },
        ),
      )
    },
    /** @returns how many visitors met a code that pretends to be this one, on this day */
    async countForged(of: ScanOf, date: string): Promise<number> {
      const { codeId, charityId, venueId } = of
      const day = await upserting(() =>
        days.findOneAndUpdate(
          { _id: dayId(codeId, date) },
          { $inc: { forged: 1 }, $setOnInsert: { codeId, charityId, venueId, date, scans: 0, hours: {} } },
          { upsert: true, returnDocument: 'after', ...durable },
        ),
      )
      return day?.forged ?? 1
    },
    /** Puts down a day that is known from elsewhere; what is there stays. */
    async putDay(day: Omit<ScanDayDocument, '_id'>, seen: { firstScanAt: Date; lastScanAt: Date; nextCheckAt: Date }): Promise<void> {
      await days.updateOne({ _id: dayId(day.codeId, day.date) }, { $setOnInsert: day }, { upsert: true, ...durable })
      await activity.updateOne(
        { _id: day.codeId },
        {
          $max: { lastScanAt: seen.lastScanAt },
          $min: { firstScanAt: seen.firstScanAt },
          $setOnInsert: { charityId: day.charityId, venueId: day.venueId, lastPatrolAt: null, nextCheckAt: seen.nextCheckAt },
        },
        { upsert: true, ...durable },
      )
    },
    days: (codeId: string, from: string, to: string) => days.find({ codeId, date: { $gte: from, $lte: to } }).toArray(),
    daysOf: (codeIds: readonly string[], from: string, to: string) =>
      days.find({ codeId: { $in: [...codeIds] }, date: { $gte: from, $lte: to } }).toArray(),
    sums: (codeIds: readonly string[], from: string, to: string) =>
      days
        .aggregate<{ _id: string; scans: number }>([
          { $match: { codeId: { $in: [...codeIds] }, date: { $gte: from, $lte: to } } },
          { $group: { _id: '$codeId', scans: { $sum: '$scans' } } },
        ])
        .toArray(),
    activityOf: (codeIds: readonly string[]) => activity.find({ _id: { $in: [...codeIds] } }).toArray(),
    patrolled: (codeIds: readonly string[], at: Date) =>
      activity.updateMany({ _id: { $in: [...codeIds] } }, { $max: { lastPatrolAt: at } }, durable),
    /** Takes the next code to ask about, and puts it off in the same step, so that two workers never ask about one. */
    claimDue: (now: Date, putOffTo: Date) =>
      activity.findOneAndUpdate(
        { nextCheckAt: { $lte: now } },
        { $set: { nextCheckAt: putOffTo } },
        { sort: { nextCheckAt: 1 }, returnDocument: 'after', ...durable },
      ),
    putOff: (codeId: string, nextCheckAt: Date) => activity.updateOne({ _id: codeId }, { $set: { nextCheckAt } }, durable),
  }
}

/** Two first scans at once both insert; the later one finds the document the second time. */
async function upserting<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isDuplicateKey(error)) return write()
    throw error
  }
}
