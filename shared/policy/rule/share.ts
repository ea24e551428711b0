import type { Rounding } from './language.ts'

/**
 * `amount × part ÷ whole`, rounded to a whole number. Exact while the product is a safe integer, which the check of a
 * rule's bounds sees to. A half goes up, towards the person.
 * @returns NaN when either is unknown
 */
export function share(amount: number, part: number, whole: number, round: Rounding): number {
  const product = amount * part
  const over = ((product % whole) + whole) % whole
  const down = (product - over) / whole
  const up = round === 'up' ? over > 0 : round === 'half_up' && over * 2 >= whole
  return up ? down + 1 : down
}
