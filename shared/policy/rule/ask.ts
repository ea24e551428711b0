import { UNKNOWN } from './truth.ts'
import type { Step } from './walk.ts'

/**
 * The facts worth asking for: unknown ones of the conditions that keep the whole from being decided. What stands
 * beside a condition that already fails, or holds, can change nothing and is not asked.
 */
export function asked(step: Step): ReadonlySet<string> {
  const names = new Set<string>()
  collect(step, names)
  return names
}

function collect(step: Step, names: Set<string>): void {
  if (step.truth !== UNKNOWN) return
  for (const { name } of step.unknown) names.add(name)
  for (const part of step.parts) collect(part, names)
}
