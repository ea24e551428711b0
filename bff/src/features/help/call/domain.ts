import type { CallCategory, CallDeed, CallSource, CallState, HelpClass, HelpRung, Rescue } from '@minsheng/shared/contracts/help'
import type { HelpClock } from '../clock/domain.ts'
import type { SlaTerms } from '../sla/domain.ts'

export interface HistoryEntry {
  at: Date
  /** The account that did it; `clock` for what came with time alone. */
  by: string
  deed: CallDeed
  to: CallState
}

/** Where somebody has to come to, as it was known when it was pressed. */
export interface Whereabouts {
  address: string | null
  /** WGS 84. */
  place: { lat: number; lng: number; accuracyM: number } | null
  because: 'fix' | 'home' | 'unknown'
  /** The flat by the register, for a home. */
  flatId?: string | null
}

/** What is said, seen and written in the course of a call: sealed as one. */
export interface CallDossier {
  where: Whereabouts
  /** `callId`: said with a report that goes together with this one. */
  said: { at: Date; by: string; words: string; callId?: string }[]
  /** Reasons of the people who worked on it, by the place in the history they belong to. */
  reasons: Record<string, string>
  /** Why it went to whom. */
  chosen: { at: Date; words: string }[]
  /** What could not be used of the press, told to whoever pressed. */
  notices: string[]
  result: string | null
  ratingWords: string | null
}

export interface CallFacts {
  _id: string
  /** Whose call it is; empty where no account told it. */
  accountId: string
  /** The record of whoever called, where the account is known to be theirs. */
  residentId: string | null
  callerName: string | null
  state: CallState
  urgency: HelpClass
  category: CallCategory | null
  /** District, street, community, grid; as far down as it is known. */
  path: string[]
  /** The account while a call about life is open: one at a time, later presses go into it. */
  openKey: string | null
  assigneeId: string | null
  /** Who had taken it and gave it back: it is still theirs to see to until another takes it (首接负责). */
  keeperId: string | null
  /** Who is asked to take it over; until they do, whoever has it answers for it. */
  handoverTo: string | null
  told: { accountId: string; rung: HelpRung }[]
  /** Who said they can't go: not asked again. */
  refusedBy: string[]
  terms: SlaTerms
  clocks: HelpClock[]
  /** When the next clock of it runs out; null when none runs. */
  nextAt: Date | null
  /** By which way it came in itself. */
  origin: CallSource
  /** Told of somebody else: whose account it is says nothing of who needs help. */
  isForOther: boolean
  /** Not pressed by whoever needs help. */
  isReported: boolean
  /** `callId`: a report of its own that goes together with this one; `accountId`: whoever told that one. */
  sources: { kind: CallSource; at: Date; callId: string | null; accountId?: string }[]
  /** The one it goes with; null for most. */
  mergedInto: string | null
  /** Open ones that may be about the same thing, for the desk to decide. */
  likely: string[]
  /** Those of which the desk said that they are another thing. */
  apartFrom: string[]
  pressedAt: Date
  raisedAt: Date | null
  ackedAt: Date | null
  onSiteAt: Date | null
  resolvedAt: Date | null
  owesCallback: boolean
  /** Given to professional rescue, and not yet known what became of it. */
  owesFeedback: boolean
  transferredTo: Rescue | null
  /** Marked by somebody as a danger to whoever goes. */
  isRisky: boolean
  isLate: boolean
  rating: { solved: boolean; stars: number; at: Date } | null
  dossier: string
  history: HistoryEntry[]
  rev: number
  createdAt: Date
}

/** Whose part of the district; what somebody was told of is theirs wherever it is. */
export interface CallScope {
  placeIds: readonly string[]
  accountId: string
}

/** What somebody follows as it changes: the calls of their places and those they were told of, or the one call they made. */
export type Followed = { sessionId: string } & (CallScope | { callId: string })

/** Those that somebody still has to do something about. */
export const openStates: readonly CallState[] = ['new', 'dispatched', 'acked', 'en_route', 'on_site']
/** Those in which nobody takes it yet. */
export const waitingStates: readonly CallState[] = ['new', 'dispatched']
/** Those that somebody has taken and not finished. */
export const takenStates: readonly CallState[] = ['acked', 'en_route', 'on_site']

const classOfCategory: Readonly<Record<CallCategory, HelpClass>> = {
  illness: 'p0',
  fall: 'p0',
  danger: 'p0',
  lost: 'p0',
  utility: 'p1',
  repair: 'p2',
  errand: 'p2',
  other: 'p2',
  question: 'p3',
}

/** A press alone is about life until somebody who took it says otherwise. */
export const urgencyOf = (category: CallCategory | null): HelpClass => (category === null ? 'p0' : classOfCategory[category])

/** What a worker may do to a call, and from where. */
const workerDeeds = {
  acknowledge: ['new', 'dispatched'],
  refuse: ['dispatched', 'acked', 'en_route'],
  set_out: ['acked'],
  arrive: ['acked', 'en_route'],
  lower: ['acked', 'en_route', 'on_site'],
  transfer: openStates,
  feedback: ['transferred'],
  mark_risky: openStates,
  check_in: ['on_site'],
  merge: openStates,
  unmerge: openStates,
  hand_over: takenStates,
  keep: takenStates,
  take_over: takenStates,
  turn_down: takenStates,
  resolve: ['acked', 'en_route', 'on_site'],
  call_back: ['cancelled'],
} as const satisfies Partial<Record<CallDeed | 'check_in', readonly CallState[]>>
export type WorkerDeed = keyof typeof workerDeeds

/** What is known of a call when it is asked whether something may be done to it. */
export type Standing = Pick<CallFacts, 'state' | 'assigneeId' | 'handoverTo' | 'owesCallback' | 'owesFeedback' | 'isRisky' | 'urgency'>

/**
 * Whether the state lets it be done, and it is this worker's to do: what was taken is its taker's; a call back, and taking
 * what nobody took, is anybody's who may open the call.
 */
export function canWork(deed: WorkerDeed, call: Standing, workerId: string): boolean {
  const { state, assigneeId, handoverTo, urgency } = call
  if (!(workerDeeds[deed] as readonly CallState[]).includes(state)) return false
  if (deed === 'acknowledge' || deed === 'merge' || deed === 'unmerge') return true
  if (deed === 'call_back') return call.owesCallback
  if (deed === 'feedback') return call.owesFeedback
  if (deed === 'mark_risky') return !call.isRisky
  // Whoever sees that it is one for 120 does not take it first.
  if (deed === 'transfer' && waitingStates.includes(state)) return true
  if (deed === 'take_over' || deed === 'turn_down') return handoverTo === workerId
  if (deed === 'keep' && !handoverTo) return false
  if (deed === 'lower' && urgency === 'p3') return false
  return assigneeId === workerId
}

/** A call and the reports that go with it. */
export const reportIdsOf = ({ _id, sources }: Pick<CallFacts, '_id' | 'sources'>): string[] => [
  _id,
  ...sources.flatMap(({ callId }) => callId ?? []),
]

/** Until somebody takes it, it can be taken back. */
export const canCancel = ({ state }: Pick<CallFacts, 'state'>): boolean => state === 'countdown' || waitingStates.includes(state)
export const canAdd = ({ state }: Pick<CallFacts, 'state'>): boolean =>
  state === 'countdown' || state === 'transferred' || openStates.includes(state)
/** As long as whoever went there may still show how it was and is. */
export const canPhotograph = ({ state, assigneeId }: Pick<CallFacts, 'state' | 'assigneeId'>, workerId: string): boolean =>
  assigneeId === workerId && (state === 'acked' || state === 'en_route' || state === 'on_site' || state === 'resolved')
export const canRate = ({ state, rating }: Pick<CallFacts, 'state' | 'rating'>): boolean => state === 'resolved' && rating === null
