import {
  type FactName,
  type FactSubject,
  factSpec,
  type NewObservation,
  usualConfidence,
  valueText,
} from '@minsheng/shared/contracts/people'
import { conflictId, derive, expiryOf, type FactConflictCase, type FactHead, isNews, nextChange, subjectKey } from './domain.ts'
import type { NewObservationRecord, SubjectFacts } from './store.ts'

/** What is to be written about a subject of which something was said or decided, or whose time came. */
export interface Judged {
  head: FactHead
  /** Facts whose value is another than the one last told. */
  news: FactName[]
  /** Cases that open or close. */
  cases: FactConflictCase[]
}

export interface JudgedInput {
  head: FactHead
  touched: readonly FactName[]
  /** Everything said and decided about the facts touched. */
  said: SubjectFacts
  /** Where the subject lives. */
  path: string[]
  /** The subject's cases so far, open and closed. */
  cases: readonly FactConflictCase[]
  now: Date
}

/** What a head becomes, which of the facts touched are news, and which cases open or close. */
export function judge({ head, touched, said, path, cases, now }: JudgedInput): Judged {
  const facts = { ...head.facts }
  const news: FactName[] = []
  const moved: FactConflictCase[] = []
  const { _id: key, subjectKind, subjectId } = head
  for (const fact of touched) {
    const observations = said.observations.filter((observation) => observation.fact === fact)
    const resolutions = said.resolutions.filter((resolution) => resolution.fact === fact)
    const derived = derive(factSpec(fact), observations, resolutions, now)
    if (isNews(observations, facts[fact]?.toldId ?? null, derived)) news.push(fact)
    facts[fact] = { toldId: derived.current?.id ?? null, changesAt: derived.changesAt }
    const known = cases.find((one) => one.fact === fact)
    const isOpen = known?.state === 'open'
    if (derived.state === 'conflict' && !isOpen)
      moved.push({ _id: conflictId(key, fact), subjectKey: key, subjectKind, subjectId, fact, path, state: 'open', createdAt: now })
    else if (derived.state !== 'conflict' && known && isOpen) moved.push({ ...known, state: 'closed' })
  }
  return { head: { ...head, facts, nextChangeAt: nextChange(facts) }, news, cases: moved }
}

/** An observation as it is kept: what was left out is filled in by the fact's own rule and its source's usual worth. */
export function recordOf(observation: NewObservation, subject: FactSubject, now: Date, id: string): NewObservationRecord {
  const { fact, value, source, observedAt, expiresAt, confidence, note, recordedBy } = observation
  return {
    id,
    subjectKey: subjectKey(subject),
    subjectKind: subject.kind,
    subjectId: subject.id,
    fact,
    text: valueText(value),
    source,
    observedAt,
    recordedAt: now,
    expiresAt: expiresAt === undefined ? expiryOf(factSpec(fact), observedAt) : expiresAt,
    confidence: confidence ?? usualConfidence[source],
    note: note ?? null,
    recordedBy,
  }
}
