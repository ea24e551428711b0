/** Accounts of a charity's mirror ledger that exist so far; money itself never passes through us. */
export type AccountName = 'WxClearing' | `Restricted:${string}`

export interface Leg {
  account: AccountName
  side: 'debit' | 'credit'
  /** Integer fen, above zero. */
  amountFen: number
}

/** One journal: an event about money with both its legs, written once and never changed. */
export interface Journal {
  /** The business key; one key, one journal. */
  key: string
  kind: 'gift_paid'
  charityId: string
  campaignId: string
  codeId: string | null
  outTradeNo: string
  transactionId: string
  amountFen: number
  legs: Leg[]
  paidAt: Date
  postedAt: Date
  /** How we learnt of it. */
  source: 'notice' | 'query'
}

export interface PaidGift {
  charityId: string
  campaignId: string
  codeId: string | null
  outTradeNo: string
  spMchid: string
  transactionId: string
  amountFen: number
  paidAt: Date
  source: 'notice' | 'query'
}

/**
 * The journal of a paid gift: Dr WxClearing / Cr Restricted:<campaign>.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function giftPaidJournal(gift: PaidGift, postedAt: Date): Journal {
  if (!Number.isSafeInteger(gift.amountFen) || gift.amountFen <= 0) throw new RangeError(`a gift of ${gift.amountFen} fen can't be posted`)
  return {
    key: `pay:${gift.spMchid}:${gift.transactionId}`,
    kind: 'gift_paid',
    charityId: gift.charityId,
    campaignId: gift.campaignId,
    codeId: gift.codeId,
    outTradeNo: gift.outTradeNo,
    transactionId: gift.transactionId,
    amountFen: gift.amountFen,
    legs: [
      { account: 'WxClearing', side: 'debit', amountFen: gift.amountFen },
      { account: `Restricted:${gift.campaignId}`, side: 'credit', amountFen: gift.amountFen },
    ],
    paidAt: gift.paidAt,
    postedAt,
    source: gift.source,
  }
}

/** Debits less credits; zero for every journal that may be written. */
export function imbalanceFen(legs: readonly Leg[]): number {
  return legs.reduce((sum, leg) => sum + (leg.side === 'debit' ? leg.amountFen : -leg.amountFen), 0)
}
