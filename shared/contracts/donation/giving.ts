import * as z from 'zod'
import { calendarDate, empty, fen, file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { giftLimits, giftState, shortText, tagDesk, tagResident } from './terms.ts'

export const gift = z.strictObject({
  id,
  projectId: id,
  projectTitle: z.string(),
  charityName: z.string(),
  venueName: z.string().nullable(),
  amountFen: fen,
  anonymous: z.boolean(),
  donorName: z.string().nullable(),
  state: giftState,
  createdAt: instant,
  paidAt: instant.nullable(),
  /** Until when the cashier takes this order. */
  payBefore: instant,
  /** Of the amount: what is back with the donor. */
  refundedFen: fen,
  /** Of the amount: what is on its way back. */
  refundingFen: fen,
  /** Which way it goes or went back, of several parts the last: to where it was paid from, or by the charity's bank transfer; null while nothing is. */
  returnRoute: z.enum(['wechat', 'bank']).nullable(),
  /** Until when the donor may take the gift back without being asked why; null when there is nothing to take back. */
  undoBefore: instant.nullable(),
})

export type Gift = z.output<typeof gift>

/** What the front needs to open the cashier. `jsapi` goes to wx.requestPayment as it is. */
export const payment = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jsapi'),
    appId: z.string(),
    timeStamp: z.string(),
    nonceStr: z.string(),
    package: z.string(),
    signType: z.literal('RSA'),
    paySign: z.string(),
  }),
  z.strictObject({ kind: z.literal('h5'), url: z.url() }),
])

export type Payment = z.output<typeof payment>

export const giftWithPayment = z.strictObject({ gift, payment })

/** How a gift was paid; `bank`: a company's transfer to the charity's bank account. */
export const giftChannel = z.enum(['jsapi', 'h5', 'bank'])

export type GiftChannel = z.output<typeof giftChannel>

export const giftRow = z.strictObject({
  ...gift.shape,
  charityId: id,
  codeId: id.nullable(),
  transactionId: z.string().nullable(),
  donorLabel: z.string(),
  channel: giftChannel,
  /** The giver has no account here, so the charity hands them their receipt. */
  receiptAtDesk: z.boolean(),
})

export type GiftRow = z.output<typeof giftRow>

const giftFilter = {
  charityId: id.optional(),
  campaignId: id.optional(),
  codeId: id.optional(),
  state: giftState.optional(),
  /** Days in Asia/Shanghai, both included. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
}

/** Money that arrived but differs from its order; never added to a total until a person decides. */
export const paymentCase = z.strictObject({
  id,
  kind: z.enum(['amount_differs', 'payee_differs', 'appid_differs', 'order_unknown', 'paid_again', 'refund_unknown', 'refund_differs']),
  outTradeNo: z.string(),
  transactionId: z.string(),
  expected: z.string(),
  arrived: z.string(),
  openedAt: instant,
})

export type PaymentCase = z.output<typeof paymentCase>

const giftParams = z.strictObject({ giftId: id })

export const givingContract = {
  createGift: operation({
    method: 'POST',
    path: '/api/v1/gifts',
    summary: '捐一笔：下单并取得收银台参数',
    tag: tagResident,
    audience: 'session',
    body: json(
      z.strictObject({
        projectId: id,
        codeId: id.nullable(),
        amountFen: z
          .number('请填写金额')
          .int('金额最多到分')
          .min(giftLimits.minFen, '至少 0.01 元')
          .max(giftLimits.maxFen, '单笔最多 50,000 元'),
        anonymous: z.boolean(),
        donorName: shortText(20).nullable(),
        /** The together page it is given through. */
        teamId: id.nullable().default(null),
        /** The monthly gift whose month it ticks. */
        monthlyId: id.nullable().default(null),
      }),
    ),
    status: 201,
    response: json(giftWithPayment),
    errors: ['not_found', 'wrong_state', 'campaign_not_open', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'key',
  }),
  listMyGifts: operation({
    method: 'GET',
    path: '/api/v1/gifts',
    summary: '我的捐赠',
    tag: tagResident,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(z.strictObject({ ...page(gift).shape, totalPaidFen: fen, paidCount: z.number().int() })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看捐赠记录' },
  }),
  getMyGift: operation({
    method: 'GET',
    path: '/api/v1/gifts/:giftId',
    summary: '一笔捐赠',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: json(gift),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看一笔捐赠' },
  }),
  checkGiftPayment: operation({
    method: 'POST',
    path: '/api/v1/gifts/:giftId/payment-checks',
    summary: '向微信支付查询这笔捐赠是否到账',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 200,
    response: json(gift),
    errors: ['not_found', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'natural',
  }),
  resumeGiftPayment: operation({
    method: 'POST',
    path: '/api/v1/gifts/:giftId/payments',
    summary: '继续支付一笔未完成的捐赠',
    tag: tagResident,
    audience: 'session',
    params: giftParams,
    status: 201,
    response: json(giftWithPayment),
    errors: ['not_found', 'wrong_state', 'campaign_not_open', 'upstream_unavailable'],
    idempotency: 'key',
  }),
  receivePaymentNotice: operation({
    method: 'POST',
    path: '/api/v1/wechat-pay/transaction-notices',
    summary: '微信支付通知（验签后落库，再处理）',
    tag: '外部通知',
    audience: 'public',
    body: raw(['application/json'], 64 * 1024),
    status: 204,
    response: empty,
    errors: ['notice_rejected', 'malformed_body'],
    idempotency: 'natural',
  }),
  listGifts: operation({
    method: 'GET',
    path: '/api/v1/admin/gifts',
    summary: '捐赠记录（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, ...giftFilter }),
    status: 200,
    response: json(z.strictObject({ ...page(giftRow).shape, totalPaidFen: fen, paidCount: z.number().int() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  exportGifts: operation({
    method: 'GET',
    path: '/api/v1/admin/gifts/export',
    summary: '导出捐赠记录（CSV，表格软件可直接打开）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...giftFilter }),
    status: 200,
    response: file('text/csv'),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listPaymentCases: operation({
    method: 'GET',
    path: '/api/v1/admin/payment-cases',
    summary: '被隔离的到账（与订单不符）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(paymentCase)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
}
