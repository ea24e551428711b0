import type { ReportBy, ReportOnly } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Actor } from '../../../platform/auth/actor.ts'
import type { CallStore } from '../call/store.ts'
import type { HelpersPort } from '../ground.ts'
import { boardOf } from './board.ts'
import { type Counted, figuresOf, periodOf, rowOf, rowsOf, standsBehind } from './domain.ts'
import type { ReportStore } from './store.ts'

export interface ReportParts {
  reports: ReportStore
  calls: Pick<CallStore, 'toDo'>
  onDuty: HelpersPort['onDuty']
  districtPath: () => Promise<readonly string[]>
  pathOf: (placeId: string) => Promise<readonly string[]>
  partsOf: (placeId: string) => Promise<{ parts: { id: string; name: string }[]; grids: number }>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

interface Asked {
  from?: string | undefined
  to?: string | undefined
  placeId?: string | undefined
  by: ReportBy
}

const BOARD_CALLS = 30
/** By how many places lie above. */
const kinds = ['district', 'street', 'community', 'grid'] as const
const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `query.${path}`, message }] })

export type ReportDesk = ReturnType<typeof createReportDesk>

/** What became of calls, for whoever answers for a part of the district. */
export function createReportDesk({ reports, calls, onDuty, districtPath, pathOf, partsOf, placeNames, clock }: ReportParts) {
  /** The reader's places, or the one they chose among them; the bureau's are the whole district. */
  async function placesOf(actor: Actor, placeId: string | undefined): Promise<readonly string[]> {
    if (actor.kind !== 'staff') return []
    const district = await districtPath()
    const held = actor.roles.some((role) => role === 'bureau' || role === 'bureau_leader') ? district : (actor.placeIds ?? [])
    if (placeId === undefined) return held
    const path = await pathOf(placeId)
    if (!path.some((id) => held.includes(id))) throw issue('placeId', '没有这个地方，或不归您看。请在列表里重新选')
    return [placeId]
  }

  async function counted(actor: Actor, asked: Asked) {
    const now = clock.now()
    const period = periodOf(asked, shanghaiDate(now))
    if ('fault' in period) throw issue(period.path, period.fault)
    const places = await placesOf(actor, asked.placeId)
    const found = await reports.raisedBetween(places, startOfDay(period.from), startOfDay(addDays(period.to, 1)))
    if (!found) throw issue('from', '这段时间的呼叫太多，请缩短日期，或选一个街道')
    return { now, period, found }
  }

  async function namesOf(rows: readonly { key: string }[], by: ReportBy): Promise<(key: string) => string> {
    const names = by === 'street' || by === 'community' || by === 'grid' ? await placeNames(rows.map(({ key }) => key)) : new Map()
    return (key) => names.get(key) ?? (key === 'unknown' ? (by === 'category' ? '没有说' : '不知道在哪里') : key)
  }

  return {
    async report(actor: Actor, asked: Asked) {
      const { now, period, found } = await counted(actor, asked)
      const rows = rowsOf(found, asked.by, now)
      const nameOf = await namesOf(rows, asked.by)
      return {
        ...period,
        asOf: now.toISOString(),
        by: asked.by,
        total: figuresOf(found, now),
        rows: rows.map((row) => ({ ...row, name: nameOf(row.key) })),
      }
    },
    /** The calls behind one figure, the latest first: picked by the same rule that counted them. */
    async behind(actor: Actor, asked: Asked & { key?: string | undefined; only: ReportOnly }): Promise<Counted[]> {
      const { now, found } = await counted(actor, asked)
      return found.filter((call) => (asked.key === undefined || rowOf(call, asked.by) === asked.key) && standsBehind(call, asked.only, now))
    },
    /** How things stand at this moment in one place. */
    async board(actor: Actor, placeId: string | undefined) {
      const held = await placesOf(actor, placeId)
      const [of] = held
      const now = clock.now()
      if (of === undefined)
        return {
          ...boardOf({ open: [], today: [], parts: [], level: 1, now }),
          asOf: now.toISOString(),
          place: null,
          duty: { grids: 0, ofGrids: 0, workers: 0 },
          first: [],
          placeName: () => null,
        }
      const today = shanghaiDate(now)
      const [open, raisedToday, inside, duty, path, first] = await Promise.all([
        reports.open(of),
        reports.raisedBetween([of], startOfDay(today), startOfDay(addDays(today, 1))),
        partsOf(of),
        onDuty({ placeId: of, at: now }),
        pathOf(of),
        calls.toDo({ placeIds: [of], accountId: '' }, null, BOARD_CALLS),
      ])
      const names = await placeNames([of, ...first.flatMap((call) => call.path)])
      return {
        ...boardOf({ open, today: raisedToday ?? [], parts: inside.parts, level: Math.max(1, path.length), now }),
        asOf: now.toISOString(),
        place: { id: of, name: names.get(of) ?? '', kind: kinds[Math.max(1, path.length) - 1] ?? 'grid' },
        duty: {
          grids: new Set(duty.filter(({ because }) => because === 'shift').map(({ gridId }) => gridId)).size,
          ofGrids: inside.grids,
          workers: new Set(duty.filter(({ because }) => because === 'shift').map(({ accountId }) => accountId)).size,
        },
        first: first.slice(0, BOARD_CALLS),
        placeName: (id: string | undefined) => (id === undefined ? null : (names.get(id) ?? null)),
      }
    },
  }
}
