import type { PaymentFacts } from '../../../ports/pay.ts'

export type GiftState = 'awaiting' | 'paid' | 'closed' | 'quarantined'

/** How long the cashier takes an order, ms. */
export const PAY_WINDOW_MS = 30 * 60_000
/** After the cashier's limit, how long we wait before closing: a payment made in the last second still arrives. */
export const CLOSE_AFTER_MS = 60_000
/** An order this close to its limit is not resumed. */
export const RESUME_MARGIN_MS = 60_000
const CHECK_DELAYS_MS = [5_000, 10_000, 20_000, 40_000, 80_000, 160_000]
const LONGEST_CHECK_DELAY_MS = 240_000

/** When WeChat Pay is asked again about an unpaid order; a paid order whose notice never came is found within five minutes. */
export function nextCheckAt(checksDone: number, now: Date): Date {
  return new Date(now.getTime() + (CHECK_DELAYS_MS[checksDone] ?? LONGEST_CHECK_DELAY_MS))
}

export interface OrderedGift {
  _id: string
  subMchid: string
  amountFen: number
}

export type CaseKind = 'amount_differs' | 'payee_differs' | 'appid_differs' | 'order_unknown' | 'paid_again'

export interface Difference {
  kind: CaseKind
  expected: string
  arrived: string
}

/** In what an arrived payment differs from its order; null when it is exactly what was ordered. */
export function differenceOf(order: OrderedGift, facts: PaymentFacts, us: { spMchid: string; spAppid: string }): Difference | null {
  if (facts.spMchid !== us.spMchid || facts.subMchid !== order.subMchid)
    return { kind: 'payee_differs', expected: `${us.spMchid}/${order.subMchid}`, arrived: `${facts.spMchid}/${facts.subMchid}` }
  if (facts.spAppid !== us.spAppid) return { kind: 'appid_differs', expected: us.spAppid, arrived: facts.spAppid }
  if (facts.amountFen !== order.amountFen || (facts.currency !== null && facts.currency !== 'CNY'))
    return { kind: 'amount_differs', expected: `${order.amountFen} CNY`, arrived: `${facts.amountFen} ${facts.currency ?? 'CNY'}` }
  return null
}

/** Which states a gift may come from; money that arrives after a close still makes it paid. */
export const mayBecome: Record<Exclude<GiftState, 'awaiting'>, readonly GiftState[]> = {
  paid: ['awaiting', 'closed', 'quarantined'],
  closed: ['awaiting'],
  quarantined: ['awaiting', 'closed'],
}

/** Cells that a spreadsheet would run as a formula are made text. */
export function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
