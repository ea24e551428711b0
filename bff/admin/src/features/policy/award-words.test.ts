import { expect, test } from 'vitest'
import { changeWords, differsWords, monthsSince, standsWords } from './award-words.ts'

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

test.each([
  [{ kind: 'more', toFen: 8_000 }, '少发了，应是每月 ¥80.00'],
  [{ kind: 'less', toFen: 3_000 }, '多发了，应是每月 ¥30.00'],
  [{ kind: 'not', toFen: null }, '有条件不符合了'],
  [{ kind: 'unclear', toFen: null }, '有情况不清楚或过期了'],
  [{ kind: 'gone', toFen: null }, '本人已经去世或迁走'],
  [{ kind: 'payee', toFen: null }, '领取的人不住在这一户了'],
] as const)('beside today’s rules: %o', (differs, word) => {
  expect(differsWords({ differs: { ...differs, since: '2026-11-30' }, every: 'month', ofHousehold: false })?.word).toBe(word)
})
test('what is as the rules say needs no word', () => {
  expect(differsWords({ differs: null, every: 'month', ofHousehold: true })).toBeNull()
})

test('a raise begins at the earliest where the amount of now began', () => {
  const lines = [
    { fromMonth: '2026-05', fen: 5_000, why: 'granted' as const },
    { fromMonth: '2026-10', fen: 6_000, why: 'raised' as const },
  ]
  expect(monthsSince({ lines, firstMonth: '2026-05' }, '2026-12-03')).toEqual(['2026-12', '2026-11', '2026-10'])
})
