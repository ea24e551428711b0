/** One order as WeChat Pay (partner mode) takes it; money goes straight to the charity's own merchant number. */
export interface PayOrder {
  outTradeNo: string
  subMchid: string
  /** What the payer reads, at most 127 characters. */
  description: string
  /** Comes back with the notice; empty for none, at most 128 characters. */
  attach: string
  amountFen: number
  expiresAt: Date
}

/** The parameters of wx.requestPayment, signed with the merchant key. */
export interface JsapiParameters {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

/** What WeChat Pay says of a payment, from a verified notice or an answer to a query. */
export interface PaymentFacts {
  outTradeNo: string
  transactionId: string | null
  state: 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR'
  spMchid: string
  subMchid: string
  spAppid: string
  amountFen: number | null
  payerTotalFen: number | null
  currency: string | null
  paidAt: Date | null
}

/** One refund as WeChat Pay takes it. A retry repeats all of it: another number, or another word, would be another refund. */
export interface PayRefund {
  outRefundNo: string
  transactionId: string
  subMchid: string
  amountFen: number
  /** What was paid for the order. */
  totalFen: number
  /** What the payer reads, at most 80 bytes. */
  reason: string
}

/** What WeChat Pay says of a refund. Only a notice names the payee. */
export interface RefundFacts {
  outRefundNo: string
  /** WeChat Pay's own number of the refund. */
  refundId: string
  outTradeNo: string
  transactionId: string
  state: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
  amountFen: number
  totalFen: number
  payee: { spMchid: string; subMchid: string } | null
  settledAt: Date | null
}

/** WeChat Pay took the refund, or refused it and says why. */
export type RefundReply = { ok: true; facts: RefundFacts } | { ok: false; code: string; message: string }

/** A notice as it came in: the raw bytes and the headers that sign them. */
export interface RawNotice {
  body: Buffer
  timestamp: string | undefined
  nonce: string | undefined
  signature: string | undefined
  serial: string | undefined
}

export type NoticeFault = 'header_missing' | 'stale' | 'unknown_serial' | 'probe' | 'signature' | 'envelope' | 'decryption'

export type NoticeResult<Facts> = { ok: true; noticeId: string; eventType: string; facts: Facts } | { ok: false; fault: NoticeFault }

export interface PayPort {
  /** Who we are to WeChat Pay: what an arrived payment must carry. */
  readonly identity: { spMchid: string; spAppid: string }
  /** @throws AppError `upstream_unavailable` */
  orderJsapi(order: PayOrder, payerOpenid: string): Promise<JsapiParameters>
  /** @throws AppError `upstream_unavailable` */
  orderH5(order: PayOrder, payerIp: string): Promise<{ url: string }>
  /** Null when WeChat Pay does not know the number. @throws AppError `upstream_unavailable` */
  query(outTradeNo: string, subMchid: string): Promise<PaymentFacts | null>
  /** Harmless to repeat; false when the order was paid meanwhile. @throws AppError `upstream_unavailable` */
  close(outTradeNo: string, subMchid: string): Promise<boolean>
  /** Verifies the raw bytes first; nothing is decrypted before the signature holds. */
  readNotice(notice: RawNotice, now: Date): NoticeResult<PaymentFacts>
  /** Harmless to repeat with the same refund; a new number would pay twice. @throws AppError `upstream_unavailable` when it is not known what came of it */
  refund(refund: PayRefund): Promise<RefundReply>
  /** Null when WeChat Pay does not know the number. @throws AppError `upstream_unavailable` */
  queryRefund(outRefundNo: string, subMchid: string): Promise<RefundFacts | null>
  /** As `readNotice`, for what became of refunds. */
  readRefundNotice(notice: RawNotice, now: Date): NoticeResult<RefundFacts>
}
