import type { AnyValue } from '../../contracts/people/facts/value.ts'

/** What is known of one person or household; a fact that is absent, expired or in conflict is not in it. */
export type KnownFacts = Readonly<Record<string, AnyValue>>

/** One person as a rule sees them. */
export interface RuleSubject {
  person: KnownFacts
  household: KnownFacts
  /** Everyone of the household, the person among them. */
  members: readonly KnownFacts[]
  /** What stands awarded to the person or their household, by policy. No rule reads it; deciding does. */
  awarded?: Awards
}

/** What the bureau awarded and stands, by policy. */
export type Awards = Readonly<Record<string, StandingAward>>

/** What stands awarded of one policy. */
export const awardOf = ({ awarded }: Pick<RuleSubject, 'awarded'>, policy: string): StandingAward | undefined =>
  awarded !== undefined && Object.hasOwn(awarded, policy) ? awarded[policy] : undefined

/** A benefit that was awarded, as far as deciding needs it. */
export interface StandingAward {
  /** In one rhythm of the policy. */
  fen: number
  /** First month it is paid for, `yyyy-mm`; may be still to come. */
  fromMonth: string
  /** Of what is given only once: when it was granted, and the fact whose next observation is another time. */
  given?: { on: string; event: string | null }
}

/** What holds for everyone on the day. */
export interface RuleDay {
  /** Calendar date in Asia/Shanghai that is decided for. */
  date: string
  /** The parameters in force on it, in their own units. */
  parameters: Readonly<Record<string, number>>
}
