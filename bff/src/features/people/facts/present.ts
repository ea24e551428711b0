import {
  type AnyValue,
  type FactConflict,
  type FactHistory,
  type FactName,
  type FactRow,
  type FactWord,
  factSpec,
  valueWords,
} from '@minsheng/shared/contracts/people'
import { type Derived, derive, type FactConflictCase, type Observation } from './domain.ts'
import type { ObservationRecord, SubjectFacts } from './store.ts'
import type { FoundSubject } from './subjects.ts'

/** From level 3 on a fact is told only to whoever gave a purpose. */
export const isMasked = (fact: FactName): boolean => factSpec(fact).level >= 3

/** A value in the words people read. */
export const wordsOf = (fact: FactName, { text }: Observation): string => valueWords(factSpec(fact), JSON.parse(text) as AnyValue)

function presentWord(fact: FactName, observation: Observation): FactWord {
  const { id, source, observedAt, recordedAt, expiresAt, confidence } = observation
  return {
    observationId: id,
    source,
    words: isMasked(fact) ? null : wordsOf(fact, observation),
    observedAt: observedAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    confidence,
  }
}

/** One fact as it counts; other words are shown only when they disagree about it. */
export function presentFact(fact: FactName, { state, current, words }: Derived): FactRow {
  const isDisputed = state === 'conflict' || state === 'settled'
  return {
    fact,
    title: factSpec(fact).title,
    state,
    masked: isMasked(fact),
    current: current && presentWord(fact, current),
    others: isDisputed ? words.filter((word) => word.id !== current?.id).map((word) => presentWord(fact, word)) : [],
  }
}

export const factsIn = (said: SubjectFacts | undefined, fact: FactName): SubjectFacts => ({
  observations: said?.observations.filter((observation) => observation.fact === fact) ?? [],
  resolutions: said?.resolutions.filter((resolution) => resolution.fact === fact) ?? [],
})

/** Everything said and decided about one fact, newest first. */
export function presentHistory(fact: FactName, { observations, resolutions }: SubjectFacts, readerId: string, now: Date): FactHistory {
  const { current, words, decidedBy } = derive(factSpec(fact), observations, resolutions, now)
  const standing = (observation: ObservationRecord) => {
    if (observation.id === current?.id) return 'current'
    if (words.some(({ id }) => id === observation.id)) return 'heard'
    return observation.expiresAt !== null && observation.expiresAt <= now ? 'expired' : 'superseded'
  }
  const latestFirst =
    <T>(at: (row: T) => Date) =>
    (one: T, other: T) =>
      at(other).getTime() - at(one).getTime()
  return {
    fact,
    observations: [...observations].sort(latestFirst((row) => row.recordedAt)).map((observation) => ({
      ...presentWord(fact, observation),
      standing: standing(observation),
      note: isMasked(fact) ? null : observation.note,
      byYou: observation.recordedBy === readerId,
    })),
    resolutions: [...resolutions]
      .sort(latestFirst((row) => row.at))
      .map(({ id, at, observationId, reason }) => ({ at: at.toISOString(), observationId, reason, holds: id === decidedBy?.id })),
  }
}

/** A conflict on the desk: where the subject lives now, and what each source says. */
export function presentConflict(
  { _id: id, fact, createdAt, subjectKind, subjectId }: FactConflictCase,
  { path, name }: FoundSubject,
  placeNames: ReadonlyMap<string, string>,
  derived: Derived,
  rev: number,
): FactConflict {
  const [, , community = '', grid = ''] = path
  return {
    id,
    subjectKind,
    subjectId,
    subjectName: name,
    communityName: placeNames.get(community) ?? '',
    gridName: placeNames.get(grid) ?? '',
    since: createdAt.toISOString(),
    row: presentFact(fact, derived),
    rev,
  }
}
