import { plainYuan } from '@minsheng/shared/units/money'
import { wireTime } from './order.ts'

export type BillType = 'ALL' | 'SUCCESS' | 'REFUND'

/** One payment or one refund as a bill lists it. */
export interface BillLine {
  /** When the payment succeeded or the refund was accepted. */
  at: string
  state: 'SUCCESS' | 'REFUND'
  spAppid: string
  spMchid: string
  subMchid: string
  transactionId: string
  outTradeNo: string
  openid: string
  tradeType: string
  orderFen: number
  refundFen: number
  refund?: { refundId: string; outRefundNo: string; status: string; succeededAt?: string }
  description: string
  attach: string
  /** Negative where a refund gives some back. */
  feeFen: number
  rateBasisPoints: number
}

const time = (instant: string): string => wireTime(new Date(instant)).slice(0, 19).replace('T', ' ')
/** A fee is rounded to the fen and then written with five decimals. */
const fee = (fen: number): string => `${plainYuan(fen)}000`
/** A line break would end the line; a comma stays, the next field's backtick tells them apart. */
const text = (value: string): string => value.replaceAll(/[\r\n]+/g, ' ')

const COLUMNS = {
  交易时间: (line) => time(line.at),
  公众账号ID: (line) => line.spAppid,
  商户号: (line) => line.spMchid,
  特约商户号: (line) => line.subMchid,
  设备号: () => '',
  微信订单号: (line) => line.transactionId,
  商户订单号: (line) => line.outTradeNo,
  用户标识: (line) => line.openid,
  交易类型: (line) => line.tradeType,
  交易状态: (line) => line.state,
  付款银行: () => 'OTHERS',
  货币种类: () => 'CNY',
  应结订单金额: (line) => plainYuan(line.orderFen),
  代金券金额: () => '0.00',
  退款申请时间: (line) => time(line.at),
  退款成功时间: (line) => (line.refund?.succeededAt ? time(line.refund.succeededAt) : ''),
  微信退款单号: (line) => line.refund?.refundId ?? '0',
  商户退款单号: (line) => line.refund?.outRefundNo ?? '0',
  退款金额: (line) => plainYuan(line.refundFen),
  充值券退款金额: () => '0.00',
  退款类型: (line) => (line.refund ? 'ORIGINAL' : ''),
  退款状态: (line) => line.refund?.status ?? '',
  商品名称: (line) => text(line.description),
  商户数据包: (line) => text(line.attach),
  手续费: (line) => fee(line.feeFen),
  费率: (line) => `${plainYuan(line.rateBasisPoints)}%`,
  订单金额: (line) => plainYuan(line.orderFen),
  申请退款金额: (line) => plainYuan(line.refundFen),
  费率备注: () => '',
} satisfies Record<string, (line: BillLine) => string>
type Column = keyof typeof COLUMNS

const REFUND_TIMES: readonly Column[] = ['退款申请时间', '退款成功时间']
const REFUND_ONLY: readonly Column[] = [
  ...REFUND_TIMES,
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '申请退款金额',
]
const names = Object.keys(COLUMNS) as Column[]
const COLUMNS_OF: Record<BillType, Column[]> = {
  ALL: names.filter((name) => !REFUND_TIMES.includes(name)),
  SUCCESS: names.filter((name) => !REFUND_ONLY.includes(name)),
  REFUND: names,
}

const sum = (lines: BillLine[], value: (line: BillLine) => number): number => lines.reduce((total, line) => total + value(line), 0)
const TOTALS: Record<string, (lines: BillLine[]) => string> = {
  总交易单数: (lines) => String(lines.length),
  应结订单总金额: (lines) => plainYuan(sum(lines, (line) => line.orderFen)),
  退款总金额: (lines) => plainYuan(sum(lines, (line) => line.refundFen)),
  充值券退款总金额: () => '0.00',
  手续费总金额: (lines) => fee(sum(lines, (line) => line.feeFen)),
  订单总金额: (lines) => plainYuan(sum(lines, (line) => line.orderFen)),
  申请退款总金额: (lines) => plainYuan(sum(lines, (line) => line.refundFen)),
}
const SUCCESS_TOTALS = ['总交易单数', '应结订单总金额', '手续费总金额', '订单总金额']

const fields = (values: string[]): string => values.map((value) => `\`${value}`).join(',')

/** The file as WeChat Pay writes it: byte order mark, header, lines, header of the totals, totals. */
export function billFile(lines: BillLine[], type: BillType): Buffer {
  const columns = COLUMNS_OF[type]
  const totals = type === 'SUCCESS' ? SUCCESS_TOTALS : Object.keys(TOTALS)
  const rows = [
    columns.join(','),
    ...lines.map((line) => fields(columns.map((column) => COLUMNS[column](line)))),
    totals.join(','),
    fields(totals.map((name) => TOTALS[name]?.(lines) ?? '')),
  ]
  return Buffer.from(`\uFEFF${rows.map((row) => `${row}\r\n`).join('')}`)
}
