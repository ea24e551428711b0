/** One payment or refund as WeChat Pay's trade bill lists it. */
export interface BillLine {
  kind: 'payment' | 'refund'
  /** When the payment succeeded or the refund was accepted, by WeChat Pay's clock. */
  at: Date
  spMchid: string
  subMchid: string
  transactionId: string
  outTradeNo: string
  /** Of a refund; null for a payment. */
  refundId: string | null
  outRefundNo: string | null
  refundStatus: string | null
  /** Fen paid, or fen asked back. */
  amountFen: number
  /** Hundred-thousandths of a yuan, as bills write fees with five decimals; negative where a refund gives some back. */
  feeHundredThousandths: number
}

/** The last line of a bill: what WeChat Pay itself says the lines add up to. */
export interface BillTotals {
  count: number
  orderFen: number
  refundFen: number
  feeHundredThousandths: number
}

/** A trade bill whose hash held and whose every line was understood. */
export interface TradeBill {
  /** The file as it came, unzipped. */
  raw: Buffer
  sha1: string
  lines: BillLine[]
  totals: BillTotals
}

/** A bill that can't be used, and why: for the log and, in words, for the clerk. */
export type BillFault = 'hash_differs' | 'not_understood' | 'refused'

export type BillAnswer =
  | { state: 'ready'; bill: TradeBill }
  /** WeChat Pay is still making it. */
  | { state: 'creating' }
  /** A day without a payment or a refund has no bill. */
  | { state: 'empty' }
  | { state: 'unusable'; fault: BillFault; detail: string }

/** Daily bills of the charities' merchant numbers. */
export interface BillPort {
  /**
   * @param date a past day in Asia/Shanghai, yyyy-mm-dd, at most three months ago
   * @throws AppError `upstream_unavailable`
   */
  tradeBill(date: string, subMchid: string): Promise<BillAnswer>
}
