import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayDecideTogether, mayWork } from '../access.ts'
import { openStates } from '../call/domain.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { PresentDesk } from '../desk/presenting.ts'
import type { DeskWork } from '../desk/work.ts'
import type { Engine } from '../engine.ts'
import { parted, restored } from './steps.ts'

interface Parts {
  calls: Pick<CallStore, 'call'>
  work: DeskWork
  present: PresentDesk
  engine: Pick<Engine, 'merge' | 'takeBoth'>
  clock: Clock
}

/** One thing told twice, or two things taken for one: the desk decides where it isn't certain. */
export function helpMergeRoutes({ calls, work: { load, working }, present, engine, clock }: Parts): Route[] {
  const allow = (actor: Actor, call: CallRecord) => mayWork(actor, call) && mayDecideTogether(actor)
  const isOpen = ({ state }: CallRecord) => openStates.includes(state)
  const refuse = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })

  return [
    route({
      operation: contract.mergeHelp,
      ...working('merge'),
      load,
      allow,
      run: async ({ actor, body }, call) => {
        const into = await calls.call(body.into)
        if (!into || into._id === call._id || !allow(actor, into)) throw refuse('into', '没有找到这一个呼叫，请重新选')
        if (!isOpen(call) || !isOpen(into)) throw new AppError('wrong_state', { detail: '已经办完的不能再合并' })
        if (call.state !== 'new' && call.state !== 'dispatched')
          throw new AppError('wrong_state', { detail: '这一个已经有人接下，请打开另一个，并到这一个里' })
        const both = call.rev === body.rev ? await engine.merge(into, call, actorId(actor), clock.now()) : null
        if (!both) throw new AppError('conflict')
        return present.detail(both[1], actor)
      },
    }),
    route({
      operation: contract.unmergeHelp,
      ...working('unmerge'),
      load,
      allow,
      run: async ({ actor, body }, call) => {
        const report = await calls.call(body.source)
        if (report?.mergedInto !== call._id) throw refuse('source', '这一个没有并在里面，请重新选')
        if (!isOpen(call)) throw new AppError('wrong_state', { detail: '已经办完，不能再分开；还有事请居民再报一次' })
        const [by, at] = [actorId(actor), clock.now()]
        // The one gives up the key before the other takes it.
        const both =
          call.rev === body.rev
            ? await engine.takeBoth([call, parted(call, report, by, body.why, at)], [report, restored(report, call, by, body.why, at)])
            : null
        if (!both) throw new AppError('conflict')
        return present.detail(both[0], actor)
      },
    }),
  ]
}
