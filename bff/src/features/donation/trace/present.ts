import type { GiftTrace, GiftUse } from '@minsheng/shared/contracts/donation'
import type { GiftDocument } from '../giving/store.ts'
import { pictureUrl } from '../picture/present.ts'
import type { DisbursementDocument } from '../spending/store.ts'
import type { GiftTraceDocument, SpendingTraceDocument } from './store.ts'

/** Everything a gift's page is made from. */
export interface TraceFacts {
  gift: GiftDocument & { paidAt: Date }
  /** Null when nothing of the gift was used or handed on. */
  trace: GiftTraceDocument | null
  /** As the ledger says. */
  returnedFen: number
  shares: ReadonlyMap<string, SpendingTraceDocument>
  spendings: ReadonlyMap<string, DisbursementDocument>
  titles: ReadonlyMap<string, string>
  asOf: Date
}

const VOUCHER_ENDS = 4

/** `24063300000012345678` → `2406…5678`: enough to know one's own voucher again. */
export function shortNumber(number: string): string {
  const letters = [...number]
  return letters.length <= 2 * VOUCHER_ENDS + 1
    ? number
    : `${letters.slice(0, VOUCHER_ENDS).join('')}…${letters.slice(-VOUCHER_ENDS).join('')}`
}

function presentUse({ spendingId, campaignId, amountFen }: GiftTraceDocument['uses'][number], facts: TraceFacts): GiftUse {
  const share = facts.shares.get(spendingId)
  const spending = facts.spendings.get(spendingId)
  return {
    id: spendingId.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 64),
    shareFen: amountFen,
    totalFen: share?.amountFen ?? amountFen,
    giftCount: Math.max(1, share?.giftCount ?? 1),
    projectTitle: facts.titles.get(campaignId) ?? facts.gift.projectTitle,
    spent: spending
      ? {
          on: spending.spentOn,
          budgetLabel: spending.budgetLabel,
          purpose: spending.purpose,
          payee: spending.payee,
          vouchers: spending.vouchers.map(({ kind, number }) => ({ kind, number: shortNumber(number) })),
          pictureUrl: pictureUrl(spending.publicPictureId),
        }
      : null,
  }
}

/** Later spending first; what has no day yet comes before all. */
const byDay = (a: GiftUse, b: GiftUse) => {
  const [one, other] = [a.spent?.on ?? '9', b.spent?.on ?? '9']
  return one < other ? 1 : one > other ? -1 : 0
}

/**
 * A gift's page. The parts are told only when they add up to what was paid and agree with the ledger; else the page says
 * that it is being looked at, and nothing that may be wrong.
 */
export function presentTrace(facts: TraceFacts): GiftTrace {
  const { gift, trace, returnedFen, titles } = facts
  const usedFen = trace?.uses.reduce((sum, { amountFen }) => sum + amountFen, 0) ?? 0
  const lots = trace?.unspent ?? [{ campaignId: gift.campaignId, amountFen: gift.amountFen - returnedFen }]
  const unusedFen = lots.reduce((sum, { amountFen }) => sum + amountFen, 0)
  const isOfLedger = trace === null || (trace.paidFen === gift.amountFen && trace.returnedFen === returnedFen)
  const settled = isOfLedger && usedFen + unusedFen + returnedFen === gift.amountFen && unusedFen >= 0
  return {
    giftId: gift._id,
    projectId: gift.campaignId,
    projectTitle: gift.projectTitle,
    charityName: gift.charityName,
    paidFen: gift.amountFen,
    paidAt: gift.paidAt.toISOString(),
    usedFen: settled ? usedFen : 0,
    unusedFen: settled ? unusedFen : 0,
    returnedFen: settled ? returnedFen : 0,
    settled,
    uses: settled ? (trace?.uses ?? []).map((use) => presentUse(use, facts)).sort(byDay) : [],
    unused: settled
      ? lots
          .filter(({ amountFen }) => amountFen > 0)
          .map(({ campaignId, amountFen }) => ({
            projectId: campaignId,
            projectTitle: titles.get(campaignId) ?? gift.projectTitle,
            amountFen,
          }))
      : [],
    asOf: facts.asOf.toISOString(),
  }
}
