import { helpContract as contract, type MyDuty } from '@minsheng/shared/contracts/help'
import { freshFixMinutes } from '@minsheng/shared/law/help-rules'
import { dated } from '@minsheng/shared/law/parameter'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { dutyConsentLines, dutyConsentVersion } from '@minsheng/shared/words/duty'
import type { Actor, Staff } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadCalls } from '../access.ts'
import type { DutyDesk, Standing } from './desk.ts'

function present({ duty, fixAt, inHand }: Standing, today: string): MyDuty {
  const { value, illustrative } = dated(freshFixMinutes, today)
  return {
    state: duty ? 'on' : 'off',
    since: duty?.startedAt.toISOString() ?? null,
    until: duty?.until.toISOString() ?? null,
    location: duty?.location ?? null,
    fixAt: fixAt?.toISOString() ?? null,
    inHand: inHand.map(({ _id, urgency, state }) => ({ id: _id, urgency, state })),
    consent: { version: dutyConsentVersion, lines: dutyConsentLines(value) },
    illustrative: illustrative === true,
  }
}

/** On duty and off, for whoever works. */
export function helpDutyRoutes({ duty, clock }: { duty: DutyDesk; clock: Clock }): Route[] {
  const load = ({ actor }: { actor: Actor }): Staff | null => (actor.kind === 'staff' ? actor : null)
  const shown = (standing: Standing) => present(standing, shanghaiDate(clock.now()))
  const subject = ({ accountId }: Staff) => accountId
  return [
    route({
      operation: contract.getMyDuty,
      load,
      allow: mayReadCalls,
      audit: { none: "reading one's own turn" },
      run: async (_, me) => shown(await duty.standing(me.accountId)),
    }),
    route({
      operation: contract.startDuty,
      load,
      allow: mayReadCalls,
      audit: { action: 'help.duty-start', subject },
      run: async ({ body }, me) => shown(await duty.start(me, body.location, body.textVersion)),
    }),
    route({
      operation: contract.endDuty,
      load,
      allow: mayReadCalls,
      audit: { action: 'help.duty-end', subject },
      run: async ({ body }, me) => shown(await duty.end(me, body.keep)),
    }),
    route({
      operation: contract.tellPlace,
      load,
      allow: mayReadCalls,
      audit: { none: 'once a minute, and forgotten again: an audit would keep what is not to be kept' },
      run: async ({ body }, me) => shown(await duty.tellPlace(me, body.place)),
    }),
  ]
}
