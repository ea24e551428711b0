import * as z from 'zod'
import { calendarDate, file, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { tagResident } from './terms.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

/** One day of the ledger, sealed: nothing of it can change without the head changing, and every head after it. */
export const seal = z.strictObject({
  date: calendarDate,
  /** Root of the Merkle tree (RFC 6962) over the day's journals. */
  root: hash,
  /** Journals in it. */
  count,
  /** Of these, journals of earlier days that came after their own day was sealed. */
  lateCount: count,
  prevHead: hash,
  /** SHA-256(prevHead ‖ date ‖ root ‖ count). */
  head: hash,
  sealedAt: instant,
})

export type Seal = z.output<typeof seal>

/** `waiting`: its day is not over, or not sealed yet. `sealed`: everything needed to compute the day's root from the gift's own journal. */
export const ledgerProof = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('waiting'), sealsAfter: instant }),
  z.strictObject({
    state: z.literal('sealed'),
    /** The gift's journal in canonical JSON, exactly as it was hashed. */
    journal: z.string(),
    index: count,
    path: z.array(hash),
    seal,
  }),
])

export type LedgerProof = z.output<typeof ledgerProof>

export const ledgerProofContract = {
  listSeals: operation({
    method: 'GET',
    path: '/api/v1/ledger/seals',
    summary: '账本每天的指纹（最近的在前）',
    tag: tagResident,
    audience: 'public',
    query: z.strictObject({ ...pageQuery, from: calendarDate.optional() }),
    status: 200,
    response: json(page(seal)),
    errors: [],
    idempotency: 'natural',
  }),
  exportSeals: operation({
    method: 'GET',
    path: '/api/v1/ledger/seals/file',
    summary: '账本指纹全表（文本文件，谁都可以留存一份）',
    tag: tagResident,
    audience: 'public',
    status: 200,
    response: file('text/plain'),
    errors: [],
    idempotency: 'natural',
  }),
  getMyLedgerProof: operation({
    method: 'GET',
    path: '/api/v1/gifts/:giftId/ledger-proof',
    summary: '自己一笔捐赠在账本里的证明',
    tag: tagResident,
    audience: 'session',
    params: z.strictObject({ giftId: id }),
    status: 200,
    response: json(ledgerProof),
    errors: ['not_found', 'wrong_state', 'too_many_requests'],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看账本证明' },
  }),
}
