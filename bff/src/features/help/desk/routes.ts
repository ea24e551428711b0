import { helpContract as contract, type HelpClass } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, decodeTextCursor, toPage, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { followedBy, mayReadCalls, mayWork, scopeOf } from '../access.ts'
import { canWork, openStates, type WorkerDeed } from '../call/domain.ts'
import { acknowledged, arrived, calledBack, lowered, refused, resolved, type Step, setOut } from '../call/steps.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { Engine } from '../engine.ts'
import type { HelpLive } from '../live.ts'
import { termsOf } from '../sla/domain.ts'
import { distanceNote, lateNote, together } from './notes.ts'
import type { PresentDesk } from './presenting.ts'

interface Parts {
  calls: CallStore
  engine: Pick<Engine, 'take'>
  live: Pick<HelpLive, 'stream' | 'ticket'>
  present: PresentDesk
  /** The phone of whoever called, or of whom they named; null when there is none. */
  phoneOf: (accountId: string) => Promise<string | null>
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
}

/** 一键呼: the desk of those who go, and of those who see to it that somebody goes. */
export function helpDeskRoutes({ calls, engine, live, present, phoneOf, clock }: Parts): Route[] {
  const load = ({ params }: { params: { callId: string } }) => calls.call(params.callId)

  /** One step of one worker, on the call as they saw it: of two who press at once, one has it and the other is told who. */
  async function take(call: CallRecord, deed: WorkerDeed, rev: number, actor: Actor, stepOf: (by: string, at: Date) => Step) {
    const by = actorId(actor)
    if (!canWork(deed, call, by)) throw new AppError('wrong_state', { detail: refusals[deed] })
    const changed = rev === call.rev ? await engine.take(call, stepOf(by, clock.now())) : null
    if (!changed) throw new AppError('conflict')
    return present.detail(changed, actor)
  }
  const working = (deed: WorkerDeed) =>
    ({
      load,
      allow: mayWork,
      audit: { action: `help.${deed.replace('_', '-')}`, subject: (call: CallRecord) => call._id },
    }) as const

  function lowerTo(call: CallRecord, urgency: HelpClass): void {
    if (urgency <= call.urgency)
      throw new AppError('invalid_input', { issues: [{ path: 'body.urgency', message: '只能降低，请选比现在轻的一级' }] })
  }

  return [
    route({
      operation: contract.watchHelpCalls,
      load: nothing,
      allow: mayReadCalls,
      audit: { none: 'it tells which call changed, never what it is' },
      run: ({ query, actor }) => ({ content: live.stream(followedBy(actor), query.seconds).content, cacheControl: 'no-store' }),
    }),
    route({
      operation: contract.openDeskLine,
      load: nothing,
      allow: mayReadCalls,
      audit: { none: 'it tells which call changed, never what it is' },
      run: ({ actor }) => live.ticket(followedBy(actor)),
    }),
    route({
      operation: contract.listHelpCalls,
      load: nothing,
      allow: mayReadCalls,
      // Read anew at every change; opening one is on record.
      audit: { none: 'names are masked, and where exactly is not told' },
      run: async ({ query, actor }) => {
        const scope = scopeOf(actor)
        const counts = calls.counts(scope)
        const page =
          query.show === 'open'
            ? toTextPage(
                await calls.toDo(scope, decodeTextCursor(query.cursor), query.limit),
                query.limit,
                ({ nextAt, _id }) => `${nextAt?.getTime() ?? ''}.${_id}`,
              )
            : toPage(await calls.done(scope, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present.rows(page.rows, actor), nextCursor: page.nextCursor, counts: await counts }
      },
    }),
    route({
      operation: contract.getDeskCall,
      load,
      allow: mayWork,
      // By the person, so that they find it among who looked at their data.
      audit: { action: 'help.read', subject: (call) => call.residentId ?? call._id },
      run: ({ actor }, call) => present.detail(call, actor),
    }),
    route({
      operation: contract.acknowledgeHelp,
      ...working('acknowledge'),
      run: ({ actor, body }, call) => take(call, 'acknowledge', body.rev, actor, (by, at) => acknowledged(call, by, at)),
    }),
    route({
      operation: contract.refuseHelp,
      ...working('refuse'),
      run: ({ actor, body }, call) => take(call, 'refuse', body.rev, actor, (by, at) => refused(call, by, body.why, at)),
    }),
    route({
      operation: contract.setOutHelp,
      ...working('set_out'),
      run: ({ actor, body }, call) => take(call, 'set_out', body.rev, actor, (by, at) => setOut(call, by, lateNote(body.doneAt, at), at)),
    }),
    route({
      operation: contract.arriveHelp,
      ...working('arrive'),
      run: ({ actor, body }, call) =>
        take(call, 'arrive', body.rev, actor, (by, at) =>
          arrived(call, by, together(distanceNote(body.place, call.dossier.where), lateNote(body.doneAt, at)), at),
        ),
    }),
    route({
      operation: contract.lowerHelp,
      ...working('lower'),
      run: ({ actor, body: { rev, urgency, why } }, call) => {
        lowerTo(call, urgency)
        return take(call, 'lower', rev, actor, (by, at) => lowered(call, by, urgency, termsOf(urgency, call.pressedAt), why, at))
      },
    }),
    route({
      operation: contract.resolveHelp,
      ...working('resolve'),
      run: ({ actor, body }, call) =>
        take(call, 'resolve', body.rev, actor, (by, at) => resolved(call, by, body.result, lateNote(body.doneAt, at), at)),
    }),
    route({
      operation: contract.readCallerPhone,
      load,
      allow: mayWork,
      // By the person, so that they find it among who looked at their data.
      audit: { action: 'help.read-phone', subject: (call) => call.residentId ?? call._id },
      run: async (_, call) => {
        if (!openStates.includes(call.state) && !call.owesCallback)
          throw new AppError('wrong_state', { detail: '这次呼叫已经办完，不能再看电话' })
        return { phone: await phoneOf(call.accountId) }
      },
    }),
    route({
      operation: contract.callBackHelp,
      ...working('call_back'),
      run: ({ actor, body }, call) => take(call, 'call_back', body.rev, actor, (by, at) => calledBack(call, by, body.result, at)),
    }),
  ]
}
