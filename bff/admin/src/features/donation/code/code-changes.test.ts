import { expect, test } from 'vitest'
import { changesOf } from './code-changes.ts'

test.each([
  ['active', ['paused', 'revoked']],
  ['paused', ['active', 'revoked']],
  ['expired', []],
  ['revoked', []],
] as const)('a code that is %s may become %j', (state, targets) => {
  expect(changesOf(state).map((change) => change.to)).toEqual(targets)
})

test('only what can not be undone is marked as dangerous and says so', () => {
  for (const change of changesOf('active')) {
    expect(change.danger).toBe(change.to === 'revoked')
    expect(change.consequence.includes('不能恢复')).toBe(change.danger)
  }
})
