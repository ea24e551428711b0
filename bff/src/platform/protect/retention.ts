import { keptSinceInstant } from '@minsheng/shared/law/retention'
import type { Clock } from '@minsheng/shared/units/clock'
import type { AuditLog } from '../audit/index.ts'
import { type Database, durable, type Filter } from '../db/index.ts'
import { keepingOf } from './keeping.ts'

/** Ends what of one collection has been kept long enough. */
export interface RetentionPart {
  collection: string
  /** How many documents there are whose time is over. */
  count(now: Date): Promise<number>
  /** Ends at most so many. @returns how many; fewer than asked for when no more are left */
  end(now: Date, most: number): Promise<number>
}

/** How many documents of a collection are due, and how many were ended. */
export interface RetentionTally {
  collection: string
  due: number
  ended: number
}

type Row = { _id: string }

/** The usual part: documents that a filter finds are deleted, and before each of them what hangs on it. */
export function deletesDue(
  db: Database,
  collection: string,
  /** @param since what ended before this instant has been kept long enough */
  due: (since: Date, now: Date) => object,
  before: (id: string) => Promise<unknown> = async () => undefined,
): RetentionPart {
  const rows = db.collection<Row>(collection)
  const filterAt = (now: Date) => due(sinceOf(collection, now), now) as Filter<Row>
  return {
    collection,
    count: (now) => rows.countDocuments(filterAt(now)),
    async end(now, most) {
      const found = await rows
        .find(filterAt(now), { projection: { _id: 1 } })
        .limit(most)
        .toArray()
      let ended = 0
      for (const { _id } of found) {
        await before(_id)
        // By the filter again: what someone took up meanwhile stays.
        ended += (await rows.deleteOne({ $and: [{ _id }, filterAt(now)] } as Filter<Row>, durable)).deletedCount
      }
      return ended
    },
  }
}

/** @throws Error when the collection has no period of its own: nothing is ended that nobody declared */
export function sinceOf(collection: string, now: Date): Date {
  const keeping = keepingOf(collection)
  if (!keeping?.period || keeping.endedBy !== 'retention') throw new Error(`${collection} is not for the retention job to end`)
  return keptSinceInstant(now, keeping.period)
}

const BATCH = 200

/**
 * Ends everything whose time is over, part by part, and puts what it did on record. Broken off at any instant, the next
 * run goes on.
 * @param goOn false ends it after the batch under way
 */
export async function endDue(
  parts: readonly RetentionPart[],
  { audit, clock, goOn = async () => true }: { audit: AuditLog; clock: Clock; goOn?: () => Promise<boolean> },
): Promise<RetentionTally[]> {
  const now = clock.now()
  const tallies: RetentionTally[] = []
  for (const part of parts) {
    const due = await part.count(now)
    const tally = { collection: part.collection, due, ended: 0 }
    tallies.push(tally)
    if (due === 0) continue
    const intent = await audit.begin({
      actor: { kind: 'anonymous' },
      action: 'retention.end',
      subject: part.collection,
      requestId: 'retention',
    })
    try {
      for (let ended = BATCH; ended > 0 && (await goOn()); ) {
        ended = await part.end(now, BATCH)
        tally.ended += ended
      }
    } catch (error) {
      await intent.end('unknown', `${part.collection}: ${tally.ended}`)
      throw error
    }
    await intent.end('done', `${part.collection}: ${tally.ended}`)
  }
  return tallies
}

/** What would be ended now. */
export async function countDue(parts: readonly RetentionPart[], now: Date): Promise<RetentionTally[]> {
  const tallies: RetentionTally[] = []
  for (const part of parts) tallies.push({ collection: part.collection, due: await part.count(now), ended: 0 })
  return tallies
}
