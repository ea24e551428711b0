import { shanghaiDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import type { BillFault, BillLine, BillTotals } from '../../../ports/bill.ts'

export type ReconciliationState = 'waiting' | 'reconciled' | 'differences' | 'failed'
export type DifferenceKind = 'missing_here' | 'missing_there' | 'amount_differs' | 'total_line_differs'
export type DifferenceState = 'open' | 'explained' | 'confirmed' | 'booked' | 'vanished'

const DAY_MS = 86_400_000
/** WeChat Pay keeps bills for three months; one day less is surely inside. */
const DAYS_KEPT = 88
/** A day with differences is compared again by itself for a week: a late posting settles them. */
const RECHECK_DAYS = 7

/** Midnight in Asia/Shanghai at which a day begins. */
export const dayStart = (date: string): Date => new Date(`${date}T00:00:00+08:00`)

/** The calendar date so many days after another. */
export const dateAfter = (date: string, days: number): string => shanghaiDate(new Date(dayStart(date).getTime() + days * DAY_MS))

/** From when WeChat Pay has the bill of a day: 10:00 of the next. */
export const billDueAt = (date: string): Date => new Date(Date.parse(`${date}T10:00:00+08:00`) + DAY_MS)

/** The oldest day whose bill can still be had. */
export const oldestDate = (now: Date): string => dateAfter(shanghaiDate(now), -DAYS_KEPT)

/** Every date from one to another, both included; none when the second is earlier. */
export function datesBetween(from: string, to: string): string[] {
  const dates: string[] = []
  for (let date = from; date <= to; date = dateAfter(date, 1)) dates.push(date)
  return dates
}

/** A payment or refund as the books have it; a payment goes by WeChat Pay's number, a refund by ours. */
export interface BookItem {
  item: 'payment' | 'refund'
  number: string
  outTradeNo: string
  amountFen: number
}

export interface FoundDifference {
  kind: DifferenceKind
  item: 'payment' | 'refund' | 'total'
  /** Number of the payment or refund, or merchant number and name of a total. */
  subject: string
  outTradeNo: string | null
  booksFen: number | null
  billFen: number | null
  books: string
  bill: string
}

const yuan = (fen: number) => `${formatYuan(fen)} 元`
const NONE = '没有这一笔'

export const itemKey = ({ item, number }: Pick<BookItem, 'item' | 'number'>): string => `${item}:${number}`

/** A line of the bill under the number by which the books know it. */
export const itemOf = (line: BillLine): BookItem => ({
  item: line.kind,
  number: line.outRefundNo ?? line.transactionId,
  outTradeNo: line.outTradeNo,
  amountFen: line.amountFen,
})

/** The journal that must stand behind a line: a refund that is still under way is only accepted, and nothing has left yet. */
export function journalKeyOf(line: BillLine): string {
  if (line.kind === 'payment') return `pay:${line.spMchid}:${line.transactionId}`
  return `${line.refundStatus === 'SUCCESS' ? 'refund-succeeded' : 'refund-accepted'}:${line.outRefundNo}`
}

export interface ComparedDay {
  billed: readonly BillLine[]
  /** What the books have behind the lines of the bill, under whatever day. */
  behindLines: readonly BookItem[]
  /** What the books have on this day. */
  ofDay: readonly BookItem[]
  /** What the bill of another day lists: a refund is listed when it was accepted, and at midnight two clocks may disagree. */
  listedElsewhere: ReadonlySet<string>
}

/** In what a bill differs from the books, line by line; empty when they agree to the fen. */
export function lineDifferences({ billed, behindLines, ofDay, listedElsewhere }: ComparedDay): FoundDifference[] {
  const books = new Map(behindLines.map((item) => [itemKey(item), item]))
  const listed = new Set<string>()
  const found: FoundDifference[] = []
  for (const line of billed.map(itemOf)) {
    listed.add(itemKey(line))
    const ours = books.get(itemKey(line))
    if (ours?.amountFen === line.amountFen) continue
    found.push({
      kind: ours ? 'amount_differs' : 'missing_here',
      item: line.item,
      subject: line.number,
      outTradeNo: line.outTradeNo,
      booksFen: ours?.amountFen ?? null,
      billFen: line.amountFen,
      books: ours ? yuan(ours.amountFen) : NONE,
      bill: yuan(line.amountFen),
    })
  }
  for (const ours of ofDay) {
    if (listed.has(itemKey(ours)) || listedElsewhere.has(itemKey(ours))) continue
    found.push({
      kind: 'missing_there',
      item: ours.item,
      subject: ours.number,
      outTradeNo: ours.outTradeNo,
      booksFen: ours.amountFen,
      billFen: null,
      books: yuan(ours.amountFen),
      bill: NONE,
    })
  }
  return found
}

/** What the lines of a bill add up to. */
export function sumOf(lines: readonly BillLine[]): BillTotals {
  const totals: BillTotals = { count: lines.length, orderFen: 0, refundFen: 0, feeHundredThousandths: 0 }
  for (const line of lines) {
    totals[line.kind === 'payment' ? 'orderFen' : 'refundFen'] += line.amountFen
    totals.feeHundredThousandths += line.feeHundredThousandths
  }
  return totals
}

const fee = (units: number) => {
  const digits = Math.abs(units).toString().padStart(6, '0')
  return `${units < 0 ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)} 元`
}

const totalWords: Record<keyof BillTotals, { name: string; say: (value: number) => string; isMoney: boolean }> = {
  count: { name: '总交易单数', say: (count) => `${count} 笔`, isMoney: false },
  orderFen: { name: '订单总金额', say: yuan, isMoney: true },
  refundFen: { name: '申请退款总金额', say: yuan, isMoney: true },
  feeHundredThousandths: { name: '手续费总金额', say: fee, isMoney: false },
}

/** In what a bill's own total line differs from the sum of its lines; one difference for each total. */
export function totalDifferences(subMchid: string, lines: readonly BillLine[], totals: BillTotals): FoundDifference[] {
  const sum = sumOf(lines)
  return (Object.keys(totalWords) as (keyof BillTotals)[])
    .filter((part) => sum[part] !== totals[part])
    .map((part) => {
      const { name, say, isMoney } = totalWords[part]
      return {
        kind: 'total_line_differs' as const,
        item: 'total' as const,
        subject: `${subMchid} ${name}`,
        outTradeNo: null,
        booksFen: isMoney ? sum[part] : null,
        billFen: isMoney ? totals[part] : null,
        books: `逐笔相加 ${say(sum[part])}`,
        bill: `合计行写 ${say(totals[part])}`,
      }
    })
}

/**
 * What Suspense must hold for a difference, fen: above zero when WeChat Pay has more than the books say, below when less.
 * A total line names no money of its own, and a difference that is gone or booked holds none.
 */
export function suspenseFen(difference: Pick<FoundDifference, 'item' | 'booksFen' | 'billFen'>, state: DifferenceState): number {
  if (state === 'vanished' || state === 'booked' || difference.item === 'total') return 0
  const billLessBooks = (difference.billFen ?? 0) - (difference.booksFen ?? 0)
  return difference.item === 'payment' ? billLessBooks : 0 - billLessBooks
}

/** Why a difference is no longer found, in words for the clerk. */
export function vanishReason(kind: DifferenceKind, now: { isInBooks: boolean; isInBill: boolean }): string {
  switch (kind) {
    case 'missing_here':
      return now.isInBooks ? '账本后来记上了这一笔，与账单一致' : '微信支付更新了账单，不再列出这一笔'
    case 'missing_there':
      return now.isInBill ? '微信支付更新了账单，列出了这一笔' : '账本不再把这一笔记在这一天'
    case 'amount_differs':
      return '再次核对时，两边金额一致'
    case 'total_line_differs':
      return '再次核对时，合计行与逐笔相加一致'
  }
}

/** A case in one of these waits for a person. */
export const unsettledStates: readonly DifferenceState[] = ['open', 'explained']

/** When a compared day is compared again by itself; null for never. */
export function recheckAt(date: string, unsettled: number, now: Date): Date | null {
  const isRecent = dateAfter(date, RECHECK_DAYS) >= shanghaiDate(now)
  return unsettled > 0 && isRecent ? new Date(now.getTime() + DAY_MS) : null
}

export const faultWords: Record<BillFault, string> = {
  hash_differs: '账单文件在传输中损坏（校验值不符），没有使用；稍后自动再取',
  not_understood: '账单格式与约定不符，没有使用；请联系系统管理员',
  refused: '微信支付拒绝提供账单，请核对特约商户号是否已授权',
}
