import type { FactType, SubjectKind } from '../../contracts/people/facts/value.ts'

/**
 * A rule as it is decided with: data, never code, every name resolved and every shorthand gone. It is read in three
 * ways that must agree: a compiled closure for one person, a walker that explains, and SQL over the whole population.
 * How rules are written is in `parse.ts`.
 */

/** A fact a rule may ask for. */
export type RuleFact = FactType & { name: string; subject: SubjectKind; title: string; question: string }

/** Facts by their names. */
export type RuleFacts = ReadonlyMap<string, RuleFact>

/** The widest whole number a rule may come to: beyond it a sum could no longer be exact to the fen. */
export const WIDEST = 9_000_000_000_000_000

/** The most members of one household; what a policy may come to is bounded with it. */
export const MOST_MEMBERS = 100

export const roundings = ['half_up', 'down', 'up'] as const
/** How a share is rounded to a whole fen. */
export type Rounding = (typeof roundings)[number]

/** A whole number: an amount in fen, a count, years or months; or the code of a date (`date-code.ts`). */
export type Quantity =
  | { kind: 'number'; value: number }
  /** An int or moneyFen fact. */
  | { kind: 'fact'; fact: RuleFact }
  /** A dated parameter, in its own unit (fen, months, basis points …). */
  | { kind: 'param'; id: string }
  /** Whole years (周岁) since a date fact. */
  | { kind: 'ageAt'; fact: RuleFact }
  /** Whole months since a date fact. */
  | { kind: 'monthsSince'; fact: RuleFact }
  | { kind: 'dateOf'; fact: RuleFact }
  | { kind: 'date'; date: string }
  | { kind: 'today' }
  | { kind: 'add' | 'max' | 'min'; of: readonly Quantity[] }
  | { kind: 'sub'; from: Quantity; take: Quantity }
  /** So many ten-thousandths of it. */
  | { kind: 'mulBps'; of: Quantity; bps: Quantity; round: Rounding }
  /** Times the number of members of the household (of whom `where` holds). */
  | { kind: 'perMember'; of: Quantity; where: Condition | null }
  | { kind: 'lookup'; fact: RuleFact; cases: readonly { codes: readonly string[]; give: Quantity }[]; otherwise: Quantity }
  /** The first step it lies below. */
  | { kind: 'bands'; of: Quantity; steps: readonly { below: number; give: Quantity }[]; otherwise: Quantity }
  /** Twelfths of it: so many as months, not less than none nor more than twelve. */
  | { kind: 'prorataMonths'; of: Quantity; months: Quantity; round: Rounding }

export const comparators = ['eq', 'lt', 'lte', 'gt', 'gte'] as const
export type Comparator = (typeof comparators)[number]

export type Condition =
  | { kind: 'all' | 'any'; of: readonly Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'atLeast'; count: number; of: readonly Condition[] }
  /** Of the household's members, the person among them; facts of persons inside it are the member's. */
  | { kind: 'someMember' | 'everyMember'; of: Condition }
  | { kind: 'countMembers'; of: Condition; comparator: Comparator; count: number }
  /** An enum or bool fact is one of the codes (a bool's are `true` and `false`). */
  | { kind: 'oneOf'; fact: RuleFact; codes: readonly string[] }
  /** A set fact holds the code. */
  | { kind: 'has'; fact: RuleFact; code: string }
  /** Whether a fact is known: never itself unknown. */
  | { kind: 'known'; fact: RuleFact }
  | { kind: 'compare'; left: Quantity; comparator: Comparator; right: Quantity }
  | { kind: 'policy'; policy: string; statuses: readonly PolicyStatus[] }

export const policyStatuses = ['enjoying', 'entitled', 'possible', 'excluded', 'upcoming', 'not'] as const
/** What a policy is to someone. */
export type PolicyStatus = (typeof policyStatuses)[number]
