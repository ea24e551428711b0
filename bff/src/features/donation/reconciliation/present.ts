import type { Reconciliation, ReconciliationDifference } from '@minsheng/shared/contracts/donation'
import { bookableAs } from './booking/domain.ts'
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
    bookableAs: bookableAs(difference),
    amountFen: difference.item === 'total' ? null : Math.abs((difference.billFen ?? 0) - (difference.booksFen ?? 0)),
    booking: difference.booking ?? null,
    explainedByYou: difference.explainedBy === readerId,
    closeReason: difference.closeReason,
    openedAt: difference.createdAt.toISOString(),
    explainedAt: difference.explainedAt?.toISOString() ?? null,
    confirmedAt: difference.confirmedAt?.toISOString() ?? null,
    rev: difference.rev,
  }
}
