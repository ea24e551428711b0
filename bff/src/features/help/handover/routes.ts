import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayWork } from '../access.ts'
import type { CallRecord } from '../call/store.ts'
import type { DeskWork } from '../desk/work.ts'
import type { GroundOf } from '../ground.ts'
import { colleaguesOf } from './domain.ts'
import { handedOver, kept, tookOver, turnedDown } from './steps.ts'

interface Parts {
  work: DeskWork
  groundOf: GroundOf
  clock: Clock
}

/** A call goes from one worker to another by name: 首接负责 until the other takes it. */
export function helpHandoverRoutes({ work: { load, take, working }, groundOf, clock }: Parts): Route[] {
  const colleagues = async (call: CallRecord) => colleaguesOf(await groundOf(call.path, clock.now()), call)

  async function colleague(call: CallRecord, id: string) {
    const found = (await colleagues(call)).find((one) => one.id === id)
    if (!found) throw new AppError('invalid_input', { issues: [{ path: 'body.to', message: '这位同事现在接不了，请从名单里另选一位' }] })
    return { accountId: found.id, name: found.name }
  }

  return [
    route({
      operation: contract.listColleagues,
      load,
      allow: mayWork,
      audit: { none: 'names of colleagues' },
      run: async (_, call) => ({ items: await colleagues(call) }),
    }),
    route({
      operation: contract.handOverHelp,
      ...working('hand_over'),
      run: ({ actor, body: { rev, to, why } }, call) =>
        take(call, 'hand_over', rev, actor, async (by, at) => handedOver(call, by, await colleague(call, to), why, at)),
    }),
    route({
      operation: contract.keepHelp,
      ...working('keep'),
      run: ({ actor, body }, call) => take(call, 'keep', body.rev, actor, (by, at) => kept(call, by, at)),
    }),
    route({
      operation: contract.takeOverHelp,
      ...working('take_over'),
      run: ({ actor, body }, call) => take(call, 'take_over', body.rev, actor, (by, at) => tookOver(call, by, at)),
    }),
    route({
      operation: contract.turnDownHelp,
      ...working('turn_down'),
      run: ({ actor, body }, call) => take(call, 'turn_down', body.rev, actor, (by, at) => turnedDown(call, by, body.why, at)),
    }),
  ]
}
