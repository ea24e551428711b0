import type { BatchState, PayMark, PayReason } from '@minsheng/shared/contracts/policy'
import type { Entry } from './domain.ts'
import type { SetOff } from './recovery/domain.ts'

/** A line of the books: what was due for one award and month by one decision; nothing ever changes it. */
export interface LedgerLine extends Entry {
  _id: string
  awardId: string
  policyId: string
  every: 'month' | 'year' | 'once' | null
  subjectKind: 'person' | 'household'
  subjectId: string
  residentId: string
  /** SHA-256 over what it was worked out from. */
  inputsHash: string
  /** The batch that entered it; null for what was decided to be paid back. */
  batchId: string | null
  at: Date
}

/** A month's payments, made by one person and approved by another. */
export interface BatchDocument {
  _id: string
  month: string
  payOn: string
  state: BatchState
  /** One at a time is made and waits; gone when it is decided. */
  openKey: string | null
  count: number
  sumFen: number
  hash: string | null
  madeBy: string
  decidedBy: string | null
  decidedAt: Date | null
  words: string | null
  fileSha256: string | null
  /** SHA-256 of the returns file that is being taken. */
  taking: string | null
  returns: ReturnsTaken[]
  /** Paid the month before and not in this one: the first of them, and how many. */
  ended: { awardId: string; fen: number }[]
  endedCount: number
  rev: number
  createdAt: Date
  history: { at: Date; by: string; to: BatchState }[]
}

export interface ReturnsTaken {
  sha256: string
  takenAt: Date
  by: string
  paidCount: number
  paidFen: number
  refusedCount: number
  refusedFen: number
}

/** One payment to one account for one award. */
export interface PayRow {
  _id: string
  batchId: string
  month: string
  payOn: string
  number: number
  awardId: string
  policyId: string
  residentId: string
  accountId: string
  path: string[]
  personName: string
  bank: string | null
  accountName: string | null
  accountNumber: string | null
  fen: number
  lastFen: number | null
  months: string[]
  marks: PayMark[]
  /** Lines that are entered when the batch is approved. */
  entries: Entry[]
  /** Every line it pays, those entered before among them. */
  lineIds: string[]
  /** Payments that did not arrive and are taken up in this one. */
  carries: string[]
  /** What of it is kept back for what was paid too much: `fen` is what is left. Absent from before there were such. */
  setOffs?: SetOff[]
  /** `held`: not in the bank file. `returned`: the batch was given back. */
  state: 'held' | 'open' | 'paid' | 'refused' | 'returned'
  reason: PayReason | null
  answeredAt: Date | null
  /** It is true once the batch is approved. */
  isApproved: boolean
  /** The later payment that took it up, and its day. */
  takenBy: string | null
  takenOn: string | null
  createdAt: Date
}
