import { type Boundary, boundary as boundarySchema, type PlaceKind } from '@minsheng/shared/contracts/people'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { placeKeys } from '../pinyin.ts'
import { dayFault, fitsUnder, type NewPlace, nextVersion, placeKindWords, versionId } from '../place/domain.ts'
import { boundaryFault, boundaryToWgs84, outsideM2, overlapM2 } from '../place/geometry.ts'
import type { PlaceDocument, PlaceStore } from '../place/store.ts'
import { type CellReader, readCells, repeatedIn } from './cells.ts'
import type { ImportLine } from './domain.ts'
import { covers, NOT_YOURS, type PassContext, type Planner, type RowPlan } from './planner.ts'

const homeKinds: Readonly<Record<string, PlaceKind>> = {
  楼幢: 'building',
  楼栋: 'building',
  楼: 'building',
  幢: 'building',
  单元: 'unit',
  户室: 'flat',
  房屋: 'flat',
  房间: 'flat',
  室: 'flat',
}
const areaKinds: Readonly<Record<string, PlaceKind>> = {
  网格: 'grid',
  grid: 'grid',
  社区: 'community',
  community: 'community',
  街道: 'street',
  street: 'street',
}

/** A place as a row wants it, or as it is: enough to hang others under it. */
type Parent = Pick<PlaceDocument, 'placeId' | 'kind' | 'name' | 'path' | 'boundary' | 'validFrom'>
interface Wanted {
  row: number
  kind: PlaceKind
  code: string
  name: string
  boundary: Boundary | null
  from: string
}

const squareMetres = (size: number) => `${Math.round(size).toLocaleString('en-US')} 平方米`

/** Longitude and latitude alone: some programs write heights too. */
function flat(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates
  return typeof coordinates[0] === 'number' ? coordinates.slice(0, 2) : coordinates.map(flat)
}

function shapeOf(line: ImportLine, reader: CellReader, datum: PassContext['datum']): Boundary | null {
  const given = line.geometry as { type?: unknown; coordinates?: unknown } | null
  const found = boundarySchema.safeParse({ type: given?.type, coordinates: flat(given?.coordinates) })
  if (!found.success) {
    reader.wrong(null, '图形要是面（Polygon 或 MultiPolygon），坐标写成 [经度, 纬度]，每一圈至少 4 个点')
    return null
  }
  const fault = boundaryFault(found.data)
  if (fault) reader.wrong(null, fault)
  return fault ? null : boundaryToWgs84(found.data, datum)
}

/** Places by their code: with shapes (`boundary`), or below the grid without (`home`). Parents may stand in the same file, before. */
export function createPlacePlanner({ places, clock, shapes }: { places: PlaceStore; clock: Clock; shapes: boolean }): Planner {
  function begin(all: readonly ImportLine[], context: PassContext) {
    const { headings, today, scope } = context
    const repeated = repeatedIn(all, 'code', headings.get('code'))
    const inFile = new Set(all.map((line) => line.cells.code))
    /** What rows before made, by code; null: the row was bad. */
    const made = new Map<string, Parent | null>()
    const wantedUnder = new Map<string, Wanted[]>()
    const stored = new Map<string, PlaceDocument>()

    async function parentOf(reader: CellReader): Promise<Parent | null> {
      const code = reader.required('parentCode', '上级编号')
      if (code === null) return null
      const before = made.get(code)
      const parent = before ?? stored.get(code)
      if (before === null) reader.wrong('parentCode', '上级那一行有问题，请先改好它')
      else if (!parent)
        reader.wrong('parentCode', inFile.has(code) ? '上级写在了后面，请把它移到前面' : '没有这个上级编号，请核对，或先导入上级')
      else if (!covers(scope, parent.path)) reader.wrong('parentCode', NOT_YOURS)
      else return parent
      return null
    }

    async function boundaryFaults(wanted: Wanted, parent: Parent, before: PlaceDocument | undefined, reader: CellReader): Promise<void> {
      if (!wanted.boundary) return
      const outer = parent.boundary
      const outside = outer ? outsideM2(wanted.boundary, outer) : 0
      if (outside > 0) reader.wrong(null, `有 ${squareMetres(outside)} 超出了上级“${parent.name}”的边界，请收进去或先调整上级`)
      const ofFile = wantedUnder.get(parent.placeId) ?? []
      for (const other of ofFile) {
        const common = other.kind === wanted.kind && other.boundary ? overlapM2(wanted.boundary, other.boundary) : 0
        if (common > 0) reader.wrong(null, `和第 ${other.row} 个图形“${other.name}”重叠了 ${squareMetres(common)}，请先分清边界`)
      }
      for (const brother of await places.siblings(parent.placeId, wanted.kind, before?.placeId ?? null)) {
        // One that the file draws anew is compared as the file draws it.
        const common = brother.boundary && !inFile.has(brother.code) ? overlapM2(wanted.boundary, brother.boundary) : 0
        if (common > 0) reader.wrong(null, `和“${brother.name}”重叠了 ${squareMetres(common)}，请先分清边界`)
      }
    }

    function fresh(wanted: Wanted, parent: Parent): RowPlan {
      const placeId = derivedId('plc', `${context.importId}|${wanted.row}`)
      const place: NewPlace = {
        _id: versionId(placeId, 0),
        placeId,
        kind: wanted.kind,
        code: wanted.code,
        name: wanted.name,
        parentId: parent.placeId,
        path: [...parent.path, placeId],
        boundary: wanted.boundary,
        validFrom: wanted.from,
        validTo: null,
        state: 'open',
        rev: 0,
        reason: `批量导入 ${context.importId.slice(4, 12)}`,
        recordedBy: context.by,
        recordedAt: clock.now(),
        searchKeys: placeKeys(wanted.name, wanted.code),
      }
      made.set(wanted.code, place)
      return {
        outcome: 'fresh',
        write: async (session) => {
          await places.insertIn(place, session)
          return [{ what: 'place', id: placeId, rev: 0, made: true }]
        },
      }
    }

    function changed(wanted: Wanted, before: PlaceDocument): RowPlan {
      const change = { name: wanted.name, validFrom: wanted.from, reason: `批量导入 ${context.importId.slice(4, 12)}` }
      const next = nextVersion(before, shapes ? { ...change, boundary: wanted.boundary } : change, context.by, clock.now())
      const same = next.name === before.name && (!shapes || JSON.stringify(next.boundary) === JSON.stringify(before.boundary))
      made.set(wanted.code, same ? before : next)
      if (same) return { outcome: 'unchanged' }
      return {
        outcome: 'changed',
        write: async (session) => {
          if (!(await places.end(before, wanted.from, null, session))) return null
          await places.insertIn({ ...next, searchKeys: placeKeys(next.name, next.code) }, session)
          return [{ what: 'place', id: next.placeId, rev: next.rev, made: false }]
        },
      }
    }

    function wantedIn(line: ImportLine, reader: CellReader): Wanted {
      const kind = reader.choice('kind', shapes ? areaKinds : homeKinds, '类别') ?? (shapes ? 'grid' : null)
      const code = reader.required('code', '编号')
      const name = reader.required('name', '名称')
      if (!shapes && !line.cells.kind) reader.wrong('kind', '请写明类别：楼幢、单元或户室')
      if (code !== null && !/^[0-9A-Za-z-]{2,40}$/.test(code)) reader.wrong('code', '编号只能用数字、字母和短横线，2 到 40 位')
      if (name !== null && [...name].length > 40) reader.wrong('name', '名称最多 40 个字')
      const boundary = shapes ? shapeOf(line, reader, context.datum) : null
      return { row: line.row, kind: kind ?? 'flat', code: code ?? '', name: name ?? '', boundary, from: reader.date('validFrom') ?? today }
    }

    async function planOne(line: ImportLine): Promise<RowPlan> {
      const reader = readCells(line, headings)
      const wanted = wantedIn(line, reader)
      const parent = await parentOf(reader)
      const before = stored.get(wanted.code)
      const twice = repeated.get(line.row)
      if (before && !covers(scope, before.path)) reader.wrong('code', `编号已用于“${before.name}”，它${NOT_YOURS}`)
      else if (before && before.kind !== wanted.kind)
        reader.wrong('kind', `这个编号已登记为${placeKindWords[before.kind]}“${before.name}”，类别不能改`)
      else if (before && parent && before.parentId !== parent.placeId)
        reader.wrong('parentCode', `“${before.name}”已在别的上级下面，地点不能换上级，请先撤销它再新建`)
      if (parent && !fitsUnder(wanted.kind, parent.kind))
        reader.wrong('kind', `${placeKindWords[wanted.kind]}不能直接放在${placeKindWords[parent.kind]}“${parent.name}”下面`)
      const day = dayFault(wanted.from, before?.validFrom ?? parent?.validFrom ?? null, today)
      if (day) reader.wrong('validFrom', day)
      if (parent && reader.faults.length === 0) await boundaryFaults(wanted, parent, before, reader)
      if (twice || !parent || reader.faults.length > 0) {
        if (!made.has(wanted.code)) made.set(wanted.code, before ?? null)
        return { outcome: 'bad', faults: [...reader.faults, ...(twice ? [twice] : [])] }
      }
      wantedUnder.set(parent.placeId, [...(wantedUnder.get(parent.placeId) ?? []), wanted])
      return before ? changed(wanted, before) : fresh(wanted, parent)
    }

    return {
      async plan(lines: readonly ImportLine[]) {
        const codes = [...new Set(lines.flatMap(({ cells }) => [cells.code, cells.parentCode].flatMap((code) => code || [])))]
        for (const place of await places.byCodesWhole(codes)) stored.set(place.code, place)
        const plans: RowPlan[] = []
        for (const line of lines) plans.push(await planOne(line))
        return plans
      },
    }
  }
  return { begin }
}
