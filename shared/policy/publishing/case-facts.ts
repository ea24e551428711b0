import { type FactName, factNames, factSpec } from '../../contracts/people/facts/catalogue.ts'
import { valueSchema } from '../../contracts/people/facts/value.ts'
import type { RuleIssue } from '../rule/reader.ts'
import type { KnownFacts } from '../rule/subject.ts'

interface CaseFacts {
  person: KnownFacts
  household: KnownFacts
  others: readonly KnownFacts[]
}

/** What is wrong with the people of a case: a fact there is none of, of the other kind of subject, or of an impossible value. */
export function caseFactFaults({ person, household, others }: CaseFacts): readonly RuleIssue[] {
  return [
    ...faultsOf(person, 'person', ['person']),
    ...faultsOf(household, 'household', ['household']),
    ...others.flatMap((one, index) => faultsOf(one, 'person', ['others', index])),
  ]
}

function faultsOf(facts: KnownFacts, subject: 'person' | 'household', path: RuleIssue['path']): readonly RuleIssue[] {
  return Object.entries(facts).flatMap(([name, value]): RuleIssue[] => {
    const fault = (reason: string): RuleIssue[] => [{ path: [...path, name], reason }]
    const known = factNames.find((one): one is FactName => one === name)
    if (!known) return fault(`没有叫“${name}”的事实`)
    const spec = factSpec(known)
    if (spec.subject !== subject) return fault(`“${spec.title}”要写在${spec.subject === 'household' ? '家庭' : '人'}上`)
    const read = valueSchema(spec).safeParse(value)
    return read.success ? [] : fault(`“${spec.title}”：${read.error.issues[0]?.message ?? '值不对'}`)
  })
}
