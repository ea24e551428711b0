import { credit, debit, type Leg, type Posting, positiveFen } from '../leg/domain.ts'

/** What moved between WeChat and the bank: its number, and how often that number was posted and taken back before. */
interface PayoutPosting extends Posting {
  /** WeChat's or the bank's number of the transfer. */
  reference: string
  /** From 2 on: the number was posted before, by mistake, and taken back. */
  round?: number
}

export interface SettlementJournal extends PayoutPosting {
  kind: 'settlement'
}

/** The charity pays from its bank account into its merchant account, so that WeChat Pay can give money back. */
export interface TopUpJournal extends PayoutPosting {
  kind: 'top_up'
}

export interface PayoutReversedJournal extends Posting {
  kind: 'settlement_reversed' | 'top_up_reversed'
  settlementId: string
}

interface Payout {
  charityId: string
  reference: string
  /** 1, or absent, for a number that is posted for the first time. */
  round?: number | undefined
}

const roundOf = ({ round = 1 }: Payout) => (round > 1 ? { round } : {})

/** One number, one journal; a number that is posted anew after a mistake has its round in the key. */
export const payoutKey = (kind: 'settlement' | 'top_up', { charityId, reference, round = 1 }: Payout): string =>
  `${kind.replace('_', '-')}:${charityId}:${reference}${round > 1 ? `:${round}` : ''}`

function settlementLegs(clearedFen: number, feeFen: number): Leg[] {
  const bankFen = positiveFen(positiveFen(clearedFen) - feeFen)
  const fee = feeFen === 0 ? [] : [debit('ChannelFee', positiveFen(feeFen))]
  return [debit('Bank', bankFen), ...fee, credit('WxClearing', clearedFen)]
}

const turned = (legs: readonly Leg[]): Leg[] =>
  legs.map(({ account, side, amountFen }) => (side === 'debit' ? credit(account, amountFen) : debit(account, amountFen)))

/**
 * WeChat Pay paid out to the charity's bank account: Dr Bank (and Dr ChannelFee) / Cr WxClearing.
 * @throws RangeError when the fee is negative or all of it, or the amount is not a positive integer of fen
 */
export function settlementJournal(settlement: Payout & { clearedFen: number; feeFen: number }, postedAt: Date): SettlementJournal {
  const { charityId, reference, clearedFen, feeFen } = settlement
  const legs = settlementLegs(clearedFen, feeFen)
  const base = { charityId, campaignId: null, codeId: null, reference, ...roundOf(settlement) }
  return { key: payoutKey('settlement', settlement), kind: 'settlement', ...base, amountFen: clearedFen, legs, postedAt }
}

/**
 * The charity paid into its merchant account: Dr WxClearing / Cr Bank.
 * @throws RangeError when the amount is not a positive integer of fen
 */
export function topUpJournal(topUp: Payout & { amountFen: number }, postedAt: Date): TopUpJournal {
  const { charityId, reference } = topUp
  const amountFen = positiveFen(topUp.amountFen)
  const legs = [debit('WxClearing', amountFen), credit('Bank', amountFen)]
  const base = { charityId, campaignId: null, codeId: null, reference, ...roundOf(topUp) }
  return { key: payoutKey('top_up', topUp), kind: 'top_up', ...base, amountFen, legs, postedAt }
}

/**
 * A settlement or a top-up posted by mistake is posted back, leg by leg. The first journal stays.
 * @throws RangeError as the journals it takes back
 */
export function payoutReversedJournal(
  of: { kind: 'settlement' | 'top_up'; settlementId: string; charityId: string; clearedFen: number; feeFen: number },
  postedAt: Date,
): PayoutReversedJournal {
  const { kind, settlementId, charityId, clearedFen, feeFen } = of
  const legs = turned(
    kind === 'settlement'
      ? settlementLegs(clearedFen, feeFen)
      : topUpJournal({ charityId, reference: settlementId, amountFen: clearedFen }, postedAt).legs,
  )
  const key = `${kind.replace('_', '-')}-reversed:${settlementId}`
  const base = { charityId, campaignId: null, codeId: null, settlementId }
  return { key, kind: `${kind}_reversed`, ...base, amountFen: clearedFen, legs, postedAt }
}

/** The legs a journal between WeChat and the bank must have; a fee may be whatever it says. */
export function payoutLegs(journal: SettlementJournal | TopUpJournal | PayoutReversedJournal): Leg[] {
  const { amountFen, postedAt } = journal
  const feeFen = journal.legs.find((leg) => leg.account === 'ChannelFee')?.amountFen ?? 0
  switch (journal.kind) {
    case 'settlement':
      return settlementLegs(amountFen, feeFen)
    case 'top_up':
      return topUpJournal(journal, postedAt).legs
    case 'settlement_reversed':
    case 'top_up_reversed': {
      const kind = journal.kind === 'settlement_reversed' ? 'settlement' : 'top_up'
      return payoutReversedJournal({ ...journal, kind, clearedFen: amountFen, feeFen }, postedAt).legs
    }
  }
}
