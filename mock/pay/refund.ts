import { shanghaiDate } from '@minsheng/shared/units/clock'
import * as z from 'zod'
import { digits, wireTime } from './order.ts'

export const refundStatus = z.enum(['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'])
export type RefundStatus = z.output<typeof refundStatus>
/** How a refund ends. */
export const refundEnd = refundStatus.exclude(['PROCESSING'])
export type RefundEnd = z.output<typeof refundEnd>

export const refund = z.object({
  outRefundNo: z.string(),
  refundId: z.string(),
  outTradeNo: z.string(),
  transactionId: z.string(),
  spMchid: z.string(),
  subMchid: z.string(),
  refundFen: z.number().int(),
  /** What was paid for the order. */
  totalFen: z.number().int(),
  reason: z.string().optional(),
  notifyUrl: z.string().optional(),
  fundsAccount: z.string(),
  /** Hash of everything the merchant asked for: the same number must always ask for the same. */
  fingerprint: z.string(),
  createdAt: z.iso.datetime(),
  status: refundStatus,
  /** When the status was reached; absent while it is being processed. */
  settledAt: z.iso.datetime().optional(),
  /** What is to become of it by itself, and when by the real clock. */
  due: z.object({ status: refundEnd, at: z.iso.datetime() }).optional(),
})
export type Refund = z.output<typeof refund>

const PAYER_ACCOUNT = '支付用户零钱'

/** 29 digits. */
export function newRefundId(at: Date): string {
  return `5030${digits(6)}${shanghaiDate(at).replaceAll('-', '')}${digits(11)}`
}

const successTime = (asked: Refund, status: RefundStatus): { success_time?: string } =>
  status === 'SUCCESS' ? { success_time: wireTime(new Date(asked.settledAt ?? asked.createdAt)) } : {}

/** The refund as the request and a query answer it, field order as in WeChat's own. */
export function refundView(asked: Refund, status: RefundStatus = asked.status): Record<string, unknown> {
  return {
    refund_id: asked.refundId,
    out_refund_no: asked.outRefundNo,
    transaction_id: asked.transactionId,
    out_trade_no: asked.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: PAYER_ACCOUNT,
    ...successTime(asked, status),
    create_time: wireTime(new Date(asked.createdAt)),
    status,
    funds_account: asked.fundsAccount,
    amount: {
      total: asked.totalFen,
      refund: asked.refundFen,
      from: [],
      payer_total: asked.totalFen,
      payer_refund: asked.refundFen,
      settlement_refund: asked.refundFen,
      settlement_total: asked.totalFen,
      discount_refund: 0,
      currency: 'CNY',
    },
    promotion_detail: [],
  }
}

/** What a notice about the refund seals. */
export function refundNoticeView(asked: Refund, status: RefundStatus): Record<string, unknown> {
  return {
    sp_mchid: asked.spMchid,
    sub_mchid: asked.subMchid,
    out_trade_no: asked.outTradeNo,
    transaction_id: asked.transactionId,
    out_refund_no: asked.outRefundNo,
    refund_id: asked.refundId,
    refund_status: status,
    ...successTime(asked, status),
    user_received_account: PAYER_ACCOUNT,
    amount: { total: asked.totalFen, refund: asked.refundFen, payer_total: asked.totalFen, payer_refund: asked.refundFen },
  }
}
