import type { FactName, FactSubject, FactValue, NewObservation, ObservationSource } from '@minsheng/shared/contracts/people'
import type { LandingResident } from './domain.ts'
import type { RegisterRow } from './rows.ts'

/** Who is recorded as having brought what the registers say. */
export const BROUGHT_BY = 'exchange'

const gradeOf = { '1': 'first', '2': 'second', '3': 'third', '4': 'fourth' } as const
const typesOf: Record<string, FactValue<'disabilityTypes'>> = {
  '1': ['visual'],
  '2': ['hearing'],
  '3': ['speech'],
  '4': ['physical'],
  '5': ['intellectual'],
  '6': ['mental'],
}
const careLevelOf = { '0': 'able', '1': 'mild', '2': 'moderate', '3': 'severe', '4': 'total' } as const

/** The instant after the last day something is good, in Shanghai. */
const after = (day: string) => new Date(Date.parse(`${day}T00:00:00+08:00`) + 86_400_000)

/**
 * What a row says about these people, in the words of the facts registry. A registration that was cancelled says “none”.
 * A death says nothing here: it has to be confirmed first.
 */
export function observationsOf(row: RegisterRow, people: readonly LandingResident[]): NewObservation[] {
  const isCancelled = row.op === 'cancel'
  const about = (residentIds: readonly string[], kind: FactSubject['kind']) => residentIds.map((id) => ({ kind, id }))
  const persons = about(
    people.map(({ id }) => id),
    'person',
  )
  function say<N extends FactName>(
    source: ObservationSource,
    subject: FactSubject,
    fact: N,
    value: FactValue<N>,
    until: string | null = null,
  ): NewObservation {
    const expiresAt = until !== null && after(until) > row.changedAt ? { expiresAt: after(until) } : {}
    return { subject, fact, value, source, observedAt: row.changedAt, recordedBy: BROUGHT_BY, ...expiresAt } as NewObservation
  }
  switch (row.source) {
    case 'population':
      return persons.map((person) => say('police', person, 'registeredIn', isCancelled ? 'elsewhere' : 'district'))
    case 'deaths':
      return []
    case 'disability': {
      const types = typesOf[row.category]
      const until = isCancelled ? null : row.expiresOn
      return persons.flatMap((person) => [
        say('disabled_federation', person, 'disabilityGrade', isCancelled ? 'none' : gradeOf[row.grade], until),
        // 多重 does not say which: the types stay what is known of them.
        ...(isCancelled
          ? [say('disabled_federation', person, 'disabilityTypes', [])]
          : types
            ? [say('disabled_federation', person, 'disabilityTypes', types)]
            : []),
      ])
    }
    case 'allowance':
      return persons.map((person) => say('civil_affairs', person, 'assistance', isCancelled ? 'none' : row.kind, row.until))
    case 'enrolment':
      return persons.map((person) => say('education', person, 'schooling', isCancelled ? 'none' : row.stage))
    case 'housing': {
      const homes = isCancelled ? 0 : row.homes
      const households = about([...new Set(people.flatMap(({ householdId }) => householdId ?? []))], 'household')
      return households.flatMap((household) => [
        say('housing', household, 'homesOwned', homes),
        ...(homes > 0 ? [say('housing', household, 'housing', 'owned')] : []),
      ])
    }
    case 'care':
      return isCancelled ? [] : persons.map((person) => say('assessment', person, 'careLevel', careLevelOf[row.level], row.expiresOn))
  }
}
