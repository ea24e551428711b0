import type { GiftChannel } from '@minsheng/shared/contracts/donation'
import { plainYuan } from '@minsheng/shared/units/money'
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

const COMPANY = 'org_'
/** The giver of a company's bank transfers. */
export const companyDonor = (uscc: string): string => `${COMPANY}${uscc}`
/** The USCC that stands on a company's receipt; null for a person, and for a company that does not want to be named. */
export const namedUscc = ({ donorId, anonymous }: { donorId: string; anonymous: boolean }): string | null =>
  donorId.startsWith(COMPANY) && !anonymous ? donorId.slice(COMPANY.length) : null

const OUTSIDE = 'outside_'
/** Who gave a payment that was booked from the bill: nobody we know, one for each payment. */
export const outsideDonor = (transactionId: string): string => `${OUTSIDE}${transactionId}`
/** Those donors, as a pattern. */
export const outsideDonors = new RegExp(`^${OUTSIDE}`)

/** Whether anyone reads what is sent to the giver: a company that gave by bank transfer has no account here, nor has a payer we don't know. */
export const hasReader = ({ channel, donorId }: { channel: GiftChannel; donorId: string }): boolean =>
  channel !== 'bank' && !donorId.startsWith(OUTSIDE)

export interface OrderedGift {
  _id: string
  subMchid: string
  amountFen: number
}

export type CaseKind =
  | 'amount_differs'
  | 'payee_differs'
  | 'appid_differs'
  | 'order_unknown'
  | 'paid_again'
  | 'refund_unknown'
  | 'refund_differs'

export interface Difference {
  kind: CaseKind
  expected: string
  arrived: string
}

const payeeText = (spMchid: string, subMchid: string) => `商户号 ${subMchid}（服务商 ${spMchid}）`

/** What arrived, in words for the clerk. */
export function arrivedText(facts: Pick<PaymentFacts, 'amountFen' | 'currency'>): string {
  if (facts.amountFen === null) return '没有写明金额'
  const foreign = facts.currency !== null && facts.currency !== 'CNY'
  return foreign ? `${plainYuan(facts.amountFen)}（币种 ${facts.currency}，不是人民币）` : `${plainYuan(facts.amountFen)} 元`
}

/** In what an arrived payment differs from its order; null when it is exactly what was ordered. */
export function differenceOf(order: OrderedGift, facts: PaymentFacts, us: { spMchid: string; spAppid: string }): Difference | null {
  if (facts.spMchid !== us.spMchid || facts.subMchid !== order.subMchid)
    return { kind: 'payee_differs', expected: payeeText(us.spMchid, order.subMchid), arrived: payeeText(facts.spMchid, facts.subMchid) }
  if (facts.spAppid !== us.spAppid) return { kind: 'appid_differs', expected: `小程序 ${us.spAppid}`, arrived: `小程序 ${facts.spAppid}` }
  if (facts.amountFen !== order.amountFen || (facts.currency !== null && facts.currency !== 'CNY'))
    return { kind: 'amount_differs', expected: `${plainYuan(order.amountFen)} 元`, arrived: arrivedText(facts) }
  return null
}

/** Which states a gift may come from; money that arrives after a close still makes it paid. */
export const mayBecome: Record<Exclude<GiftState, 'awaiting'>, readonly GiftState[]> = {
  paid: ['awaiting', 'closed', 'quarantined'],
  closed: ['awaiting'],
  quarantined: ['awaiting', 'closed'],
}

/** Why an order can't be taken to the cashier any more, in words for the donor; null while it can. */
export function unpayableReason(gift: { state: GiftState; payBefore: Date }, now: Date): string | null {
  switch (gift.state) {
    case 'paid':
      return '这笔捐赠已经支付成功'
    case 'closed':
      return '这笔捐赠已关闭，请重新捐一笔'
    case 'quarantined':
      return '这笔捐赠的到账正在核对，请不要再付款'
    case 'awaiting':
      return gift.payBefore.getTime() - RESUME_MARGIN_MS < now.getTime() ? '支付时间已过，请重新捐一笔' : null
  }
}

/** Cells that a spreadsheet would run as a formula are made text; full-width signs count too. */
export function csvCell(value: string): string {
  const safe = /^(\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
