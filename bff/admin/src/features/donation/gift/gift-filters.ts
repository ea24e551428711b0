import type { GiftRow } from '@minsheng/shared/contracts/donation'
import { addDays } from '../../../ui/time-words.ts'
import { giftStates } from '../words.ts'

export const giftFilterNames = ['charityId', 'campaignId', 'codeId', 'state', 'from', 'to'] as const
export type GiftFilterName = (typeof giftFilterNames)[number]

/** The filters as the API takes them; what an old or edited address says wrongly is left out. */
export function giftQuery(filters: Record<GiftFilterName, string | undefined>) {
  const state = filters.state !== undefined && filters.state in giftStates ? (filters.state as GiftRow['state']) : undefined
  const day = (text: string | undefined) =>
    text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined
  return {
    charityId: filters.charityId,
    campaignId: filters.campaignId,
    codeId: filters.codeId,
    state,
    from: day(filters.from),
    to: day(filters.to),
  }
}

/** Spans of days people ask for most. */
export function daySpans(today: string): { label: string; from: string; to: string }[] {
  return [
    { label: '今天', from: today, to: today },
    { label: '近 7 天', from: addDays(today, -6), to: today },
    { label: '本月', from: `${today.slice(0, 8)}01`, to: today },
    { label: '今年', from: `${today.slice(0, 5)}01-01`, to: today },
  ]
}

/** Name of the exported file: `捐赠记录-2026-06-15.csv`, or with the span of days. */
export function exportName(from: string | undefined, to: string | undefined, today: string): string {
  if (from === undefined && to === undefined) return `捐赠记录-截至${today}.csv`
  return `捐赠记录-${from ?? '开始'}至${to ?? today}.csv`
}
