import { expect, test } from 'vitest'
import { leftWords } from './disclosure-words.ts'

test.each([
  ['overdue', -3, '已过期 3 天，公益码暂停', 'danger'],
  ['due', 0, '今天是最后一天', 'danger'],
  ['close', 7, '还有 7 天', 'warning'],
  ['soon', 30, '还有 30 天', 'waiting'],
  ['later', 31, '还有 31 天', 'over'],
] as const)('%s, %d days', (urgency, daysLeft, word, tone) => expect(leftWords({ urgency, daysLeft })).toEqual({ word, tone }))
