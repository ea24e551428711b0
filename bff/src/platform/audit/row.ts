import { createHash, createHmac } from 'node:crypto'
import { canonicalText } from '@minsheng/shared/units/canonical-text'

/** `unknown`: it was begun, and the process died or failed before it was known how it ended. */
export type AuditOutcome = 'done' | 'refused' | 'unknown'

/** A reason as it lies in the database: sealed, in base64; in clear in rows from before reasons were sealed. */
export type KeptReason = string | { sealed: string }

/** Who did what to whom, what for. */
export interface AuditFacts {
  _id: string
  at: Date
  actor: string
  action: string
  subject: string
  outcome: AuditOutcome
  requestId: string
  /** What the actor said it is for, where that is asked. */
  reason?: KeptReason
}

/** As it is written: never changed afterwards but for its place in the chain. */
export interface WrittenRow extends AuditFacts {
  /** The process's own log, and the row's number in it: what is taken away before it was chained leaves a hole. */
  writer: string
  n: number
  /** Numbers of this writer whose rows could not be written; the work they would have told of failed. */
  lost?: number[]
  /** The audit key that made `mac`. */
  kid: string
  /** HMAC-SHA256 over every field above: whoever has the database alone can make no row. */
  mac: string
}

/** A row's place in the chain. */
export interface ChainPlace {
  /** From 1, without a gap. */
  seq: number
  /** The hash of the row before. */
  prev: string
  /** SHA-256(prev ‖ LF ‖ seq ‖ LF ‖ digest of the row). */
  hash: string
}

/** A row as it lies in `audit_log`: waiting for its place (`open`), or chained. Rows from before the chain have no mac. */
export type StoredRow = AuditFacts & Partial<Omit<WrittenRow, keyof AuditFacts>> & Partial<ChainPlace> & { open?: true }
export type ChainedRow = StoredRow & ChainPlace

export const FIRST_PREV = '0'.repeat(64)

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Every field but the place: one that is added by hand is an edit too. */
function contentOf(row: object): Record<string, unknown> {
  const { open: _open, seq: _seq, prev: _prev, hash: _hash, ...content } = row as StoredRow
  return content
}

/** SHA-256 of the row's canonical text (RFC 8785 for what rows hold), its mac included. */
export const digestOf = (row: object): string => sha256Hex(canonicalText(contentOf(row)))

export function macOf(secret: Buffer, row: object): string {
  const { mac: _, ...content } = contentOf(row)
  return createHmac('sha256', secret).update(canonicalText(content), 'utf8').digest('hex')
}

export const chainHash = (prev: string, seq: number, digest: string): string => sha256Hex(`${prev}\n${seq}\n${digest}`)

/** Places for rows, one after the other behind a head. */
export function chained<Row extends object>(rows: readonly Row[], head: { seq: number; hash: string }): (Row & ChainPlace)[] {
  let { seq, hash: prev } = head
  return rows.map((row) => {
    seq += 1
    const place = { seq, prev, hash: chainHash(prev, seq, digestOf(row)) }
    prev = place.hash
    return { ...row, ...place }
  })
}
