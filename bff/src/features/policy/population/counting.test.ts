import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { ruleFacts } from '@minsheng/shared/policy/facts'
import { ENTITLED } from '@minsheng/shared/policy/population/changes'
import { compileKernel, matchPopulation } from '@minsheng/shared/policy/population/kernel'
import { fenOf, type Matched, NO_STATUS } from '@minsheng/shared/policy/population/matched'
import { randomPerson } from '@minsheng/shared/policy/testing/random-people'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLiveCopy, type RegisterHome } from './copy.ts'
import { createCounting } from './counting.ts'
import { triedOf } from './trying.ts'

const TODAY = '2026-11-30'
const STREETS = ['street0', 'street1', 'street2']
const unchanged = { gains: 0, loses: 0, more: 0, less: 0 }
const nothing = { ...unchanged, fenBefore: 0, fenAfter: 0 }
const catalogue = builtInCatalogue()
const homes = fc.sample(randomPerson(ruleFacts), { seed: 11, numRuns: 600 }).map(
  ({ household, members }, at): RegisterHome => ({
    id: `h${at}`,
    householdId: `h${at}`,
    path: ['district', STREETS[at % STREETS.length] ?? ''],
    facts: household,
    people: members.map((facts, member) => ({ id: `p${at}.${member}`, facts })),
    changesAt: null,
  }),
)

test('what a what-if counts of each street is the sum over its people, decided whole before and after', async () => {
  const copy = createLiveCopy({
    register: {
      count: async () => homes.length,
      async *homes() {
        yield homes
      },
      some: async () => [],
      homesWith: async () => [],
    },
    awardsOf: async () => new Map(),
    clock: { now: () => new Date(`${TODAY}T10:00:00+08:00`) },
  })
  await copy.build(() => undefined)
  const { matcher } = copy.decide(catalogue, TODAY)
  const counting = createCounting(copy)

  /** What is surely got of a policy in a row. */
  function got({ policies, ...matched }: Matched, place: number, row: number): number | null {
    const status = policies[place]?.status[row] ?? NO_STATUS
    return status <= ENTITLED ? fenOf({ policies, ...matched }, place, row).low : null
  }

  function summed(after: Matched, place: number, street: string) {
    const sum = { ...nothing }
    for (let home = 0; home < copy.population.homes; home += 1) {
      if (!copy.where.pathOf(home).includes(street)) continue
      const start = copy.population.starts[home] ?? 0
      const count = catalogue.policies[place]?.subject === 'household' ? 1 : (copy.population.counts[home] ?? 0)
      for (let row = start; row < start + count; row += 1) {
        const [was, now] = [got(matcher.matched, place, row), got(after, place, row)]
        sum.fenBefore += was ?? 0
        sum.fenAfter += now ?? 0
        if (was === null && now !== null) sum.gains += 1
        else if (was !== null && now === null) sum.loses += 1
        else if ((was ?? 0) < (now ?? 0)) sum.more += 1
        else if ((was ?? 0) > (now ?? 0)) sum.less += 1
      }
    }
    return sum
  }

  const all = { ...unchanged }
  for (const value of [30_000, 124_500, 400_000]) {
    const change = { kind: 'parameters' as const, values: [{ key: 'minimumLivingStandard', value }] }
    const tried = triedOf({ documents: [], published: [], catalogue }, change, TODAY, TODAY)
    const whole = matchPopulation(compileKernel(tried.catalogue, ruleFacts, TODAY), copy.population)
    whole.decideAll()
    for (const scope of [null, ['street1']]) {
      const { policies } = counting.whatIf({ tried, scope })
      for (const [place, { id }] of catalogue.policies.entries()) {
        const told = new Map(policies.find(({ policyId }) => policyId === id)?.byStreet.map((one) => [one.streetId, one.change]))
        for (const street of STREETS) {
          const right = scope?.includes(street) === false ? nothing : summed(whole.matched, place, street)
          if (told.size > 0) expect({ id, street, ...told.get(street) }).toEqual({ id, street, ...right })
          else expect(right).toMatchObject(unchanged)
          for (const kind of ['gains', 'loses', 'more', 'less'] as const) all[kind] += right[kind]
        }
      }
    }
  }
  for (const count of Object.values(all)) expect(count).toBeGreaterThan(10)
})
