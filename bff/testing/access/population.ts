import type { policyContract } from '@minsheng/shared/contracts/policy'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

const READY_MS = 60_000

/** What is counted over everyone: what each operation is tried with, once everyone was read in. */
export function populationRows({ app }: World): Rows<typeof policyContract> {
  const ready = async <T>(sent: T): Promise<T> => {
    await app.app.policy.population.host.ready(READY_MS)
    return sent
  }
  const change = { kind: 'parameters', values: [{ key: 'agedEighty', value: 6_000 }] }
  return {
    tryWhatIf: () => ready({ body: { change } }),
    listWhatIfPeople: () => ready({ body: { change, policyId: 'aged-allowance', group: 'more' } }),
    getPolicyCoverage: () => ready({ query: { by: 'age' } }),
    listCoveragePeople: () => ready({ params: { policyId: 'aged-allowance' }, query: { status: 'entitled' } }),
  }
}
