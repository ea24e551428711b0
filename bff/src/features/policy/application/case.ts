import { type AnyValue, type FactName, factSpec, valueWords } from '@minsheng/shared/contracts/people'
import type { Computed } from '@minsheng/shared/contracts/policy'
import { sourceWords } from '@minsheng/shared/law/parameter'
import { type Decision, decide } from '@minsheng/shared/policy/policy/decide'
import type { Catalogue, Policy } from '@minsheng/shared/policy/policy/definition'
import { isIllustrative } from '@minsheng/shared/policy/policy/parameters'
import { rulesOf, versionOn } from '@minsheng/shared/policy/policy/versions'
import { factsIn, policiesIn } from '@minsheng/shared/policy/rule/nodes'
import { YES } from '@minsheng/shared/policy/rule/truth'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { FactsOf, RegisteredHome, RuleSubjects } from '../subject.ts'
import type { CaseFact } from './fact/present.ts'

/** What one policy is to one home on one day, with everything it rests on. */
export interface PolicyCase {
  policy: Policy
  decision: Decision
  computed: Computed
  facts: CaseFact[]
}

interface CaseParts {
  catalogue: () => Promise<Catalogue>
  subjects: RuleSubjects
  factsOf: FactsOf
}

export type Cases = ReturnType<typeof createCases>

/** Puts together, of one policy and one home, what the rules say and by which facts. */
export function createCases({ catalogue: current, subjects, factsOf }: CaseParts) {
  /** The policy and those it asks about, however far. */
  function concerned(catalogue: Catalogue, policyId: string, date: string, seen = new Map<string, Policy>()): ReadonlyMap<string, Policy> {
    const policy = catalogue.policies.find(({ id }) => id === policyId)
    const version = policy && versionOn(policy, date)
    if (!version || seen.has(policyId)) return seen
    seen.set(policyId, policy)
    for (const id of version.who.flatMap(({ when }) => policiesIn(when))) concerned(catalogue, id, date, seen)
    return seen
  }

  /** Facts that decide it, those of the policies it asks about among them. */
  function namesDeciding(policies: Iterable<Policy>, date: string): ReadonlySet<FactName> {
    const versions = [...policies].flatMap((policy) => versionOn(policy, date) ?? [])
    const rules = versions.flatMap((version) => rulesOf({ ...version, held: null }))
    return new Set(rules.flatMap(factsIn).map(({ name }) => name as FactName))
  }

  async function factsUsed(catalogue: Catalogue, policyId: string, home: RegisteredHome, date: string): Promise<CaseFact[]> {
    const policies = [...concerned(catalogue, policyId, date).values()]
    const names = namesDeciding(policies, date)
    // What is given to one person hangs on others only through the household.
    const people = policies.some(({ subject }) => subject === 'household')
      ? home.people
      : home.people.filter(({ residentId }) => residentId === home.me)
    const rows: CaseFact[] = []
    const take = (fact: FactName, value: AnyValue, isOwn: boolean, source: CaseFact['source'], observedAt: Date | null) => {
      const spec = factSpec(fact)
      rows.push({
        fact,
        title: isOwn ? spec.title : `${spec.title}（同住的家人）`,
        words: valueWords(spec, value),
        level: spec.level,
        isOwn,
        source,
        observedOn: observedAt && shanghaiDate(observedAt),
      })
    }
    const household = home.householdId === null ? null : await factsOf({ kind: 'household', id: home.householdId })
    for (const [fact, { value, source, observedAt }] of household ?? []) if (names.has(fact)) take(fact, value, true, source, observedAt)
    for (const { residentId, ...register } of people) {
      const isOwn = residentId === home.me
      const known = await factsOf({ kind: 'person', id: residentId })
      for (const fact of ['birthDate', 'sex'] as const)
        if (names.has(fact) && !known?.has(fact)) take(fact, register[fact], isOwn, 'register', null)
      for (const [fact, { value, source, observedAt }] of known ?? []) if (names.has(fact)) take(fact, value, isOwn, source, observedAt)
    }
    return rows
  }

  return {
    /** @returns null when there is no such policy, or the law has none on that day */
    async of(policyId: string, home: RegisteredHome, date: string): Promise<PolicyCase | null> {
      const [catalogue, subject] = await Promise.all([current(), subjects.of(home)])
      const titleOf = (id: string) => catalogue.policies.find((one) => one.id === id)?.title ?? id
      const { [policyId]: _, ...otherAwards } = subject.awarded ?? {}
      // As if it did not stand yet: whoever holds it must not meet its requirements by holding it.
      const decision = decide(catalogue, { ...subject, awarded: otherAwards }, date).find(({ policy }) => policy.id === policyId)
      if (!decision) return null
      const { policy, version, requirements, status, amount, excludedBy } = decision
      const computed: Computed = {
        date,
        status,
        requirements: requirements.map(({ words, truth }) => ({
          words,
          state: truth === YES ? 'met' : truth === 0 ? 'unmet' : 'open',
          reason: null,
        })),
        excludedBy: excludedBy.map(titleOf),
        amount,
        every: version.payout?.every ?? null,
        ceiling: version.ceiling,
        illustrative: isIllustrative(version, catalogue.parameters, date),
        sources: version.sources.map(sourceWords),
      }
      return { policy, decision, computed, facts: await factsUsed(catalogue, policyId, home, date) }
    },
  }
}
