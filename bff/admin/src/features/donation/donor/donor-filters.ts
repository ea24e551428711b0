import { dayOf } from '../../../ui/day-range.tsx'

export const donorFilterNames = ['charityId', 'campaignId', 'from', 'to', 'minFen', 'maxFen', 'order'] as const
export type DonorFilterName = (typeof donorFilterNames)[number]

/** Sums people ask for, fen. */
export const leastSums = [
  { value: '10000', label: '100 元以上' },
  { value: '50000', label: '500 元以上' },
  { value: '100000', label: '1,000 元以上' },
  { value: '1000000', label: '10,000 元以上' },
]

export const mostSums = [
  { value: '9999', label: '不到 100 元' },
  { value: '49999', label: '不到 500 元' },
  { value: '99999', label: '不到 1,000 元' },
  { value: '999999', label: '不到 10,000 元' },
]

const fenOf = (text: string | undefined) => (text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined)

/** The filters as the API takes them; what an old or edited address says wrongly is left out. */
export function donorQuery(filters: Record<DonorFilterName, string | undefined>) {
  const { charityId, campaignId, from, to, minFen, maxFen, order } = filters
  return {
    charityId,
    campaignId,
    from: dayOf(from),
    to: dayOf(to),
    minFen: fenOf(minFen),
    maxFen: fenOf(maxFen),
    order: order === 'most' ? ('most' as const) : ('latest' as const),
  }
}
