import { type AnyValue, type FactName, factSpec, valueWords } from '@minsheng/shared/contracts/people'
import type { Computed } from '@minsheng/shared/contracts/policy'
import { AppError } from '@minsheng/shared/errors'
import { sourceWords } from '@minsheng/shared/law/parameter'
import { type Decision, decide } from '@minsheng/shared/policy/policy/decide'
import { factsDeciding } from '@minsheng/shared/policy/policy/deciding-facts'
import type { Catalogue, Policy, PolicyVersion } from '@minsheng/shared/policy/policy/definition'
import { isIllustrative } from '@minsheng/shared/policy/policy/parameters'
import { YES } from '@minsheng/shared/policy/rule/truth'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { type Given, isGiven } from '../award/domain.ts'
import type { AwardStore } from '../award/store.ts'
import { deathOf, type FactsOf, type RegisteredHome, type RuleSubjects } from '../subject.ts'
import type { CaseFact } from './fact/present.ts'
import { dateWords, onceWords } from './once/domain.ts'

/** What one policy is to one home on one day, with everything it rests on. */
export interface PolicyCase {
  policy: Policy
  decision: Decision
  computed: Computed
  facts: CaseFact[]
  /** The day the event was seen on that it is given for, once for each; null where there is none. */
  eventOn: string | null
}

/** The same of what was applied for or stands already, also when it should not any more. */
export interface SubjectCase extends Pick<PolicyCase, 'computed' | 'facts' | 'eventOn'> {
  home: RegisteredHome
  /** Null: the law has no such policy any more. */
  version: PolicyVersion | null
  /** Whether batches pay it into an account: money. */
  isPaid: boolean
  /** The rules give only the most of it: whoever grants it names how much. */
  namesAmount: boolean
}

/** Of whom an application or a benefit is. */
export interface Concerned {
  policyId: string
  residentId: string
  subjectKind: 'person' | 'household'
  subjectId: string
  /** By which it was, or is to be, granted. */
  applicationId: string
}

const unmet = (words: string) => ({ words, state: 'unmet' as const, reason: null })

interface CaseParts {
  catalogue: () => Promise<Catalogue>
  subjects: RuleSubjects
  factsOf: FactsOf
  /** The newest grant of a policy to a person or household, but for that of one application. */
  givenTo: AwardStore['givenTo']
}

export type Cases = ReturnType<typeof createCases>

/** Puts together, of one policy and one home, what the rules say and by which facts. */
export function createCases({ catalogue: current, subjects, factsOf, givenTo }: CaseParts) {
  async function factsUsed(catalogue: Catalogue, policyId: string, home: RegisteredHome, date: string): Promise<CaseFact[]> {
    const deciding = factsDeciding(catalogue, policyId, date)
    const namesOfMe: ReadonlySet<string> = new Set([...deciding.own, ...deciding.ofAll])
    // What is given to one person hangs on others only through the household.
    const people = deciding.ofAll.size > 0 ? home.people : home.people.filter(({ residentId }) => residentId === home.me)
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
    for (const [fact, { value, source, observedAt }] of household ?? [])
      if (namesOfMe.has(fact)) take(fact, value, true, source, observedAt)
    for (const { residentId, ...register } of people) {
      const isOwn = residentId === home.me
      const names: ReadonlySet<string> = isOwn ? namesOfMe : deciding.ofAll
      const known = await factsOf({ kind: 'person', id: residentId })
      const death = deathOf(home, residentId)
      for (const fact of ['birthDate', 'sex'] as const)
        if (names.has(fact) && !known?.has(fact)) take(fact, register[fact], isOwn, 'register', null)
      for (const [fact, { value, source, observedAt }] of known ?? [])
        if (names.has(fact) && !(fact in death)) take(fact, value, isOwn, source, observedAt)
      for (const fact of ['vitalStatus'] as const) if (names.has(fact) && fact in death) take(fact, 'deceased', isOwn, 'register', null)
    }
    return rows
  }

  const cases = {
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
      const facts = await factsUsed(catalogue, policyId, home, date)
      const event = version.onlyOnce?.event ?? null
      const eventOn = event === null ? null : (facts.find(({ fact, isOwn }) => isOwn && fact === event)?.observedOn ?? null)
      return { policy, decision, computed, facts, eventOn }
    },
    /**
     * An earlier grant that stands against this one, for what is given only once. @param but the application whose own grant is
     * none of them
     */
    async givenBefore(
      { policy, decision, eventOn }: Pick<PolicyCase, 'policy' | 'decision' | 'eventOn'>,
      subjectId: string,
      but: string | null,
    ): Promise<Given | null> {
      const { onlyOnce } = decision.version
      const given = onlyOnce && (await givenTo({ subjectId, policyId: policy.id }, but))
      return onlyOnce && given && isGiven(onlyOnce, given, eventOn) ? given : null
    },
    /**
     * What the rules say now of what was applied for or stands. Whoever left the household it is for, and whom the law has
     * forgotten, meets its requirements no more: it can be refused or ended, and not granted.
     * @throws AppError `wrong_state` when the register knows the person no more
     */
    async ofSubject({ policyId, residentId, subjectKind, subjectId, applicationId }: Concerned, date: string): Promise<SubjectCase> {
      const home = await subjects.home(residentId)
      if (!home) throw new AppError('wrong_state', { detail: '登记里没有这位居民了，请先到“居民”里核对' })
      const found = await cases.of(policyId, home, date)
      if (!found || found.decision.status === 'upcoming')
        return { home, version: null, isPaid: false, namesAmount: false, facts: [], eventOn: null, computed: repealed(date) }
      const { computed, facts, decision, eventOn } = found
      const hasLeft = subjectKind === 'household' && home.householdId !== subjectId
      const given = await cases.givenBefore(found, subjectId, applicationId)
      const requirements = [
        ...(hasLeft ? [unmet('申请、领取的人还住在这一户')] : []),
        ...computed.requirements,
        ...(given ? [unmet(`${onceWords(found)}，以前没有给过（${dateWords(given.on)}批准过）`)] : []),
      ]
      const isPaid = found.policy.benefit === 'cash' && decision.version.payout !== null
      return {
        home,
        version: decision.version,
        isPaid,
        namesAmount: isPaid && computed.ceiling,
        facts,
        eventOn,
        computed: { ...computed, requirements },
      }
    },
  }
  return cases
}

const repealed = (date: string): Computed => ({
  date,
  status: 'not',
  requirements: [unmet('这项政策还在施行')],
  excludedBy: [],
  amount: { low: 0, high: 0 },
  every: null,
  ceiling: false,
  illustrative: false,
  sources: [],
})
