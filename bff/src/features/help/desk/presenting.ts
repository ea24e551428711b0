import type { DeskCall, DeskCallRow } from '@minsheng/shared/contracts/help'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { mayDecideTogether } from '../access.ts'
import { openStates, reportIdsOf } from '../call/domain.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { HelpFiles } from '../file/store.ts'
import { mapPlaceOf } from '../own/press.ts'
import { presentDeskCall, presentRow } from './present.ts'

interface Parts {
  calls: Pick<CallStore, 'many'>
  files: Pick<HelpFiles, 'of'>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** Whoever is no member of staff in a call's story: who called, and the clocks. */
const others: Readonly<Record<string, string>> = { clock: '系统', device: '设备', hotline: '12345' }
const CALLER = '呼叫人'

export interface PresentDesk {
  rows: (calls: readonly CallRecord[], actor: Actor) => Promise<DeskCallRow[]>
  detail: (call: CallRecord, actor: Actor) => Promise<DeskCall>
}

/** Calls as the desk sees them, with the names of places and people. */
export function createPresentDesk({ calls, files, placeNames, staffNames }: Parts): PresentDesk {
  async function around(rows: readonly CallRecord[], actor: Actor) {
    const [places, names] = await Promise.all([
      placeNames([...new Set(rows.flatMap(({ path }) => path))]),
      staffNames([
        ...new Set(
          rows.flatMap(({ assigneeId, keeperId, handoverTo, told, history }) => [
            ...(assigneeId ? [assigneeId] : []),
            ...(keeperId ? [keeperId] : []),
            ...(handoverTo ? [handoverTo] : []),
            ...told.map(({ accountId }) => accountId),
            ...history.map(({ by }) => by),
          ]),
        ),
      ]),
    ])
    return {
      reader: actorId(actor),
      isDesk: mayDecideTogether(actor),
      mapPlaceOf,
      placeName: (placeId: string | undefined) => places.get(placeId ?? '') ?? null,
      nameOf: (accountId: string) => names.get(accountId) ?? others[accountId] ?? CALLER,
    }
  }
  return {
    async rows(rows, actor) {
      const known = await around(rows, actor)
      return rows.map((call) => presentRow(call, known))
    },
    async detail(call, actor) {
      const likely = (await calls.many(call.likely)).filter(({ state }) => openStates.includes(state))
      const [known, added] = await Promise.all([around([call, ...likely], actor), files.of(reportIdsOf(call))])
      return presentDeskCall(call, likely, known, added)
    },
  }
}
