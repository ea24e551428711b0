import { type AccountName, credit, debit, type Leg, type Posting, positiveFen } from './leg/domain.ts'
import {
  type DisbursementReversedJournal,
  disbursementReversedJournal,
  type SurplusJournal,
  type SuspenseJournal,
  type SuspenseReleasedJournal,
  surplusJournal,
  suspenseJournal,
  suspenseReleasedJournal,
} from './moves/domain.ts'
import { type PayoutReversedJournal, payoutKey, payoutLegs, type SettlementJournal, type TopUpJournal } from './payout/domain.ts'

export type { AccountName, Leg } from './leg/domain.ts'
export { disbursementReversedJournal, surplusJournal, suspenseJournal, suspenseReleasedJournal } from './moves/domain.ts'
export { payoutReversedJournal, settlementJournal, topUpJournal } from './payout/domain.ts'

export interface GiftPaidJournal extends Posting {
  kind: 'gift_paid'
  campaignId: string
  outTradeNo: string
  transactionId: string
  paidAt: Date
  /** How we learnt of it. */
  source: 'notice' | 'query' | 'bill'
  /** What the payer paid themselves; absent where no coupon of WeChat's paid a part. */
  payerTotalFen?: number
}

export type RefundJournalKind = 'refund_accepted' | 'refund_succeeded' | 'refund_closed'

export interface RefundJournal extends Posting {
  kind: RefundJournalKind
  campaignId: string
  /** The gift given back. */
  outTradeNo: string
  outRefundNo: string
}

export interface DisbursementJournal extends Posting {
  kind: 'disbursement'
  campaignId: string
  disbursementId: string
}

/** A company's transfer to the charity's bank account, under its matching agreement. */
export interface BankGiftJournal extends Posting {
  kind: 'bank_gift'
  campaignId: string
  /** The gift it is, as for gifts through WeChat Pay. */
  outTradeNo: string
  /** The number on the bank's receipt; booked once for each charity. */
  bankReference: string
}

/** One journal: an event about money with all its legs, written once and never changed. */
export type Journal =
  | GiftPaidJournal
  | RefundJournal
  | SettlementJournal
  | TopUpJournal
  | PayoutReversedJournal
  | DisbursementJournal
  | DisbursementReversedJournal
  | SurplusJournal
  | SuspenseJournal
  | SuspenseReleasedJournal
  | BankGiftJournal

/** Kinds that make up what a campaign raised: gifts less what was given back; spending and surplus take nothing from it. */
export const raisedKinds: readonly Journal['kind'][] = ['gift_paid', 'refund_accepted', 'refund_closed', 'bank_gift']

/** Kinds that are a gift each, whichever way it came. */
export const giftKinds: readonly Journal['kind'][] = ['gift_paid', 'bank_gift']

export type PaidGift = Pick<
  GiftPaidJournal,
  'charityId' | 'campaignId' | 'codeId' | 'outTradeNo' | 'transactionId' | 'amountFen' | 'paidAt' | 'source' | 'payerTotalFen'
> & { spMchid: string }

/**
 * The journal of a paid gift: Dr WxClearing / Cr Restricted:<campaign>.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function giftPaidJournal(gift: PaidGift, postedAt: Date): GiftPaidJournal {
  const { charityId, campaignId, codeId, outTradeNo, transactionId, paidAt, source, payerTotalFen } = gift
  const amountFen = positiveFen(gift.amountFen)
  return {
    key: `pay:${gift.spMchid}:${transactionId}`,
    kind: 'gift_paid',
    charityId,
    campaignId,
    codeId,
    outTradeNo,
    transactionId,
    amountFen,
    legs: [debit('WxClearing', amountFen), credit(`Restricted:${campaignId}`, amountFen)],
    paidAt,
    postedAt,
    source,
    ...(payerTotalFen === undefined ? {} : { payerTotalFen }),
  }
}

export type RefundedGift = Pick<RefundJournal, 'charityId' | 'campaignId' | 'codeId' | 'outTradeNo' | 'outRefundNo' | 'amountFen'>

function refundLegs(kind: RefundJournalKind, refund: RefundedGift, paidFrom: 'WxClearing' | 'Bank'): Leg[] {
  const { amountFen } = refund
  switch (kind) {
    case 'refund_accepted':
      return [debit(`Restricted:${refund.campaignId}`, amountFen), credit('RefundPayable', amountFen)]
    case 'refund_succeeded':
      return [debit('RefundPayable', amountFen), credit(paidFrom, amountFen)]
    case 'refund_closed':
      return [debit('RefundPayable', amountFen), credit(`Restricted:${refund.campaignId}`, amountFen)]
  }
}

/**
 * The journals of a refund. Accepted: Dr Restricted / Cr RefundPayable. Succeeded: Dr RefundPayable / Cr WxClearing, or
 * Bank when it was transferred. Closed: Dr RefundPayable / Cr Restricted.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function refundJournal(
  kind: RefundJournalKind,
  refund: RefundedGift,
  postedAt: Date,
  paidFrom: 'WxClearing' | 'Bank' = 'WxClearing',
): RefundJournal {
  positiveFen(refund.amountFen)
  const { charityId, campaignId, codeId, outTradeNo, outRefundNo, amountFen } = refund
  const key = `${kind.replace('_', '-')}:${outRefundNo}`
  const legs = refundLegs(kind, refund, paidFrom)
  return { key, kind, charityId, campaignId, codeId, outTradeNo, outRefundNo, amountFen, legs, postedAt }
}

/**
 * Spending for a campaign: Dr Program / Cr Bank, and Dr Restricted / Cr Released, four legs in one journal.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function disbursementJournal(
  spent: { charityId: string; campaignId: string; disbursementId: string; amountFen: number },
  postedAt: Date,
): DisbursementJournal {
  const { charityId, campaignId, disbursementId } = spent
  const amountFen = positiveFen(spent.amountFen)
  const legs = [
    debit(`Program:${campaignId}`, amountFen),
    credit('Bank', amountFen),
    debit(`Restricted:${campaignId}`, amountFen),
    credit(`Released:${campaignId}`, amountFen),
  ]
  const key = `disbursement:${disbursementId}`
  return { key, kind: 'disbursement', charityId, campaignId, codeId: null, disbursementId, amountFen, legs, postedAt }
}

/**
 * A company's transfer to the charity's bank account: Dr Bank / Cr Restricted:<campaign>.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function bankGiftJournal(
  gift: Pick<BankGiftJournal, 'charityId' | 'campaignId' | 'outTradeNo' | 'bankReference' | 'amountFen'>,
  postedAt: Date,
): BankGiftJournal {
  const { charityId, campaignId, outTradeNo, bankReference } = gift
  const amountFen = positiveFen(gift.amountFen)
  const legs = [debit('Bank', amountFen), credit(`Restricted:${campaignId}`, amountFen)]
  const key = `bank-gift:${charityId}:${bankReference}`
  return { key, kind: 'bank_gift', charityId, campaignId, codeId: null, outTradeNo, bankReference, amountFen, legs, postedAt }
}

/** Debits less credits; zero for every journal that may be written. */
export function imbalanceFen(legs: readonly Leg[]): number {
  return legs.reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountFen : -leg.amountFen), 0)
}

/** Credits less debits on one account: what a campaign has left, what is owed to donors. */
export function creditBalanceFen(legs: readonly Leg[], account: AccountName): number {
  return 0 - imbalanceFen(legs.filter((leg) => leg.account === account))
}

/** The accounts each kind may touch, and on which side; what `ledger:check` holds every journal against. */
function expectedLegs(journal: Journal): Leg[] {
  const { amountFen } = journal
  const campaign = journal.campaignId ?? ''
  switch (journal.kind) {
    case 'gift_paid':
      return [debit('WxClearing', amountFen), credit(`Restricted:${campaign}`, amountFen)]
    case 'refund_accepted':
    case 'refund_closed':
      return refundLegs(journal.kind, journal, 'WxClearing')
    case 'refund_succeeded':
      return refundLegs(journal.kind, journal, journal.legs[1]?.account === 'Bank' ? 'Bank' : 'WxClearing')
    case 'settlement':
    case 'top_up':
    case 'settlement_reversed':
    case 'top_up_reversed':
      return payoutLegs(journal)
    case 'disbursement':
      return disbursementJournal(journal, journal.postedAt).legs
    case 'disbursement_reversed':
      return disbursementReversedJournal(journal, journal.postedAt).legs
    case 'surplus':
      return surplusJournal(journal, journal.postedAt).legs
    case 'suspense':
      return suspenseJournal({ ...journal, direction: journal.legs[0]?.account === 'WxClearing' ? 'arrived' : 'missing' }, journal.postedAt)
        .legs
    case 'suspense_released':
      return suspenseReleasedJournal(
        { ...journal, direction: journal.legs[0]?.account === 'Suspense' ? 'arrived' : 'missing' },
        journal.postedAt,
      ).legs
    case 'bank_gift':
      return bankGiftJournal(journal, journal.postedAt).legs
  }
}

const keyPattern: Record<Journal['kind'], (journal: Journal) => boolean> = {
  gift_paid: (journal) =>
    journal.kind === 'gift_paid' && /^pay:[^:]+:/.test(journal.key) && journal.key.endsWith(`:${journal.transactionId}`),
  refund_accepted: (journal) => journal.kind === 'refund_accepted' && journal.key === `refund-accepted:${journal.outRefundNo}`,
  refund_succeeded: (journal) => journal.kind === 'refund_succeeded' && journal.key === `refund-succeeded:${journal.outRefundNo}`,
  refund_closed: (journal) => journal.kind === 'refund_closed' && journal.key === `refund-closed:${journal.outRefundNo}`,
  settlement: (journal) => journal.kind === 'settlement' && journal.key === payoutKey('settlement', journal),
  top_up: (journal) => journal.kind === 'top_up' && journal.key === payoutKey('top_up', journal),
  settlement_reversed: (journal) => journal.kind === 'settlement_reversed' && journal.key === `settlement-reversed:${journal.settlementId}`,
  top_up_reversed: (journal) => journal.kind === 'top_up_reversed' && journal.key === `top-up-reversed:${journal.settlementId}`,
  disbursement: (journal) => journal.kind === 'disbursement' && journal.key === `disbursement:${journal.disbursementId}`,
  disbursement_reversed: (journal) =>
    journal.kind === 'disbursement_reversed' && journal.key === `disbursement-reversed:${journal.disbursementId}`,
  surplus: (journal) => journal.kind === 'surplus' && journal.key === `surplus:${journal.surplusId}`,
  suspense: (journal) => journal.kind === 'suspense' && journal.key === `suspense:${journal.caseId}`,
  suspense_released: (journal) => journal.kind === 'suspense_released' && journal.key === `suspense-released:${journal.caseId}`,
  bank_gift: (journal) => journal.kind === 'bank_gift' && journal.key === `bank-gift:${journal.charityId}:${journal.bankReference}`,
}

/** What is wrong with a journal in itself; null for every journal that may be in the books. */
export function journalFault(journal: Journal): string | null {
  if (!Number.isSafeInteger(journal.amountFen) || journal.amountFen <= 0) return `amount ${journal.amountFen}`
  const imbalance = imbalanceFen(journal.legs)
  if (imbalance !== 0) return `out of balance by ${imbalance} fen`
  if (!(journal.kind in keyPattern)) return `unknown kind ${journal.kind}`
  if (!keyPattern[journal.kind](journal)) return 'its key is not that of its event'
  try {
    const same = JSON.stringify(legsText(expectedLegs(journal))) === JSON.stringify(legsText(journal.legs))
    return same ? null : `not posted as a ${journal.kind}`
  } catch {
    return `not an amount a ${journal.kind} can have`
  }
}

const legsText = (legs: readonly Leg[]) => legs.map(({ account, side, amountFen }) => `${side} ${account} ${amountFen}`)

/** The event that tells of a journal; its payload names what handlers look up. */
export function journalEvent(journal: Journal): { type: string; payload: Record<string, string | number | null> } {
  const base = { journalKey: journal.key, charityId: journal.charityId, campaignId: journal.campaignId, amountFen: journal.amountFen }
  switch (journal.kind) {
    case 'gift_paid':
      return { type: 'gift.paid', payload: { ...base, outTradeNo: journal.outTradeNo } }
    case 'refund_accepted':
    case 'refund_succeeded':
    case 'refund_closed':
      return {
        type: journal.kind.replace('_', '.'),
        payload: { ...base, outTradeNo: journal.outTradeNo, outRefundNo: journal.outRefundNo },
      }
    case 'settlement':
      return { type: 'settlement.posted', payload: { ...base, reference: journal.reference } }
    case 'top_up':
      return { type: 'top-up.posted', payload: { ...base, reference: journal.reference } }
    case 'settlement_reversed':
    case 'top_up_reversed':
      return { type: 'settlement.reversed', payload: { ...base, settlementId: journal.settlementId } }
    case 'disbursement':
      return { type: 'disbursement.posted', payload: { ...base, disbursementId: journal.disbursementId } }
    case 'disbursement_reversed':
      return { type: 'disbursement.reversed', payload: { ...base, disbursementId: journal.disbursementId } }
    case 'surplus':
      return { type: 'surplus.posted', payload: { ...base, toCampaignId: journal.toCampaignId, surplusId: journal.surplusId } }
    case 'suspense':
      return { type: 'suspense.posted', payload: { ...base, caseId: journal.caseId } }
    case 'suspense_released':
      return { type: 'suspense.released', payload: { ...base, caseId: journal.caseId } }
    // To a receipt or a message it is a gift like any other.
    case 'bank_gift':
      return { type: 'gift.paid', payload: { ...base, outTradeNo: journal.outTradeNo } }
  }
}
