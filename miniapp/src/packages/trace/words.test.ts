import type { GiftTrace, GiftUse } from '@minsheng/shared/contracts/donation'
import { expect, test } from 'vitest'
import { dayWords, formatCount, isWhole, partsWords, sealsAfterWords, spokenTrace, togetherWords } from './words'

const use: GiftUse = {
  id: 'd1',
  shareFen: 320,
  totalFen: 86_000,
  giftCount: 43,
  projectTitle: '独居老人午餐',
  spent: {
    on: '2026-06-15',
    budgetLabel: '食材',
    purpose: '望江街道老年食堂食材',
    payee: '演示菜场',
    vouchers: [{ kind: 'vat_invoice', number: '2406…5678' }],
    pictureUrl: null,
  },
}
const trace: GiftTrace = {
  giftId: 'GY_1',
  projectId: 'cmp_1',
  projectTitle: '独居老人午餐',
  charityName: '演示慈善组织',
  paidFen: 660,
  paidAt: '2026-06-14T02:00:00.000Z',
  usedFen: 320,
  unusedFen: 300,
  returnedFen: 40,
  settled: true,
  uses: [use],
  unused: [{ projectId: 'cmp_1', projectTitle: '独居老人午餐', amountFen: 300 }],
  asOf: '2026-06-16T02:00:00.000Z',
}
const now = new Date('2026-06-16T02:00:00Z')

test.each<[string, Partial<GiftTrace>, boolean]>([
  ['adds up', {}, true],
  ['said to be looked at', { settled: false }, false],
  ['a fen too many', { paidFen: 659 }, false],
  ['a fen missing', { unusedFen: 299 }, false],
  ['a use that is not told', { uses: [] }, false],
  ['a rest that is not told', { unused: [] }, false],
])('%s', (_, change, whole) => {
  expect(isWhole({ ...trace, ...change })).toBe(whole)
})

test('how many made up one purchase', () => {
  expect(togetherWords(use)).toBe('这张发票 ¥860.00，由 43 份爱心合起来，其中有您的一份')
  expect(togetherWords({ ...use, giftCount: 1, totalFen: 320 })).toBe('这张发票 ¥3.20，全部由您这一笔爱心支付')
  expect(togetherWords({ ...use, spent: null })).toContain('这笔支出 ¥860.00')
})

test('how much is used, in one sentence', () => {
  expect(partsWords(trace)).toBe('已经用了 ¥3.20，还有 ¥3.00 没用，退回 ¥0.40')
  expect(partsWords({ ...trace, usedFen: 0, unusedFen: 660, returnedFen: 0 })).toBe('还没有用出去')
  expect(partsWords({ ...trace, usedFen: 660, unusedFen: 0, returnedFen: 0 })).toBe('已经用了 ¥6.60')
})

test('what is read out names every fen', () => {
  expect(spokenTrace(trace, now)).toEqual([
    '您捐给独居老人午餐的 ¥6.60，已经用了 ¥3.20，还有 ¥3.00 没用，退回 ¥0.40。',
    '6月15日（周一），望江街道老年食堂食材，用了您的 ¥3.20，付给演示菜场。这张发票 ¥860.00，由 43 份爱心合起来，其中有您的一份。',
    '还有 ¥3.00，在独居老人午餐里等着用。',
  ])
})

test('days of another year keep their year', () => {
  expect(dayWords('2026-06-15', now)).toBe('6月15日（周一）')
  expect(dayWords('2025-12-31', now)).toBe('2025年12月31日（周三）')
})

test('when the books of today are closed', () => {
  expect(sealsAfterWords('2026-06-16T16:30:00.000Z', now)).toBe('今晚封账后可以核对')
  expect(sealsAfterWords('2026-06-17T16:30:00.000Z', now)).toBe('2026年6月18日 00:30 以后可以核对')
})

test('numbers of people are read at a glance', () => {
  expect([0, 999, 1_284, 1_000_000].map(formatCount)).toEqual(['0', '999', '1,284', '1,000,000'])
})
