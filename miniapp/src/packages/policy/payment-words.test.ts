import type { MyPayment } from '@minsheng/shared/contracts/policy'
import { expect, test } from 'vitest'
import { paymentTotals, paymentWords } from './payment-words'

const payment = (change: Partial<MyPayment>): MyPayment => ({
  id: 'pay_1',
  awardId: 'awd_1',
  title: '高龄津贴',
  fen: 5_000,
  setOffFen: 0,
  months: ['2026-11'],
  payOn: '2026-11-15',
  state: 'paid',
  reason: null,
  againIn: null,
  needsCard: false,
  ...change,
})

test.each([
  [payment({}), '2026年11月的，2026年11月15日'],
  [payment({ fen: 4_000, setOffFen: 1_000 }), '2026年11月的，2026年11月15日，已抵以前多发的 ¥10.00'],
  [payment({ state: 'coming', months: ['2026-10', '2026-11'] }), '2026年10月、2026年11月的，2026年11月15日发，一般当天到账'],
  [
    payment({ state: 'refused', reason: 'wrong_name', needsCard: true }),
    '2026年11月的，2026年11月15日没有发成：卡的户名和登记的姓名不一样。换好卡，下一批一起补发',
  ],
  [payment({ state: 'refused', reason: 'wrong_name' }), '2026年11月的，2026年11月15日没有发成：卡的户名和登记的姓名不一样。下一批一起补发'],
  [
    payment({ state: 'refused', reason: 'closed_account', againIn: '2026-12-15' }),
    '2026年11月的，2026年11月15日没有发成：卡已经注销或停用。已并入2026年12月15日的一笔',
  ],
  [payment({ state: 'held', reason: 'set_off' }), '2026年11月的，2026年11月15日没有发成：和以前多发的相抵，这个月没有要发的'],
])('%o', (one, words) => {
  expect(paymentWords(one)).toBe(words)
})

test('what comes next is told as long as something comes, and that its amount is not confirmed', () => {
  const totals = { month: '2026-11', monthFen: 5_000, year: '2026', yearFen: 60_000 }
  const next = { payOn: '2026-12-15', fen: 5_000, illustrative: true }
  expect(paymentTotals({ next, totals, items: [] }).map(({ value }) => value)).toEqual([
    '2026年12月15日',
    '¥50.00（参考）',
    '¥50.00',
    '¥600.00',
  ])
  expect(paymentTotals({ next: null, totals, items: [] }).map(({ label }) => label)).toEqual(['2026年11月已到账', '2026年已到账'])
})
