import type { CallFacts } from '../call/domain.ts'
import { waitingStates } from '../call/domain.ts'
import { type Call, type News, type Step, step } from '../call/step.ts'
import { clocksOf, ended, type HelpClock, isLadder, running } from '../clock/domain.ts'
import { endOf } from '../sla/domain.ts'

/** What is promised of both, each clock at its earliest. */
function earliest(clocks: readonly HelpClock[], more: readonly HelpClock[]): HelpClock[] {
  const sooner = clocks.map((clock) => {
    const same = clock.state === 'running' ? more.find(({ name }) => name === clock.name) : undefined
    return same && same.dueAt < clock.dueAt ? { ...clock, dueAt: same.dueAt } : clock
  })
  return [...sooner, ...more.filter(({ name }) => !clocks.some((clock) => clock.name === name && clock.state === 'running'))]
}

/** Another report of the same thing comes in: whoever sees to it hears, and the stricter of the two is promised. */
export function joined(call: Call, report: Call, by: string, at: Date): Step {
  const isStricter = report.urgency < call.urgency
  const from = report.raisedAt ?? at
  const isWaiting = waitingStates.includes(call.state)
  const owed = clocksOf(report.terms, from).filter(
    ({ name }) => name !== 'dispatch' && (isWaiting || !isLadder(name)) && !(name === 'on_site' && call.onSiteAt !== null),
  )
  const hearers = call.assigneeId && !isWaiting ? [call.assigneeId] : call.told.map(({ accountId }) => accountId)
  const set: Partial<CallFacts> = {
    sources: [
      ...call.sources,
      ...report.sources.map(({ kind, at: told }) => ({ kind, at: told, callId: report._id, accountId: report.accountId })),
    ],
    ...(isStricter ? { urgency: report.urgency, terms: report.terms } : {}),
    residentId: call.residentId ?? report.residentId,
    category: call.category ?? report.category,
    openKey: call.openKey ?? report.openKey,
    likely: call.likely.filter((id) => id !== report._id),
  }
  const { where, said } = call.dossier
  const news: News[] = hearers.length > 0 ? [{ to: 'workers', accountIds: hearers, what: 'joined' }] : []
  return step({ call, by, at }, 'join', call.state, set, {
    clocks: isStricter ? earliest(call.clocks, owed) : call.clocks,
    dossier: {
      where: { ...where, address: where.address ?? report.dossier.where.address, place: where.place ?? report.dossier.where.place },
      said: [...said, ...report.dossier.said.map((one) => ({ ...one, callId: report._id }))],
    },
    news,
  })
}

/** It goes with what was told first: its own clocks stop, for those of the other run. */
export function merged(report: Call, into: string, by: string, at: Date): Step {
  const raisedAt = report.raisedAt ?? at
  const news: News[] = report.raisedAt === null && !report.isForOther ? [{ to: 'family', what: 'called' }] : []
  // Whoever was asked to go to it is asked no more.
  if (report.told.length > 0) news.push({ to: 'reminded' })
  return step(
    { call: report, by, at },
    'merge',
    'merged',
    { mergedInto: into, raisedAt, openKey: null, likely: [], handoverTo: null },
    { clocks: ended(report.clocks, 'stopped', at, () => true), news },
  )
}

/** Another thing after all: it is taken out again; what was promised stays as strict as it became. */
export function parted(call: Call, report: Call, by: string, why: string, at: Date): Step {
  const gaveKey = call.openKey !== null && call.openKey === report.accountId && call.accountId !== report.accountId
  return step(
    { call, by, at },
    'unmerge',
    call.state,
    {
      sources: call.sources.filter(({ callId }) => callId !== report._id),
      apartFrom: [...call.apartFrom, report._id],
      ...(gaveKey ? { openKey: null } : {}),
    },
    { why, dossier: { said: call.dossier.said.filter(({ callId }) => callId !== report._id) } },
  )
}

/** It stands by itself again: somebody is chosen at once, and what was promised counts from when it was told. */
export function restored(report: Call, from: Call, by: string, why: string, at: Date): Step {
  const { terms } = report
  const raisedAt = report.raisedAt ?? at
  const clocks = [
    ...report.clocks,
    running('dispatch', at),
    ...terms.ladder.map(({ after }, index) => running(`ladder:${index}`, endOf(after, at))),
    ...(terms.onSite && report.onSiteAt === null ? [running('on_site', endOf(terms.onSite, raisedAt))] : []),
    running('resolve', endOf(terms.resolve, raisedAt)),
  ]
  const takesKey = from.openKey === report.accountId && from.accountId !== report.accountId
  return step(
    { call: report, by, at },
    'unmerge',
    'new',
    {
      mergedInto: null,
      assigneeId: null,
      apartFrom: [...report.apartFrom, from._id],
      ...(takesKey ? { openKey: report.accountId } : {}),
    },
    { clocks, why },
  )
}
