import type { Boundary } from '@minsheng/shared/contracts/people'
import type { SeededRandom } from './random.ts'

type Position = [number, number]

/**
 * A made-up tiling of the district: a bent net of points, whose cells are put together to grids, communities and streets.
 * @param size of a cell (width, height), in those of the small district
 */
export function tiling(columns: number, rows: number, random: SeededRandom, size: readonly [number, number] = [1, 1]) {
  const points: Position[][] = Array.from({ length: columns + 1 }, (_, x) =>
    Array.from({ length: rows + 1 }, (_, y): Position => {
      const bend = () => (random.next() - 0.5) * 0.55
      const [u, v] = [(x + bend()) * size[0], (y + bend()) * size[1]]
      return [Number((120.145 + u * 0.0125 + v * 0.0035).toFixed(6)), Number((30.222 + v * 0.0205 + u * 0.0045).toFixed(6))]
    }),
  )
  const at = (x: number, y: number): Position => {
    const point = points[x]?.[y]
    if (!point) throw new Error(`no point ${x},${y}`)
    return point
  }
  /** The boundary of a block of cells; blocks that touch share their points. */
  return (left: number, bottom: number, width: number, height: number): Boundary => {
    const ring: Position[] = []
    for (let x = left; x < left + width; x += 1) ring.push(at(x, bottom))
    for (let y = bottom; y < bottom + height; y += 1) ring.push(at(left + width, y))
    for (let x = left + width; x > left; x -= 1) ring.push(at(x, bottom + height))
    for (let y = bottom + height; y > bottom; y -= 1) ring.push(at(left, y))
    return { type: 'Polygon', coordinates: [[...ring, at(left, bottom)]] }
  }
}
