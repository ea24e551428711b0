import type { AnyValue, FactName, FactSubject, ObservationSource, ResidentState } from '@minsheng/shared/contracts/people'
import type { KnownFacts, RuleSubject, StandingAward } from '@minsheng/shared/policy/rule/subject'
import { shanghaiDate } from '@minsheng/shared/units/clock'

/** Who lives with someone, themself among them, and what the register itself says of each. */
export interface RegisteredHome {
  householdId: string | null
  me: string
  /** Whether the one it is about still lives in the district. */
  state: ResidentState
  people: readonly { residentId: string; birthDate: string; sex: string }[]
}

/** What counts of a person or household, and who said so. */
export type FactsOf = (
  subject: FactSubject,
  options?: { knownAt?: Date },
) => Promise<Map<FactName, { value: AnyValue; source: ObservationSource; observedAt: Date }> | null>

interface SubjectParts {
  home: (residentId: string) => Promise<RegisteredHome | null>
  /** Who lives in a household now. */
  peopleOf: (householdId: string) => Promise<RegisteredHome['people']>
  factsOf: FactsOf
  /** What stands awarded to the person or their household. @param knownAt what was awarded later is left out; left out: now */
  awardedTo: (home: Pick<RegisteredHome, 'me' | 'householdId'>, knownAt?: Date) => Promise<Record<string, StandingAward>>
}

export type RuleSubjects = ReturnType<typeof createRuleSubjects>

/** A death that somebody confirmed in the register counts, whatever was said of them before. */
export const deathOf = ({ me, state }: Pick<RegisteredHome, 'me' | 'state'>, residentId: string): KnownFacts =>
  state === 'deceased' && residentId === me ? { vitalStatus: 'deceased' } : {}

/** Puts together what rules read of a resident: the facts registry, and the register where it has said nothing. */
export function createRuleSubjects({ home, peopleOf, factsOf, awardedTo }: SubjectParts) {
  const valuesOf = (rows: Awaited<ReturnType<FactsOf>>): KnownFacts =>
    Object.fromEntries([...(rows ?? [])].map(([name, { value }]) => [name, value]))
  const known = async (subject: FactSubject, knownAt?: Date): Promise<KnownFacts> =>
    valuesOf(await factsOf(subject, knownAt ? { knownAt } : {}))

  return {
    home,
    peopleOf,
    awardedTo,
    /** @param knownAt what was recorded later is left out; left out: now */
    async of(registered: RegisteredHome, knownAt?: Date): Promise<RuleSubject> {
      const { householdId, me, people } = registered
      const atHome = householdId === null ? null : await factsOf({ kind: 'household', id: householdId }, knownAt ? { knownAt } : {})
      const household = valuesOf(atHome)
      const members = await Promise.all(
        people.map(async ({ residentId, birthDate, sex }) => ({
          residentId,
          facts: { birthDate, sex, ...(await known({ kind: 'person', id: residentId }, knownAt)), ...deathOf(registered, residentId) },
        })),
      )
      const person = members.find(({ residentId }) => residentId === me)?.facts ?? {}
      const awarded = await awardedTo(registered, knownAt)
      const events = Object.values(awarded).some(({ given }) => given?.event)
      const mine = events ? await factsOf({ kind: 'person', id: me }, knownAt ? { knownAt } : {}) : null
      const isPast = ({ given }: StandingAward) => {
        const seen = given?.event ? (atHome?.get(given.event as FactName) ?? mine?.get(given.event as FactName)) : undefined
        return given !== undefined && seen !== undefined && shanghaiDate(seen.observedAt) > given.on
      }
      // What was given for one event does not stand against the next.
      const stands = events ? Object.fromEntries(Object.entries(awarded).filter(([, award]) => !isPast(award))) : awarded
      return { person, household, members: members.map(({ facts }) => facts), awarded: stands }
    },
  }
}
