import type { Confidence, DatedValue, LawSource } from '../../law/parameter.ts'
import type { Condition, PolicyStatus, Quantity } from '../rule/language.ts'
import type { KnownFacts } from '../rule/subject.ts'

export const policyGroups = ['livelihood', 'disability', 'elderly', 'children', 'medical', 'family', 'funeral'] as const
export type PolicyGroup = (typeof policyGroups)[number]

export const benefitKinds = ['cash', 'serviceCredit', 'feeWaiver', 'inKind', 'recognition'] as const
/** What it gives. Only cash is ever added up with cash; `recognition` gives a standing that opens other policies. */
export type BenefitKind = (typeof benefitKinds)[number]

export const payoutRhythms = ['month', 'year', 'once'] as const
export type PayoutRhythm = (typeof payoutRhythms)[number]

/** One thing someone has to meet, in the words they are told it with. */
export interface Requirement {
  words: string
  when: Condition
}

/** How money reaches people. */
export interface Payout {
  every: PayoutRhythm
  /** Day of the month it is paid by, at the latest. */
  day: number
  /** First month it is paid for: that of the application, or the one after approval. */
  from: 'application' | 'after_approval'
}

/** That something is given but once: ever, or for each event that brings it about. */
export interface OnlyOnce {
  /** `subject`: once for one person or household. `event`: once for each event. */
  per: 'subject' | 'event'
  /** Of `event`: the fact that tells it; what is observed of it after the grant is another one. Else null. */
  event: string | null
  /** Where that is written. */
  source: LawSource
}

/** A policy as it stands from a day on. */
export interface PolicyVersion {
  number: number
  /** First calendar date the law applies it, and the last; null: until something newer does. */
  effectiveFrom: string
  effectiveTo: string | null
  sources: readonly LawSource[]
  /** How sure we are of what it asks and gives. */
  confidence: Confidence
  /** The bureau has not confirmed the amount: every screen that shows it says so. */
  illustrative: boolean
  who: readonly Requirement[]
  /** What may be got in one rhythm, in fen; null where it gives no amount. */
  amount: Quantity | null
  /** The amount is a ceiling, not what is paid. */
  ceiling: boolean
  payout: Payout | null
  /** Null: nothing stands against its being given another time. */
  onlyOnce: OnlyOnce | null
  excludedBy: readonly string[]
  /** Policies whose amounts are taken off: it only tops them up. */
  minus: readonly string[]
  /**
   * Policies whose money is no income here: the check of income leaves it out, and whoever is asked is told so.
   * @remarks so with 两项补贴 for 低保, 国发〔2015〕52号
   */
  disregardIncome: readonly string[]
  /** Holds of those who receive it already, as the facts say. */
  held: Condition | null
  cases: readonly PolicyCase[]
}

/** Someone made up for whom it is known what must come out. */
export interface PolicyCase {
  name: string
  /** Calendar date it is decided for. */
  on: string
  person: KnownFacts
  household: KnownFacts
  /** The others of the household. */
  others: readonly KnownFacts[]
  status: PolicyStatus
  /** Fen in one rhythm; both 0 where nothing is got. */
  low: number
  high: number
}

/** A policy as people find it. */
export interface Policy {
  id: string
  title: string
  group: PolicyGroup
  /** A household's benefit is one for all its members, never one for each. */
  subject: 'person' | 'household'
  benefit: BenefitKind
  /** In plain words, what it is. */
  summary: string
  /** Whether one must apply, or it comes by itself (免申即享). */
  applying: 'automatic' | 'application'
  materials: readonly string[]
  versions: readonly PolicyVersion[]
}

/** Of several that one person may not draw together, only the highest is given (择高). */
export interface HigherOf {
  policies: readonly string[]
  source: LawSource
}

/** Everything decided with. */
export interface Catalogue {
  /** In an order in which each is decided after those it depends on. */
  policies: readonly Policy[]
  higherOf: readonly HigherOf[]
  parameters: readonly PolicyParameter[]
}

/** A figure that laws and notices set anew, dated apart from the rules that use it. */
export interface PolicyParameter {
  key: string
  title: string
  unit: 'fen' | 'bps' | 'flag'
  /** Oldest first, no two from the same day. */
  values: readonly DatedValue[]
}
