import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { seededRandom } from './random.ts'
import { tiling } from './tiling.ts'

type PlaceLine = Extract<FeedLine, { type: 'place' }>

/** The district's fourteen streets by name; boundaries, codes and everything below are made up. */
export const streetNames = [
  '清波',
  '湖滨',
  '小营',
  '南星',
  '紫阳',
  '望江',
  '凯旋',
  '采荷',
  '闸弄口',
  '四季青',
  '笕桥',
  '彭埠',
  '九堡',
  '丁兰',
]
export const districtId = 'plc_330102'
export const streetId = (street: number) => `plc_s${street + 1}`
export const communityId = (street: number, community: number) => `${streetId(street)}c${community + 1}`
export const gridId = (street: number, community: number, grid: number) => `${communityId(street, community)}g${grid + 1}`

const estates = ['荷塘', '杨柳', '桂雨', '梧桐', '南屏', '宝石', '听涛', '望湖', '清泰', '候潮', '映月', '三桥', '东河', '金秋']
const ordinal = ['一', '二']
const SINCE = '2021-04-09'
const [FLOORS, DOORS] = [3, 2]

export interface SeedPlaces {
  lines: PlaceLine[]
  /** Every flat with its street, so that homes can be given out. */
  flats: { id: string; street: number; community: number }[]
}

/** 1 district, 14 streets, 28 communities, 56 grids that tile it, and buildings with flats. */
export function seedPlaces(): SeedPlaces {
  const block = tiling(14, 6, seededRandom(330102))
  const lines: PlaceLine[] = []
  const flats: SeedPlaces['flats'] = []
  const add = (
    id: string,
    kind: PlaceLine['kind'],
    parentId: string | null,
    code: string,
    name: string,
    boundary: PlaceLine['boundary'] = null,
  ) => {
    lines.push({ type: 'place', id, kind, parentId, code, name, boundary, validFrom: SINCE })
    return id
  }
  add(districtId, 'district', null, '330102', '上城区', block(0, 0, 14, 6))
  streetNames.forEach((street, s) => {
    const [left, bottom] = [(s % 7) * 2, Math.floor(s / 7) * 3]
    const streetCode = `330102D${String(s + 1).padStart(2, '0')}`
    add(streetId(s), 'street', districtId, streetCode, `${street}街道`, block(left, bottom, 2, 3))
    for (const c of [0, 1]) {
      const communityCode = `${streetCode}-${c + 1}`
      add(communityId(s, c), 'community', streetId(s), communityCode, `${street}演示${ordinal[c]}社区`, block(left + c, bottom, 1, 3))
      for (const g of [0, 1]) {
        const grid = add(
          gridId(s, c, g),
          'grid',
          communityId(s, c),
          `${communityCode}-${g + 1}`,
          `${street}${ordinal[c]}社区第${g + 1}网格`,
          block(left + c, bottom + g, 1, g + 1),
        )
        for (const b of [0, 1]) {
          const number = g * 2 + b + 1
          const building = add(
            `${grid}b${b + 1}`,
            'building',
            grid,
            `${communityCode}-${g + 1}-B${number}`,
            `${estates[s]}${c === 0 ? '苑' : '里'}${number}幢`,
          )
          for (let floor = 1; floor <= FLOORS; floor += 1)
            for (let door = 1; door <= DOORS; door += 1) {
              const flat = `${floor}0${door}`
              flats.push({
                id: add(`${building}f${flat}`, 'flat', building, `${communityCode}-${g + 1}-B${number}-${flat}`, `${flat}室`),
                street: s,
                community: c,
              })
            }
        }
      }
    }
  })
  return { lines, flats }
}
