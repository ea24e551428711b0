import { expect, test } from 'vitest'
import { endOf, termsOf } from './domain.ts'

const at = (time: string) => new Date(`${time}+08:00`)

test.each([
  // In 2026 people work on Sunday 20 September and on Saturday 10 October (调休), and rest on 19 June (端午).
  ['one working day from a Friday', '2026-06-12T10:00', 1, '2026-06-16T00:00'],
  ['one from a Friday whose Sunday is worked', '2026-09-18T10:00', 1, '2026-09-21T00:00'],
  ['one from the eve of a holiday', '2026-09-30T10:00', 1, '2026-10-09T00:00'],
  ['one from the day before a Saturday that is worked', '2026-10-09T10:00', 1, '2026-10-11T00:00'],
  ['five from a Monday', '2026-06-15T23:59', 5, '2026-06-24T00:00'],
])('%s', (_, from, workingDays, end) => {
  expect(endOf({ workingDays }, at(from)).toISOString()).toBe(at(end).toISOString())
})

test('seconds pass at night and on holidays', () => {
  expect(endOf({ seconds: 90 }, at('2026-10-01T23:59:30')).toISOString()).toBe(at('2026-10-02T00:01:00').toISOString())
})

test('what hangs on a life: 60, 180 and 300 seconds, there in 15 minutes, told in 2 hours', () => {
  const { ladder, onSite, resolve, illustrative } = termsOf('p0', at('2026-06-15T12:00'))
  expect(ladder).toEqual([
    { after: { seconds: 60 }, to: 'backup' },
    { after: { seconds: 180 }, to: 'community' },
    { after: { seconds: 300 }, to: 'district' },
  ])
  expect([onSite, resolve, illustrative]).toEqual([{ seconds: 900 }, { seconds: 7_200 }, true])
})

test('before there were any terms, there is nothing to promise', () => {
  expect(() => termsOf('p0', at('2020-01-01T00:00'))).toThrow('no value in force')
})
