import type { GiftChannel } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'

export type By = 'day' | 'week' | 'month'

export interface Sums {
  /** Gifts of which something was kept. */
  giftCount: number
  paidFen: number
  returnedFen: number
  keptFen: number
}

/** What came in on one period's gifts to one campaign, by one code and one way of paying. */
export interface Cell {
  start: Date
  campaignId: string
  codeId: string | null
  channel: GiftChannel
  giftCount: number
  paidFen: number
  returnedFen: number
}

/** Where a gift was given: a code's venue; without a code the project's page, and a company's transfer neither. */
export const placeKey = ({ codeId, channel }: Pick<Cell, 'codeId' | 'channel'>, venueOf: (codeId: string) => string): string =>
  codeId === null ? (channel === 'bank' ? BANK_PLACE : PAGE_PLACE) : venueOf(codeId)
const PAGE_PLACE = 'page'
const BANK_PLACE = 'bank'
/** What a line without a venue is called; null of a venue. */
export const placelessLabel = (key: string): string | null =>
  key === PAGE_PLACE ? '没有扫码（项目页）' : key === BANK_PLACE ? '企业银行转账' : null

/** How many gifts of which exactly this much was kept. */
export interface AmountCount {
  fen: number
  count: number
}

/** More than this many periods are no chart anybody can read. */
export const MOST_PERIODS: Record<By, number> = { day: 366, week: 260, month: 240 }

const none: Sums = { giftCount: 0, paidFen: 0, returnedFen: 0, keptFen: 0 }

function plus(sums: Sums, { giftCount, paidFen, returnedFen }: Pick<Cell, 'giftCount' | 'paidFen' | 'returnedFen'>): Sums {
  return {
    giftCount: sums.giftCount + giftCount,
    paidFen: sums.paidFen + paidFen,
    returnedFen: sums.returnedFen + returnedFen,
    keptFen: sums.keptFen + paidFen - returnedFen,
  }
}

export const sumOf = (cells: readonly Cell[]): Sums => cells.reduce(plus, none)

/** Sums by what `keyOf` says, the most kept first. */
export function grouped<K>(cells: readonly Cell[], keyOf: (cell: Cell) => K): [K, Sums][] {
  const sums = new Map<K, Sums>()
  for (const cell of cells) sums.set(keyOf(cell), plus(sums.get(keyOf(cell)) ?? none, cell))
  return [...sums].sort(([, a], [, b]) => b.keptFen - a.keptFen || b.giftCount - a.giftCount)
}

const utc = (day: string) => new Date(`${day}T00:00:00Z`)
const dayText = (at: Date) => at.toISOString().slice(0, 10)

/** The first day of the period a calendar date lies in; weeks begin on Monday. */
export function startOf(day: string, by: By): string {
  if (by === 'day') return day
  if (by === 'month') return `${day.slice(0, 7)}-01`
  const at = utc(day)
  return dayText(new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000))
}

function nextStart(start: string, by: By): string {
  const at = utc(start)
  if (by === 'month') return dayText(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)))
  return dayText(new Date(at.getTime() + (by === 'week' ? 7 : 1) * 86_400_000))
}

/** The first days of all periods that touch these days, in order. */
export function startsBetween(from: string, to: string, by: By): string[] {
  const starts: string[] = []
  for (let start = startOf(from, by); start <= to && starts.length <= MOST_PERIODS[by]; start = nextStart(start, by)) starts.push(start)
  return starts
}

/** Every period with its sums, the empty ones too. */
export function seriesOf(cells: readonly Cell[], from: string, to: string, by: By): (Sums & { start: string })[] {
  const found = new Map(grouped(cells, ({ start }) => shanghaiDate(start)))
  return startsBetween(from, to, by).map((start) => ({ start, ...(found.get(start) ?? none) }))
}

/** The middle one of all amounts, of two middle ones their mean; half a fen is rounded up. Null of none. */
export function medianFen(amounts: readonly AmountCount[]): number | null {
  const sorted = [...amounts].sort((a, b) => a.fen - b.fen)
  const total = sorted.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const nth = (n: number): number => {
    let seen = 0
    for (const { fen, count } of sorted) {
      seen += count
      if (n < seen) return fen
    }
    throw new Error('counted beyond the last amount')
  }
  return Math.round((nth(Math.floor((total - 1) / 2)) + nth(Math.floor(total / 2))) / 2)
}

/** Sum over number, to the fen. Null of none. */
export const meanFen = ({ keptFen, giftCount }: Sums): number | null => (giftCount === 0 ? null : Math.round(keptFen / giftCount))
