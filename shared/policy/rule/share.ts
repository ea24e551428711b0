import type { Rounding } from './language.ts'

/**
 * `amount × part ÷ whole`, rounded to a whole number; a half goes up, towards the person. Exact while the product is a
 * safe integer.
 * @returns NaN when either is unknown
 */
export function share(amount: number, part: number, whole: number, round: Rounding): number {
  const product = amount * part
  const over = ((product % whole) + whole) % whole
  const down = (product - over) / whole
  const up = round === 'up' ? over > 0 : round === 'half_up' && over * 2 >= whole
  return up ? down + 1 : down
}
