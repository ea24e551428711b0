import { policyContract as contract } from '@minsheng/shared/contracts/policy'
import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Actor, Visitor } from '../../../platform/auth/actor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadOwn } from '../access.ts'
import { homeOfChild } from '../finding/children.ts'
import { ofChild } from '../finding/domain.ts'
import { presentList } from '../present.ts'
import type { RuleSubjects } from '../subject.ts'
import type { TellingStore } from '../unanswered/store.ts'
import { fullAgeOn } from './domain.ts'
import type { Wards } from './wards.ts'

export interface ChildRouteParts {
  wards: Wards
  catalogue: () => Promise<Catalogue>
  subjects: RuleSubjects
  tellings: Pick<TellingStore, 'toVisit' | 'opened' | 'declinedBy' | 'knownOf'>
  clock: Clock
}

const reading = ({ actor }: { actor: Actor }): Visitor | null => (mayReadOwn(actor) ? actor : null)

/** What is theirs of whom somebody speaks for, as part of their own list. */
export function childRoutes({ wards, catalogue, subjects, tellings, clock }: ChildRouteParts): Route[] {
  const limit = createRateLimit(60, 60)

  return [
    route({
      operation: contract.listMyChildren,
      async load(input) {
        const visitor = reading(input)
        return visitor && { visitor, around: await wards.around(visitor) }
      },
      allow: mayReadOwn,
      // Each child who was looked at, as the look of who looked.
      audit: {
        action: 'my-children.read',
        subject: ({ visitor, around }) =>
          around?.children
            .filter(({ guardianIds }) => guardianIds.includes(around.me))
            .map(({ residentId }) => residentId)
            .join(',') || visitor.accountId,
      },
      run: async (_, { visitor, around }) => {
        await limit.spend(visitor.accountId)
        if (!around) return { children: [], unclear: 0 }
        const { me, householdId } = around
        const date = shanghaiDate(clock.now())
        const people = await subjects.peopleOf(householdId)
        const listOf = async ({ residentId }: { residentId: string }) =>
          ofChild(presentList(await catalogue(), await subjects.of(homeOfChild({ householdId, people }, residentId)), date)).items
        const mine = around.children.filter(({ guardianIds }) => guardianIds.includes(me))
        const unclear = around.children.filter(({ guardianIds }) => guardianIds.length === 0)
        for (const child of unclear) {
          const accountId = await wards.accountFor(child.residentId)
          const known = await tellings.knownOf(accountId)
          const open = (await listOf(child)).filter(({ status, policyId }) => status === 'entitled' && !known.includes(policyId))
          const policyIds = open.map(({ policyId }) => policyId)
          await tellings.toVisit({ accountId, residentId: child.residentId, path: child.path }, policyIds, 'guardian_unknown', clock.now())
        }
        return {
          children: await Promise.all(
            mine.map(async (child) => {
              const accountId = await wards.accountFor(child.residentId)
              await tellings.opened(accountId, clock.now())
              return {
                id: child.residentId,
                nameMasked: child.nameMasked,
                fullAgeOn: fullAgeOn(child.birthDate, date),
                items: await listOf(child),
                declined: await tellings.declinedBy(accountId),
              }
            }),
          ),
          unclear: unclear.length,
        }
      },
    }),
  ]
}
