import type { FactName, FactSubject, NewObservation, PeopleFeedLine } from '@minsheng/shared/contracts/people'
import { checkValue } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { type FactHead, subjectKey } from './domain.ts'
import { type Judged, judge, recordOf } from './judge.ts'
import type { FactStore, NewObservationRecord } from './store.ts'

type FactLine = Extract<PeopleFeedLine, { type: 'facts' }>

export interface BaselineRow {
  subject: FactSubject
  path: string[]
  observations: FactLine['observations']
}

export type FactFeed = ReturnType<typeof createFactFeed>

/**
 * Loads what is known of people and households from the start. Nobody is told: whoever lives by facts reads them all when
 * it begins. Of whom something is on record already is left as they are.
 */
export function createFactFeed({ store, clock }: { store: FactStore; clock: Clock }) {
  function recordsOf({ subject, observations }: BaselineRow, now: Date): NewObservationRecord[] {
    return observations.map(({ fact, value, source, observedAt, expiresAt, confidence }, index) => {
      const checked = checkValue(fact, value, `${subject.id} ${fact}`)
      if ('issues' in checked) throw new Error(checked.issues.map((issue) => issue.path).join(', '))
      const observation = {
        subject,
        fact,
        value: checked.value,
        source,
        observedAt: new Date(observedAt),
        ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
        ...(confidence === undefined ? {} : { confidence }),
        recordedBy: 'feed',
      } as NewObservation
      // The same number each time, so that a load begun again after an interruption doubles nothing.
      return recordOf(observation, subject, now, derivedId('obs', `${subjectKey(subject)}|${index}`))
    })
  }

  function baselineOf(row: BaselineRow, records: NewObservationRecord[], now: Date): Judged {
    const { kind: subjectKind, id: subjectId } = row.subject
    const _id = subjectKey(row.subject)
    const head: FactHead = { _id, subjectKind, subjectId, facts: {}, nextChangeAt: null, rev: 1, createdAt: now }
    const touched = [...new Set(records.map(({ fact }): FactName => fact))]
    return judge({ head, touched, said: { observations: records, resolutions: [] }, path: row.path, cases: [], now })
  }

  return {
    async load(rows: readonly BaselineRow[]): Promise<void> {
      const now = clock.now()
      const there = new Set((await store.heads(rows.map(({ subject }) => subjectKey(subject)))).map(({ _id }) => _id))
      const fresh = rows.filter(({ subject }) => !there.has(subjectKey(subject))).map((row) => ({ row, records: recordsOf(row, now) }))
      const judged = fresh.map(({ row, records }) => baselineOf(row, records, now))
      await store.loadObservations(fresh.flatMap(({ records }) => records))
      await store.putConflicts(judged.flatMap(({ cases }) => cases))
      // Last: a head says that all before it is there.
      await store.insertHeads(judged.map(({ head }) => head))
    },
  }
}
