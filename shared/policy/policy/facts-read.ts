import { factsIn, factsOf } from '../rule/facts-in.ts'
import type { Policy } from './definition.ts'

/** Names of the facts a policy reads in any of its versions: it is decided anew when one of them changes, and only then. */
export function factsReadBy({ versions }: Policy): ReadonlySet<string> {
  return new Set(
    versions.flatMap(({ who, held, amount }) =>
      [...who.flatMap(({ when }) => factsOf(when)), ...(held ? factsOf(held) : []), ...(amount ? factsIn(amount) : [])].map(
        ({ name }) => name,
      ),
    ),
  )
}
