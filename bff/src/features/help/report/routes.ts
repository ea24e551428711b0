import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayReadCalls, mayReadHelpReport } from '../access.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import { presentRow } from '../desk/present.ts'
import { mapPlaceOf } from '../own/press.ts'
import type { ReportDesk } from './desk.ts'
import { presentBoardCall } from './present.ts'

interface Parts {
  desk: ReportDesk
  calls: Pick<CallStore, 'many'>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

const figuresOnly = { none: 'figures, and calls without names' } as const

/** How calls went, and how things stand. */
export function helpReportRoutes({ desk, calls, placeNames, staffNames }: Parts): Route[] {
  /** Whoever works on calls sees half a name, as on their desk; whoever only leads sees none. */
  async function present(rows: readonly CallRecord[], actor: Actor) {
    const [places, names] = await Promise.all([
      placeNames(rows.flatMap(({ path }) => path)),
      staffNames(rows.flatMap(({ assigneeId, keeperId }) => [assigneeId, keeperId].flatMap((id) => id ?? []))),
    ])
    const around = {
      reader: actorId(actor),
      isDesk: false,
      mapPlaceOf,
      placeName: (placeId: string | undefined) => places.get(placeId ?? '') ?? null,
      nameOf: (accountId: string) => names.get(accountId) ?? '已离职的人员',
    }
    return rows.map((call) => ({ ...presentRow(call, around), ...(mayReadCalls(actor) ? {} : { callerMasked: null }) }))
  }

  return [
    route({
      operation: contract.getHelpReport,
      load: nothing,
      allow: mayReadHelpReport,
      audit: figuresOnly,
      run: ({ query, actor }) => desk.report(actor, query),
    }),
    route({
      operation: contract.listHelpReportCalls,
      load: nothing,
      allow: mayReadHelpReport,
      audit: figuresOnly,
      run: async ({ query, actor }) => {
        const position = decodeCursor(query.cursor)
        const behind = await desk.behind(actor, query)
        const from = position
          ? behind.findIndex(({ raisedAt, _id }) => raisedAt < position.at || (+raisedAt === +position.at && _id < position.id))
          : 0
        const { rows, nextCursor } = toPage(
          from < 0 ? [] : behind.slice(from, from + query.limit + 1).map((call) => ({ ...call, createdAt: call.raisedAt })),
          query.limit,
        )
        const opened = new Map((await calls.many(rows.map(({ _id }) => _id))).map((call) => [call._id, call]))
        return {
          items: await present(
            rows.flatMap(({ _id }) => opened.get(_id) ?? []),
            actor,
          ),
          nextCursor,
        }
      },
    }),
    route({
      operation: contract.getHelpBoard,
      load: nothing,
      allow: mayReadHelpReport,
      audit: figuresOnly,
      run: async ({ query, actor }) => {
        const { first, placeName, ...board } = await desk.board(actor, query.placeId)
        return { ...board, calls: first.map((call) => presentBoardCall(call, placeName)) }
      },
    }),
  ]
}
