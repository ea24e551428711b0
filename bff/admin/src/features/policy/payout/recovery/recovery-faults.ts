import { ApiError } from '@minsheng/shared/client'

/** What is wrong, each at the field it is to be mended in. */
export type Faults<Field extends string> = Partial<Record<Field, string>>

export const isFaultless = (faults: Faults<string>): boolean => Object.keys(faults).length === 0

/**
 * What the server names, each at its field: `body.months.0.fen` stands at the months.
 * @param rest where stands what belongs to no field of the form
 */
export function faultsOf<Field extends string>(error: unknown, fields: readonly Field[], rest: Field): Faults<Field> {
  const faults: Faults<Field> = {}
  for (const { path, message } of error instanceof ApiError ? error.issues : []) {
    const field = fields.find((one) => path.split('.').includes(one)) ?? rest
    const before = faults[field]
    faults[field] = before === undefined ? message : `${before}；${message}`
  }
  return faults
}
