import type { Refund, RefundRow } from '@minsheng/shared/contracts/donation'
import type { RefundDocument } from './store.ts'

/** A refund as the donor sees it. */
export function presentRefund(refund: RefundDocument): Refund {
  return {
    id: refund._id,
    giftId: refund.giftId,
    amountFen: refund.amountFen,
    kind: refund.kind,
    route: refund.route,
    state: refund.state,
    requestedAt: refund.createdAt.toISOString(),
    settledAt: refund.settledAt?.toISOString() ?? null,
  }
}

/** A refund as the desk sees it; who asked is told only as far as the reader needs it: themselves or not. */
export function presentRefundRow(refund: RefundDocument, readerId: string): RefundRow {
  return {
    ...presentRefund(refund),
    charityId: refund.charityId,
    charityName: refund.charityName,
    projectTitle: refund.projectTitle,
    donorLabel: refund.donorLabel,
    giftAmountFen: refund.giftAmountFen,
    giftPaidAt: refund.giftPaidAt.toISOString(),
    reason: refund.reason,
    requestedByYou: refund.requestedBy === readerId,
    decidedAt: refund.decision?.at.toISOString() ?? null,
    decisionNote: refund.decision?.note ?? null,
    hold: refund.hold,
    paidOn: refund.bank?.paidOn ?? null,
    voucherNumber: refund.bank?.voucherNumber ?? null,
    withdrawal: refund.withdrawal
      ? {
          reason: refund.withdrawal.reason,
          requestedAt: refund.withdrawal.requestedAt.toISOString(),
          requestedByYou: refund.withdrawal.requestedBy === readerId,
          approved: refund.withdrawal.decision?.approve ?? null,
          decisionNote: refund.withdrawal.decision?.note ?? null,
        }
      : null,
    rev: refund.rev,
  }
}
