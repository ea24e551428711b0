import type { CallDeed, CallState, HelpRung } from '@minsheng/shared/contracts/help'
import { type HelpClock, nextOf } from '../clock/domain.ts'
import type { Helper } from '../dispatch/domain.ts'
import type { CallDossier, CallFacts, HistoryEntry } from './domain.ts'

/** A call as it is read, with what was written in its course. */
export type Call = Omit<CallFacts, 'dossier' | 'callerName'> & { dossier: CallDossier }

/** Whom a step lets know, and of what; the words are made where messages are. */
export type News =
  | {
      to: 'workers'
      accountIds: readonly string[]
      what:
        | 'called'
        | 'called_again'
        | 'nobody_comes'
        | 'nobody_there'
        | 'not_done'
        | 'not_rung'
        | 'taken_back'
        | 'asked_to_take'
        | 'not_asked'
        | 'taken_over'
        | 'turned_down'
        | 'joined'
        | 'are_you_safe'
        | 'no_sign'
        | 'needs_support'
    }
  | { to: 'caller'; what: 'taken' | 'done' | 'opened_again' | 'somebody_else' | 'another' | 'transferred' }
  | { to: 'family'; what: 'called' | 'done' }
  /** Nobody needs to be reminded any more. */
  | { to: 'reminded' }

export interface Step {
  set: Partial<Omit<CallFacts, '_id' | 'dossier' | 'history' | 'rev'>>
  dossier?: CallDossier
  entry: HistoryEntry
  news: readonly News[]
}

export interface Doing {
  call: Call
  by: string
  at: Date
}

/** The call as it is after a step, before that is written: what has run out together is written together. */
export const after = <C extends Call>(call: C, { set, dossier, entry }: Step): C => ({
  ...call,
  ...set,
  ...(dossier ? { dossier } : {}),
  history: [...call.history, entry],
})

export function step(
  { call, by, at }: Doing,
  deed: CallDeed,
  to: CallState,
  set: Step['set'],
  more: { clocks?: HelpClock[]; why?: string; dossier?: Partial<CallDossier>; news?: readonly News[] } = {},
): Step {
  const clocks = more.clocks ?? call.clocks
  const reasons = more.why === undefined ? {} : { reasons: { ...call.dossier.reasons, [call.history.length]: more.why } }
  const written = more.dossier !== undefined || more.why !== undefined
  return {
    set: { ...set, state: to, clocks, nextAt: nextOf(clocks) },
    ...(written ? { dossier: { ...call.dossier, ...more.dossier, ...reasons } } : {}),
    entry: { at, by, deed, to },
    news: more.news ?? [],
  }
}

export const told = (call: Call, helpers: readonly Helper[], rung: HelpRung) => {
  const known = new Set(call.told.map(({ accountId }) => accountId))
  return [...call.told, ...helpers.filter(({ accountId }) => !known.has(accountId)).map(({ accountId }) => ({ accountId, rung }))]
}
