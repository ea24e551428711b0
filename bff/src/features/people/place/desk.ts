import type { Boundary, PlaceInput, PlaceKind } from '@minsheng/shared/contracts/people'
import { AppError, type FieldIssue } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { placeKeys } from '../pinyin.ts'
import {
  bounded,
  dayFault,
  fitsUnder,
  type NewPlace,
  nextVersion,
  type PlaceChange,
  type PlaceVersion,
  placeKindWords,
  type SeenVersion,
  versionId,
} from './domain.ts'
import { boundaryFault, outsideM2, overlapM2 } from './geometry.ts'
import type { PlaceDocument, PlaceStore } from './store.ts'

const issue = (path: string, message: string): FieldIssue => ({ path, message })
const refuse = (...issues: FieldIssue[]) => new AppError('invalid_input', { issues })
const squareMetres = (size: number) => `${Math.round(size).toLocaleString('en-US')} 平方米`

export type PlaceDesk = ReturnType<typeof createPlaceDesk>

export function createPlaceDesk({
  places,
  clock,
  livesIn,
}: {
  places: PlaceStore
  clock: Clock
  /** How many households live in a place. */
  livesIn: (place: SeenVersion) => Promise<number>
}) {
  const withKeys = (place: PlaceVersion): NewPlace => ({ ...place, searchKeys: placeKeys(place.name, place.code) })

  /** All that is wrong with a boundary where it is to lie; empty when nothing is. */
  async function boundaryIssues(
    boundary: Boundary,
    kind: PlaceKind,
    parent: SeenVersion | null,
    placeId: string | null,
  ): Promise<string[]> {
    if (!bounded.includes(kind)) return [`${placeKindWords[kind]}不画边界，请去掉`]
    const own = boundaryFault(boundary)
    if (own) return [own]
    const faults: string[] = []
    if (parent) {
      const outer = parent.boundary ?? (await places.place(parent.placeId))?.boundary
      const outside = outer ? outsideM2(boundary, outer) : 0
      if (outside > 0) faults.push(`有 ${squareMetres(outside)} 超出了上级“${parent.name}”的边界，请收进去或先调整上级`)
      for (const brother of await places.siblings(parent.placeId, kind, placeId)) {
        const common = brother.boundary ? overlapM2(boundary, brother.boundary) : 0
        if (common > 0) faults.push(`和“${brother.name}”重叠了 ${squareMetres(common)}，请先分清边界`)
      }
    }
    if (placeId)
      for (const child of await places.children(placeId)) {
        const outside = child.boundary ? outsideM2(child.boundary, boundary) : 0
        if (outside > 0) faults.push(`下级“${child.name}”会有 ${squareMetres(outside)} 落在外面，请先调整它`)
      }
    return faults
  }

  return {
    boundaryIssues,

    /** @throws AppError `invalid_input` | `already_exists` (the code is taken) */
    async create(input: PlaceInput, parent: PlaceDocument | null, by: string, seed: string): Promise<PlaceDocument> {
      const now = clock.now()
      if (!parent) throw refuse(issue('body.parentId', '没有找到这个上级地点，请重新选择'))
      if (!fitsUnder(input.kind, parent.kind))
        throw refuse(issue('body.kind', `${placeKindWords[input.kind]}不能直接放在${placeKindWords[parent.kind]}下面`))
      const day = dayFault(input.validFrom, parent.validFrom, shanghaiDate(now))
      const faults = input.boundary ? await boundaryIssues(input.boundary, input.kind, parent, null) : []
      const issues = [...(day ? [issue('body.validFrom', day)] : []), ...faults.map((fault) => issue('body.boundary', fault))]
      if (issues.length > 0) throw refuse(...issues)
      const placeId = derivedId('plc', seed)
      const place = withKeys({
        _id: versionId(placeId, 0),
        placeId,
        kind: input.kind,
        code: input.code,
        name: input.name,
        parentId: parent.placeId,
        path: [...parent.path, placeId],
        boundary: input.boundary,
        validFrom: input.validFrom,
        validTo: null,
        state: 'open',
        rev: 0,
        reason: input.reason,
        recordedBy: by,
        recordedAt: now,
      })
      if (await places.insert(place)) return place
      const before = await places.place(placeId)
      if (before) return before
      throw new AppError('already_exists', {
        detail: `编号 ${input.code} 已被别的地点使用`,
        issues: [issue('body.code', '这个编号已被使用，请换一个')],
      })
    },

    /** Closes the version in force and opens the next, in one step. @throws AppError `invalid_input` | `conflict` | `already_exists` */
    async change(open: PlaceDocument, rev: number, change: PlaceChange, by: string): Promise<PlaceDocument> {
      const now = clock.now()
      if (open.rev !== rev) throw new AppError('conflict')
      const day = dayFault(change.validFrom, open.validFrom, shanghaiDate(now))
      if (day) throw refuse(issue('body.validFrom', day))
      if (change.boundary) {
        const parent = open.parentId ? await places.place(open.parentId) : null
        const faults = await boundaryIssues(change.boundary, open.kind, parent, open.placeId)
        if (faults.length > 0) throw refuse(...faults.map((fault) => issue('body.boundary', fault)))
      }
      if (change.code && change.code !== open.code) {
        const [holder] = await places.byCodes([change.code])
        if (holder) throw new AppError('already_exists', { issues: [issue('body.code', `这个编号已用于“${holder.name}”，请换一个`)] })
      }
      const next = withKeys(nextVersion(open, change, by, now))
      await places.transaction(async (session) => {
        if (!(await places.end(open, change.validFrom, null, session))) throw new AppError('conflict')
        await places.insertIn(next, session)
      })
      return next
    },

    /** @throws AppError `wrong_state` while someone lives there or places lie in it | `conflict` | `invalid_input` */
    async close(open: PlaceDocument, rev: number, validTo: string, reason: string, by: string): Promise<PlaceDocument> {
      if (open.rev !== rev) throw new AppError('conflict')
      const day = dayFault(validTo, open.validFrom, shanghaiDate(clock.now()))
      if (day) throw refuse(issue('body.validTo', day))
      const children = await places.childCounts(open.placeId)
      const below = children.reduce((sum, { count }) => sum + count, 0)
      if (below > 0) throw new AppError('wrong_state', { detail: `“${open.name}”下面还有 ${below} 个地点，请先撤销它们` })
      const households = await livesIn(open)
      if (households > 0) throw new AppError('wrong_state', { detail: `“${open.name}”里还有 ${households} 户人家，请先把他们迁出` })
      if (!(await places.end(open, validTo, { by, at: clock.now(), reason }))) throw new AppError('conflict')
      return { ...open, validTo, state: 'past' }
    },
  }
}
