import { expect, test } from 'vitest'
import { balanceRows, stateWords } from './recovery-words.ts'

test.each([
  ['notice', '2026-12-15', '已告知'],
  // A waiver, or somebody who died: nobody was told, and it waits for nobody.
  ['notice', null, '已提出，待决定'],
  ['open', null, '还没退完'],
  ['dropped', '2026-12-15', '决定不追回'],
] as const)('%s, heard until %s', (state, hearUntil, word) => {
  expect(stateWords({ state, hearUntil, way: 'pay_back' }).word).toBe(word)
})

test('what was not given up is not called given up', () => {
  expect(stateWords({ state: 'dropped', hearUntil: null, way: 'waive' }).word).toBe('没有同意不追回')
})

test('what is nothing is not listed, what is open always is', () => {
  const nothing = { fen: 5_000, setOffFen: 0, paidBackFen: 0, waivedFen: 0, openFen: 5_000, onItsWayFen: 0 }
  const words = (balance: typeof nothing) => balanceRows(balance).map(({ label, children }) => `${label} ${children}`)
  expect(words(nothing)).toEqual(['一共 ¥50.00', '还差 ¥50.00'])
  expect(words({ ...nothing, setOffFen: 1_000, paidBackFen: 2_000, waivedFen: 500, openFen: 1_500, onItsWayFen: 1_000 })).toEqual([
    '一共 ¥50.00',
    '已从以后的待遇里抵 ¥10.00',
    '已退回 ¥20.00',
    '不再追回 ¥5.00',
    '还差 ¥15.00（其中 ¥10.00 正在相抵，等银行回执）',
  ])
})
