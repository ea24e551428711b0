import type { HelpRung } from '@minsheng/shared/contracts/help'
import { type Call, type Step, step, told } from '../call/step.ts'
import { type ClockName, ended } from '../clock/domain.ts'
import type { Helper } from '../dispatch/domain.ts'
import { answerBy, askAgain } from './domain.ts'

const CLOCK = 'clock'
const isSafety = (name: ClockName) => name === 'ask' || name === 'check_in'
const idsOf = (helpers: readonly Helper[]) => helpers.map(({ accountId }) => accountId)

/** The worker who is there is asked whether all is well; counted from when it was to be asked. */
export function askedIfSafe(call: Call, at: Date): Step {
  const asked = call.clocks.find(({ name, state }) => name === 'ask' && state === 'running')?.dueAt ?? at
  const clocks = [...ended(call.clocks, 'met', at, (name) => name === 'ask'), answerBy(asked)]
  return step(
    { call, by: CLOCK, at },
    'ask_safe',
    call.state,
    {},
    {
      clocks,
      news: call.assigneeId ? [{ to: 'workers', accountIds: [call.assigneeId], what: 'are_you_safe' }] : [],
    },
  )
}

/** No answer: whoever sees to it looks for them. They are asked no more until they answer. */
export function gaveNoSign(call: Call, rung: HelpRung, helpers: readonly Helper[], at: Date): Step {
  return step(
    { call, by: CLOCK, at },
    'miss_check_in',
    call.state,
    { told: told(call, helpers, rung) },
    {
      clocks: ended(call.clocks, 'fired', at, (name) => name === 'check_in'),
      news: [{ to: 'workers', accountIds: idsOf(helpers), what: 'no_sign' }],
    },
  )
}

/** All is well: they are asked again after a while. */
export const saidSafe = (call: Call, by: string, at: Date): Step =>
  step({ call, by, at }, 'safe', call.state, {}, { clocks: [...ended(call.clocks, 'met', at, isSafety), askAgain(at)] })

/** It is not: those near and the community are told at once. */
export function saidUnsafe(call: Call, by: string, helpers: readonly Helper[], at: Date): Step {
  const others = helpers.filter(({ accountId }) => accountId !== by)
  return step(
    { call, by, at },
    'unsafe',
    call.state,
    { told: told(call, others, 'community'), isRisky: true },
    {
      clocks: [...ended(call.clocks, 'met', at, isSafety), askAgain(at)],
      news: [{ to: 'workers', accountIds: idsOf(others), what: 'needs_support' }],
    },
  )
}

/** Marked as a danger to whoever goes; who is there already is asked from now on. */
export function markedRisky(call: Call, by: string, why: string, at: Date): Step {
  const isAsked = call.clocks.some(({ name, state }) => isSafety(name) && state === 'running')
  const clocks = call.state === 'on_site' && !isAsked ? [...call.clocks, askAgain(at)] : call.clocks
  return step({ call, by, at }, 'mark_risky', call.state, { isRisky: true }, { clocks, why })
}
