import { helpContract as contract, type HelpClass } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import { decodeCursor, decodeTextCursor, toPage, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { followedBy, mayReadCalls, mayWork, scopeOf } from '../access.ts'
import { openStates } from '../call/domain.ts'
import { acknowledged, arrived, calledBack, lowered, refused, resolved, setOut } from '../call/steps.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { HelpLive } from '../live.ts'
import type { TermsAt } from '../sla/promises.ts'
import { distanceNote, lateNote, together } from './notes.ts'
import type { PresentDesk } from './presenting.ts'
import type { DeskWork } from './work.ts'

interface Parts {
  calls: CallStore
  live: Pick<HelpLive, 'stream' | 'ticket'>
  work: DeskWork
  termsAt: TermsAt
  present: PresentDesk
  /** The phone of whoever called, or of whom they named; null when there is none. */
  phoneOf: (accountId: string) => Promise<string | null>
  /** The phone of somebody by the register. */
  phoneOfResident: (residentId: string) => Promise<string | null>
}

/** 一键呼: the desk of those who go, and of those who see to it that somebody goes. */
export function helpDeskRoutes({ calls, live, work, termsAt, present, phoneOf, phoneOfResident }: Parts): Route[] {
  const { load, take, working } = work

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
        const { cursor, limit } = query
        const read =
          query.show === 'open'
            ? async () =>
                toTextPage(
                  await calls.toDo(scope, decodeTextCursor(cursor), limit),
                  limit,
                  ({ nextAt, _id }) => `${nextAt?.getTime() ?? ''}.${_id}`,
                )
            : async () => toPage(await calls.done(scope, decodeCursor(cursor), limit), limit)
        const [page, counts] = await Promise.all([read(), calls.counts(scope)])
        return { items: await present.rows(page.rows, actor), nextCursor: page.nextCursor, counts }
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
        return take(call, 'lower', rev, actor, async (by, at) =>
          lowered(call, by, urgency, await termsAt(urgency, call.pressedAt), why, at),
        )
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
        if (!openStates.includes(call.state) && !call.owesCallback && !call.owesFeedback)
          throw new AppError('wrong_state', { detail: '这次呼叫已经办完，不能再看电话' })
        const own = call.accountId === '' ? null : await phoneOf(call.accountId)
        return { phone: own ?? (call.residentId === null || call.isForOther ? null : await phoneOfResident(call.residentId)) }
      },
    }),
    route({
      operation: contract.callBackHelp,
      ...working('call_back'),
      run: ({ actor, body }, call) => take(call, 'call_back', body.rev, actor, (by, at) => calledBack(call, by, body.result, at)),
    }),
  ]
}
