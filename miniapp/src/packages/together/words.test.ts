import { describe, expect, it } from 'vitest'
import { dayWords, endChoices, monthWords, nextWords, peopleWords, targetWords, untilChoices } from './words'

it('days and months', () => {
  expect(dayWords('2026-06-15')).toBe('2026年6月15日（周一）')
  expect(monthWords('2026-06')).toBe('2026年6月')
})

it('nobody is urged', () => {
  expect(peopleWords({ people: 0 })).toBe('还没有人捐')
  expect(peopleWords({ people: 3 })).toBe('3 人捐过')
})

it.each([
  [{ raisedFen: 0, targetFen: null }, ''],
  [{ raisedFen: 99, targetFen: 100 }, '目标 ¥1.00'],
  [{ raisedFen: 100, targetFen: 100 }, '目标 ¥1.00，已经到了'],
])('%o: %s', (team, words) => expect(targetWords(team)).toBe(words))

describe('when a page may end', () => {
  it('offers weeks, and the end of the project', () => {
    expect(endChoices('2026-06-15', '2026-12-31')).toEqual([
      { value: '2026-06-22', label: '一周后' },
      { value: '2026-06-29', label: '两周后' },
      { value: '2026-07-15', label: '一个月后' },
      { value: '2026-12-31', label: '到项目结束' },
    ])
  })
  it('never later than the project', () => {
    expect(endChoices('2026-06-15', '2026-06-22').map(({ value }) => value)).toEqual(['2026-06-22'])
    expect(endChoices('2026-06-15', '2026-06-15').map(({ value }) => value)).toEqual(['2026-06-15'])
  })
})

it('a term ends with its month, over the year and in February too', () => {
  expect(untilChoices('2026-06-15').map(({ value }) => value)).toEqual(['', '2026-12-31', '2027-06-30'])
  expect(untilChoices('2026-08-31').map(({ value }) => value)).toEqual(['', '2027-02-28', '2027-08-31'])
})

it.each([
  [{ state: 'active' as const, nextOn: '2026-07-15' }, '下次提醒：2026年7月15日（周三）'],
  [{ state: 'paused' as const }, '暂停了，不提醒。恢复后接着提醒。'],
  [{ state: 'ended' as const, stateReason: '您定的期限到了。' }, '您定的期限到了。'],
])('%o', (change, words) => {
  expect(nextWords({ nextOn: null, dayOfMonth: 15, stateReason: null, ...change })).toBe(words)
})
