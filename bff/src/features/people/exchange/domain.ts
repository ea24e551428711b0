import { createHash } from 'node:crypto'
import type { DeadLetterState, DeathReportState, ExchangeKind, ExchangeRunState, ExchangeSourceId } from '@minsheng/shared/contracts/people'

/** A source as it stands. */
export interface ExchangeSourceDocument {
  _id: ExchangeSourceId
  state: 'active' | 'paused'
  /** What the next incremental exchange starts from; null: from the beginning. */
  watermark: string | null
  everyMinutes: number
  nextAt: Date | null
  lastDoneAt: Date | null
  rev: number
}

export interface RunCounts {
  received: number
  repeated: number
  applied: number
  unchanged: number
  dead: number
}
export const noCounts: RunCounts = { received: 0, repeated: 0, applied: 0, unchanged: 0, dead: 0 }

/** One exchange with its checkpoint: where the next page begins stands beside what the pages before came to. */
export interface ExchangeRunDocument {
  _id: string
  sourceId: ExchangeSourceId
  kind: ExchangeKind
  state: ExchangeRunState
  /** Whether it is the source's one exchange that has not ended. */
  isOpen: boolean
  since: string | null
  cursor: string | null
  /** What the source said its present state is, on the first page. */
  watermark: string | null
  pages: number
  restarts: number
  sent: number | null
  counts: RunCounts
  fault: string | null
  /** Failures since the last page that was taken. */
  attempts: number
  nextTryAt: Date | null
  /** Which process works on it, and until when nobody else may. */
  holder: string | null
  leaseUntil: Date | null
  startedBy: string
  createdAt: Date
  endedAt: Date | null
  rev: number
}

/** What is remembered of a record of a source: the version that landed, and what of it came in which exchange. */
export interface ExchangeRowDocument {
  _id: string
  sourceId: ExchangeSourceId
  /** 0 while no version has landed. */
  version: number
  /** Of the version that landed. */
  digest: string
  /** What this record sent in the exchange named; told apart by content. */
  seen: { runId: string; digests: string[] }
  landedAt: Date | null
}

export interface DeadReason {
  /** Name of the field of the row, or null when it is about the whole row. */
  field: string | null
  message: string
}

export interface DeadLetter {
  _id: string
  sourceId: ExchangeSourceId
  rowKey: string
  /** 0 when the row does not even say its version. */
  version: number
  /** The row as it came, JSON. */
  row: string
  reasons: DeadReason[]
  state: DeadLetterState
  runId: string
  times: number
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
  rev: number
  createdAt: Date
}

/** A register says that someone died; a person finds out whether it is so. */
export interface DeathReportDocument {
  _id: string
  residentId: string
  path: string[]
  rowKey: string
  diedOn: string
  state: DeathReportState
  decidedBy: string | null
  decidedAt: Date | null
  note: string | null
  rev: number
  createdAt: Date
}

/** A change of ours on its way to the hub. */
export interface PushDocument {
  _id: string
  kind: 'death_confirmed' | 'moved_out'
  residentId: string
  on: string
  state: 'waiting' | 'sent' | 'refused'
  attempts: number
  nextTryAt: Date | null
  fault: string | null
  createdAt: Date
  sentAt: Date | null
}

/** After so many failures in a row a person has to look. */
export const MOST_ATTEMPTS = 10
/** A source that loses the place more often than this is not to be trusted with one. */
export const MOST_RESTARTS = 5
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 15 * 60_000

/**
 * How long to wait after the n-th failure in a row: twice as long each time, a random half of it, so that many who failed
 * together do not come back together.
 * @param random from 0 to 1
 */
export function waitAfter(attempts: number, random: number): number {
  const whole = Math.min(FIRST_WAIT_MS * 2 ** Math.max(attempts - 1, 0), LONGEST_WAIT_MS)
  return Math.round(whole / 2 + (whole / 2) * random)
}

/** What becomes of a row that can be read, before it is tried to land. */
export type Admission = 'repeated' | 'older' | 'contradicts' | 'land'

/** Only what is newer than what landed may land; the same version with another content is a contradiction. */
export function admit(
  known: Pick<ExchangeRowDocument, 'version' | 'digest' | 'seen'> | null,
  row: { version: number; digest: string },
  runId: string,
): Admission {
  if (known?.seen.runId === runId && known.seen.digests.includes(row.digest)) return 'repeated'
  if (!known || row.version > known.version) return 'land'
  if (row.version === known.version && row.digest !== known.digest) return 'contradicts'
  return 'older'
}

/** Whether what came, each row once, is what the source says it sent. */
export function agrees(run: Pick<ExchangeRunDocument, 'sent' | 'counts' | 'state'>): boolean | null {
  if (run.state !== 'done' || run.sent === null) return null
  return run.sent === run.counts.received - run.counts.repeated
}

export function summed(one: RunCounts, other: RunCounts): RunCounts {
  return {
    received: one.received + other.received,
    repeated: one.repeated + other.repeated,
    applied: one.applied + other.applied,
    unchanged: one.unchanged + other.unchanged,
    dead: one.dead + other.dead,
  }
}

const short = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22)

/** The letter of one content of one record has one number, however often it comes. */
export const letterId = (rowKey: string, digest: string): string => `ltr_${short(`${rowKey}|${digest}`)}`
/** One register's word about one person's death. */
export const reportId = (rowKey: string, residentId: string): string => `dth_${short(`${rowKey}|${residentId}`)}`

/** A resident as far as landing needs to know one. */
export interface LandingResident {
  id: string
  name: string
  path: string[]
  householdId: string | null
  state: 'present' | 'moved_out' | 'deceased' | 'merged'
}
