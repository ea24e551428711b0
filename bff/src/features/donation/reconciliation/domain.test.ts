import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BillLine } from '../../../ports/bill.ts'
import {
  type BookItem,
  billDueAt,
  type ComparedDay,
  dateAfter,
  datesBetween,
  dayStart,
  itemOf,
  journalKeyOf,
  lineDifferences,
  oldestDate,
  recheckAt,
  sumOf,
  suspenseFen,
  totalDifferences,
  vanishReason,
} from './domain.ts'

function line(change: Partial<BillLine> = {}): BillLine {
  return {
    kind: 'payment',
    at: new Date('2026-11-24T04:00:00Z'),
    spMchid: '1900006511',
    subMchid: '1900009101',
    transactionId: '42001',
    outTradeNo: 'GY_1',
    refundId: null,
    outRefundNo: null,
    refundStatus: null,
    amountFen: 100,
    feeHundredThousandths: 0,
    ...change,
  }
}
const refundLine = (change: Partial<BillLine> = {}) =>
  line({ kind: 'refund', refundId: '5001', outRefundNo: 'RF_1', refundStatus: 'SUCCESS', ...change })
const compare = (change: Partial<ComparedDay>) =>
  lineDifferences({ billed: [], behindLines: [], ofDay: [], listedElsewhere: new Set(), ...change })
const booked = (change: Partial<BookItem> = {}): BookItem => ({
  item: 'payment',
  number: '42001',
  outTradeNo: 'GY_1',
  amountFen: 100,
  ...change,
})

describe('days', () => {
  test('a day is a day in Shanghai, its bill is due at 10:00 of the next, and a year turns', () => {
    expect(dayStart('2026-11-24')).toEqual(new Date('2026-11-23T16:00:00Z'))
    expect(billDueAt('2026-11-24')).toEqual(new Date('2026-11-25T02:00:00Z'))
    expect(dateAfter('2026-12-31', 1)).toBe('2027-01-01')
    expect(dateAfter('2028-03-01', -1)).toBe('2028-02-29')
    expect(datesBetween('2026-11-29', '2026-12-02')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02'])
    expect(datesBetween('2026-12-02', '2026-12-01')).toEqual([])
  })

  test('the oldest bill that can be had lies inside three months, February included', () => {
    expect(oldestDate(new Date('2027-05-31T15:59:59Z')) >= '2027-02-28').toBe(true)
    expect(oldestDate(new Date('2027-05-31T15:59:59Z'))).toBe(dateAfter('2027-05-31', -88))
  })

  test('differences are looked at again for a week, agreement is not', () => {
    const now = new Date('2026-11-25T02:00:00Z')
    expect(recheckAt('2026-11-24', 1, now)).toEqual(new Date('2026-11-26T02:00:00Z'))
    expect(recheckAt('2026-11-18', 1, now)).not.toBeNull()
    expect(recheckAt('2026-11-17', 1, now)).toBeNull()
    expect(recheckAt('2026-11-24', 0, now)).toBeNull()
  })
})

describe('comparing', () => {
  test('what agrees is no difference', () => {
    expect(compare({ billed: [line()], behindLines: [booked()], ofDay: [booked()] })).toEqual([])
  })

  test('in the bill and not in the books', () => {
    expect(compare({ billed: [line({ amountFen: 1234 })] })).toEqual([
      {
        kind: 'missing_here',
        item: 'payment',
        subject: '42001',
        outTradeNo: 'GY_1',
        booksFen: null,
        billFen: 1234,
        books: '没有这一笔',
        bill: '12.34 元',
      },
    ])
  })

  test('in the books and not in the bill', () => {
    expect(compare({ ofDay: [booked({ amountFen: 5 })] })).toEqual([
      {
        kind: 'missing_there',
        item: 'payment',
        subject: '42001',
        outTradeNo: 'GY_1',
        booksFen: 5,
        billFen: null,
        books: '0.05 元',
        bill: '没有这一笔',
      },
    ])
  })

  test('one fen apart', () => {
    expect(compare({ billed: [line({ amountFen: 101 })], behindLines: [booked()], ofDay: [booked()] })).toMatchObject([
      { kind: 'amount_differs', booksFen: 100, billFen: 101, books: '1.00 元', bill: '1.01 元' },
    ])
  })

  test('a second around midnight: listed under one day and booked under the other is the same payment', () => {
    expect(compare({ billed: [line()], behindLines: [booked()], ofDay: [] })).toEqual([])
    expect(compare({ ofDay: [booked()], listedElsewhere: new Set(['payment:42001']) })).toEqual([])
  })

  test('a payment and its refund have the same payment number and are two things', () => {
    const refund = booked({ item: 'refund', number: 'RF_1' })
    expect(compare({ billed: [line(), refundLine()], behindLines: [booked(), refund], ofDay: [booked()] })).toEqual([])
    expect(compare({ billed: [refundLine()], behindLines: [booked()] })).toMatchObject([
      { kind: 'missing_here', item: 'refund', subject: 'RF_1' },
    ])
  })

  test('behind a refund that is through stands its payout, behind one under way its acceptance', () => {
    expect(journalKeyOf(line())).toBe('pay:1900006511:42001')
    expect(journalKeyOf(refundLine())).toBe('refund-succeeded:RF_1')
    for (const refundStatus of ['PROCESSING', 'FAIL', 'CHANGE'])
      expect(journalKeyOf(refundLine({ refundStatus }))).toBe('refund-accepted:RF_1')
  })

  const gifts = fc.uniqueArray(
    fc.record({ number: fc.integer({ min: 1, max: 1e9 }).map(String), amountFen: fc.integer({ min: 1, max: 5_000_000 }) }),
    {
      selector: ({ number }) => number,
      maxLength: 40,
    },
  )

  test('any set of gifts and the bill of them: nothing differs, whatever the order', () => {
    fc.assert(
      fc.property(gifts, (given) => {
        const billed = given.map(({ number, amountFen }) => line({ transactionId: number, outTradeNo: `GY_${number}`, amountFen }))
        const books = billed.map(itemOf).reverse()
        expect(compare({ billed, behindLines: books, ofDay: books })).toEqual([])
        expect(totalDifferences('1900009101', billed, sumOf(billed))).toEqual([])
      }),
    )
  })

  test('any two sets: each difference is found once, and Suspense holds just what the sides are apart', () => {
    fc.assert(
      fc.property(gifts, gifts, (there, here) => {
        const billed = there.map(({ number, amountFen }) => line({ transactionId: number, amountFen }))
        const books = here.map(({ number, amountFen }) => booked({ number, amountFen }))
        const found = compare({ billed, behindLines: books, ofDay: books })
        expect(new Set(found.map(({ subject }) => subject)).size).toBe(found.length)
        const sum = (items: { amountFen: number }[]) => items.reduce((total, { amountFen }) => total + amountFen, 0)
        expect(found.reduce((total, difference) => total + suspenseFen(difference, 'open'), 0)).toBe(sum(there) - sum(here))
      }),
    )
  })
})

describe('totals', () => {
  test('each total that is not the sum of its lines is a difference of its own and holds no money', () => {
    const billed = [line({ amountFen: 1234, feeHundredThousandths: 740 }), refundLine({ amountFen: 34, feeHundredThousandths: -40 })]
    const sum = sumOf(billed)
    expect(sum).toEqual({ count: 2, orderFen: 1234, refundFen: 34, feeHundredThousandths: 700 })
    const found = totalDifferences('1900009101', billed, { count: 3, orderFen: 1235, refundFen: 34, feeHundredThousandths: -100_001 })
    expect(found.map(({ subject, books, bill }) => [subject, books, bill])).toEqual([
      ['1900009101 总交易单数', '逐笔相加 2 笔', '合计行写 3 笔'],
      ['1900009101 订单总金额', '逐笔相加 12.34 元', '合计行写 12.35 元'],
      ['1900009101 手续费总金额', '逐笔相加 0.00700 元', '合计行写 -1.00001 元'],
    ])
    for (const difference of found) expect(suspenseFen(difference, 'open')).toBe(0)
  })
})

test.each([
  ['payment', null, 100, 100],
  ['payment', 100, null, -100],
  ['payment', 100, 130, 30],
  ['refund', null, 100, -100],
  ['refund', 100, null, 100],
  ['refund', 100, 130, -30],
] as const)('Suspense of a %s with %s in the books and %s in the bill is %d', (item, booksFen, billFen, expected) => {
  for (const state of ['open', 'explained', 'confirmed'] as const) expect(suspenseFen({ item, booksFen, billFen }, state)).toBe(expected)
  expect(suspenseFen({ item, booksFen, billFen }, 'vanished')).toBe(0)
})

test('why a difference is gone', () => {
  expect(vanishReason('missing_here', { isInBooks: true, isInBill: true })).toContain('账本后来记上')
  expect(vanishReason('missing_here', { isInBooks: false, isInBill: false })).toContain('更新了账单')
  expect(vanishReason('missing_there', { isInBooks: true, isInBill: true })).toContain('列出了这一笔')
  expect(vanishReason('missing_there', { isInBooks: false, isInBill: false })).toContain('不再把这一笔记在这一天')
  expect(vanishReason('amount_differs', { isInBooks: true, isInBill: true })).toContain('金额一致')
  expect(vanishReason('total_line_differs', { isInBooks: false, isInBill: false })).toContain('合计行')
})
