/** How sure we are of a number: its text was read in full or in part, told by another, or remembered and to be verified. */
export type Confidence = 'text' | 'part' | 'second_hand' | 'memory'

export interface LawSource {
  title: string
  /** Number of the document, where it has one: `民政部令第74号`. */
  number: string | null
  /** `第七十九条`; null where the article is not known. */
  article: string | null
  /** The words of the document, where someone read them there. */
  quotation?: string | null
}

/** What a parameter is worth from a day on, until the next value begins. */
export interface DatedValue {
  /** Calendar date in Asia/Shanghai. */
  from: string
  value: number
  source: LawSource
  confidence: Confidence
  /** True for what the bureau has not confirmed: shown as an example, not as law. */
  illustrative?: boolean
}

/** A number of the law that changes with the law: the years of values, each with its source. */
export interface Parameter {
  key: string
  unit: 'minutes' | 'metres' | 'days' | 'working_days' | 'months' | 'years' | 'fen' | 'times' | 'percent'
  /** Oldest first, no two from the same day. */
  values: readonly DatedValue[]
}

/** No value of the parameter was in force on that day: a programming fault or a case from before the law. */
export class NoValueInForce extends Error {
  override readonly name = 'NoValueInForce'

  constructor(
    readonly key: string,
    readonly date: string,
  ) {
    super(`${key} has no value in force on ${date}`)
  }
}

/**
 * Declares a parameter.
 * @throws RangeError when it has no value, or its values are not in the order of their days
 */
export function parameter<const P extends Parameter>(declared: P): P {
  const { key, values } = declared
  if (values.length === 0) throw new RangeError(`${key} has no value`)
  values.reduce((before, { from }) => {
    if (from <= before) throw new RangeError(`${key}: ${from} does not follow ${before}`)
    return from
  }, '')
  return declared
}

/** The value in force on a day, or null before the first one. */
export function inForce({ values }: Pick<Parameter, 'values'>, date: string): DatedValue | null {
  return values.findLast(({ from }) => from <= date) ?? null
}

/**
 * The value in force on a day, with its source.
 * @throws NoValueInForce
 */
export function dated(of: Parameter, date: string): DatedValue {
  const found = inForce(of, date)
  if (!found) throw new NoValueInForce(of.key, date)
  return found
}

/**
 * The number in force on a day.
 * @throws NoValueInForce
 */
export function valueOn(of: Parameter, date: string): number {
  return dated(of, date).value
}

/** `《慈善法》第七十九条`: where a value comes from, for a person. */
export function sourceWords({ title, number, article }: LawSource): string {
  return `《${title}》${article ?? (number === null ? '' : `（${number}）`)}`
}
