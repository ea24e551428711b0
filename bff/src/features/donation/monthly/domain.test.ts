import { shanghaiDate } from '@minsheng/shared/units/clock'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueOn, endsBefore, isOpen, latestDueOn, monthAfter, monthOf, monthOfGift, nextDueOn, remindAt, secondAt } from './domain.ts'

describe('the next reminder', () => {
  test.each([
    [15, '2026-06-14', '2026-06-15'],
    [15, '2026-06-15', '2026-07-15'],
    [15, '2026-06-16', '2026-07-15'],
    [1, '2026-12-31', '2027-01-01'],
    [1, '2026-12-01', '2027-01-01'],
    [28, '2026-02-27', '2026-02-28'],
    [28, '2026-02-28', '2026-03-28'],
    [28, '2028-02-28', '2028-03-28'],
    [28, '2026-01-31', '2026-02-28'],
  ])('on the %ith, seen from %s, is %s', (day, today, next) => {
    expect(nextDueOn(day, today)).toBe(next)
  })

  test('passes over months that have had theirs', () => {
    expect(nextDueOn(20, '2026-06-10', ['2026-06'])).toBe('2026-07-20')
    expect(nextDueOn(20, '2026-06-10', ['2026-05'])).toBe('2026-06-20')
  })

  test('is always after today, on its day, and within a month and three days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
        (day, at) => {
          const today = shanghaiDate(at)
          const next = nextDueOn(day, today)
          expect(next > today).toBe(true)
          expect(Number(next.slice(8))).toBe(day)
          expect(Date.parse(next) - Date.parse(today)).toBeLessThanOrEqual(31 * 24 * 3_600_000)
          expect(Number.isNaN(remindAt(next).getTime())).toBe(false)
        },
      ),
    )
  })

  test('after a long silence is the last one due, not a pile', () => {
    expect(latestDueOn('2026-03-15', 15, '2026-03-15')).toBe('2026-03-15')
    expect(latestDueOn('2026-03-15', 15, '2026-04-14')).toBe('2026-03-15')
    expect(latestDueOn('2026-03-15', 15, '2026-04-15')).toBe('2026-04-15')
    expect(latestDueOn('2026-03-15', 15, '2027-02-01')).toBe('2027-01-15')
  })

  test('comes at nine of Shanghai; the second three days after the first was sent', () => {
    expect(remindAt('2026-06-15').toISOString()).toBe('2026-06-15T01:00:00.000Z')
    expect(secondAt(new Date('2026-06-15T01:00:00Z')).toISOString()).toBe('2026-06-18T01:00:00.000Z')
    // Sent late, on the other side of Shanghai's midnight.
    expect(secondAt(new Date('2026-06-15T15:59:59.999Z')).toISOString()).toBe('2026-06-18T01:00:00.000Z')
    expect(secondAt(new Date('2026-06-15T16:00:00.000Z')).toISOString()).toBe('2026-06-19T01:00:00.000Z')
  })
})

test('months follow each other over the year', () => {
  expect(monthAfter('2026-09')).toBe('2026-10')
  expect(monthAfter('2026-12')).toBe('2027-01')
  expect(monthOf('2026-12-31')).toBe('2026-12')
  expect(dueOn('2027-01', 5)).toBe('2027-01-05')
})

describe('which month a gift is for', () => {
  const reminded = (month: string, day = '15') => ({ month, dueOn: `${month}-${day}`, state: 'reminded' as const })

  test.each([
    ['nothing reminded: the month it was paid in', [], '2026-06-03T00:00:00Z', '2026-06'],
    ['reminded this month', [reminded('2026-06')], '2026-06-20T00:00:00Z', '2026-06'],
    ['paid late, before the next is due: still the reminded month', [reminded('2026-06')], '2026-07-10T00:00:00Z', '2026-06'],
    ['the next due day begins at midnight of Shanghai', [reminded('2026-06')], '2026-07-14T15:59:59.999Z', '2026-06'],
    ['from then on the old month is missed', [reminded('2026-06')], '2026-07-14T16:00:00.000Z', '2026-07'],
    ['two reminded: the later', [reminded('2026-06'), reminded('2026-07')], '2026-07-15T02:00:00Z', '2026-07'],
    ['a month that is given stays given', [{ ...reminded('2026-06'), state: 'given' as const }], '2026-07-10T00:00:00Z', '2026-07'],
  ])('%s', (_, months, paidAt, month) => {
    expect(monthOfGift(months, new Date(paidAt))).toBe(month)
  })

  test('a month is open until the next is due', () => {
    expect(isOpen(reminded('2026-12', '28'), '2027-01-27')).toBe(true)
    expect(isOpen(reminded('2026-12', '28'), '2027-01-28')).toBe(false)
  })
})

test('the last day is included', () => {
  expect(endsBefore('2026-06-15', '2026-06-15')).toBe(false)
  expect(endsBefore('2026-06-15', '2026-06-14')).toBe(true)
  expect(endsBefore('2026-06-15', null)).toBe(false)
})
