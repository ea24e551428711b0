import { inForce } from '../../law/parameter.ts'
import { parametersIn } from '../rule/nodes.ts'
import type { PolicyParameter, PolicyVersion } from './definition.ts'

/** The parameters in force on a calendar date, by their keys, in their own units. */
export function parametersOn(parameters: readonly PolicyParameter[], date: string): Readonly<Record<string, number>> {
  const days = kept.get(parameters) ?? new Map<string, Readonly<Record<string, number>>>()
  const known = days.get(date)
  if (known) return known
  if (days.size >= MOST_DAYS) days.clear()
  const made = valuesOn(parameters, date)
  kept.set(parameters, days.set(date, made))
  return made
}

/** Parameters of the days they were asked for: every policy of everyone asks for the same. */
const kept = new WeakMap<readonly PolicyParameter[], Map<string, Readonly<Record<string, number>>>>()
const MOST_DAYS = 1_000

function valuesOn(parameters: readonly PolicyParameter[], date: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const found = inForce(parameter, date)
      return found ? [[parameter.key, found.value] as const] : []
    }),
  )
}

/** Whether an amount is not confirmed: the version says so, or a figure it is worked out with. */
export function isIllustrative({ illustrative, amount }: PolicyVersion, parameters: readonly PolicyParameter[], date: string): boolean {
  const read = new Set(amount ? parametersIn(amount) : [])
  return illustrative || parameters.some((one) => read.has(one.key) && inForce(one, date)?.illustrative === true)
}
