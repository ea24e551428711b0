import * as z from 'zod'
import { bytes, isNotifyUrl } from './order-input.ts'

const fen = (min: number) => z.number().int('须为整数（分）').min(min, `须大于等于 ${min}`).max(100_000_000, '超过最大值 100000000')

export const refundInput = z
  .object({
    sub_mchid: bytes(32),
    transaction_id: bytes(32).optional(),
    out_trade_no: z
      .string()
      .regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '商户订单号须为 6~32 位数字、大小写字母或 _-|*')
      .optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/, '商户退款单号须为 1~64 位数字、大小写字母或 _-|*@'),
    reason: bytes(80).optional(),
    notify_url: bytes(256).refine(isNotifyUrl, '须为可直接访问的网址，且不能携带参数').optional(),
    funds_account: z.enum(['AVAILABLE', 'UNSETTLED']).optional(),
    amount: z.object({
      refund: fen(1),
      total: fen(1),
      currency: z.literal('CNY', '只支持人民币 CNY'),
      from: z.array(z.object({ account: z.enum(['AVAILABLE', 'UNAVAILABLE']), amount: fen(1) })).optional(),
    }),
    goods_detail: z
      .array(
        z.object({
          merchant_goods_id: bytes(32),
          wechatpay_goods_id: bytes(32).optional(),
          goods_name: bytes(256).optional(),
          unit_price: fen(0),
          refund_amount: fen(0),
          refund_quantity: z.number().int().min(1),
        }),
      )
      .optional(),
  })
  .superRefine((value, context) => {
    if (value.transaction_id === undefined && value.out_trade_no === undefined)
      context.addIssue({ code: 'custom', path: ['transaction_id'], message: 'transaction_id 和 out_trade_no 须传其一' })
    const { from, refund } = value.amount
    if (from && from.reduce((sum, part) => sum + part.amount, 0) !== refund)
      context.addIssue({ code: 'custom', path: ['amount', 'from'], message: '各出资账户金额之和须等于退款金额' })
  })
export type RefundInput = z.output<typeof refundInput>
