import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PaymentFacts } from '../../../ports/pay.ts'
import { csvCell, differenceOf, mayBecome, nextCheckAt, RESUME_MARGIN_MS, unpayableReason } from './domain.ts'

const us = { spMchid: '1900000001', spAppid: 'wx1111111111111111' }
const order = { _id: 'GY_1', subMchid: '1900006511', amountFen: 1234 }
const facts: PaymentFacts = {
  outTradeNo: 'GY_1',
  transactionId: '42000001',
  state: 'SUCCESS',
  spMchid: us.spMchid,
  subMchid: order.subMchid,
  spAppid: us.spAppid,
  amountFen: 1234,
  payerTotalFen: 1234,
  currency: 'CNY',
  paidAt: new Date(),
}

describe('what arrived against what was ordered', () => {
  test('the same money is no difference; a currency left out is yuan', () => {
    expect(differenceOf(order, facts, us)).toBeNull()
    expect(differenceOf(order, { ...facts, currency: null }, us)).toBeNull()
  })

  test.each<[string, Partial<PaymentFacts>, string, string, string]>([
    [
      'another service provider',
      { spMchid: '1900000002' },
      'payee_differs',
      '商户号 1900006511（服务商 1900000001）',
      '商户号 1900006511（服务商 1900000002）',
    ],
    [
      'another charity',
      { subMchid: '1900006512' },
      'payee_differs',
      '商户号 1900006511（服务商 1900000001）',
      '商户号 1900006512（服务商 1900000001）',
    ],
    ['another app', { spAppid: 'wx2222222222222222' }, 'appid_differs', '小程序 wx1111111111111111', '小程序 wx2222222222222222'],
    ['one fen less', { amountFen: 1233 }, 'amount_differs', '12.34 元', '12.33 元'],
    ['one fen more', { amountFen: 1235 }, 'amount_differs', '12.34 元', '12.35 元'],
    ['no amount', { amountFen: null }, 'amount_differs', '12.34 元', '没有写明金额'],
    ['another currency', { currency: 'USD' }, 'amount_differs', '12.34 元', '12.34（币种 USD，不是人民币）'],
    [
      'several at once: the payee is named first',
      { subMchid: '1', amountFen: 1 },
      'payee_differs',
      '商户号 1900006511（服务商 1900000001）',
      '商户号 1（服务商 1900000001）',
    ],
  ])('%s', (_, change, kind, expected, arrived) => {
    expect(differenceOf(order, { ...facts, ...change }, us)).toEqual({ kind, expected, arrived })
  })
})

describe('asking again about unpaid orders', () => {
  const now = new Date('2026-07-01T00:00:00Z')
  test('never later than five minutes, never at once, never sooner than the time before', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (checks) => {
        const wait = nextCheckAt(checks, now).getTime() - now.getTime()
        expect(wait).toBeGreaterThanOrEqual(5_000)
        expect(wait).toBeLessThan(5 * 60_000)
        expect(nextCheckAt(checks + 1, now).getTime() - now.getTime()).toBeGreaterThanOrEqual(wait)
      }),
    )
  })
})

test('which states lead where: paid is the end, and money that arrives after a close counts', () => {
  expect(mayBecome).toEqual({ paid: ['awaiting', 'closed', 'quarantined'], closed: ['awaiting'], quarantined: ['awaiting', 'closed'] })
})

describe('taking an order to the cashier', () => {
  const payBefore = new Date('2026-07-01T00:30:00Z')
  const before = (ms: number) => new Date(payBefore.getTime() - ms)
  test.each([
    ['awaiting', before(RESUME_MARGIN_MS), null],
    ['awaiting', before(RESUME_MARGIN_MS - 1), '支付时间已过，请重新捐一笔'],
    ['paid', before(RESUME_MARGIN_MS), '这笔捐赠已经支付成功'],
    ['closed', before(RESUME_MARGIN_MS), '这笔捐赠已关闭，请重新捐一笔'],
    ['quarantined', before(RESUME_MARGIN_MS), '这笔捐赠的到账正在核对，请不要再付款'],
  ] as const)('%s at %o: %s', (state, now, words) => {
    expect(unpayableReason({ state, payBefore }, now)).toBe(words)
  })
})

describe('a cell of the export', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+8613800000000', "'+8613800000000"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['\n=1', '"\'\n=1"'],
    ['\uFF1D1', "'\uFF1D1"],
    ['\uFF0B1', "'\uFF0B1"],
    ['\uFF0D1', "'\uFF0D1"],
    ['\uFF20A', "'\uFF20A"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['王阿姨', '王阿姨'],
    ['王,阿姨', '"王,阿姨"'],
    ['说"好"', '"说""好"""'],
    ['12.00', '12.00'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('%j becomes %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  test('no cell begins with a sign a spreadsheet would run, and none breaks out of its quotes', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(fc.constantFrom('=', '+', '-', '@', '"', ',', '\n', '\r', '\t', ' '), fc.string({ minLength: 1, maxLength: 1 })),
        }),
        (value) => {
          const cell = csvCell(value)
          expect(cell).not.toMatch(/^"?\s*[=+\-@]/)
          if (/[",\n\r]/.test(value)) expect(cell).toMatch(/^"(?:[^"]|"")*"$/)
        },
      ),
    )
  })
})
