import type { MyPayment, PayoutBatch, PayoutBatchRow, PayoutRow, PayReason } from '@minsheng/shared/contracts/policy'
import type { AwardRecord } from '../award/store.ts'
import type { BatchDocument, PayRow } from './records.ts'
import type { RowRecord, Share } from './row/store.ts'

export const presentBatchRow = ({ _id, month, payOn, state, count, sumFen, createdAt }: BatchDocument): PayoutBatchRow => ({
  id: _id,
  month,
  payOn,
  state,
  count,
  sumFen,
  madeAt: createdAt.toISOString(),
})

interface BatchAround {
  nameOf: (staffId: string) => string
  titleOf: (policyId: string) => string
  shares: ReadonlyMap<PayRow['state'], Share>
  marks: PayoutBatch['marks']
  /** Those that ended, as far as they are kept. */
  awards: ReadonlyMap<string, AwardRecord>
  reader: string
  may: { decide: boolean; pay: boolean }
}

const nothing: Share = { count: 0, fen: 0 }
const wasApproved: ReadonlySet<BatchDocument['state']> = new Set(['approved', 'sent', 'settled'])

export function presentBatch(batch: BatchDocument, { nameOf, titleOf, shares, marks, awards, reader, may }: BatchAround): PayoutBatch {
  const isOpen = batch.state === 'waiting' || batch.state === 'approving'
  const mine = batch.madeBy === reader
  const share = (state: PayRow['state']) => shares.get(state) ?? nothing
  return {
    ...presentBatchRow(batch),
    hash: batch.hash,
    madeBy: nameOf(batch.madeBy),
    madeByYou: mine,
    decidedBy: batch.decidedBy === null ? null : nameOf(batch.decidedBy),
    decidedAt: batch.decidedAt?.toISOString() ?? null,
    words: batch.words,
    fileSha256: batch.fileSha256,
    paid: share('paid'),
    refused: share('refused'),
    open: share('open'),
    held: { ...share('held'), fen: Math.max(0, share('held').fen) },
    marks,
    ended: batch.ended.flatMap(({ awardId, fen }) => {
      const award = awards.get(awardId)
      return award ? [{ personMasked: award.applicantName.masked, title: titleOf(award.policyId), fen }] : []
    }),
    endedCount: batch.endedCount,
    returns: batch.returns.map(({ sha256, takenAt, by, paidCount, paidFen, refusedCount, refusedFen }) => ({
      id: sha256.slice(0, 16),
      takenAt: takenAt.toISOString(),
      by: nameOf(by),
      paid: { count: paidCount, fen: paidFen },
      refused: { count: refusedCount, fen: refusedFen },
    })),
    may: {
      decide: may.decide && isOpen && !mine,
      file: may.pay && wasApproved.has(batch.state) && batch.count > 0,
      returns: may.pay && batch.state === 'sent',
    },
    mayNotBecause: may.decide && isOpen && mine ? '这一批是您做的，要由另一位同事审核' : null,
    rev: batch.rev,
  }
}

export const presentRow = (row: RowRecord, around: { title: string; communityName: string }): PayoutRow => ({
  id: row._id,
  number: row.number,
  personMasked: row.personName.masked,
  title: around.title,
  communityName: around.communityName,
  bank: row.bank,
  accountMasked: row.accountNumber?.masked ?? null,
  fen: row.fen,
  setOffFen: setOffFenOf(row),
  lastFen: row.lastFen,
  months: row.months,
  marks: row.marks,
  // A batch that was given back shows what it would have been.
  state: row.state === 'returned' ? 'held' : row.state,
  reason: row.reason,
})

const setOffFenOf = ({ setOffs = [] }: Pick<PayRow, 'setOffs'>) => setOffs.reduce((sum, { fen }) => sum + fen, 0)

const cardReasons: ReadonlySet<PayReason> = new Set([
  'no_account',
  'account_refused',
  'closed_account',
  'wrong_name',
  'no_such_account',
  'other',
])

/** @param account the number it would be paid to now */
export function presentMyPayment(row: RowRecord, { title, account }: { title: string; account: string | null }): MyPayment {
  const state = row.state === 'open' ? 'coming' : row.state === 'returned' ? 'held' : row.state
  const isSame = (row.accountNumber?.reveal() ?? null) === account
  return {
    id: row._id,
    awardId: row.awardId,
    title,
    fen: row.fen,
    setOffFen: setOffFenOf(row),
    months: row.months,
    payOn: row.payOn,
    state,
    reason: row.reason,
    againIn: row.takenOn,
    needsCard: row.takenBy === null && row.reason !== null && state !== 'paid' && cardReasons.has(row.reason) && isSame,
  }
}
