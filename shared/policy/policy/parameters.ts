import type { Parameter, ParameterValue } from './definition.ts'

/** The value in force on a calendar date, or null before the first one. */
export function valueOn(parameter: Parameter, date: string): ParameterValue | null {
  return parameter.values.reduce<ParameterValue | null>(
    (found, value) => (value.from <= date && (!found || value.from > found.from) ? value : found),
    null,
  )
}

/** The parameters in force on a calendar date, by their ids, in their own units. */
export function parametersOn(parameters: readonly Parameter[], date: string): Record<string, number> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const found = valueOn(parameter, date)
      return found ? [[parameter.id, found.value] as const] : []
    }),
  )
}
