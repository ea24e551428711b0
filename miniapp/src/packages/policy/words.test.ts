import type { Benefit, BenefitList } from '@minsheng/shared/contracts/policy'
import { describe, expect, test } from 'vitest'
import { readDate, readTyped } from './answer'
import {
  amountWords,
  changeWords,
  givenOnWords,
  isAskedHere,
  openWords,
  othersOf,
  rangeWords,
  sectionsOf,
  spokenList,
  standingWords,
  totalLines,
} from './words'

const item = (change: Partial<Benefit>): Benefit =>
  ({
    policyId: 'aged-allowance',
    title: '高龄津贴',
    status: 'entitled',
    kind: 'cash',
    every: 'month',
    amount: { low: 5_000, high: 5_000 },
    ofHousehold: false,
    change: null,
    givenOn: null,
    ...change,
  }) as Benefit
const range = (high: number, low = high) => ({ low, high })
const totals = (change: object = {}) => ({ month: range(0), year: range(0), once: range(0), creditMonth: range(0), ...change })
const list = (items: Benefit[], change: Partial<BenefitList> = {}): BenefitList =>
  ({ date: '2026-11-30', totals: { enjoying: totals(), entitled: totals() }, items, questions: [], ...change }) as BenefitList

test.each([
  [range(5_000), '¥50.00'],
  [range(124_500, 0), '最多 ¥1,245.00'],
  [range(300_000, 240_000), '¥2,400.00 到 ¥3,000.00'],
  [range(0), null],
])('money %o is said as %s', (money, words) => {
  expect(rangeWords(money)).toBe(words)
})

test.each([
  [item({}), '每月 ¥50.00'],
  [item({ ofHousehold: true }), '全家每月 ¥50.00'],
  [item({ kind: 'serviceCredit', amount: range(50_000, 0) }), '每月最多 ¥500.00，只能买服务'],
  [item({ every: 'once', amount: range(747_000, 0) }), '一次最多 ¥7,470.00'],
  [item({ kind: 'feeWaiver', every: null, amount: range(0) }), '减免或报销费用'],
  [item({ kind: 'recognition', every: null, amount: range(0) }), '认定后可以享受其他救助'],
])('%#: what it gives', (benefit, words) => {
  expect(amountWords(benefit)).toBe(words)
})

test.each([
  [{ on: '2027-05-20', kind: 'starts', amount: range(5_000) }, '2027年5月20日起'],
  [{ on: '2027-02-10', kind: 'ends', amount: range(0) }, '到 2027年2月10日前一天为止'],
  [{ on: '2027-01-01', kind: 'changes', amount: range(10_000) }, '2027年1月1日起变为每月 ¥100.00'],
] as const)('%#: what time changes', (change, words) => {
  expect(changeWords(item({ change }))).toBe(words)
})

describe('a list', () => {
  const of = list([item({ status: 'enjoying' }), item({ status: 'not', title: '低保' }), item({ status: 'excluded' })], {
    totals: { enjoying: totals({ month: range(5_000), year: range(60_000) }), entitled: totals({ month: range(100), year: range(1_200) }) },
    questions: [
      { fact: 'registeredIn', about: 'others', policies: ['低保'] },
      { fact: 'sex', about: 'me', policies: ['高龄津贴'] },
    ] as BenefitList['questions'],
  })
  test('what is given only once, and was, stands apart from what comes each month, with its day', () => {
    const once = item({ status: 'enjoying', title: '居家适老化改造', every: 'once', givenOn: '2026-11-30' })
    expect(
      sectionsOf(list([once, item({ status: 'enjoying' })])).map(({ title, items }) => [title, items.map((one) => one.title)]),
    ).toEqual([
      ['正在享受的', ['高龄津贴']],
      ['已经享受过的', ['居家适老化改造']],
    ])
    expect(standingWords(once).label).toBe('已经享受过')
    expect(givenOnWords(once)).toBe('2026年11月30日批准，这一项只给一次')
    expect(standingWords(item({})).label).toBe('符合条件')
  })
  test('what there is comes by how near it is; the rest stands apart', () => {
    expect(sectionsOf(of).map(({ title, items }) => [title, items.length])).toEqual([['正在享受的', 1]])
    expect(othersOf(of)).toHaveLength(2)
  })
  test('sums leave out what is nothing', () => {
    expect(totalLines(of)).toEqual([
      { label: '每月正在领', value: '¥50.00' },
      { label: '符合条件、还没有领的，每月', value: '¥1.00' },
      { label: '加起来一年', value: '¥612.00' },
    ])
  })
  test('only what the person can answer is counted', () => {
    expect(openWords(of)).toBe('还有 1 个问题可以回答，答得越多，算得越准。不清楚的可以跳过。')
    expect(openWords(list([]))).toBeNull()
  })
  test('what only others of the household can answer is not asked here', () => {
    expect(isAskedHere(of, { title: '低保' })).toBe(false)
    expect(isAskedHere(of, { title: '高龄津贴' })).toBe(true)
  })
  test('is read out without signs', () => {
    expect(spokenList(of).join('')).not.toContain('¥')
    expect(spokenList(of)[0]).toBe('每月正在领50.00元。')
  })
})

test.each([
  ['1950-5-2', '1950-05-02'],
  ['19500502', '1950-05-02'],
  ['1950年5月2日', '1950-05-02'],
  ['1950.05.02', '1950-05-02'],
  ['2026-02-30', null],
  ['50-5-2', null],
  ['', null],
])('a date typed as %s', (text, date) => {
  expect(readDate(text)).toBe(date)
})

test.each([
  ['moneyFen', '0', { ok: true, value: 0 }],
  ['moneyFen', '1200.5', { ok: true, value: 120_050 }],
  ['moneyFen', '一千', { ok: false, advice: '请填写元数，比如 1200 或 1200.50' }],
  ['int', '2', { ok: true, value: 2 }],
  ['int', '-2', { ok: false, advice: '请填写数字，单位是辆' }],
  ['date', '1950', { ok: false, advice: '请按年、月、日填写，比如 1950-5-2' }],
  ['int', ' ', { ok: false, advice: '请先填写，不知道可以点“不清楚，先跳过”' }],
] as const)('%s %s', (type, text, answered) => {
  expect(readTyped({ type, unit: '辆' }, text)).toEqual(answered)
})
