import { formatYuan } from '@minsheng/shared/units/money'
import type { PayRefund, RefundFacts } from '../../../ports/pay.ts'

export type RefundState = 'requested' | 'accepted' | 'processing' | 'succeeded' | 'closed' | 'abnormal' | 'rejected'
export type RefundKind = 'undo' | 'charity'
export type RefundRoute = 'wechat' | 'bank'

/** A donor may take a gift back for this long after it was paid, without being asked why. */
export const UNDO_WINDOW_MS = 10 * 60_000
/** When an undo came to nothing, the donor may ask again for this long. */
const UNDO_AGAIN_MS = 30 * 24 * 3_600_000
/** WeChat Pay gives back what was paid at most a year ago (365 days). */
export const WECHAT_REFUND_MS = 365 * 24 * 3_600_000
/** WeChat Pay splits one payment into at most this many refunds; closed ones don't count. */
export const MOST_PARTS = 50

/** States that have taken their part of the gift: it can't be given back again. */
const ACTIVE: readonly RefundState[] = ['requested', 'accepted', 'processing', 'succeeded', 'abnormal']
/** States in which WeChat Pay may still move. */
export const OPEN_AT_WECHAT: readonly RefundState[] = ['accepted', 'processing', 'abnormal']

const ASK_DELAYS_MS = [5_000, 10_000, 20_000, 40_000, 80_000, 160_000]
const LONGEST_ASK_DELAY_MS = 240_000
/** A refund WeChat refused, or could not deliver, is asked about hourly. */
const SLOW_ASK_DELAY_MS = 3_600_000

/** When WeChat Pay is asked next; a refund whose notice never came is found within five minutes. */
export function nextAskAt(asksDone: number, now: Date, slow = false): Date {
  return new Date(now.getTime() + (slow ? SLOW_ASK_DELAY_MS : (ASK_DELAYS_MS[asksDone] ?? LONGEST_ASK_DELAY_MS)))
}

/** What a refund that came to nothing leaves the donor of the gift: who took it back in time may do so again, whoever gave it up. */
export const undoAgain = (refund: { kind: RefundKind }, at: Date): { undoUntil?: Date } =>
  refund.kind === 'undo' ? { undoUntil: new Date(at.getTime() + UNDO_AGAIN_MS) } : {}

/** After asking is stopped, what was on its way to WeChat Pay has arrived by then. */
export const ASKING_OVER_MS = 60_000

/** A refund that WeChat Pay was asked for and refused: the answer stands in `hold` until a better one comes. */
export const isRefusedByWechat = (refund: { state: RefundState; route: RefundRoute; hold: string | null }): boolean =>
  refund.state === 'accepted' && refund.route === 'wechat' && refund.hold !== null

interface PaidGift {
  state: string
  amountFen: number
  paidAt: Date | null
}

interface Part {
  amountFen: number
  state: RefundState
}

export const isActive = (part: { state: RefundState }): boolean => ACTIVE.includes(part.state)

/** What of a gift is not given back, asked for or on its way, fen. */
export function refundableFen(gift: { amountFen: number }, parts: readonly Part[]): number {
  return gift.amountFen - parts.filter(isActive).reduce((sum, part) => sum + part.amountFen, 0)
}

/** Which way a gift goes back; a payment exactly a year old still goes through WeChat Pay, a bank transfer never does. */
export function routeOf(paidAt: Date, now: Date, channel?: string): RefundRoute {
  if (channel === 'bank') return 'bank'
  return now.getTime() - paidAt.getTime() > WECHAT_REFUND_MS ? 'bank' : 'wechat'
}

/** Until when the donor may take a paid gift back; null when nothing is left to take back. */
export function undoBefore(gift: {
  state: string
  amountFen: number
  paidAt: Date | null
  refundedFen?: number
  refundingFen?: number
  undoUntil?: Date
}): Date | null {
  if (gift.state !== 'paid' || gift.paidAt === null) return null
  if ((gift.refundedFen ?? 0) + (gift.refundingFen ?? 0) >= gift.amountFen) return null
  return gift.undoUntil ?? new Date(gift.paidAt.getTime() + UNDO_WINDOW_MS)
}

/** Why this much can't be given back now, in words for the one who asks; null when it can. */
export function refusalOf(gift: PaidGift, parts: readonly Part[], amountFen: number): string | null {
  if (gift.state !== 'paid' || gift.paidAt === null) return '这笔捐赠没有到账，不能退款'
  const leftFen = refundableFen(gift, parts)
  if (leftFen <= 0) return '这笔捐赠已经全部退回或正在退回'
  if (amountFen > leftFen) return `这笔捐赠最多还能退 ${formatYuan(leftFen)} 元`
  if (parts.filter(isActive).length >= MOST_PARTS) return `一笔捐赠最多分 ${MOST_PARTS} 次退，已经用完`
  return null
}

/** Why a campaign can't give this much back, in words; null when it can. What is spent can't be given back. */
export function spentReason(leftFen: number, amountFen: number): string | null {
  if (amountFen <= leftFen) return null
  return `这个项目的善款已经用出去一部分，只剩 ${formatYuan(Math.max(0, leftFen))} 元，不够退这笔钱`
}

/** Why the bank account can't have paid this by the books, in words; null when it can. */
export function bankReason(bankFen: number, amountFen: number): string | null {
  if (amountFen <= bankFen) return null
  return `银行账户账面上只有 ${formatYuan(Math.max(0, bankFen))} 元，不够转账 ${formatYuan(amountFen)} 元；微信支付打来的款请先在“结算”里登记并复核`
}

export type RefundStep = 'succeed' | 'close' | 'mark_abnormal' | 'mark_processing' | 'ignore' | 'contradiction'

/**
 * What WeChat Pay's word makes of a refund. Words come late and out of order: PROCESSING after an end says nothing new;
 * an abnormal refund can still succeed or close; one end after the other end is for a person to look at.
 */
export function stepOf(state: RefundState, said: RefundFacts['state']): RefundStep {
  if (!OPEN_AT_WECHAT.includes(state)) {
    const contradicts = (state === 'succeeded' && said === 'CLOSED') || (state !== 'succeeded' && said === 'SUCCESS')
    return contradicts ? 'contradiction' : 'ignore'
  }
  switch (said) {
    case 'SUCCESS':
      return 'succeed'
    case 'CLOSED':
      return 'close'
    case 'ABNORMAL':
      return state === 'abnormal' ? 'ignore' : 'mark_abnormal'
    case 'PROCESSING':
      return state === 'accepted' ? 'mark_processing' : 'ignore'
  }
}

/** In what WeChat Pay's word differs from what was asked for; null when it is this very refund. */
export function differenceOf(
  asked: PayRefund & { giftId: string },
  facts: RefundFacts,
  us: { spMchid: string },
): { expected: string; arrived: string } | null {
  const same =
    facts.outTradeNo === asked.giftId &&
    facts.transactionId === asked.transactionId &&
    facts.amountFen === asked.amountFen &&
    facts.totalFen === asked.totalFen &&
    (facts.payee === null || (facts.payee.spMchid === us.spMchid && facts.payee.subMchid === asked.subMchid))
  if (same) return null
  const words = (outTradeNo: string, amountFen: number, subMchid: string) =>
    `订单 ${outTradeNo} 退 ${formatYuan(amountFen)} 元（商户号 ${subMchid}）`
  return {
    expected: words(asked.giftId, asked.amountFen, asked.subMchid),
    arrived: words(facts.outTradeNo, facts.amountFen, facts.payee?.subMchid ?? asked.subMchid),
  }
}

/** What the payer reads in WeChat: always the same words, since a retry must repeat them. */
export const payerWords: Record<RefundKind, string> = { undo: '捐赠人撤销捐赠', charity: '慈善组织退回捐款' }

/** Why WeChat Pay refused, in words for the charity's finance. */
export function refusalWords(code: string, message: string): string {
  if (code === 'NOT_ENOUGH') return '商户号可用余额不足，请充值；系统会继续尝试'
  if (code === 'USER_ACCOUNT_ABNORMAL') return '捐赠人的微信账户异常或已注销，请改用银行转账退回'
  return `微信支付没有受理：${message.slice(0, 60) || '未说明原因'}；系统会继续尝试`
}
