import { describe, expect, it } from 'vitest'
import { distanceNote, lateNote, together } from './notes.ts'

const now = new Date('2026-11-30T19:20:00Z')
const place = (lat: number, lng: number, accuracyM = 10) => ({ lat, lng, accuracyM, datum: 'wgs84' as const })
const where = { address: null, place: { lat: 30.22, lng: 120.18, accuracyM: 20 }, because: 'fix' as const }

describe('a step that was sent later', () => {
  it.each([
    [null, null],
    ['2026-11-30T19:19:30.000Z', null],
    ['2026-11-30T19:12:00.000Z', '手机当时没有网络，手机上记的时间是2026年12月1日 03:12'],
    ['1970-01-01T00:00:00.000Z', '手机上的时间不对，按收到的时间记'],
    ['2026-11-30T20:20:00.000Z', '手机上的时间不对，按收到的时间记'],
  ])('%s says %s', (doneAt, note) => {
    expect(lateNote(doneAt, now)).toBe(note)
  })
})

describe('the place of an arrival', () => {
  it.each([
    [place(30.2202, 120.18), '离呼叫的地方约 20 米（误差约 30 米）'],
    [place(30.25, 120.18), '离呼叫的地方约 3.3 公里（误差约 30 米），请核对'],
    [null, null],
  ])('%o says %s', (at, note) => {
    expect(distanceNote(at, where)).toBe(note)
  })
  it('says nothing where nobody knows where it was', () => {
    expect(distanceNote(place(30.2, 120.1), { ...where, place: null })).toBeNull()
  })
})

it('what is to be said is said together', () => {
  expect([together(null, null), together(null, '一'), together('一', '二')]).toEqual([null, '一', '一；二'])
})
