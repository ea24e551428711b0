import { expect, test } from 'vitest'
import { balanceWords, ratioWords, readRatio } from './matching-words.ts'

test.each([
  ['1', 1_000],
  ['0.5', 500],
  [' 1.25 ', 1_250],
  ['0.001', 1],
  ['10', 10_000],
  ['10.001', null],
  ['0', null],
  ['-1', null],
  ['1e1', null],
  ['0.0005', null],
  ['１', null],
  ['', null],
])('ratio %s: %s', (text, permille) => {
  expect(readRatio(text)).toBe(permille)
})

test('words', () => {
  expect(ratioWords(500)).toBe('每 1 元配 0.5 元')
  expect(balanceWords({ owedFen: 0, paidFen: 0 })).toBe('还没有应付的')
  expect(balanceWords({ owedFen: 300, paidFen: 100 })).toBe('还应付 ¥2.00')
  expect(balanceWords({ owedFen: 100, paidFen: 100 })).toBe('已经付清')
  expect(balanceWords({ owedFen: 100, paidFen: 150 })).toBe('多付了 ¥0.50')
})
