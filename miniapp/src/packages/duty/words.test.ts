import type { DeskCall, DeskCallRow } from '@minsheng/shared/contracts/help'
import { describe, expect, it } from 'vitest'
import { dueLabel, overdueWords, rowWords, whereWords } from './words.ts'

const row = { callerMasked: '邬*英', communityName: '湖滨社区', gridName: '第一网格' } as DeskCallRow
const where = (change: Partial<DeskCall['where']>) =>
  whereWords({ ...row, where: { address: '东坡路 1 号', place: null, gcj02: null, because: 'home', ...change } })

describe('where to go', () => {
  it.each([
    [{}, '东坡路 1 号'],
    [{ address: null }, '湖滨社区，第一网格'],
    [
      { because: 'fix' as const, place: { lat: 30, lng: 120, accuracyM: 19.6 } },
      '湖滨社区，第一网格（手机位置，误差约 20 米）；登记住处：东坡路 1 号',
    ],
    [{ because: 'unknown' as const }, '不知道在哪里，请先打电话问'],
  ])('%o is told as %s', (change, words) => {
    expect(where(change)).toBe(words)
  })
})

it('a line of the queue says who, what and where', () => {
  expect(rowWords(row, '摔倒了')).toBe('邬*英，摔倒了，第一网格')
  expect(rowWords({ ...row, callerMasked: null, communityName: null, gridName: null }, null)).toBe('不知道在哪里')
})

it('what is promised is said with what is left of it, and that it is over', () => {
  const due = { what: 'acknowledge' as const, at: '2026-11-30T19:12:00.000Z' }
  expect([dueLabel(due), overdueWords(due)]).toEqual(['接下还剩 ', '接下已超时'])
})
