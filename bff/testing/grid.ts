import { randomBytes } from 'node:crypto'
import type { Boundary, PeopleFeedLine } from '@minsheng/shared/contracts/people'
import type { TestApp } from './app.ts'

/** A rectangle in degrees, near 上城: x and y count hundredths of a degree from a corner. */
export function square(x: number, y: number, width = 1, height = width): Boundary {
  const at = (dx: number, dy: number): [number, number] => [
    Number((120.16 + (x + dx) / 100).toFixed(6)),
    Number((30.2 + (y + dy) / 100).toFixed(6)),
  ]
  return { type: 'Polygon', coordinates: [[at(0, 0), at(width, 0), at(width, height), at(0, height), at(0, 0)]] }
}

export interface TestGrid {
  district: string
  /** Two streets, side by side. */
  streets: [string, string]
  /** Two communities in the first street, one in the second. */
  communities: [string, string, string]
  /** Two grids in the first community, one in each other. */
  grids: [string, string, string, string]
  /** A building in each grid, with flats 101 and 102. */
  buildings: [string, string, string, string]
  flats: [string, string][]
  /** The codes, by id. */
  codes: Map<string, string>
}

/** A small district of its own in this app's database. */
export async function testGrid(test: TestApp): Promise<TestGrid> {
  const suffix = randomBytes(4).toString('hex')
  const codes = new Map<string, string>()
  const lines: PeopleFeedLine[] = []
  const add = (
    kind: Extract<PeopleFeedLine, { type: 'place' }>['kind'],
    parentId: string | null,
    code: string,
    name: string,
    boundary: Boundary | null,
  ) => {
    const id = `plc_${kind}${code.replaceAll('-', '')}${suffix}`
    codes.set(id, `${suffix}-${code}`)
    lines.push({ type: 'place', id, kind, parentId, code: `${suffix}-${code}`, name, boundary, validFrom: '2020-01-01' })
    return id
  }
  const district = add('district', null, '330102', '上城区', square(0, 0, 20, 10))
  const one = add('street', district, '001', '湖滨街道', square(0, 0, 10, 10))
  const two = add('street', district, '002', '采荷街道', square(10, 0, 10, 10))
  const a = add('community', one, '001-01', '东坡路社区', square(0, 0, 5, 10))
  const b = add('community', one, '001-02', '青年路社区', square(5, 0, 5, 10))
  const c = add('community', two, '002-01', '荷花塘社区', square(10, 0, 10, 10))
  const grids: TestGrid['grids'] = [
    add('grid', a, '001-01-1', '东坡路第一网格', square(0, 0, 5, 5)),
    add('grid', a, '001-01-2', '东坡路第二网格', square(0, 5, 5, 5)),
    add('grid', b, '001-02-1', '青年路第一网格', square(5, 0, 5, 10)),
    add('grid', c, '002-01-1', '荷花塘第一网格', square(10, 0, 10, 10)),
  ]
  const buildings = grids.map((grid, index) => add('building', grid, `B${index}`, `演示苑${index + 1}幢`, null)) as TestGrid['buildings']
  const flats = buildings.map((building, index): [string, string] => [
    add('flat', building, `B${index}-101`, '101室', null),
    add('flat', building, `B${index}-102`, '102室', null),
  ])
  for (const line of lines) await test.app.people.feed.take(line)
  await test.app.people.feed.flush()
  return { district, streets: [one, two], communities: [a, b, c], grids, buildings, flats, codes }
}
