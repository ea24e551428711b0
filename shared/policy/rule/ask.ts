import { UNKNOWN } from './truth.ts'
import type { Step } from './walk.ts'

/**
 * The facts worth asking for: unknown ones of the conditions that keep the whole from being decided. What stands
 * beside a condition that already fails, or holds, can change nothing and is not asked.
 */
export function asked(step: Step): ReadonlySet<string> {
  if (step.truth !== UNKNOWN) return new Set()
  return new Set([...step.unknown.map(({ name }) => name), ...step.parts.flatMap((part) => [...asked(part)])])
}
