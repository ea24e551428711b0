import { inForce } from '../../law/parameter.ts'
import type { PolicyParameter } from './definition.ts'

/** The parameters in force on a calendar date, by their keys, in their own units. */
export function parametersOn(parameters: readonly PolicyParameter[], date: string): Record<string, number> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const found = inForce(parameter, date)
      return found ? [[parameter.key, found.value] as const] : []
    }),
  )
}
