import { type Call, type News, type Step, step, told } from '../call/step.ts'
import { ended } from '../clock/domain.ts'
import type { Helper } from '../dispatch/domain.ts'

const toOne = (accountId: string | null, what: Extract<News, { to: 'workers' }>['what']): News[] =>
  accountId === null ? [] : [{ to: 'workers', accountIds: [accountId], what }]

/** A colleague is asked to take it over. Until they do, nothing changes but that they see it; who was asked before is asked no more. */
export function handedOver(call: Call, by: string, to: Helper, why: string, at: Date): Step {
  const before = call.handoverTo === to.accountId ? null : (call.handoverTo ?? null)
  return step(
    { call, by, at },
    'hand_over',
    call.state,
    { handoverTo: to.accountId, told: told(call, [to], 'worker') },
    { why: `请${to.name}接手：${why}`, news: [...toOne(before, 'not_asked'), ...toOne(to.accountId, 'asked_to_take')] },
  )
}

/** Whoever has it goes on with it after all. */
export const kept = (call: Call, by: string, at: Date): Step =>
  step({ call, by, at }, 'keep', call.state, { handoverTo: null }, { news: toOne(call.handoverTo ?? null, 'not_asked') })

/** The colleague takes it: from now on it is theirs, on the same clocks. They still have to get there. */
export function tookOver(call: Call, by: string, at: Date): Step {
  return step(
    { call, by, at },
    'take_over',
    'acked',
    { assigneeId: by, keeperId: null, handoverTo: null },
    {
      clocks: ended(call.clocks, 'stopped', at, (name) => name === 'ask' || name === 'check_in'),
      news: [{ to: 'reminded' }, ...toOne(call.assigneeId, 'taken_over'), { to: 'caller', what: 'another' }],
    },
  )
}

/** The colleague can't: it stays with whoever has it, and they are told. */
export const turnedDown = (call: Call, by: string, why: string, at: Date): Step =>
  step({ call, by, at }, 'turn_down', call.state, { handoverTo: null }, { why, news: toOne(call.assigneeId, 'turned_down') })
