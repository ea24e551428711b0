import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { districtId, streetId, streetNames } from '../people/places.ts'
import { seededRandom } from '../people/random.ts'
import { tiling } from '../people/tiling.ts'

type PlaceLine = Extract<FeedLine, { type: 'place' }>

const SINCE = '2021-04-09'
const COMMUNITIES = 200
const GRIDS_EACH = 10
/** Columns and rows of cells in each street's block; a community is a column, a grid two cells of it. */
const [COLUMNS, ROWS] = [15, 20]
const STREETS_A_ROW = 7

const communityWords = [
  '和睦',
  '清河',
  '景芳',
  '常青',
  '运新',
  '东园',
  '春江',
  '云峰',
  '水湘',
  '三新',
  '定海',
  '章家',
  '五福',
  '玉皇',
  '近江',
]

export interface Grid {
  id: string
  code: string
}

/** The district, its streets, about 200 communities and 2,000 grids with boundaries that tile it, from the top down. */
export function districtLayout(): { lines: PlaceLine[]; grids: Grid[] } {
  const width = STREETS_A_ROW * COLUMNS
  const block = tiling(width, 2 * ROWS, seededRandom(330_102), [14 / width, 6 / (2 * ROWS)])
  const lines: PlaceLine[] = []
  const grids: Grid[] = []
  const add = (id: string, kind: PlaceLine['kind'], parentId: string | null, code: string, name: string, boundary: PlaceLine['boundary']) =>
    lines.push({ type: 'place', id, kind, parentId, code, name, boundary, validFrom: SINCE })
  add(districtId, 'district', null, '330102', '上城区', block(0, 0, width, 2 * ROWS))
  streetNames.forEach((name, s) => {
    const [left, bottom] = [(s % STREETS_A_ROW) * COLUMNS, Math.floor(s / STREETS_A_ROW) * ROWS]
    const street = streetId(s)
    const streetCode = `330102D${String(s + 1).padStart(2, '0')}`
    add(street, 'street', districtId, streetCode, `${name}街道`, block(left, bottom, COLUMNS, ROWS))
    // 200 over 14 streets: the first four have 15, the others 14, and then the last column is two wide.
    const count = Math.floor(COMMUNITIES / streetNames.length) + (s < COMMUNITIES % streetNames.length ? 1 : 0)
    for (let c = 0; c < count; c += 1) {
      const wide = c === count - 1 ? COLUMNS - c : 1
      const community = `${street}d${c + 1}`
      const code = `${streetCode}-D${String(c + 1).padStart(2, '0')}`
      const word = `${name}${communityWords[c]}`
      add(community, 'community', street, code, `${word}社区`, block(left + c, bottom, wide, ROWS))
      for (let g = 0; g < GRIDS_EACH; g += 1) {
        const grid = { id: `${community}g${g + 1}`, code: `${code}-${String(g + 1).padStart(2, '0')}` }
        const high = ROWS / GRIDS_EACH
        add(grid.id, 'grid', community, grid.code, `${word}第${g + 1}网格`, block(left + c, bottom + g * high, wide, high))
        grids.push(grid)
      }
    }
  })
  return { lines, grids }
}
