import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BillFormatError, parseTradeBill, sha1Of } from './bill.ts'

const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

interface Row {
  at?: string
  transaction?: string
  order?: string
  state?: string
  currency?: string
  refundId?: string
  refundNo?: string
  refundStatus?: string
  name?: string
  attach?: string
  fee?: string
  paid?: string
  asked?: string
}
const fields = (values: string[]) => values.map((value) => `\`${value}`).join(',')
/** A line as WeChat Pay writes it; the order of the columns is the file's, not the parser's. */
function row(change: Row = {}): string {
  const { paid = '12.34', asked = '0.00' } = change
  return fields([
    change.at ?? '2026-11-24 23:59:59',
    'wx7d3c5a90b1e24f68',
    '1900006511',
    '1900009101',
    '',
    change.transaction ?? '4200002345202611240123456789',
    change.order ?? 'GY_1',
    'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
    'JSAPI',
    change.state ?? 'SUCCESS',
    'OTHERS',
    change.currency ?? 'CNY',
    paid,
    '0.00',
    change.refundId ?? '0',
    change.refundNo ?? '0',
    asked,
    '0.00',
    change.state === 'REFUND' ? 'ORIGINAL' : '',
    change.refundStatus ?? '',
    change.name ?? '捐赠 独居老人午餐',
    change.attach ?? '',
    change.fee ?? '0.00000',
    '0.00%',
    paid,
    asked,
    '',
  ])
}
const total = (count: string, paid: string, refunded = '0.00', fee = '0.00000') =>
  fields([count, paid, refunded, '0.00', fee, paid, refunded])
const file = (
  rows: string[],
  totals = total('1', '12.34'),
  change: { bom?: string; end?: string; header?: string; totalsHeader?: string } = {},
) => {
  const { bom = '\uFEFF', end = '\r\n', header = HEADER, totalsHeader = TOTALS } = change
  return Buffer.from(`${bom}${[header, ...rows, totalsHeader, totals].map((line) => `${line}${end}`).join('')}`)
}

describe('what is understood', () => {
  test('a payment: Shanghai time, fen, numbers as text; the byte order mark is no part of the header', () => {
    const { lines, totals, sha1, raw } = parseTradeBill(file([row()]))
    expect(lines).toEqual([
      {
        kind: 'payment',
        at: new Date('2026-11-24T15:59:59Z'),
        spMchid: '1900006511',
        subMchid: '1900009101',
        transactionId: '4200002345202611240123456789',
        outTradeNo: 'GY_1',
        refundId: null,
        outRefundNo: null,
        refundStatus: null,
        amountFen: 1234,
        feeHundredThousandths: 0,
      },
    ])
    expect(totals).toEqual({ count: 1, orderFen: 1234, refundFen: 0, feeHundredThousandths: 0 })
    expect(sha1).toBe(sha1Of(raw))
  })

  test('a refund, and its fee that comes back', () => {
    const refund = {
      state: 'REFUND',
      refundId: '5030',
      refundNo: 'RF-1',
      refundStatus: 'PROCESSING',
      paid: '0.00',
      asked: '0.05',
      fee: '-0.04000',
    }
    const { lines } = parseTradeBill(file([row(refund)], total('1', '0.00', '0.05', '-0.04000')))
    expect(lines[0]).toMatchObject({
      kind: 'refund',
      refundId: '5030',
      outRefundNo: 'RF-1',
      refundStatus: 'PROCESSING',
      amountFen: 5,
      feeHundredThousandths: -4000,
    })
  })

  test.each(['助餐,独居老人', '他说"好",`也行', ',,,', '"', '`', "'; drop", 'x,`0.00,`0.00000,`9.99'])('a text may hold %j', (text) => {
    const { lines } = parseTradeBill(
      file([row({ name: text, attach: text }), row({ transaction: '2', order: 'GY_2' })], total('2', '24.68')),
    )
    expect(lines.map((line) => [line.outTradeNo, line.amountFen])).toEqual([
      ['GY_1', 1234],
      ['GY_2', 1234],
    ])
  })

  test('line ends of either kind, without a mark, without a last line end', () => {
    const one = parseTradeBill(file([row()])).lines
    expect(parseTradeBill(file([row()], undefined, { bom: '', end: '\n' })).lines).toEqual(one)
    expect(parseTradeBill(file([row()]).subarray(0, -2)).lines).toEqual(one)
  })

  test('every amount of fen, by its digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.integer({ min: 0, max: 99_999_999 }), (fen, fee) => {
        const digits = fen.toString().padStart(3, '0')
        const feeDigits = fee.toString().padStart(6, '0')
        const paid = `${digits.slice(0, -2)}.${digits.slice(-2)}`
        const feeText = `${feeDigits.slice(0, -5)}.${feeDigits.slice(-5)}`
        const { lines, totals } = parseTradeBill(file([row({ paid, fee: feeText })], total('1', paid, '0.00', feeText)))
        expect(lines[0]).toMatchObject({ amountFen: fen, feeHundredThousandths: fee })
        expect(totals).toMatchObject({ orderFen: fen, feeHundredThousandths: fee })
      }),
    )
  })
})

describe('what is refused as a whole', () => {
  test.each<[string, Buffer]>([
    ['no total line', Buffer.from(`\uFEFF${HEADER}\r\n${row()}\r\n`)],
    ['no header of the totals', file([row()], undefined, { totalsHeader: row({ transaction: '9' }) })],
    ['nothing at all', Buffer.alloc(0)],
    ['another header', file([row()], undefined, { header: HEADER.replace('费率备注', '备注') })],
    ['a column less', file([row().replace(',`0.00%', '')])],
    ['a column more', file([`${row()},\``])],
    ['a line without backticks', file([row().replaceAll('`', '')])],
    ['a negative payment', file([row({ paid: '-12.34' })])],
    ['three decimals', file([row({ paid: '12.345' })])],
    ['no decimals', file([row({ paid: '12' })])],
    ['thousands marks', file([row({ paid: '1,234.00' })])],
    ['an exponent', file([row({ paid: '1e3.00' })])],
    ['a fee of two decimals', file([row({ fee: '0.01' })])],
    ['another currency', file([row({ currency: 'USD' })])],
    ['another state', file([row({ state: 'REVOKED' })])],
    ['a refund without its number', file([row({ state: 'REFUND', refundId: '', refundNo: 'RF', refundStatus: 'SUCCESS' })])],
    ['no time', file([row({ at: '2026-11-24T23:59:59' })])],
    ['a time that is none', file([row({ at: '2026-13-24 23:59:59' })])],
    ['a payment listed twice', file([row(), row()], total('2', '24.68'))],
    ['a total that is no number', file([row()], total('one', '12.34'))],
    ['bytes that are no text', Buffer.concat([file([row()]), Buffer.from([0xff, 0xfe])])],
  ])('%s', (_, bytes) => {
    expect(() => parseTradeBill(bytes)).toThrow(BillFormatError)
  })

  test('and the reason names line and column, never the payer', () => {
    expect(() => parseTradeBill(file([row(), row({ transaction: '2', paid: '-1.00' })]))).toThrow('line 3, 订单金额: a negative amount')
  })

  test('whatever the bytes, it is a bill or a refusal', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string().map((text) => file([text])),
        ),
        (bytes) => {
          try {
            parseTradeBill(Buffer.from(bytes))
          } catch (error) {
            expect(error).toBeInstanceOf(BillFormatError)
          }
        },
      ),
    )
  })
})
