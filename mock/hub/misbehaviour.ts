import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Row } from './register.ts'
import { registerNames } from './rows.ts'

const times = z.number().int().min(0).max(1_000).default(0)
const share = z.number().min(0).max(1).default(0)

export const misbehaviour = z.strictObject({
  /** Only this register; absent: all. */
  register: z.enum(registerNames).optional(),
  /** How many of the first rows of each exchange are spoilt; or which share of all. */
  badRows: times,
  badShare: share,
  /** Which share of the rows stands twice. */
  duplicateShare: share,
  /** Rows of a page come in another order. */
  shuffle: z.boolean().default(false),
  /** So many pages are sent a second time before the next one. */
  repeatPages: times,
  /** So many cursors are forgotten. */
  loseCursors: times,
  /** So many requests find their secret run out. */
  expireSecrets: times,
  /** So many requests are told that their signature is wrong. */
  refuseSignatures: times,
  /** So many requests are answered 500. */
  errors: times,
  /** So many requests are never answered. */
  timeouts: times,
  /** The source's own count is wrong by so much. */
  miscount: z.number().int().min(-1_000).max(1_000).default(0),
})
export type Misbehaviour = z.output<typeof misbehaviour>
export type Countdown = 'repeatPages' | 'loseCursors' | 'expireSecrets' | 'refuseSignatures' | 'errors' | 'timeouts'

/** From 0 to 1, the same for the same row each time it is sent. */
const chanceOf = (row: Row, salt: string) =>
  createHash('sha256').update(`${salt}|${row.recordId}|${row.version}`).digest().readUInt32BE(0) / 2 ** 32

const spoils: ((row: Row) => unknown)[] = [
  (row) => ({ ...row, idNumber: `${String(row.idNumber ?? '').slice(0, 17)}${String(row.idNumber ?? '').endsWith('7') ? '8' : '7'}` }),
  (row) => ({ ...row, name: '' }),
  (row) => ({ ...row, changedAt: '2026-02-30 25:00:00' }),
  (row) => ({ recordId: row.recordId }),
  // Sound in itself: only whoever knows the person sees that the name is another's.
  (row) => ({ ...row, name: '张冠李' }),
]

/** The rows of a page as a misbehaving source sends them. */
export function spoilRows(wanted: Misbehaviour, rows: Row[], offset: number): unknown[] {
  const sent = rows.flatMap((row, index) => {
    const bad = offset + index < wanted.badRows || chanceOf(row, 'bad') < wanted.badShare
    const spoil = spoils[(offset + index) % spoils.length]
    const one = bad && spoil ? spoil(row) : row
    return chanceOf(row, 'twice') < wanted.duplicateShare ? [one, one] : [one]
  })
  return wanted.shuffle ? [...sent].reverse() : sent
}
