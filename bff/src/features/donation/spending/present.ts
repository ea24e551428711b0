import type { Disbursement, DisbursementRow, SpendingItem } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { pictureUrl } from '../picture/present.ts'
import type { DisbursementDocument } from './store.ts'

/** A spending as the desk lists it; who asked is told only as far as the reader needs it: themselves or not. */
export function presentDisbursementRow(disbursement: DisbursementDocument, readerId: string): DisbursementRow {
  return {
    id: disbursement._id,
    charityId: disbursement.charityId,
    charityName: disbursement.charityName,
    campaignId: disbursement.campaignId,
    projectTitle: disbursement.projectTitle,
    budgetLabel: disbursement.budgetLabel,
    purpose: disbursement.purpose,
    payee: disbursement.payee,
    spentOn: disbursement.spentOn,
    amountFen: disbursement.amountFen,
    voucherCount: disbursement.vouchers.length,
    state: disbursement.state,
    reversalWaits: disbursement.state === 'approved' && disbursement.reversal?.decision === null,
    requestedAt: disbursement.createdAt.toISOString(),
    postedAt: disbursement.postedAt?.toISOString() ?? null,
    requestedByYou: disbursement.requestedBy === readerId,
    rev: disbursement.rev,
  }
}

export function presentDisbursement(disbursement: DisbursementDocument, readerId: string): Disbursement {
  const { reversal } = disbursement
  return {
    ...presentDisbursementRow(disbursement, readerId),
    vouchers: disbursement.vouchers.map(({ kind, issuer, number, date, fileId, sha256, contentType, bytes }) => ({
      kind,
      issuer,
      number,
      date,
      fileId,
      sha256,
      contentType,
      bytes,
    })),
    publicPictureId: disbursement.publicPictureId,
    publicPictureUrl: pictureUrl(disbursement.publicPictureId),
    decidedAt: disbursement.decision?.at.toISOString() ?? null,
    decisionNote: disbursement.decision?.note ?? null,
    reversal: reversal && {
      reason: reversal.reason,
      requestedAt: reversal.requestedAt.toISOString(),
      requestedByYou: reversal.requestedBy === readerId,
      decidedAt: reversal.decision?.at.toISOString() ?? null,
      approved: reversal.decision?.approve ?? null,
      decisionNote: reversal.decision?.note ?? null,
    },
  }
}

/** A spending as everyone reads it: no numbers of vouchers, nobody's name but the payee's. */
export function presentSpending(disbursement: DisbursementDocument): SpendingItem {
  const { reversedAt, reversal } = disbursement
  return {
    id: disbursement._id,
    budgetLabel: disbursement.budgetLabel,
    purpose: disbursement.purpose,
    payee: disbursement.payee,
    spentOn: disbursement.spentOn,
    amountFen: disbursement.amountFen,
    voucherCount: disbursement.vouchers.length,
    pictureUrl: pictureUrl(disbursement.publicPictureId),
    reversed: reversedAt && reversal ? { on: shanghaiDate(reversedAt), reason: reversal.reason } : null,
  }
}
