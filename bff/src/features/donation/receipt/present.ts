import type { Receipt, ReceiptCheck } from '@minsheng/shared/contracts/donation'
import { capitalYuan } from '@minsheng/shared/units/capital-yuan'
import { namedUscc } from '../giving/domain.ts'
import { checkCode, couponFen, donorLabel, maskedDonor, printedCheck, RECEIPT_TITLE, type ReceiptKeys, verifyLink } from './domain.ts'
import type { ReceiptDocument } from './store.ts'

function facts(receipt: ReceiptDocument) {
  return {
    title: RECEIPT_TITLE,
    state: receipt.state,
    charityName: receipt.charityName,
    charityUscc: receipt.charityUscc,
    projectTitle: receipt.projectTitle,
    kind: 'money' as const,
    amountFen: receipt.amountFen,
    amountWords: capitalYuan(receipt.amountFen),
    donatedAt: receipt.donatedAt.toISOString(),
    issuedAt: receipt.issuedAt?.toISOString() ?? null,
    reversedAt: receipt.reversedAt?.toISOString() ?? null,
    reversal: receipt.reversal,
    purpose: receipt.demo ? ('demonstration' as const) : ('real' as const),
  }
}

/** A receipt as its donor sees it. */
export function presentReceipt(
  receipt: ReceiptDocument,
  gift: Parameters<typeof couponFen>[0] & Parameters<typeof namedUscc>[0],
  waivedAt: Date | null,
  { keys, publicBaseUrl }: { keys: readonly ReceiptKeys[]; publicBaseUrl: string },
): Receipt {
  const { number, checkKid } = receipt
  const check = number === null || checkKid === null ? null : checkCode(keys, { ...receipt, number, checkKid })
  return {
    ...facts(receipt),
    giftId: receipt.giftId,
    number,
    checkCode: check === null ? null : printedCheck(check),
    verifyUrl: number === null || check === null ? null : verifyLink(publicBaseUrl, number, check),
    donorLabel: donorLabel(receipt),
    donorUscc: receipt.donorUscc ?? namedUscc(gift),
    anonymous: receipt.anonymous,
    paidBy: receipt.paidBy ?? 'wechat',
    couponFen: couponFen(gift),
    handler: receipt.handler,
    contactPhone: receipt.contactPhone,
    replacesNumber: receipt.replacesNumber,
    waivedAt: waivedAt?.toISOString() ?? null,
  }
}

/** A receipt as a stranger sees it who holds the paper in hand. */
export function presentCheck(receipt: ReceiptDocument, number: string): ReceiptCheck {
  return {
    ...facts(receipt),
    number,
    donorMasked: maskedDonor(receipt),
    donorUscc: receipt.donorUscc ?? null,
    fetchable: receipt.paidBy === 'bank',
  }
}
