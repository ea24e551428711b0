import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMeters } from './distance.ts'

const place = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lng: fc.double({ min: -180, max: 180, noNaN: true }) })

describe('distanceMeters', () => {
  test.each([
    ['a degree of latitude', { lat: 30, lng: 120 }, { lat: 31, lng: 120 }, 111_195],
    ['a degree of longitude at 30° north', { lat: 30, lng: 120 }, { lat: 30, lng: 121 }, 96_297],
    ['断桥 to 雷峰塔', { lat: 30.2586, lng: 120.1511 }, { lat: 30.2315, lng: 120.1489 }, 3_021],
    ['to the other side of the earth', { lat: 0, lng: 0 }, { lat: 0, lng: 180 }, 20_015_115],
  ])('%s', (_, a, b, meters) => {
    expect(Math.abs(distanceMeters(a, b) - meters)).toBeLessThan(meters * 0.001)
  })

  test('is never negative, the same both ways, nothing to itself, and never longer than half the earth', () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const there = distanceMeters(a, b)
        expect(there).toBeGreaterThanOrEqual(0)
        expect(there).toBeLessThan(20_016_000)
        expect(there).toBeCloseTo(distanceMeters(b, a), 3)
        expect(distanceMeters(a, a)).toBe(0)
      }),
    )
  })
})
