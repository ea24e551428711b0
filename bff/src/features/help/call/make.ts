import type { CallCategory, CallSource, HelpClass } from '@minsheng/shared/contracts/help'
import { running } from '../clock/domain.ts'
import type { SlaTerms } from '../sla/domain.ts'
import type { Whereabouts } from './domain.ts'
import type { NewCall } from './store.ts'

export interface Told {
  id: string
  origin: CallSource
  /** Told of somebody else than whose account it is. */
  isForOther: boolean
  accountId: string
  residentId: string | null
  callerName: string | null
  category: CallCategory | null
  urgency: HelpClass
  /** What is promised for that class today. */
  terms: SlaTerms
  where: Whereabouts
  /** From the district down, as far as it is known. */
  path: readonly string[]
  notices: readonly string[]
  said: readonly string[]
  /** One open call about life at a time for whom this is given. */
  openKey: string | null
  by: string
  /** When it was told by who told it, and from when it counts. */
  at: Date
  countsFrom: Date
  now: Date
}

/** A call as it begins, by whichever way it came in: its promises are those of today, and its first clock runs. */
export function newCallOf(told: Told): NewCall {
  const { id, origin, accountId, by, now } = told
  return {
    _id: id,
    accountId,
    residentId: told.residentId,
    callerName: told.callerName,
    state: 'countdown',
    urgency: told.urgency,
    category: told.category,
    path: [...told.path],
    openKey: told.openKey,
    assigneeId: null,
    keeperId: null,
    handoverTo: null,
    told: [],
    refusedBy: [],
    terms: told.terms,
    clocks: [running('raise', told.countsFrom)],
    nextAt: told.countsFrom,
    origin,
    isForOther: told.isForOther,
    isReported: origin !== 'button',
    sources: [{ kind: origin, at: now, callId: null }],
    mergedInto: null,
    likely: [],
    apartFrom: [],
    pressedAt: told.at,
    raisedAt: null,
    ackedAt: null,
    onSiteAt: null,
    resolvedAt: null,
    owesCallback: false,
    owesFeedback: false,
    transferredTo: null,
    isRisky: false,
    isLate: false,
    rating: null,
    dossier: {
      where: told.where,
      said: told.said.map((words) => ({ at: now, by, words })),
      reasons: {},
      chosen: [],
      notices: [...told.notices],
      result: null,
      ratingWords: null,
    },
    history: [{ at: now, by, deed: origin === 'button' ? 'press' : 'report', to: 'countdown' }],
    rev: 0,
    createdAt: now,
  }
}
