import type { ClosingRow, TrialBalance } from '@minsheng/shared/contracts/donation'
import { accountTitle, totalsOf } from './domain.ts'
import type { MonthView } from './months.ts'
import type { ClosingDocument } from './store.ts'

const stateOf = (closing: Pick<ClosingDocument, 'state'> | null) =>
  closing === null || closing.state === 'returned' ? 'open' : closing.state

export function presentClosing(charityId: string, month: string, closing: Omit<ClosingDocument, 'counted'> | null): ClosingRow {
  const state = stateOf(closing)
  return {
    charityId,
    month,
    state,
    sha256: closing && state !== 'open' ? closing.sha256 : null,
    closedAt: state === 'closed' ? (closing?.decision?.at.toISOString() ?? null) : null,
  }
}

export function presentMonth(
  { counted, closing, obstacles }: MonthView,
  names: { charityName: string; campaignTitle: (id: string) => string | undefined },
  readerId: string,
): TrialBalance {
  const row = presentClosing(counted.charityId, counted.month, closing)
  return {
    charityId: counted.charityId,
    charityName: names.charityName,
    month: counted.month,
    state: row.state,
    journals: counted.journals,
    accounts: counted.accounts.map(({ account, openingFen, debitFen, creditFen, closingFen, movements }) => ({
      account,
      title: accountTitle(account, names.campaignTitle),
      openingFen,
      debitFen,
      creditFen,
      closingFen,
      movements: movements.map(({ kind, debitFen: debits, creditFen: credits }) => ({ kind, debitFen: debits, creditFen: credits })),
    })),
    totals: totalsOf(counted.accounts),
    obstacles,
    sha256: row.sha256,
    requestedAt: closing?.state === 'requested' ? closing.requestedAt.toISOString() : null,
    requestedByYou: closing?.requestedBy === readerId,
    closedAt: row.closedAt,
    decisionNote: closing?.decision?.note ?? null,
    rev: closing?.rev ?? 0,
  }
}
