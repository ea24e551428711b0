import { describe, expect, test } from 'vitest'
import { mapPlaceOf, placeOf, timesOf, whereabouts } from './press.ts'

const now = new Date('2026-06-15T04:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000)

describe('when', () => {
  test.each([
    ['sent as it is pressed', null, 0, 5],
    ['a second on its way', ago(1), -1, 4],
    ['ten minutes without a network: at once', ago(600), -600, 0],
    ['by a clock a minute fast', ago(-60), 0, 5],
  ] as const)('%s', (_, said, pressed, countdown) => {
    const { pressedAt, countdownUntil, notices } = timesOf(said?.toISOString() ?? null, now)
    expect([pressedAt.getTime() - now.getTime(), countdownUntil.getTime() - now.getTime(), notices]).toEqual([
      pressed * 1_000,
      countdown * 1_000,
      [],
    ])
  })
  test.each(['1970-01-01T00:00:00Z', '2099-01-01T00:00:00Z'])('a phone that says %s is told so', (said) => {
    const { pressedAt, countdownUntil, notices } = timesOf(said, now)
    expect([pressedAt, countdownUntil.getTime() - now.getTime()]).toEqual([now, 5_000])
    expect(notices).toHaveLength(1)
  })
})

describe('where', () => {
  const home = { residentId: 'res_1', name: '王芳', address: '东坡路 1 号', flatId: null, path: ['d', 's', 'c', 'home'] }
  const place = { lat: 30.22, lng: 120.18, accuracyM: 20, datum: 'wgs84' as const }
  const grid = ['d', 's', 'c', 'grid']
  test.each([
    ['a sharp place before the home', place, grid, home, 'fix', 'grid', 0],
    ['the home before a blurred one, which is kept', { ...place, accuracyM: 2_000 }, grid, home, 'home', 'home', 0],
    ['a blurred one where no home is known', { ...place, accuracyM: 2_000 }, grid, null, 'fix', 'grid', 0],
    ['the home where the place lies outside', place, null, home, 'home', 'home', 1],
    ['the home without a place', null, null, home, 'home', 'home', 0],
    ['nobody knows', null, null, null, 'unknown', 'd', 1],
    ['outside, and no home', place, null, null, 'unknown', 'd', 1],
  ] as const)('%s', (_, seen, gridPath, known, because, last, notices) => {
    const found = whereabouts(seen, gridPath, known, ['d'])
    expect([found.where.because, found.path.at(-1), found.notices.length]).toEqual([because, last, notices])
  })
  test('what Chinese maps give is stored as WGS 84', () => {
    expect(
      mapPlaceOf({ address: null, because: 'fix', place: placeOf({ lat: 30.242, lng: 120.1848, accuracyM: 1, datum: 'gcj02' }) }),
    ).toEqual({
      lat: expect.closeTo(30.242, 5),
      lng: expect.closeTo(120.1848, 5),
    })
    const { lat, lng } = placeOf({ lat: 30.242, lng: 120.1848, accuracyM: 15.6, datum: 'gcj02' })
    // About half a kilometre apart, to the north-west here.
    const metres = Math.hypot((lat - 30.242) * 111_000, (lng - 120.1848) * 96_000)
    expect([lat > 30.242, lng < 120.1848, metres > 300 && metres < 700]).toEqual([true, true, true])
    expect(placeOf(place)).toEqual({ lat: 30.22, lng: 120.18, accuracyM: 20 })
  })
})
