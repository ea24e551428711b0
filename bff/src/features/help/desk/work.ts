import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { mayDecideTogether, mayWork } from '../access.ts'
import { canWork, openStates, type WorkerDeed } from '../call/domain.ts'
import type { Step } from '../call/step.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { Engine } from '../engine.ts'
import { mapPlaceOf } from '../own/press.ts'
import { presentDeskCall } from './present.ts'

export interface DeskWorkParts {
  calls: CallStore
  engine: Pick<Engine, 'take'>
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

/** Whoever is no member of staff in a call's story: who called, and the clocks. */
const others: Readonly<Record<string, string>> = { clock: '系统', device: '设备', hotline: '12345' }
const CALLER = '呼叫人'

const refusals: Readonly<Record<WorkerDeed, string>> = {
  acknowledge: '已经有人接下了',
  refuse: '这次呼叫不在您手里，不用写去不了',
  set_out: '先点“我来”接下，再出发',
  arrive: '先点“我来”接下',
  lower: '接下的人才能降低紧急程度',
  resolve: '接下的人才能写办好了',
  call_back: '这次呼叫不用回电',
  transfer: '接下的人才能转，或者还没有人接的时候',
  feedback: '现在不用写救援的结果',
  mark_risky: '已经标过了，或者已经办完',
  check_in: '到了现场的人才用报平安',
  merge: '已经办完的不能再合并',
  unmerge: '已经办完的不能再分开',
  hand_over: '接下的人才能交给别人',
  keep: '现在没有请别人接手',
  take_over: '现在不用您接手了',
  turn_down: '现在不用您接手了',
}

export type DeskWork = ReturnType<typeof createDeskWork>

/** What every step of the desk's has in common: the call, who may work on it, and what it looks like afterwards. */
export function createDeskWork({ calls, engine, placeNames, staffNames, clock }: DeskWorkParts) {
  const load = ({ params }: { params: { callId: string } }) => calls.call(params.callId)

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
  const detail = async (call: CallRecord, actor: Actor) => {
    const likely = (await calls.many(call.likely)).filter(({ state }) => openStates.includes(state))
    return presentDeskCall(call, likely, await around([call, ...likely], actor))
  }

  /** One step of one worker, on the call as they saw it: of two who press at once, one has it and the other is told who. */
  async function take(
    call: CallRecord,
    deed: WorkerDeed,
    rev: number,
    actor: Actor,
    stepOf: (by: string, at: Date) => Step | Promise<Step>,
  ) {
    const by = actorId(actor)
    if (!canWork(deed, call, by)) throw new AppError('wrong_state', { detail: refusals[deed] })
    const changed = rev === call.rev ? await engine.take(call, await stepOf(by, clock.now())) : null
    if (!changed) throw new AppError('conflict')
    return detail(changed, actor)
  }
  const working = (deed: WorkerDeed) =>
    ({
      load,
      allow: mayWork,
      audit: { action: `help.${deed.replaceAll('_', '-')}`, subject: (call: CallRecord) => call._id },
    }) as const

  return { load, around, detail, take, working }
}
