import { builtInCatalogue } from '../../shared/policy/catalogue/index.ts'
import { ruleFacts } from '../../shared/policy/facts.ts'
import { compileKernel, matchPopulation } from '../../shared/policy/population/kernel.ts'
import { type Matched, statusCode } from '../../shared/policy/population/matched.ts'
import { planOf } from '../../shared/policy/population/plan.ts'
import { type BenchPeople, type Contender, TODAY } from './contenders.ts'
import { thirtyPolicies } from './rules.ts'

/** How often another engine says otherwise than the kernel, where that is sure: no unknown fact can then change it. */
export interface Agreement {
  name: string
  compared: number
  otherwise: number
}

const [ENTITLED, POSSIBLE] = [statusCode('entitled'), statusCode('possible')]

export function agreementOf(
  { population }: BenchPeople,
  oneByOne: readonly Contender[],
  [ofThirty, ofCatalogue]: readonly Uint8Array[],
): readonly Agreement[] {
  const matched = (catalogue: typeof thirtyPolicies): Matched => {
    const matcher = matchPopulation(compileKernel(catalogue, ruleFacts, TODAY), population)
    matcher.decideAll()
    return matcher.matched
  }
  const thirty = matched(thirtyPolicies)
  const compared = (name: string, ours: Matched, people: number, said: (place: number, row: number, status: number) => boolean) => {
    const result = { name, compared: 0, otherwise: 0 }
    ours.policies.forEach(({ status }, place) => {
      for (let row = 0; row < people; row += 1) {
        const own = status[row] ?? POSSIBLE
        if (own === POSSIBLE) continue
        result.compared += 1
        if (!said(place, row, own)) result.otherwise += 1
      }
    })
    return result
  }
  // Rows lie in the order of the people as long as nobody was put in twice.
  const singly = oneByOne.flatMap(({ name, statuses }) => {
    if (!statuses) return []
    const people = statuses.length / thirty.policies.length
    return [compared(name, thirty, people, (place, row, own) => (statuses[place * people + row] === 2) === (own === ENTITLED))]
  })
  const catalogue = builtInCatalogue()
  const outputs = planOf(catalogue, TODAY).policies.flatMap(({ place, version }) => [place, ...(version.amount ? [null] : [])])
  const at = (of: Uint8Array | undefined, output: number, row: number) => of?.[output * population.people + row]
  return [
    ...singly,
    compared('OpenFisca, 30 rules', thirty, population.people, (place, row, own) => at(ofThirty, place, row) === own),
    // Without a third truth, what is ruled out before all is known of it is "not": either way it is not got.
    compared('OpenFisca, catalogue', matched(catalogue), population.people, (place, row, own) => {
      return (at(ofCatalogue, outputs.indexOf(place), row) ?? POSSIBLE) <= ENTITLED === own <= ENTITLED
    }),
  ]
}
