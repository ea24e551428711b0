import type { GiftTrace } from '../src/features/donation/trace/domain.ts'
import type { TracedJournal } from '../src/features/donation/trace/movement/domain.ts'

type Legs = TracedJournal['legs']

/** Journals as the ledger writes them, a second apart. */
export function books(before: readonly TracedJournal[] = []) {
  const journals: TracedJournal[] = [...before]
  const post = (journal: Omit<TracedJournal, 'postedAt'>) => {
    journals.push({ ...journal, postedAt: new Date(Date.UTC(2026, 5, 1) + journals.length * 1_000) })
    return made
  }
  const legs = (account: 'debit' | 'credit', campaignId: string, amountFen: number): Legs => [
    { account: `Restricted:${campaignId}`, side: account, amountFen },
    { account: 'Bank', side: account === 'debit' ? 'credit' : 'debit', amountFen },
  ]
  const made = {
    journals,
    gift: (id: string, amountFen: number, campaignId = 'A') =>
      post({ key: `pay:1:${id}`, kind: 'gift_paid', campaignId, amountFen, legs: legs('credit', campaignId, amountFen), outTradeNo: id }),
    spend: (id: string, amountFen: number, campaignId = 'A') =>
      post({
        key: `disbursement:${id}`,
        kind: 'disbursement',
        campaignId,
        amountFen,
        legs: legs('debit', campaignId, amountFen),
        disbursementId: id,
      }),
    unspend: (id: string, amountFen: number, campaignId = 'A') =>
      post({
        key: `disbursement-reversed:${id}`,
        kind: 'disbursement_reversed',
        campaignId,
        amountFen,
        legs: legs('credit', campaignId, amountFen),
        disbursementId: id,
      }),
    refund: (giftId: string, id: string, amountFen: number, campaignId = 'A') =>
      post({
        key: `refund-accepted:${id}`,
        kind: 'refund_accepted',
        campaignId,
        amountFen,
        legs: legs('debit', campaignId, amountFen),
        outTradeNo: giftId,
        outRefundNo: id,
      }),
    close: (giftId: string, id: string, amountFen: number, campaignId = 'A') =>
      post({
        key: `refund-closed:${id}`,
        kind: 'refund_closed',
        campaignId,
        amountFen,
        legs: legs('credit', campaignId, amountFen),
        outTradeNo: giftId,
        outRefundNo: id,
      }),
    surplus: (from: string, to: string, amountFen: number) =>
      post({
        key: `surplus:${journals.length}`,
        kind: 'surplus',
        campaignId: from,
        amountFen,
        legs: [
          { account: `Restricted:${from}`, side: 'debit', amountFen },
          { account: `Restricted:${to}`, side: 'credit', amountFen },
        ],
      }),
    other: (kind: string, key: string, amountFen: number, side: 'debit' | 'credit', campaignId = 'A') =>
      post({ key, kind, campaignId, amountFen, legs: legs(side, campaignId, amountFen) }),
  }
  return made
}

export const spentFen = (gift: GiftTrace) => gift.uses.reduce((sum, { amountFen }) => sum + amountFen, 0)
