import { helpContract as contract } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import type { Actor, Visitor } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayCall, ownsCall } from '../access.ts'
import type { CallRecord, CallStore } from '../call/store.ts'
import type { HelpLive } from '../live.ts'
import type { OwnCalls } from './desk.ts'
import { presentRow } from './present.ts'
import type { PresentOwn } from './presenting.ts'
import { pressOf } from './press.ts'
import type { createReports } from './report.ts'

interface Parts {
  calls: CallStore
  own: OwnCalls
  live: Pick<HelpLive, 'stream' | 'ticket'>
  present: PresentOwn
  report: ReturnType<typeof createReports>
}

/** 一键呼: for whoever calls. */
export function ownHelpRoutes({ calls, own, report, live, present }: Parts): Route[] {
  const visitorOf = ({ actor }: { actor: Actor }) => (mayCall(actor) ? actor : null)
  const mine = async ({ actor, params }: { actor: Actor; params: { callId: string } }) => {
    const seen = mayCall(actor) ? await calls.call(params.callId) : null
    return seen && ownsCall(actor, seen) ? { seen, visitor: actor } : null
  }
  const allow = (actor: Actor, { seen }: { seen: CallRecord }) => ownsCall(actor, seen)

  const followed = ({ seen, visitor }: { seen: CallRecord; visitor: Visitor }) => ({ sessionId: visitor.sessionId, callId: seen._id })
  const subject = ({ seen }: { seen: CallRecord }) => seen._id

  return [
    route({
      operation: contract.pressHelp,
      load: visitorOf,
      allow: mayCall,
      audit: { action: 'help.press', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, context }, visitor) => present(await own.press(visitor, pressOf(body), context.idempotencySeed ?? '')),
    }),
    route({
      operation: contract.reportHelp,
      load: visitorOf,
      allow: mayCall,
      audit: { action: 'help.report', subject: (_, made) => made?.id ?? 'none' },
      run: async ({ body, context }, visitor) => {
        if (body.address === null && body.place === null)
          throw new AppError('invalid_input', { issues: [{ path: 'body.address', message: '请写清楚在哪里，或者允许用手机的位置' }] })
        return present(await report(visitor, body, context.idempotencySeed ?? ''))
      },
    }),
    route({
      operation: contract.listMyHelpCalls,
      load: visitorOf,
      allow: mayCall,
      audit: { none: "reading one's own calls" },
      run: async ({ query }, visitor) => {
        const page = toPage(await calls.ofAccounts(visitor.ownerIds, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentRow), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getHelpCall,
      load: mine,
      allow,
      audit: { none: "reading one's own call" },
      run: (_, { seen }) => present(seen),
    }),
    route({
      operation: contract.watchHelpCall,
      load: mine,
      allow,
      audit: { none: "following one's own call" },
      run: ({ query }, of) => ({ content: live.stream(followed(of), query.seconds).content, cacheControl: 'no-store' }),
    }),
    route({
      operation: contract.openHelpLine,
      load: mine,
      allow,
      audit: { none: "following one's own call" },
      run: (_, of) => live.ticket(followed(of)),
    }),
    route({
      operation: contract.cancelHelp,
      load: mine,
      allow,
      audit: { action: 'help.cancel', subject },
      run: async (_, { seen, visitor }) => present(await own.cancel(seen, visitor)),
    }),
    route({
      operation: contract.addToHelp,
      load: mine,
      allow,
      audit: { action: 'help.add', subject },
      run: async ({ body }, { seen, visitor }) => present(await own.add(seen, visitor, body)),
    }),
    route({
      operation: contract.rateHelp,
      load: mine,
      allow,
      audit: { action: 'help.rate', subject },
      run: async ({ body }, { seen, visitor }) => present(await own.rate(seen, visitor, body)),
    }),
  ]
}
