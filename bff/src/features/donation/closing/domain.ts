import { createHash } from 'node:crypto'
import type { TrialAccount } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { billDueAt, dateAfter, datesBetween } from '../reconciliation/domain.ts'

type JournalKind = TrialAccount['movements'][number]['kind']

/** What one kind of journal did to one account. */
export interface Movement {
  kind: JournalKind
  debitFen: number
  creditFen: number
}

/** One account over one month; balances are debits less credits, as in any trial balance. */
export interface MonthAccount {
  account: string
  openingFen: number
  debitFen: number
  creditFen: number
  closingFen: number
  movements: Movement[]
}

/** A month as counted: what is stored, and counted again to prove that nothing came in later. */
export interface CountedMonth {
  charityId: string
  month: string
  journals: number
  accounts: MonthAccount[]
}

const DAY = '-01'

/** The month of an instant in Asia/Shanghai, yyyy-mm. */
export const monthOf = (at: Date): string => shanghaiDate(at).slice(0, 7)

/** The month so many months after another. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + (number - 1) + months
  return `${Math.floor(index / 12)
    .toString()
    .padStart(4, '0')}-${((index % 12) + 1).toString().padStart(2, '0')}`
}

/** Midnight in Asia/Shanghai at which a month begins. */
export const monthStart = (month: string): Date => new Date(`${month}${DAY}T00:00:00+08:00`)

export const lastDateOf = (month: string): string => dateAfter(`${monthAfter(month, 1)}${DAY}`, -1)

/** From when a month may be closed: when the bill of its last day can be had. */
export const closableFrom = (month: string): Date => billDueAt(lastDateOf(month))

/** Every month from one to another, newest first. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = last; month >= first; month = monthAfter(month, -1)) months.push(month)
  return months
}

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Opening balances and a month's sums put together; accounts by name, kinds by name, accounts that never held anything left out. */
export function countMonth(
  of: { charityId: string; month: string; journals: number },
  opening: ReadonlyMap<string, number>,
  moved: readonly (Movement & { account: string })[],
): CountedMonth {
  const accounts = [...new Set([...opening.keys(), ...moved.map(({ account }) => account)])].sort(byName).map((account): MonthAccount => {
    const movements = moved
      .filter((movement) => movement.account === account)
      .map(({ kind, debitFen, creditFen }) => ({ kind, debitFen, creditFen }))
      .sort((a, b) => byName(a.kind, b.kind))
    const openingFen = opening.get(account) ?? 0
    const debitFen = movements.reduce((sum, movement) => sum + movement.debitFen, 0)
    const creditFen = movements.reduce((sum, movement) => sum + movement.creditFen, 0)
    return { account, openingFen, debitFen, creditFen, closingFen: openingFen + debitFen - creditFen, movements }
  })
  return { ...of, accounts: accounts.filter((one) => one.openingFen !== 0 || one.movements.length > 0) }
}

/** The one text of a counted month: same month, same text, whoever counts. */
export function canonicalText({ charityId, month, journals, accounts }: CountedMonth): string {
  const rows = accounts.map(({ account, openingFen, closingFen, movements }) => [
    account,
    openingFen,
    movements.map(({ kind, debitFen, creditFen }) => [kind, debitFen, creditFen]),
    closingFen,
  ])
  return JSON.stringify(['closing-1', charityId, month, journals, rows])
}

/** SHA-256 of the canonical text, hex. */
export const digestOf = (counted: CountedMonth): string => createHash('sha256').update(canonicalText(counted)).digest('hex')

export function totalsOf(accounts: readonly MonthAccount[]) {
  const sum = (part: 'openingFen' | 'debitFen' | 'creditFen' | 'closingFen') => accounts.reduce((all, one) => all + one[part], 0)
  return { openingFen: sum('openingFen'), debitFen: sum('debitFen'), creditFen: sum('creditFen'), closingFen: sum('closingFen') }
}

/** A day of the month as reconciliation left it. */
export interface ReconciledDay {
  date: string
  state: 'waiting' | 'reconciled' | 'differences' | 'failed'
  /** Differences nobody has explained. */
  openDifferences: number
}

export interface MonthFacts {
  month: string
  firstMonth: string | null
  isPreviousClosed: boolean
  days: readonly ReconciledDay[]
  /** From which day on every day is compared with WeChat Pay; null for a charity WeChat Pay does not pay. */
  comparedFrom: string | null
  /** The oldest day whose bill can still be had. */
  oldestBill: string
  /** Asked for within the month or before, and still without an answer. */
  waiting: { spendings: number; settlements: number; surpluses: number; refunds: number }
}

const monthWords = (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
const dayWords = (date: string) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
const MOST_DAYS_NAMED = 3

function daysNamed(dates: readonly string[]): string {
  const named = dates.slice(0, MOST_DAYS_NAMED).map(dayWords).join('、')
  return dates.length > MOST_DAYS_NAMED ? `${named}等 ${dates.length} 天` : named
}

/**
 * What stands in the way of closing a month, in words for finance; empty when nothing does. A day whose bill WeChat Pay
 * no longer keeps can't be compared any more and does not stand in the way for ever.
 */
export function obstaclesTo(facts: MonthFacts, now: Date): string[] {
  const { month, days, comparedFrom } = facts
  if (facts.firstMonth === null || month < facts.firstMonth) return ['这个月还没有账']
  const last = lastDateOf(month)
  if (now < closableFrom(month)) return [`这个月的账还没有完，${dayWords(dateAfter(last, 1))}上午 10 点以后才能月结`]
  const found: string[] = []
  if (month > facts.firstMonth && !facts.isPreviousClosed) found.push(`请先完成${monthWords(monthAfter(month, -1))}的月结`)
  const first = `${month}${DAY}`
  const byDate = new Map(days.map((day) => [day.date, day]))
  const expected = comparedFrom === null ? [] : datesBetween(comparedFrom > first ? comparedFrom : first, last)
  const undone = expected.filter((date) => {
    const state = byDate.get(date)?.state ?? 'waiting'
    return (state === 'waiting' || state === 'failed') && date >= facts.oldestBill
  })
  if (undone.length > 0) found.push(`${daysNamed(undone)}还没有与微信支付核对`)
  const unexplained = days.filter((day) => day.openDifferences > 0).map((day) => day.date)
  if (unexplained.length > 0) found.push(`${daysNamed(unexplained)}的对账差异还没有说明`)
  const kinds = [
    ['支出', facts.waiting.spendings],
    ['结算', facts.waiting.settlements],
    ['结余转用', facts.waiting.surpluses],
    ['退款', facts.waiting.refunds],
  ] as const
  const waiting = kinds.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count} 笔`)
  if (waiting.length > 0) found.push(`这个月提出的申请还没有处理完：${waiting.join('、')}`)
  return found
}

const accountWords: Record<string, string> = {
  WxClearing: '微信待结算',
  Bank: '银行存款',
  RefundPayable: '应退捐款',
  ChannelFee: '手续费',
  Suspense: '待查款项',
  NonGift: '非捐赠款项',
}

const campaignAccountWords: Record<string, string> = { Restricted: '限定用途善款', Program: '项目支出', Released: '已用善款转出' }

/** An account in words for a bookkeeper. */
export function accountTitle(account: string, campaignTitle: (id: string) => string | undefined): string {
  const [head = '', id] = account.split(':')
  if (id === undefined) return accountWords[account] ?? account
  return `${campaignAccountWords[head] ?? head}：${campaignTitle(id) ?? id}`
}

export const kindWords: Record<JournalKind, string> = {
  bank_gift: '企业转账捐赠',
  gift_paid: '收到捐赠',
  refund_accepted: '同意退款',
  refund_succeeded: '退款到账',
  refund_closed: '退款撤回',
  settlement: '微信结算到银行',
  settlement_reversed: '结算冲正',
  top_up: '充值到微信商户账户',
  top_up_reversed: '充值冲正',
  disbursement: '项目支出',
  disbursement_reversed: '支出冲正',
  surplus: '结余转用',
  suspense: '对账差异',
  suspense_released: '差异转出',
}
