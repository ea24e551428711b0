import type { AlarmKind } from '@minsheng/shared/contracts/donation'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { StoredAlarmState } from './domain.ts'

export interface Evidence {
  /** The same thing told twice is one evidence. */
  id: string
  at: Date
  source: 'clock' | 'patrol' | 'giver' | 'report' | 'scan'
  words: string
  patrolId: string | null
  photoId: string | null
}

export interface AlarmDocument {
  _id: string
  /** What it is about: `code:<id>`, `venue:<id>` or `text:<hash>`. */
  subject: string
  kind: AlarmKind
  state: StoredAlarmState
  charityId: string | null
  venueId: string | null
  codeId: string | null
  summary: string
  times: number
  evidence: Evidence[]
  history: { at: Date; to: StoredAlarmState; by: string; note: string }[]
  result: 'real' | 'false_alarm' | 'resumed' | null
  note: string | null
  rev: number
  createdAt: Date
  lastSeenAt: Date
  closedAt: Date | null
}

export type AlarmFacts = Pick<AlarmDocument, '_id' | 'subject' | 'kind' | 'charityId' | 'venueId' | 'codeId' | 'summary'>

export interface AlarmMove {
  to: StoredAlarmState
  by: string
  at: Date
  note: string
  result?: AlarmDocument['result']
}

const OPEN: StoredAlarmState[] = ['open', 'in_hand']
const MOST_EVIDENCE = 20

export type AlarmStore = ReturnType<typeof createAlarmStore>

export function createAlarmStore(db: Database) {
  const alarms = db.collection<AlarmDocument>('code_alarms')
  const change = ({ to, by, at, note, result }: AlarmMove) => ({
    $set: { state: to, ...(to === 'closed' ? { closedAt: at, result: result ?? null, note } : {}) },
    $push: { history: { at, to, by, note } },
    $inc: { rev: 1 },
  })
  return {
    prepare: () =>
      db.ensureIndexes('code_alarms', [
        {
          key: { subject: 1, kind: 1 },
          unique: true,
          partialFilterExpression: { state: { $in: OPEN } },
          serves: 'one open alarm of a kind for one code',
        },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { state: 1, charityId: 1 }, serves: 'how many wait' },
      ]),
    get: (id: string) => alarms.findOne({ _id: id }),
    /** Opens an alarm, or adds to the one that is open. @returns true when this opened it */
    async raise(facts: AlarmFacts, evidence: Evidence): Promise<boolean> {
      const { _id, subject, kind, charityId, venueId, codeId, summary } = facts
      const add = () =>
        alarms.updateOne(
          { subject, kind, state: { $in: OPEN }, 'evidence.id': { $ne: evidence.id } },
          {
            $set: { summary },
            $max: { lastSeenAt: evidence.at },
            $inc: { times: 1, rev: 1 },
            $push: { evidence: { $each: [evidence], $slice: -MOST_EVIDENCE } },
          },
          durable,
        )
      if ((await add()).matchedCount === 1) return false
      try {
        await alarms.insertOne(
          {
            _id,
            subject,
            kind,
            state: 'open',
            charityId,
            venueId,
            codeId,
            summary,
            times: 1,
            evidence: [evidence],
            history: [],
            result: null,
            note: null,
            rev: 0,
            createdAt: evidence.at,
            lastSeenAt: evidence.at,
            closedAt: null,
          },
          durable,
        )
        return true
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        // Another opened it between the two, or this very evidence opened one before.
        await add()
        return false
      }
    },
    /** Null when someone changed it meanwhile. */
    move: (id: string, rev: number, move: AlarmMove) =>
      alarms.findOneAndUpdate({ _id: id, rev, state: { $in: OPEN } }, change(move), { returnDocument: 'after', ...durable }),
    /** Closes what came right by itself; harmless when there is nothing. */
    settle: (subject: string, kind: AlarmKind, move: AlarmMove) =>
      alarms.updateOne({ subject, kind, state: { $in: OPEN } }, change(move), durable),
    openCount: (scope: CharityScope, most: number) =>
      alarms.countDocuments({ state: 'open', ...(scope.all ? {} : { charityId: scope.charityId }) }, { limit: most }),
    list(
      scope: CharityScope,
      filter: { kind?: AlarmKind; state?: StoredAlarmState; charityId?: string },
      position: ListPosition | null,
      limit: number,
    ) {
      const wanted: Filter<AlarmDocument> = {
        $and: [
          scope.all ? {} : { charityId: scope.charityId },
          filter.charityId ? { charityId: filter.charityId } : {},
          filter.kind ? { kind: filter.kind } : {},
          filter.state ? { state: filter.state } : {},
          afterPosition(position),
        ],
      }
      return alarms
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },
  }
}
