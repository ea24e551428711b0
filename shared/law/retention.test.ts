import { describe, expect, test } from 'vitest'
import { sharingRecordYears } from './personal-data.ts'
import {
  isIllustrative,
  keptSince,
  keptSinceInstant,
  logMonths,
  messageMonths,
  periodWords,
  residentMonths,
  settledLetterDays,
  usageRecordYears,
} from './retention.ts'

const noon = new Date('2026-11-30T12:00:00+08:00')

describe('what has been kept long enough', () => {
  test.each([
    [residentMonths, '2023-11-30'],
    [sharingRecordYears, '2023-11-30'],
    [settledLetterDays, '2026-06-03'],
  ])('%o: what ended before %s', (period, date) => {
    expect(keptSince(noon, period)).toBe(date)
  })

  test('the day counts in Shanghai, and its last day is kept whole', () => {
    expect(keptSince(new Date('2026-11-29T16:00:00Z'), residentMonths)).toBe('2023-11-30')
    expect(keptSince(new Date('2026-11-29T15:59:59Z'), residentMonths)).toBe('2023-11-29')
    expect(keptSinceInstant(noon, residentMonths).toISOString()).toBe('2023-11-29T16:00:00.000Z')
  })

  test('where a month has no such day nothing goes earlier', () => {
    expect(keptSince(new Date('2028-02-29T12:00:00+08:00'), residentMonths)).toBe('2025-02-28')
  })
})

test('a period is said in words, and whether anyone has confirmed it', () => {
  expect(periodWords(residentMonths, '2026-11-30')).toBe('36 个月')
  expect(periodWords(usageRecordYears, '2026-11-30')).toBe('3 年')
  expect(isIllustrative(residentMonths, '2026-11-30')).toBe(true)
  expect(isIllustrative(usageRecordYears, '2026-11-30')).toBe(false)
})

test('no log of ours goes sooner than the law allows', () => {
  expect(keptSince(noon, messageMonths) < keptSince(noon, logMonths)).toBe(true)
  expect(keptSince(noon, usageRecordYears) < keptSince(noon, logMonths)).toBe(true)
})
