import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { isIllustrative } from '@minsheng/shared/policy/policy/parameters'
import { versionOn } from '@minsheng/shared/policy/policy/versions'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { AwardDesk } from './desk.ts'
import type { AwardRecord } from './store.ts'

interface SurroundingParts {
  desk: Pick<AwardDesk, 'fenNow'>
  catalogue: () => Promise<Catalogue>
  titleOf: (policyId: string) => string
  clock: Clock
}

export type AwardSurroundings = ReturnType<typeof createSurroundings>

/** What is shown beside each of some awards, by what is published now. */
export const createSurroundings =
  ({ desk, catalogue, titleOf, clock }: SurroundingParts) =>
  async () => {
    const { policies, parameters } = await catalogue()
    const today = shanghaiDate(clock.now())
    const confirmed = new Map(
      policies.map((policy) => {
        const version = versionOn(policy, today)
        return [policy.id, version !== null && !isIllustrative(version, parameters, today)]
      }),
    )
    return (seen: AwardRecord) => ({
      title: titleOf(seen.policyId),
      fen: desk.fenNow(seen),
      illustrative: seen.every !== null && confirmed.get(seen.policyId) !== true,
    })
  }
