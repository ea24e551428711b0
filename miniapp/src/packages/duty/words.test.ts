import type { DeskCall, DeskCallRow, MyDuty } from '@minsheng/shared/contracts/help'
import { describe, expect, it } from 'vitest'
import { dueLabel, onDutyWords, overdueWords, rowWords, whereWords } from './words.ts'

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

describe('on duty or not', () => {
  const duty = { state: 'on', since: '2026-12-01T00:30:00.000Z', location: 'agreed', fixAt: '2026-12-01T01:00:00.000Z' } as MyDuty
  const told = (change: Partial<MyDuty>) => onDutyWords({ ...duty, ...change }, (instant) => instant.slice(11, 16))
  it.each([
    [{}, '您在上班（00:30 起）。位置 01:00 更新过，打开工作台时才更新。'],
    [{ fixAt: null }, '您在上班（00:30 起）。还没有拿到位置，请打开手机的定位。'],
    [{ location: 'declined' as const }, '您在上班（00:30 起）。没有用位置。'],
    [{ state: 'off' as const }, '您现在没有上班。上班后，有人呼叫会先派给您。'],
  ])('%o', (change, words) => {
    expect(told(change)).toBe(words)
  })
})
