import { createHash } from 'node:crypto'
import {
  authorityOf,
  DOUBTFUL,
  type FactName,
  type FactSpec,
  type FactState,
  type FactSubject,
  type ObservationSource,
  type SubjectKind,
} from '@minsheng/shared/contracts/people'

/** What one source said about one fact, as far as deciding goes. */
export interface Observation {
  id: string
  source: ObservationSource
  /** The value as one text (`valueText`). */
  text: string
  observedAt: Date
  recordedAt: Date
  /** The first instant it is no longer good; null: it stays good. */
  expiresAt: Date | null
  /** 0 to 100. */
  confidence: number
}

/** A person's decision between sources that disagree. */
export interface Resolution {
  id: string
  at: Date
  observationId: string
  /** The words that lay before whoever decided. */
  heard: readonly string[]
}

/** What counts at an instant, and why. */
export interface Derived<O extends Observation = Observation> {
  state: FactState
  /** What counts; null when nothing does. */
  current: O | null
  /** The newest word of each source that is still good, most believed first. */
  words: O[]
  /** The decision that holds; null when none does. */
  decidedBy: Resolution | null
  /** The next instant at which time alone may change this; null: never. */
  changesAt: Date | null
}

/** Later first; the number decides what the clock leaves open, so that no order of arrival matters. */
function newer(one: Observation, other: Observation): number {
  return (
    other.observedAt.getTime() - one.observedAt.getTime() ||
    other.recordedAt.getTime() - one.recordedAt.getTime() ||
    (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
  )
}

/** More believed first: anything but a rumour, then authority, then how sure, then how new. */
function believed(spec: FactSpec) {
  return (one: Observation, other: Observation): number =>
    Number(one.confidence < DOUBTFUL) - Number(other.confidence < DOUBTFUL) ||
    authorityOf(spec, one.source) - authorityOf(spec, other.source) ||
    other.confidence - one.confidence ||
    newer(one, other)
}

const isGood = (observation: Observation, at: Date) => observation.expiresAt === null || at < observation.expiresAt

/** Whether two values say the same; amounts within the fact's tolerance do. */
export function agree(spec: FactSpec, one: string, other: string): boolean {
  if (one === other) return true
  if (spec.toleranceBps === undefined) return false
  const [left, right] = [Number(one), Number(other)]
  return Math.abs(left - right) * 10_000 <= Math.max(left, right) * spec.toleranceBps
}

/** The newest word of each source, good or not: by saying something newer a source takes back what it said. */
function lastWords<O extends Observation>(observations: readonly O[], at: Date): O[] {
  const bySource = new Map<ObservationSource, O>()
  for (const observation of observations) {
    if (observation.observedAt > at) continue
    const known = bySource.get(observation.source)
    if (!known || newer(observation, known) < 0) bySource.set(observation.source, observation)
  }
  return [...bySource.values()]
}

const earliest = (instants: readonly Date[]): Date | null =>
  instants.reduce<Date | null>((least, instant) => (least === null || instant < least ? instant : least), null)

/** What a decision makes count, while it holds: some good word must still say so, and nothing of equal weight have come since. */
function decided<O extends Observation>(spec: FactSpec, words: readonly O[], observations: readonly O[], resolution: Resolution): O | null {
  const chosen = observations.find(({ id }) => id === resolution.observationId)
  if (!chosen) return null
  const reopened = words.some(
    (word) =>
      !resolution.heard.includes(word.id) &&
      word.recordedAt >= resolution.at &&
      !agree(spec, word.text, chosen.text) &&
      authorityOf(spec, word.source) <= authorityOf(spec, chosen.source),
  )
  if (reopened) return null
  return words.find((word) => word.id === chosen.id) ?? words.find((word) => agree(spec, word.text, chosen.text)) ?? null
}

/**
 * What counts at an instant among everything that was said and decided. The same whatever order it is given in.
 * @param at the instant asked about
 * @param knownAt what was recorded or decided later is left out
 */
export function derive<O extends Observation>(
  spec: FactSpec,
  said: readonly O[],
  decisions: readonly Resolution[],
  at: Date,
  knownAt: Date = at,
): Derived<O> {
  const observations = said.filter(({ recordedAt }) => recordedAt <= knownAt)
  const last = lastWords(observations, at)
  const words = last.filter((word) => isGood(word, at)).sort(believed(spec))
  const changesAt = earliest([
    ...words.flatMap(({ expiresAt }) => expiresAt ?? []),
    ...observations.flatMap(({ observedAt }) => (observedAt > at ? observedAt : [])),
  ])
  const [best] = words
  if (!best) return { state: last.length > 0 ? 'expired' : 'unknown', current: null, words, decidedBy: null, changesAt }
  const isDisputed = words.some((word) => !agree(spec, word.text, best.text))
  if (!isDisputed) return { state: 'known', current: best, words, decidedBy: null, changesAt }
  const latest = decisions
    .filter((resolution) => resolution.at <= knownAt)
    .sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1))[0]
  const current = latest ? decided(spec, words, observations, latest) : null
  return latest && current
    ? { state: 'settled', current, words, decidedBy: latest, changesAt }
    : { state: 'conflict', current: best, words, decidedBy: null, changesAt }
}

/** Whether this is already on record: the same source saying the same about the same moment, for as long and as surely. */
export function isOnRecord(known: readonly Observation[], fresh: Omit<Observation, 'id' | 'recordedAt'>): boolean {
  return known.some(
    (observation) =>
      observation.source === fresh.source &&
      observation.text === fresh.text &&
      observation.confidence === fresh.confidence &&
      observation.observedAt.getTime() === fresh.observedAt.getTime() &&
      observation.expiresAt?.getTime() === fresh.expiresAt?.getTime(),
  )
}

const DAY_MS = 24 * 3_600_000

/** When an observation stops being good by the fact's own rule. */
export function expiryOf(spec: FactSpec, observedAt: Date): Date | null {
  return spec.validDays === null ? null : new Date(observedAt.getTime() + spec.validDays * DAY_MS)
}

/** What is remembered of each fact of a subject between two recordings. */
export interface Remembered {
  /** The observation whose value was last told to others; null when they were told that nothing counts. */
  toldId: string | null
  changesAt: Date | null
}

/** The head of everything said about one person or household: its revision guards what is written about it. */
export interface FactHead {
  _id: string
  subjectKind: SubjectKind
  subjectId: string
  facts: Partial<Record<FactName, Remembered>>
  /** The earliest instant at which time alone changes one of its facts; null: never. */
  nextChangeAt: Date | null
  rev: number
  createdAt: Date
}

/** One key for one subject, in every collection. */
export const subjectKey = ({ kind, id }: FactSubject): string => `${kind}.${id}`

/** Whether the value that counts is another than the one last told. */
export function isNews(observations: readonly Observation[], toldId: string | null, derived: Derived): boolean {
  const told = toldId === null ? null : (observations.find(({ id }) => id === toldId)?.text ?? null)
  return told !== (derived.current?.text ?? null)
}

/** The earliest change of any fact by time alone. */
export function nextChange(facts: FactHead['facts']): Date | null {
  return earliest(Object.values(facts).flatMap(({ changesAt }) => changesAt ?? []))
}

/** The case of a fact about which sources disagree has one number, however often it is opened. */
export function conflictId(key: string, fact: FactName): string {
  return `fcf_${createHash('sha256').update(`${key}|${fact}`).digest('base64url').slice(0, 22)}`
}

export interface FactConflictCase {
  _id: string
  subjectKey: string
  subjectKind: SubjectKind
  subjectId: string
  fact: FactName
  /** Where the subject was last seen to live; who covers it decides. */
  path: string[]
  state: 'open' | 'closed'
  createdAt: Date
}
