import { expect, test } from 'vitest'
import { dueWords } from './request-words.ts'

test.each([
  [-2, false, '已超 2 天', 'danger'],
  [0, false, '今天到期', 'warning'],
  [3, false, '还有 3 天', 'warning'],
  [4, true, '还有 4 天（待放假安排公布）', 'waiting'],
])('%i days left, provisional %s', (daysLeft, dueProvisional, word, tone) => {
  expect(dueWords({ daysLeft, dueProvisional })).toEqual({ word, tone })
})

test('an answered one has no clock', () => expect(dueWords({ daysLeft: null, dueProvisional: false })).toBeNull())
