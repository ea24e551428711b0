import type { Condition, Quantity, RuleFact } from './language.ts'
import type { Writer } from './writer.ts'

/** How the code that is written reads facts: from arrays of one person, or from the columns of a population. */
export interface Access {
  /** Expression of a fact's number, NaN when unknown; of a member inside a condition on members. */
  fact: (fact: RuleFact, inMember: boolean) => string
  /** Expression of one number of the day (`encode.ts`); of a parameter without a place, NaN. */
  today: () => string
  decidedOn: () => string
  parameter: (id: string) => string
  /** Expression of another policy's status as its place in `policyStatuses`; anything beyond when it is not decided. */
  policy: (policy: string) => string
  /** The head of a loop over the members of the household. */
  eachMember: string
  memberCount: string
  /** A shorter way to the truth of a condition, where the facts are kept in a form that has one. */
  shortcut?: (condition: Condition, inMember: boolean) => string | null
  /** Works out every cheap part of a condition, rather than leaving as soon as nothing can change: no branch to guess wrong. */
  isEager: boolean
}

/** Names of the two ends of an interval. */
export interface Ends {
  low: string
  high: string
}

/** Writes the code of a reading, part by part. */
export interface Emitter {
  out: Writer
  access: Access
  /** @returns name of the truth in written code (`NO_CODE` and others) */
  condition: (of: Condition, inMember: boolean) => string
  /** @returns names of the least and the most it may come to; one name for both, NaN when unknown, if `open` is false */
  quantity: (of: Quantity, inMember: boolean, open: boolean) => Ends
}
