import { expect, test } from 'vitest'
import { keysFor, moved, without } from './rows.ts'

test('rows that are there keep their keys; a new one gets a key no other has', () => {
  expect(keysFor([], 3)).toEqual([0, 1, 2])
  expect(keysFor([2, 0], 3)).toEqual([2, 0, 3])
  expect(keysFor([0, 1, 2], 2)).toEqual([0, 1])
})

test('keys go with their rows when one is taken away or moved', () => {
  const [rows, keys] = [['年龄', '户籍', '收入'], keysFor([], 3)]
  const keyOf = (row: string, list: readonly string[], of: readonly number[]) => of[list.indexOf(row)]
  expect(keyOf('收入', without(rows, 1), without(keys, 1))).toBe(keyOf('收入', rows, keys))
  for (const [from, to] of [
    [2, 1],
    [0, 2],
    [1, 1],
  ] as const)
    for (const row of rows) expect(keyOf(row, moved(rows, from, to), moved(keys, from, to))).toBe(keyOf(row, rows, keys))
  expect(moved(rows, 2, 0)).toEqual(['收入', '年龄', '户籍'])
})
