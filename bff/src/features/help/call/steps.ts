import type { CallCategory, HelpRung } from '@minsheng/shared/contracts/help'
import { helpLimits } from '@minsheng/shared/contracts/help'
import { type ClockName, clocksOf, ended, isLadder, running } from '../clock/domain.ts'
import type { Choice, Helper } from '../dispatch/domain.ts'
import { askAgain, needsCheckIn } from '../safety/domain.ts'
import { endOf, type SlaTerms } from '../sla/domain.ts'
import { type CallFacts, waitingStates } from './domain.ts'
import { type Call, type Step, step, told } from './step.ts'

const CLOCK = 'clock'
const fired = (call: Call, name: ClockName, at: Date) => ended(call.clocks, 'fired', at, (one) => one === name)

/** The countdown is over: from the instant it ended, however late that is noticed, everything counts. */
export function raised(call: Call, likely: readonly string[], at: Date): Step {
  const raisedAt = call.clocks.find(({ name }) => name === 'raise')?.dueAt ?? at
  const clocks = [...fired(call, 'raise', at), ...clocksOf(call.terms, raisedAt)]
  return step(
    { call, by: CLOCK, at },
    'raise',
    'new',
    { raisedAt, likely: [...likely] },
    { clocks, news: [{ to: 'family', what: 'called' }] },
  )
}

/** Somebody is asked to go; where there is nobody, everyone of the district's desk is told. */
export function dispatched(call: Call, choice: Choice | null, district: readonly Helper[], at: Date): Step {
  const helpers = choice ? [choice.helper] : district
  const chosen = { at, words: choice?.because ?? '没有找到可派的人，请区值班台接' }
  return step(
    { call, by: CLOCK, at },
    'dispatch',
    'dispatched',
    { assigneeId: choice?.helper.accountId ?? null, told: told(call, helpers, choice?.rung ?? 'district') },
    {
      clocks: ended(call.clocks, 'met', at, (name) => name === 'dispatch'),
      dossier: { chosen: [...call.dossier.chosen, chosen] },
      news: [{ to: 'workers', accountIds: helpers.map(({ accountId }) => accountId), what: 'called' }],
    },
  )
}

/** Nobody took it in time: the next are told as well, each of them once. */
export function escalated(call: Call, name: ClockName, rung: HelpRung, helpers: readonly Helper[], at: Date): Step {
  const all = told(call, helpers, rung)
  // Whoever gave it back hears with the next ones that nobody has taken it over.
  const fresh = [...all.slice(call.told.length).map(({ accountId }) => accountId), ...(call.keeperId ? [call.keeperId] : [])]
  return step(
    { call, by: CLOCK, at },
    'escalate',
    call.state,
    { told: all, isLate: true },
    {
      clocks: fired(call, name, at),
      news: [{ to: 'workers', accountIds: fresh, what: 'nobody_comes' }],
    },
  )
}

const misses = {
  on_site: ['miss_on_site', 'nobody_there'],
  resolve: ['miss_resolve', 'not_done'],
  call_back: ['miss_call_back', 'not_rung'],
} as const

/** A promise was missed: told once to whoever sees to it. */
export function missed(call: Call, name: keyof typeof misses, rung: HelpRung, helpers: readonly Helper[], at: Date): Step {
  const [deed, what] = misses[name]
  return step(
    { call, by: CLOCK, at },
    deed,
    call.state,
    { isLate: true, told: told(call, helpers, rung) },
    { clocks: fired(call, name, at), news: [{ to: 'workers', accountIds: helpers.map(({ accountId }) => accountId), what }] },
  )
}

/** The days for rating are over. Silence is not satisfaction: nothing is put down as a rating. */
export const closed = (call: Call, at: Date): Step =>
  step({ call, by: CLOCK, at }, 'close', 'closed', { openKey: null }, { clocks: fired(call, 'close', at) })

/** Pressed again while it is open: whoever was told hears it once more. */
export function pressedAgain(call: Call, by: string, at: Date): Step {
  const hearers = call.assigneeId ? [call.assigneeId] : call.told.map(({ accountId }) => accountId)
  return step(
    { call, by, at },
    'press_again',
    call.state,
    { sources: [...call.sources, { kind: 'button', at, callId: null }] },
    { news: hearers.length > 0 ? [{ to: 'workers', accountIds: hearers, what: 'called_again' }] : [] },
  )
}

/** Taken back: in the countdown nobody hears of it; later whoever was told does, and a call about life is still rung back. */
export function cancelled(call: Call, by: string, at: Date): Step {
  const stopped = ended(call.clocks, 'stopped', at, () => true)
  if (call.state === 'countdown') return step({ call, by, at }, 'cancel', 'cancelled', { openKey: null }, { clocks: stopped })
  const { callBack } = call.terms
  return step(
    { call, by, at },
    'cancel',
    'cancelled',
    { openKey: null, owesCallback: callBack !== null },
    {
      clocks: callBack ? [...stopped, running('call_back', endOf(callBack, at))] : stopped,
      // Whoever was asked to go is asked no more, and told why.
      news: [{ to: 'reminded' }, { to: 'workers', accountIds: call.told.map(({ accountId }) => accountId), what: 'taken_back' }],
    },
  )
}

export function added(
  call: Call,
  by: string,
  { words, category, callId }: { words: string; category: CallCategory | null; callId?: string | undefined },
  at: Date,
): Step {
  const said = { at, by, words, ...(callId === undefined ? {} : { callId }) }
  return step({ call, by, at }, 'add', call.state, category ? { category } : {}, { dossier: { said: [...call.dossier.said, said] } })
}

/** A voice or a photo was added, by whoever called or by whoever went there. @param why what is to be known of when it was taken */
export const attached = (call: Call, by: string, of: 'caller' | 'worker', why: string | null, at: Date): Step =>
  step({ call, by, at }, of === 'caller' ? 'attach' : 'photograph', call.state, {}, why === null ? {} : { why })

/** Somebody takes it: it is theirs, every reminder stops, and whoever called hears who comes. */
export function acknowledged(call: Call, by: string, at: Date): Step {
  return step(
    { call, by, at },
    'acknowledge',
    'acked',
    { assigneeId: by, keeperId: null, ackedAt: call.ackedAt ?? at },
    {
      clocks: ended(call.clocks, 'met', at, (name) => name === 'dispatch' || isLadder(name)),
      news: [{ to: 'reminded' }, { to: 'caller', what: 'taken' }],
    },
  )
}

/** Somebody can't go: the next is chosen at once, and what was promised goes on counting from the beginning. */
export function refused(call: Call, by: string, why: string, at: Date): Step {
  const again = call.terms.ladder
    .map(({ after }, index) => running(`ladder:${index}`, endOf(after, at)))
    .filter(({ name }) => !waitingStates.includes(call.state) || !call.clocks.some((clock) => clock.name === name))
  return step(
    { call, by, at },
    'refuse',
    'dispatched',
    {
      refusedBy: [...new Set([...call.refusedBy, by])],
      keeperId: waitingStates.includes(call.state) ? (call.keeperId ?? null) : by,
      handoverTo: null,
    },
    {
      clocks: [...call.clocks, running('dispatch', at), ...again],
      why,
      news: waitingStates.includes(call.state) ? [] : [{ to: 'caller', what: 'somebody_else' }],
    },
  )
}

const noted = (why: string | null) => (why === null ? {} : { why })

/** @param note what a phone told beside, that counts for nothing */
export const setOut = (call: Call, by: string, note: string | null, at: Date): Step =>
  step({ call, by, at }, 'set_out', 'en_route', {}, noted(note))

export function arrived(call: Call, by: string, note: string | null, at: Date): Step {
  const met = ended(call.clocks, 'met', at, (name) => name === 'on_site')
  const clocks = needsCheckIn(call, at) ? [...met, askAgain(at)] : met
  return step({ call, by, at }, 'arrive', 'on_site', { onSiteAt: at }, { clocks, ...noted(note) })
}

/** Less urgent than it seemed: promised is what that class promises, from when it was raised. */
export function lowered(call: Call, by: string, urgency: CallFacts['urgency'], terms: SlaTerms, why: string, at: Date): Step {
  const from = call.raisedAt ?? at
  const kept = ended(call.clocks, 'stopped', at, (name) => name === 'on_site' || name === 'resolve')
  const onSite = terms.onSite && call.onSiteAt === null ? [running('on_site', endOf(terms.onSite, from))] : []
  const clocks = [...kept, ...onSite, running('resolve', endOf(terms.resolve, from))]
  return step({ call, by, at }, 'lower', call.state, { urgency, terms, openKey: null }, { clocks, why })
}

export function resolved(call: Call, by: string, result: string, note: string | null, at: Date): Step {
  const met = ended(call.clocks, 'met', at, (name) => name === 'resolve' || name === 'on_site')
  const clocks = [...ended(met, 'stopped', at, () => true), running('close', endOf(call.terms.rating, at))]
  return step(
    { call, by, at },
    'resolve',
    'resolved',
    { resolvedAt: at, openKey: null, handoverTo: null, rating: null },
    {
      clocks,
      ...noted(note),
      dossier: { result },
      news: [{ to: 'reminded' }, { to: 'caller', what: 'done' }, { to: 'family', what: 'done' }],
    },
  )
}

/** Whoever took their call back was rung. */
export const calledBack = (call: Call, by: string, result: string, at: Date): Step =>
  step(
    { call, by, at },
    'call_back',
    'cancelled',
    { owesCallback: false },
    {
      clocks: ended(call.clocks, 'met', at, (name) => name === 'call_back'),
      dossier: { result },
      news: [{ to: 'reminded' }],
    },
  )

/** Rated: closed when it was solved well enough, else opened again and given to whoever is above the one who had it. */
export function rated(
  call: Call,
  by: string,
  { solved, stars, words }: { solved: boolean; stars: number; words: string | null },
  at: Date,
): Step {
  const rating = { solved, stars, at }
  const stopped = ended(call.clocks, 'stopped', at, (name) => name === 'close')
  if (solved && stars > helpLimits.badStars)
    return step({ call, by, at }, 'rate', 'closed', { rating }, { clocks: stopped, dossier: { ratingWords: words } })
  const { ladder, resolve } = call.terms
  const clocks = [
    ...stopped,
    running('dispatch', at),
    ...ladder.map(({ after }, index) => running(`ladder:${index}`, endOf(after, at))),
    running('resolve', endOf(resolve, at)),
  ]
  return step(
    { call, by, at },
    'reopen',
    'new',
    { rating, assigneeId: null, keeperId: null, handoverTo: null, ackedAt: null, onSiteAt: null, resolvedAt: null },
    { clocks, dossier: { ratingWords: words }, news: [{ to: 'caller', what: 'opened_again' }] },
  )
}
