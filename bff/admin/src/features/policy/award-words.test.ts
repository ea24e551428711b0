import { expect, test } from 'vitest'
import { changeWords, monthsSince, standsWords } from './award-words.ts'

test.each([
  [{ every: 'month' as const, ceiling: false, fen: 5_000, lastMonth: null }, '每月 ¥50.00'],
  [{ every: 'month' as const, ceiling: false, fen: 5_000, lastMonth: '2026-12' }, '每月 ¥50.00，到2026年12月为止'],
  [{ every: 'once' as const, ceiling: true, fen: 600_000, lastMonth: '2026-12' }, '一次最多 ¥6,000.00'],
  [{ every: null, ceiling: false, fen: 0, lastMonth: null }, '不发钱，按这项政策享受减免、服务或救助资格'],
])('%o', (award, words) => {
  expect(standsWords(award)).toBe(words)
})

test.each([
  ['none', null, '正常'],
  ['notice', '2026-12-14', '等本人说'],
  ['notice', '2026-12-13', '本人没有说，待决定'],
  ['notice', null, '待决定'],
  ['heard', '2026-12-14', '本人已说，待决定'],
] as const)('whose turn it is: %s until %s', (state, hearUntil, word) => {
  expect(changeWords({ state, hearUntil }, '2026-12-14').word).toBe(word)
})

test('a raise begins at the earliest where the amount of now began', () => {
  const lines = [
    { fromMonth: '2026-05', fen: 5_000, why: 'granted' as const },
    { fromMonth: '2026-10', fen: 6_000, why: 'raised' as const },
  ]
  expect(monthsSince({ lines, firstMonth: '2026-05' }, '2026-12-03')).toEqual(['2026-12', '2026-11', '2026-10'])
})
