import { calendarMonth } from '@minsheng/shared/contracts/donation/closing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accountTitle,
  canonicalText,
  closableFrom,
  countMonth,
  digestOf,
  lastDateOf,
  type MonthFacts,
  monthAfter,
  monthOf,
  monthStart,
  monthsBetween,
  obstaclesTo,
  totalsOf,
} from './domain.ts'

describe('months', () => {
  test.each([
    ['2026-01', -1, '2025-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-06', 0, '2026-06'],
    ['2026-06', -18, '2024-12'],
    ['2000-01', -1, '1999-12'],
  ])('%s and %d more: %s', (month, months, expected) => expect(monthAfter(month, months)).toBe(expected))

  test.each([
    ['2026-02', '2026-02-28'],
    ['2028-02', '2028-02-29'],
    ['2026-12', '2026-12-31'],
  ])('the last day of %s', (month, last) => expect(lastDateOf(month)).toBe(last))

  test('begin at midnight of Shanghai', () => {
    expect(monthStart('2026-07')).toEqual(new Date('2026-06-30T16:00:00Z'))
    expect(monthOf(new Date('2026-06-30T15:59:59.999Z'))).toBe('2026-06')
    expect(monthOf(new Date('2026-06-30T16:00:00Z'))).toBe('2026-07')
  })

  test('may be closed from 10:00 of the day after', () => expect(closableFrom('2026-06')).toEqual(new Date('2026-07-01T10:00:00+08:00')))

  test('are listed newest first, both ends included', () =>
    expect(monthsBetween('2025-11', '2026-01')).toEqual(['2026-01', '2025-12', '2025-11']))

  test.each(['0000-01', '1999-12', '2026-13', '2026-1', '2026-00', '10000-01', '２０２６-01'])('%s is none', (text) =>
    expect(calendarMonth.safeParse(text).success).toBe(false),
  )
})

const movement = (account: string, debitFen: number, creditFen: number, kind: 'gift_paid' | 'settlement' = 'gift_paid') => ({
  account,
  kind,
  debitFen,
  creditFen,
})

describe('a counted month', () => {
  const of = { charityId: 'chr_1', month: '2026-06', journals: 2 }
  test('opening, what moved, closing; accounts by name, empty ones left out', () => {
    const counted = countMonth(
      of,
      new Map([
        ['WxClearing', 50],
        ['Suspense', 0],
        ['Restricted:cmp_1', -50],
      ]),
      [
        movement('WxClearing', 0, 30, 'settlement'),
        movement('WxClearing', 20, 0),
        movement('Bank', 30, 0, 'settlement'),
        movement('Restricted:cmp_1', 0, 20),
      ],
    )
    expect(counted.accounts.map(({ account, openingFen, closingFen }) => [account, openingFen, closingFen])).toEqual([
      ['Bank', 0, 30],
      ['Restricted:cmp_1', -50, -70],
      ['WxClearing', 50, 40],
    ])
    expect(counted.accounts[2]?.movements.map(({ kind }) => kind)).toEqual(['gift_paid', 'settlement'])
    expect(totalsOf(counted.accounts)).toEqual({ openingFen: 0, debitFen: 50, creditFen: 50, closingFen: 0 })
  })

  test('the same month has the same text in whatever order it is read, and any fen changes its digest', () => {
    const some = fc.array(
      fc.record({
        account: fc.constantFrom('Bank', 'WxClearing', 'Restricted:cmp_1', 'Suspense'),
        debitFen: fc.nat(1e9),
        creditFen: fc.nat(1e9),
        kind: fc.constantFrom('gift_paid' as const, 'settlement' as const),
      }),
      { minLength: 1, maxLength: 8 },
    )
    const onePerKind = some.map((rows) => [...new Map(rows.map((row) => [`${row.account} ${row.kind}`, row])).values()])
    fc.assert(
      fc.property(onePerKind, fc.nat(7), (rows, index) => {
        const counted = countMonth(of, new Map([['Bank', 5]]), rows)
        expect(canonicalText(countMonth(of, new Map([['Bank', 5]]), [...rows].reverse()))).toBe(canonicalText(counted))
        const changed = rows.map((row, at) => (at === index % rows.length ? { ...row, debitFen: row.debitFen + 1 } : row))
        expect(digestOf(countMonth(of, new Map([['Bank', 5]]), changed))).not.toBe(digestOf(counted))
        expect(digestOf(countMonth({ ...of, journals: 3 }, new Map([['Bank', 5]]), rows))).not.toBe(digestOf(counted))
      }),
    )
  })
})

describe('what stands in the way', () => {
  const noneWait = { spendings: 0, settlements: 0, surpluses: 0, refunds: 0 }
  const facts = (change: Partial<MonthFacts> = {}): MonthFacts => ({
    month: '2026-06',
    firstMonth: '2026-06',
    isPreviousClosed: false,
    days: [],
    comparedFrom: null,
    oldestBill: '2026-04-01',
    waiting: noneWait,
    ...change,
  })
  const due = new Date('2026-07-01T10:00:00+08:00')
  const day = (date: string, state: 'waiting' | 'reconciled' | 'differences' | 'failed' = 'reconciled', openDifferences = 0) => ({
    date,
    state,
    openDifferences,
  })
  const june = (from: number) => Array.from({ length: 31 - from }, (_, index) => day(`2026-06-${`${from + index}`.padStart(2, '0')}`))

  test.each<[string, Partial<MonthFacts>, Date, string[]]>([
    ['nothing, for the first month', {}, due, []],
    ['a millisecond before it is due', {}, new Date(due.getTime() - 1), ['这个月的账还没有完，7月1日上午 10 点以后才能月结']],
    ['no journal ever', { firstMonth: null }, due, ['这个月还没有账']],
    ['a month before the first', { firstMonth: '2026-07' }, due, ['这个月还没有账']],
    ['the month before is open', { firstMonth: '2026-05' }, due, ['请先完成2026年5月的月结']],
    ['the month before is closed', { firstMonth: '2026-05', isPreviousClosed: true }, due, []],
    ['compared on every day', { comparedFrom: '2026-06-29', days: june(29) }, due, []],
    ['a day that was never compared', { comparedFrom: '2026-06-29', days: [day('2026-06-29')] }, due, ['6月30日还没有与微信支付核对']],
    [
      'a day whose bill failed',
      { comparedFrom: '2026-06-29', days: [day('2026-06-29', 'failed'), day('2026-06-30')] },
      due,
      ['6月29日还没有与微信支付核对'],
    ],
    ['a day whose bill WeChat no longer keeps', { comparedFrom: '2026-06-29', oldestBill: '2026-07-01' }, due, []],
    ['many days: three named', { comparedFrom: '2026-06-01', days: june(6) }, due, ['6月1日、6月2日、6月3日等 5 天还没有与微信支付核对']],
    [
      'a difference nobody explained',
      { comparedFrom: '2026-06-30', days: [day('2026-06-30', 'differences', 1)] },
      due,
      ['6月30日的对账差异还没有说明'],
    ],
    ['differences explained', { comparedFrom: '2026-06-30', days: [day('2026-06-30', 'differences')] }, due, []],
    [
      'requests that wait',
      { waiting: { spendings: 2, settlements: 0, surpluses: 1, refunds: 3 } },
      due,
      ['这个月提出的申请还没有处理完：支出 2 笔、结余转用 1 笔、退款 3 笔'],
    ],
  ])('%s', (_, change, now, expected) => expect(obstaclesTo(facts(change), now)).toEqual(expected))
})

test('an account in words; a campaign that is gone by its number', () => {
  const titles = (id: string) => (id === 'cmp_1' ? '独居老人午餐' : undefined)
  expect(accountTitle('WxClearing', titles)).toBe('微信待结算')
  expect(accountTitle('Restricted:cmp_1', titles)).toBe('限定用途善款：独居老人午餐')
  expect(accountTitle('Program:cmp_9', titles)).toBe('项目支出：cmp_9')
})
