import { type FactName, factSpec } from '@minsheng/shared/contracts/people'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, insertNew, majorityRead, type Session } from '../../../platform/db/index.ts'
import { outboxEntry } from '../../../platform/events/outbox.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { KeptObservation, KeptResolution, ObservationFields, ResolutionFields } from './catalogue.ts'
import { type FactConflictCase, type FactHead, type Observation, type Resolution, subjectKey } from './domain.ts'

type StoredObservation = Stored<KeptObservation, ObservationFields>
type StoredResolution = Stored<KeptResolution, ResolutionFields>
export type ObservationProtector = Protector<KeptObservation, ObservationFields>
export type ResolutionProtector = Protector<KeptResolution, ResolutionFields>

/** An observation with all that is kept of it; `text` is the value, opened. */
export interface ObservationRecord extends Observation {
  subjectKey: string
  fact: FactName
  note: string | null
  recordedBy: string
}
export interface ResolutionRecord extends Resolution {
  subjectKey: string
  fact: FactName
  reason: string
  by: string
}
export type NewObservationRecord = ObservationRecord & Pick<KeptObservation, 'subjectKind' | 'subjectId'>

export interface SubjectFacts {
  observations: ObservationRecord[]
  resolutions: ResolutionRecord[]
}

/** A change that others are told of: names of facts, never what they are. */
interface FactChange {
  _id: string
  subjectKey: string
  facts: FactName[]
  at: Date
}

/** So long a change is kept: well past any interruption of the relay. */
const CHANGES_KEPT_SECONDS = 90 * 24 * 3_600
const FACTS_CHANGED = 'facts.changed'
const CHANGES = 'fact_changes'

export type FactStore = ReturnType<typeof createFactStore>

export function createFactStore(db: Database, observationSeal: ObservationProtector, resolutionSeal: ResolutionProtector) {
  const observations = db.collection<StoredObservation>('fact_observations')
  const resolutions = db.collection<StoredResolution>('fact_resolutions')
  const heads = db.collection<FactHead>('fact_heads')
  const conflicts = db.collection<FactConflictCase>('fact_conflicts')
  const changes = db.collection<FactChange>(CHANGES)
  const within = (session: Session | undefined) => (session ? { session } : majorityRead)
  const written = (session: Session | undefined) => (session ? { session } : durable)

  function sealObservation({ id, text, ...rest }: NewObservationRecord): StoredObservation {
    const isSealed = factSpec(rest.fact).level >= 3
    const plain = { _id: id, ...rest, openText: isSealed ? null : text, sealedText: isSealed ? text : null }
    return observationSeal.seal(plain as Plain<KeptObservation, ObservationFields>)
  }

  function observationOf(row: Opened<KeptObservation, ObservationFields>): ObservationRecord {
    const { _id, openText, sealedText, note, subjectKind: _, subjectId: __, ...rest } = row
    return { id: _id, ...rest, text: sealedText?.reveal() ?? openText ?? '', note: note?.reveal() ?? null }
  }

  return {
    outboxCollections: [CHANGES],
    async prepare() {
      await observationSeal.prepare()
      await resolutionSeal.prepare()
      await db.ensureIndexes('fact_observations', [
        { key: { subjectKey: 1, fact: 1 }, serves: 'what was said about a person or household' },
      ])
      await db.ensureIndexes('fact_resolutions', [
        { key: { subjectKey: 1, fact: 1 }, serves: 'what was decided about a person or household' },
      ])
      await db.ensureIndexes('fact_heads', [
        {
          key: { nextChangeAt: 1 },
          partialFilterExpression: { nextChangeAt: { $type: 'date' } },
          serves: 'whose facts change by time alone',
        },
      ])
      await db.ensureIndexes('fact_conflicts', [
        { key: { state: 1, path: 1, createdAt: -1, _id: -1 }, serves: 'what waits for a decision in a place' },
        { key: { subjectKey: 1 }, serves: 'the conflicts of someone who moves' },
      ])
      await db.ensureIndexes(CHANGES, [
        { key: { at: 1 }, expireAfterSeconds: CHANGES_KEPT_SECONDS, serves: 'forgetting what was told long ago' },
      ])
    },
    transaction: db.transaction,

    /** Makes the heads that are missing, so that two who write about someone new meet at one document. */
    async ensureHeads(rows: readonly Pick<FactHead, 'subjectKind' | 'subjectId'>[], at: Date, session?: Session): Promise<void> {
      if (rows.length === 0) return
      await heads.bulkWrite(
        rows.map(({ subjectKind, subjectId }) => ({
          updateOne: {
            filter: { _id: subjectKey({ kind: subjectKind, id: subjectId }) },
            update: { $setOnInsert: { subjectKind, subjectId, facts: {}, nextChangeAt: null, rev: 0, createdAt: at } },
            upsert: true,
          },
        })),
        { ordered: false, ...written(session) },
      )
    },
    heads: (keys: readonly string[], session?: Session) => heads.find({ _id: { $in: [...keys] } }, within(session)).toArray(),
    /** Everything said and decided about these, or about some of their facts. */
    async said(keys: readonly string[], facts?: readonly FactName[], session?: Session): Promise<Map<string, SubjectFacts>> {
      const wanted = { subjectKey: { $in: [...keys] }, ...(facts ? { fact: { $in: [...facts] } } : {}) }
      const rows = await observations.find(wanted as Filter<StoredObservation>, within(session)).toArray()
      const decisions = await resolutions.find(wanted as Filter<StoredResolution>, within(session)).toArray()
      const found = new Map(keys.map((key): [string, SubjectFacts] => [key, { observations: [], resolutions: [] }]))
      for (const row of await observationSeal.openAll(rows as StoredObservation[]))
        found.get(row.subjectKey)?.observations.push(observationOf(row))
      for (const { _id, reason, ...rest } of await resolutionSeal.openAll(decisions as StoredResolution[]))
        found.get(rest.subjectKey)?.resolutions.push({ id: _id, ...rest, reason: reason.reveal() })
      return found
    },
    async insertObservations(rows: readonly NewObservationRecord[], session?: Session): Promise<void> {
      if (rows.length > 0) await observations.insertMany(rows.map(sealObservation) as never, { ordered: false, ...written(session) })
    },
    /** Loads many at once; those already there stay as they are. */
    async loadObservations(rows: readonly NewObservationRecord[]): Promise<void> {
      await insertNew(observations, rows.map(sealObservation))
    },
    async insertResolution({ id, ...rest }: ResolutionRecord, session: Session): Promise<void> {
      const plain = { _id: id, ...rest, heard: [...rest.heard] }
      await resolutions.insertOne(resolutionSeal.seal(plain as Plain<KeptResolution, ResolutionFields>) as never, { session })
    },
    /** @returns how many of the heads were still as they were seen */
    async updateHeads(rows: readonly FactHead[], session: Session): Promise<number> {
      if (rows.length === 0) return 0
      const result = await heads.bulkWrite(
        rows.map(({ _id, rev, facts, nextChangeAt }) => ({
          updateOne: { filter: { _id, rev }, update: { $set: { facts, nextChangeAt }, $inc: { rev: 1 } } },
        })),
        { ordered: false, session },
      )
      return result.modifiedCount
    },
    /** Loads heads of those about whom nothing was said yet. */
    async insertHeads(rows: readonly FactHead[]): Promise<void> {
      await insertNew(heads, rows)
    },
    /** Puts these cases on the list, or takes them off, as they now stand. */
    async putConflicts(rows: readonly FactConflictCase[], session?: Session): Promise<void> {
      if (rows.length === 0) return
      await conflicts.bulkWrite(
        rows.map((replacement) => ({ replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } })),
        { ordered: false, ...written(session) },
      )
    },
    /** The cases about these, open or closed. */
    conflictsOf: (keys: readonly string[], session?: Session) =>
      conflicts.find({ subjectKey: { $in: [...keys] } }, within(session)).toArray(),
    openConflicts(scope: readonly string[], fact: FactName | undefined, position: ListPosition | null, limit: number) {
      return conflicts
        .find({
          $and: [{ state: 'open', path: { $in: [...scope] } }, fact ? { fact } : {}, afterPosition(position)],
        } as Filter<FactConflictCase>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },
    /** Persons about whom sources disagree and nobody decided. */
    async disputedPersons(): Promise<Set<string>> {
      const found = await conflicts.find({ state: 'open', subjectKind: 'person' }, { projection: { subjectId: 1 } }).toArray()
      return new Set(found.map((row) => row.subjectId))
    },
    /** Someone lives elsewhere now: those who cover that place see what is to be decided. */
    async moved(key: string, path: readonly string[], session: Session): Promise<void> {
      await conflicts.updateMany({ subjectKey: key }, { $set: { path: [...path] } }, { session })
    },
    /** Tells others, in the same transaction as the change. */
    async tell(rows: readonly { key: string; facts: FactName[]; at: Date }[], session: Session): Promise<void> {
      if (rows.length === 0) return
      await changes.insertMany(
        rows.map(({ key, facts, at }) => {
          const entry = outboxEntry(FACTS_CHANGED, at, { subject: key, facts }, key)
          return { _id: entry.id, subjectKey: key, facts, at, outbox: [entry] }
        }),
        { session },
      )
    },
    /** Whose time has come; the index holds dates alone, and serves only who says that it is one. */
    dueHeads: (now: Date, most: number) =>
      heads
        .find({ nextChangeAt: { $lte: now, $type: 'date' } }, majorityRead)
        .sort({ nextChangeAt: 1 })
        .limit(most)
        .toArray(),
  }
}
