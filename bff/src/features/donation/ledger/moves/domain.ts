import { credit, debit, type Posting, positiveFen } from '../leg/domain.ts'

export interface DisbursementReversedJournal extends Posting {
  kind: 'disbursement_reversed'
  campaignId: string
  disbursementId: string
}

export interface SurplusJournal extends Posting {
  kind: 'surplus'
  /** The campaign the money comes from. */
  campaignId: string
  toCampaignId: string
  surplusId: string
}

export interface SuspenseJournal extends Posting {
  kind: 'suspense'
  caseId: string
}

export interface SuspenseReleasedJournal extends Posting {
  kind: 'suspense_released'
  caseId: string
}

/**
 * A spending posted by mistake is posted back: Dr Bank / Cr Program, and Dr Released / Cr Restricted. The first journal stays.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function disbursementReversedJournal(
  spent: { charityId: string; campaignId: string; disbursementId: string; amountFen: number },
  postedAt: Date,
): DisbursementReversedJournal {
  const { charityId, campaignId, disbursementId } = spent
  const amountFen = positiveFen(spent.amountFen)
  const legs = [
    debit('Bank', amountFen),
    credit(`Program:${campaignId}`, amountFen),
    debit(`Released:${campaignId}`, amountFen),
    credit(`Restricted:${campaignId}`, amountFen),
  ]
  const key = `disbursement-reversed:${disbursementId}`
  return { key, kind: 'disbursement_reversed', charityId, campaignId, codeId: null, disbursementId, amountFen, legs, postedAt }
}

/**
 * What a closed campaign has left goes over to another: Dr Restricted of the one / Cr Restricted of the other. What either
 * raised does not change.
 * @remarks 慈善法 58: used as the surplus plan says, or for a charity's purpose near to the old one.
 * @throws RangeError when the amount is not a positive integer of fen, or it goes nowhere
 */
export function surplusJournal(
  surplus: { charityId: string; surplusId: string; campaignId: string; toCampaignId: string; amountFen: number },
  postedAt: Date,
): SurplusJournal {
  const { charityId, surplusId, campaignId, toCampaignId } = surplus
  if (campaignId === toCampaignId) throw new RangeError('a surplus goes to another campaign')
  const amountFen = positiveFen(surplus.amountFen)
  const legs = [debit(`Restricted:${campaignId}`, amountFen), credit(`Restricted:${toCampaignId}`, amountFen)]
  const key = `surplus:${surplusId}`
  return { key, kind: 'surplus', charityId, campaignId, toCampaignId, codeId: null, surplusId, amountFen, legs, postedAt }
}

/**
 * A difference between bill and books, put aside with its case: WxClearing against Suspense, either way round.
 * @param direction `arrived`: WeChat holds more than the books say; `missing`: less
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function suspenseJournal(
  difference: { charityId: string; caseId: string; amountFen: number; direction: 'arrived' | 'missing' },
  postedAt: Date,
): SuspenseJournal {
  const { charityId, caseId, direction } = difference
  const amountFen = positiveFen(difference.amountFen)
  const legs =
    direction === 'arrived'
      ? [debit('WxClearing', amountFen), credit('Suspense', amountFen)]
      : [debit('Suspense', amountFen), credit('WxClearing', amountFen)]
  return { key: `suspense:${caseId}`, kind: 'suspense', charityId, campaignId: null, codeId: null, caseId, amountFen, legs, postedAt }
}

/**
 * A difference that two people found to be no gift leaves Suspense: Suspense against NonGift, either way round.
 * @param direction `arrived`: money that came in is no gift; `missing`: money that went out was none
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function suspenseReleasedJournal(
  released: { charityId: string; caseId: string; amountFen: number; direction: 'arrived' | 'missing' },
  postedAt: Date,
): SuspenseReleasedJournal {
  const { charityId, caseId, direction } = released
  const amountFen = positiveFen(released.amountFen)
  const legs =
    direction === 'arrived'
      ? [debit('Suspense', amountFen), credit('NonGift', amountFen)]
      : [debit('NonGift', amountFen), credit('Suspense', amountFen)]
  const key = `suspense-released:${caseId}`
  return { key, kind: 'suspense_released', charityId, campaignId: null, codeId: null, caseId, amountFen, legs, postedAt }
}
