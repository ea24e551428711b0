import type { Statistics, StatisticsBy } from '@minsheng/shared/contracts/donation'
import { formatYuan } from '@minsheng/shared/units/money'
import { dateWords } from '../../../ui/time-words.ts'

export const byWords: Record<StatisticsBy, string> = { day: '按日', week: '按周', month: '按月' }

/** A period as a person names it: a day, the week from a day, a month. */
export function periodWords(start: string, by: StatisticsBy): string {
  if (by === 'month') return `${start.slice(0, 4)}年${Number(start.slice(5, 7))}月`
  return by === 'week' ? `${dateWords(start)}起的一周` : dateWords(start)
}

/** As short as an axis needs it. */
export function periodMark(start: string, by: StatisticsBy): string {
  if (by === 'month') return `${start.slice(0, 4)}年${Number(start.slice(5, 7))}月`
  return `${Number(start.slice(5, 7))}月${Number(start.slice(8))}日`
}

const yuan = (fen: number | null) => (fen === null ? '—' : `¥${formatYuan(fen)}`)

/** Of named donors, the share that came back; none while there is nobody. */
export function repeatShare({ donorCount, repeatDonorCount }: Pick<Statistics['totals'], 'donorCount' | 'repeatDonorCount'>): string {
  return donorCount === 0 ? '—' : `${((repeatDonorCount / donorCount) * 100).toFixed(1)}%`
}

/** The numbers above the chart, each with what it means. */
export function factsOf({ totals }: Pick<Statistics, 'totals'>): { title: string; value: string; words: string }[] {
  const count = (number: number) => number.toLocaleString('zh-CN')
  return [
    { title: '净额', value: yuan(totals.keptFen), words: `到账 ${yuan(totals.paidFen)}，退回 ${yuan(totals.returnedFen)}` },
    { title: '捐赠笔数', value: count(totals.giftCount), words: `其中匿名 ${count(totals.anonymousGiftCount)} 笔` },
    { title: '每笔中位数', value: yuan(totals.medianFen), words: `平均每笔 ${yuan(totals.meanFen)}` },
    { title: '留名捐赠人', value: count(totals.donorCount), words: '匿名捐赠不计人数' },
    { title: '捐过两次以上', value: repeatShare(totals), words: `${count(totals.repeatDonorCount)} 位，占留名捐赠人` },
    { title: '有退款的捐赠', value: count(totals.returnedGiftCount), words: '全部或部分退回' },
  ]
}
