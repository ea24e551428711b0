import type { CodeAlarm } from '@minsheng/shared/contracts/donation'
import { expect, test } from 'vitest'
import { adviceFor, alarmKinds, mayPause } from './alarm-words.ts'

const alarm = (change: Partial<CodeAlarm>): CodeAlarm =>
  ({ kind: 'forged', state: 'open', codeId: 'c', codeState: 'active', mayHandle: true, ...change }) as CodeAlarm

test('every kind has its advice; only a code in use is told to be paused', () => {
  for (const kind of Object.keys(alarmKinds) as CodeAlarm['kind'][]) expect(adviceFor(alarm({ kind }))).toMatch(/^请/)
  expect(adviceFor(alarm({ codeId: null }))).not.toContain('暂停')
  expect(adviceFor(alarm({ kind: 'displaced', codeState: 'paused' }))).not.toContain('暂停')
})

test.each([
  [{}, true],
  [{ kind: 'silent' }, true],
  [{ kind: 'overdue' }, false],
  [{ state: 'closed' }, false],
  [{ codeState: 'paused' }, false],
  [{ codeState: null }, false],
  [{ mayHandle: false }, false],
] as const)('%o may be paused: %s', (change, may) => {
  expect(mayPause(alarm(change))).toBe(may)
})
