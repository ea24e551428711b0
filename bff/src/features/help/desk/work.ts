import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { mayWork } from '../access.ts'
import { canWork, type WorkerDeed } from '../call/domain.ts'
import type { Step } from '../call/step.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { Engine } from '../engine.ts'
import type { PresentDesk } from './presenting.ts'

export interface DeskWorkParts {
  calls: CallStore
  engine: Pick<Engine, 'take'>
  present: PresentDesk
  clock: Clock
}

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
export function createDeskWork({ calls, engine, present, clock }: DeskWorkParts) {
  const load = ({ params }: { params: { callId: string } }) => calls.call(params.callId)

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
    return present.detail(changed, actor)
  }
  const working = (deed: WorkerDeed) =>
    ({
      load,
      allow: mayWork,
      audit: { action: `help.${deed.replaceAll('_', '-')}`, subject: (call: CallRecord) => call._id },
    }) as const

  return { load, take, working }
}
