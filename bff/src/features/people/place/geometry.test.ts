import type { Boundary } from '@minsheng/shared/contracts/people'
import fc from 'fast-check'
import gcoord from 'gcoord'
import { describe, expect, test } from 'vitest'
import { boundaryFault, boundaryToWgs84, outsideM2, overlapM2, toWgs84 } from './geometry.ts'

const box = (left: number, bottom: number, width: number, height: number): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [left, bottom],
      [left + width, bottom],
      [left + width, bottom + height],
      [left, bottom + height],
      [left, bottom],
    ],
  ],
})
const somewhere = fc.tuple(fc.double({ min: 119, max: 121, noNaN: true }), fc.double({ min: 29, max: 31, noNaN: true }))
const size = fc.double({ min: 0.002, max: 0.2, noNaN: true })

describe('boundaries', () => {
  test('a box is sound, overlaps itself wholly, and does not leave itself', () => {
    fc.assert(
      fc.property(somewhere, size, size, ([x, y], width, height) => {
        const one = box(x, y, width, height)
        expect(boundaryFault(one)).toBeNull()
        expect(overlapM2(one, one)).toBeGreaterThan(0)
        expect(outsideM2(one, one)).toBe(0)
      }),
      { numRuns: 200 },
    )
  })

  test('neighbours that share an edge neither overlap nor leave their parent; moved into each other they overlap alike from both sides', () => {
    fc.assert(
      fc.property(somewhere, size, size, fc.double({ min: 0.05, max: 0.95, noNaN: true }), ([x, y], width, height, share) => {
        const [left, right, parent] = [box(x, y, width, height), box(x + width, y, width, height), box(x, y, 2 * width, height)]
        expect(overlapM2(left, right)).toBe(0)
        expect(outsideM2(left, parent) + outsideM2(right, parent)).toBe(0)
        const pushed = box(x + width * (1 - share), y, width, height)
        expect(overlapM2(left, pushed)).toBeGreaterThan(0)
        expect(overlapM2(pushed, left)).toBeCloseTo(overlapM2(left, pushed), 0)
        expect(outsideM2(parent, left)).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  test('a sliver counts as nothing, one percent does not', () => {
    const one = box(120, 30, 0.1, 0.1)
    expect(overlapM2(one, box(120.0998, 30, 0.1, 0.1))).toBe(0)
    expect(overlapM2(one, box(120.099, 30, 0.1, 0.1))).toBeGreaterThan(0)
    expect(outsideM2(box(120, 30, 0.1002, 0.1), one)).toBe(0)
    expect(outsideM2(box(120, 30, 0.101, 0.1), one)).toBeGreaterThan(0)
  })

  test('a hole is a boundary too, and one of several parts is looked at in each part', () => {
    const hole: Boundary = {
      type: 'Polygon',
      coordinates: [...box(120, 30, 0.1, 0.1).coordinates, ...box(120.02, 30.02, 0.02, 0.02).coordinates] as never,
    }
    expect(boundaryFault(hole)).toBeNull()
    expect(overlapM2(hole, box(120.025, 30.025, 0.005, 0.005))).toBe(0)
    const bow = [
      [120, 30],
      [120.1, 30.1],
      [120.1, 30],
      [120, 30.1],
      [120, 30],
    ]
    const parts: Boundary = { type: 'MultiPolygon', coordinates: [box(121, 30, 0.1, 0.1).coordinates, [bow]] as never }
    expect(boundaryFault(parts)).toMatch(/自己相交/)
  })
})

describe('systems of coordinates', () => {
  test.each(['gcj02', 'bd09'] as const)('what %s says of a point is brought back to within 3 m of it', (datum) => {
    const system = datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09
    const [longitude, latitude] = toWgs84(gcoord.transform([120.16, 30.25], gcoord.WGS84, system) as [number, number], datum)
    expect(Math.hypot((longitude - 120.16) * 96_000, (latitude - 30.25) * 111_000)).toBeLessThan(3)
    const [x, y] = toWgs84([120.16, 30.25], datum)
    expect(Math.hypot((x - 120.16) * 96_000, (y - 30.25) * 111_000)).toBeGreaterThan(300)
  })

  test('a boundary keeps its shape: every point goes the way a point goes', () => {
    const one = box(120.16, 30.25, 0.01, 0.01)
    const moved = boundaryToWgs84(one, 'gcj02')
    expect(moved).toEqual({
      type: 'Polygon',
      coordinates: [one.coordinates[0]?.map((point) => toWgs84(point as [number, number], 'gcj02'))],
    })
    expect(boundaryToWgs84({ type: 'MultiPolygon', coordinates: [one.coordinates] as never }, 'gcj02')).toEqual({
      type: 'MultiPolygon',
      coordinates: [moved.coordinates],
    })
  })
})
