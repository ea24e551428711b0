import { createHash } from 'node:crypto'
import type { BillLine, BillTotals, TradeBill } from '../../ports/bill.ts'

/** Why a file is not the bill we know; the message names line and column, never a payer. */
export class BillFormatError extends Error {
  override name = 'BillFormatError'
}

/** The columns of a bill of type ALL, in this order; another header is another format, which a person must read first. */
const COLUMNS = [
  '交易时间',
  '公众账号ID',
  '商户号',
  '特约商户号',
  '设备号',
  '微信订单号',
  '商户订单号',
  '用户标识',
  '交易类型',
  '交易状态',
  '付款银行',
  '货币种类',
  '应结订单金额',
  '代金券金额',
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '商品名称',
  '商户数据包',
  '手续费',
  '费率',
  '订单金额',
  '申请退款金额',
  '费率备注',
] as const
const TOTALS = ['总交易单数', '应结订单总金额', '退款总金额', '充值券退款总金额', '手续费总金额', '订单总金额', '申请退款总金额'] as const

type Cells<Names extends readonly string[]> = Record<Names[number], string>

/** Fields begin with a backtick and are not quoted, so only `` ,` `` parts them: a comma alone stands in a text. */
function fieldsOf(line: string, where: string): string[] {
  if (!line.startsWith('`')) throw new BillFormatError(`${where}: does not begin with a backtick`)
  return line.slice(1).split(',`')
}

function named<const Names extends readonly string[]>(values: readonly string[], names: Names, where: string): Cells<Names> {
  if (values.length !== names.length) throw new BillFormatError(`${where}: ${values.length} fields, not ${names.length}`)
  return Object.fromEntries(names.map((name, index) => [name, values[index]])) as Cells<Names>
}

/** The texts people wrote, a title and what came along, stand in the middle: should they hold the mark that parts fields, the others are counted from both ends. */
const BEFORE_TEXTS = COLUMNS.indexOf('商品名称')
const AFTER_TEXTS = COLUMNS.length - BEFORE_TEXTS - 2

function cellsOf(line: string, where: string): Cells<typeof COLUMNS> {
  const values = fieldsOf(line, where)
  const texts = values.slice(BEFORE_TEXTS, values.length - AFTER_TEXTS)
  const [first = '', ...rest] = texts
  if (texts.length < 2) throw new BillFormatError(`${where}: ${values.length} fields, not ${COLUMNS.length}`)
  return named([...values.slice(0, BEFORE_TEXTS), first, rest.join(',`'), ...values.slice(-AFTER_TEXTS)], COLUMNS, where)
}

/** Yuan as text to whole units of the last decimal, digit by digit: no floating point ever touches money. */
function unitsOf(text: string, decimals: number, where: string): number {
  const match = new RegExp(`^(-?)(\\d{1,10})\\.(\\d{${decimals}})$`).exec(text)
  if (!match) throw new BillFormatError(`${where}: not an amount with ${decimals} decimals`)
  const units = Number(`${match[2]}${match[3]}`)
  return match[1] && units !== 0 ? -units : units
}

function fenOf(text: string, where: string): number {
  const fen = unitsOf(text, 2, where)
  if (fen < 0) throw new BillFormatError(`${where}: a negative amount`)
  return fen
}

const FEE_DECIMALS = 5

function instantOf(text: string, where: string): Date {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/.exec(text)
  const at = new Date(`${match?.[1]}T${match?.[2]}+08:00`)
  if (Number.isNaN(at.getTime())) throw new BillFormatError(`${where}: not a time`)
  return at
}

function digits(text: string, where: string): string {
  if (!/^\d{1,64}$/.test(text)) throw new BillFormatError(`${where}: not a number of WeChat Pay`)
  return text
}

function filled(text: string, where: string): string {
  if (text === '') throw new BillFormatError(`${where}: empty`)
  return text
}

function lineOf(text: string, number: number): BillLine {
  const cells = cellsOf(text, `line ${number}`)
  const at = (column: (typeof COLUMNS)[number]) => `line ${number}, ${column}`
  if (cells.货币种类 !== 'CNY') throw new BillFormatError(`${at('货币种类')}: not CNY`)
  const state = cells.交易状态
  if (state !== 'SUCCESS' && state !== 'REFUND') throw new BillFormatError(`${at('交易状态')}: neither SUCCESS nor REFUND`)
  const isRefund = state === 'REFUND'
  const amounts = {
    paid: fenOf(cells.订单金额, at('订单金额')),
    asked: fenOf(cells.申请退款金额, at('申请退款金额')),
  }
  return {
    kind: isRefund ? 'refund' : 'payment',
    at: instantOf(cells.交易时间, at('交易时间')),
    spMchid: digits(cells.商户号, at('商户号')),
    subMchid: digits(cells.特约商户号, at('特约商户号')),
    transactionId: digits(cells.微信订单号, at('微信订单号')),
    outTradeNo: filled(cells.商户订单号, at('商户订单号')),
    refundId: isRefund ? digits(cells.微信退款单号, at('微信退款单号')) : null,
    outRefundNo: isRefund ? filled(cells.商户退款单号, at('商户退款单号')) : null,
    refundStatus: isRefund ? filled(cells.退款状态, at('退款状态')) : null,
    amountFen: isRefund ? amounts.asked : amounts.paid,
    feeHundredThousandths: unitsOf(cells.手续费, FEE_DECIMALS, at('手续费')),
  }
}

function totalsOf(text: string): BillTotals {
  const cells = named(fieldsOf(text, 'total line'), TOTALS, 'total line')
  const at = (column: (typeof TOTALS)[number]) => `total line, ${column}`
  if (!/^\d{1,9}$/.test(cells.总交易单数)) throw new BillFormatError(`${at('总交易单数')}: not a count`)
  return {
    count: Number(cells.总交易单数),
    orderFen: fenOf(cells.订单总金额, at('订单总金额')),
    refundFen: fenOf(cells.申请退款总金额, at('申请退款总金额')),
    feeHundredThousandths: unitsOf(cells.手续费总金额, FEE_DECIMALS, at('手续费总金额')),
  }
}

/** The hash WeChat Pay names is that of the unzipped file. */
export const sha1Of = (file: Buffer): string => createHash('sha1').update(file).digest('hex')

/**
 * Reads a trade bill of type ALL, strictly: what is not exactly as we know it is refused as a whole.
 * @throws BillFormatError naming line and column
 */
export function parseTradeBill(raw: Buffer): TradeBill {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    throw new BillFormatError('not UTF-8')
  }
  const rows = text.split(/\r?\n/)
  if (rows.at(-1) === '') rows.pop()
  if (rows.length < 3) throw new BillFormatError('no total lines')
  const [header, totalsHeader, totals] = [rows[0], rows.at(-2), rows.at(-1) ?? '']
  if (header !== COLUMNS.join(',')) throw new BillFormatError('line 1: not the header of a bill of all payments and refunds')
  if (totalsHeader !== TOTALS.join(',')) throw new BillFormatError('no header of the total line')
  const lines = rows.slice(1, -2).map((row, index) => lineOf(row, index + 2))
  const seen = new Set<string>()
  for (const line of lines) {
    const key = line.refundId ?? line.transactionId
    if (seen.has(`${line.kind}:${key}`)) throw new BillFormatError('a payment or refund is listed twice')
    seen.add(`${line.kind}:${key}`)
  }
  return { raw, sha1: sha1Of(raw), lines, totals: totalsOf(totals) }
}
