/**
 * What a condition says of someone: it does not hold, it can't be said yet because a fact is unknown, or it holds.
 * Ordered, so that `all` is the least and `any` the greatest (Kleene's strong logic).
 */
export type Truth = typeof NO | typeof UNKNOWN | typeof YES

export const NO = 0
export const UNKNOWN = 1
export const YES = 2

export const truthOf = (holds: boolean): Truth => (holds ? YES : NO)

/** The mirror: what is unknown stays unknown. */
export function opposite(truth: Truth): Truth {
  if (truth === UNKNOWN) return UNKNOWN
  return truth === YES ? NO : YES
}

/** The least of them; of none, it holds. */
export const leastOf = (truths: readonly Truth[]): Truth => (truths.includes(NO) ? NO : truths.includes(UNKNOWN) ? UNKNOWN : YES)

/** The greatest of them; of none, it does not hold. */
export const greatestOf = (truths: readonly Truth[]): Truth => (truths.includes(YES) ? YES : truths.includes(UNKNOWN) ? UNKNOWN : NO)

/** Whether a count that lies from `least` to `most` reaches `wanted`. */
export function reaches(least: number, most: number, wanted: number): Truth {
  if (least >= wanted) return YES
  return most < wanted ? NO : UNKNOWN
}
