/**
 * Accounts of a charity's mirror ledger; money itself never passes through us.
 * `Restricted`: given for a campaign and not yet spent or given back. `Program` / `Released`: spent, and what was set free for it.
 * `NonGift`: came in over the merchant number and turned out to be no gift.
 */
export type AccountName =
  | 'WxClearing'
  | 'Bank'
  | 'RefundPayable'
  | 'ChannelFee'
  | 'Suspense'
  | 'NonGift'
  | `Restricted:${string}`
  | `Program:${string}`
  | `Released:${string}`

export interface Leg {
  account: AccountName
  side: 'debit' | 'credit'
  /** Integer fen, above zero. */
  amountFen: number
}

/** What every journal has, of whatever kind. */
export interface Posting {
  /** The business key; one key, one journal. */
  key: string
  charityId: string
  /** Null for what belongs to no single campaign: settlements, bill differences. */
  campaignId: string | null
  codeId: string | null
  amountFen: number
  legs: Leg[]
  postedAt: Date
}

export const debit = (account: AccountName, amountFen: number): Leg => ({ account, side: 'debit', amountFen })
export const credit = (account: AccountName, amountFen: number): Leg => ({ account, side: 'credit', amountFen })

/** @throws RangeError when the amount is not a positive integer of fen */
export function positiveFen(amountFen: number): number {
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) throw new RangeError(`${amountFen} fen can't be posted`)
  return amountFen
}
