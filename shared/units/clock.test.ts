import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDate, formatInstant, shanghaiDate, systemClock } from './clock.ts'

describe('time in 上城', () => {
  test.each([
    ['2026-06-15T01:05:00Z', '2026-06-15', '2026年6月15日（周一）', '2026年6月15日 09:05'],
    ['2026-06-14T15:59:59Z', '2026-06-14', '2026年6月14日（周日）', '2026年6月14日 23:59'],
    ['2026-06-14T16:00:00Z', '2026-06-15', '2026年6月15日（周一）', '2026年6月15日 00:00'],
    ['2025-12-31T16:00:00Z', '2026-01-01', '2026年1月1日（周四）', '2026年1月1日 00:00'],
    ['2028-02-28T16:30:00Z', '2028-02-29', '2028年2月29日（周二）', '2028年2月29日 00:30'],
    // Between 1986 and 1991 China kept summer time; birth dates are stored as dates, so instants never need it.
    ['2026-08-29T09:09:09Z', '2026-08-29', '2026年8月29日（周六）', '2026年8月29日 17:09'],
  ])('%s', (instant, date, day, minute) => {
    const at = new Date(instant)
    expect(shanghaiDate(at)).toBe(date)
    expect(formatDate(at)).toBe(day)
    expect(formatInstant(at)).toBe(minute)
  })

  test('agrees with the time zone database', () => {
    const database = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })
    fc.assert(
      fc.property(fc.date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }), (at) => {
        expect(database.format(at).startsWith(shanghaiDate(at))).toBe(true)
        expect(database.format(at).endsWith(formatInstant(at).slice(-5))).toBe(true)
      }),
    )
  })

  test('the system clock goes on', () => {
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(1_000)
  })
})
