import type { Reconciliation, ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import type { DifferenceDocument, ReconciliationDocument } from './store.ts'

export function presentReconciliation(day: ReconciliationDocument, charityName: string): Reconciliation {
  return {
    id: day._id,
    charityId: day.charityId,
    charityName,
    date: day.date,
    state: day.state,
    why: day.why,
    bill: day.bill,
    books: day.books,
    unsettledDifferences: day.unsettledDifferences,
    comparedAt: day.comparedAt?.toISOString() ?? null,
    nextTryAt: day.nextTryAt?.toISOString() ?? null,
  }
}

export function presentDifference(difference: DifferenceDocument, readerId: string): ReconciliationDifference {
  return {
    id: difference._id,
    reconciliationId: difference.reconciliationId,
    charityId: difference.charityId,
    date: difference.date,
    kind: difference.kind,
    item: difference.item,
    state: difference.state,
    subject: difference.subject,
    outTradeNo: difference.outTradeNo,
    books: difference.books,
    bill: difference.bill,
    resolution: difference.resolution,
    note: difference.note,
    explainedByYou: difference.explainedBy === readerId,
    closeReason: difference.closeReason,
    openedAt: difference.createdAt.toISOString(),
    explainedAt: difference.explainedAt?.toISOString() ?? null,
    confirmedAt: difference.confirmedAt?.toISOString() ?? null,
    rev: difference.rev,
  }
}
