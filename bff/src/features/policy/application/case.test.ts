import type { AnyValue, FactName, ObservationSource } from '@minsheng/shared/contracts/people'
import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { describe, expect, test } from 'vitest'
import type { Given } from '../award/domain.ts'
import { createRuleSubjects, type FactsOf } from '../subject.ts'
import { createCases } from './case.ts'
import { grantFaults } from './domain.ts'
import { forApplicant } from './fact/present.ts'

const catalogue = builtInCatalogue()
const DATE = '2026-11-30'

type Known = Partial<Record<FactName, [AnyValue, ObservationSource]>>

/** The cases of someone of whom this is known. */
function casesOf(mine: Known, { mate, household = {}, given = null }: { mate?: Known; household?: Known; given?: Given | null } = {}) {
  const all: Record<string, Known> = { me: mine, ...(mate && { mate }), home: household }
  const factsOf: FactsOf = async ({ id }) =>
    new Map(
      Object.entries(all[id] ?? {}).map(([name, [value, source]]) => [name as FactName, { value, source, observedAt: new Date(DATE) }]),
    )
  const home = {
    householdId: 'home',
    me: 'me',
    state: 'present' as const,
    people: ['me', ...(mate ? ['mate'] : [])].map((residentId) => ({ residentId, birthDate: '1986-01-01', sex: 'male' })),
  }
  const subjects = createRuleSubjects({ home: async () => home, peopleOf: async () => [], factsOf, awardedTo: async () => ({}) })
  return { home, cases: createCases({ catalogue: async () => catalogue, subjects, factsOf, givenTo: async () => given }) }
}

/** What keeps a policy from being given to them. */
async function faultsOf(policyId: string, mine: Known, at: { mate?: Known; household?: Known } = {}) {
  const { home, cases } = casesOf(mine, at)
  const found = await cases.of(policyId, home, DATE)
  if (!found) throw new Error(policyId)
  return grantFaults({ computed: found.computed, facts: forApplicant(found.facts) })
}

const disabled: Known = {
  disabilityGrade: ['third', 'disabled_federation'],
  disabilityTypes: [['physical'], 'disabled_federation'],
  registeredIn: ['district', 'police'],
}

describe('nothing is granted on a mere word', () => {
  test('not on the word that one receives what opens it', async () => {
    const faults = await faultsOf('disabled-living-allowance', { ...disabled, assistance: ['minimum_living', 'declared'] })
    expect(faults).toEqual([expect.stringContaining('只有本人申报')])
    expect(await faultsOf('disabled-living-allowance', { ...disabled, assistance: ['minimum_living', 'visit'] })).toEqual([])
  })

  test('nor on the word that somebody at home receives it', async () => {
    const mate: Known = { assistance: ['minimum_living', 'declared'] }
    expect(await faultsOf('disabled-living-allowance', disabled, { mate })).toEqual([expect.stringContaining('同住的家人')])
  })

  test('nor on the word that takes away what rules it out', async () => {
    const needy: Known = {
      ...disabled,
      disabilityGrade: ['first', 'disabled_federation'],
      monthlyIncomeFen: [0, 'visit'],
      assistance: ['none', 'visit'],
    }
    const household: Known = {
      householdIncomeFen: [0, 'visit'],
      householdAssetsFen: [0, 'visit'],
      vehiclesOwned: [0, 'visit'],
      homesOwned: [1, 'visit'],
    }
    const supported = (source: ObservationSource) =>
      faultsOf('disabled-living-allowance', { ...needy, legalSupport: ['able', source] }, { household })
    expect(await supported('visit')).toEqual([])
    expect(await supported('declared')).toEqual([expect.stringContaining('只有本人申报')])
  })

  test('what has no say in it keeps nobody waiting', async () => {
    const mine: Known = {
      ...disabled,
      assistance: ['minimum_living', 'visit'],
      schooling: ['none', 'visit'],
      careLevel: ['able', 'declared'],
    }
    const mate: Known = { disabilityGrade: ['first', 'declared'], assistance: ['none', 'visit'] }
    expect(await faultsOf('disabled-living-allowance', mine, { mate })).toEqual([])
  })
})

test.each([
  ['aged-allowance', true],
  // A service, a standing: no batch pays them, and no day is promised.
  // Whoever grants it says how much within the most there is.
  ['temporary-relief', true],
  ['disabled-day-care', false],
  ['medical-aid', false],
])('of %s it is said whether batches pay it', async (policyId, isPaid) => {
  const { cases } = casesOf({})
  const concerned = { policyId, residentId: 'me', subjectKind: 'household' as const, subjectId: 'home', applicationId: 'pap' }
  expect(await cases.ofSubject(concerned, DATE)).toMatchObject({ isPaid })
})

describe('what is given only once', () => {
  const bed: Known = {
    registeredIn: ['district', 'police'],
    birthDate: ['1940-01-01', 'police'],
    careLevel: ['severe', 'visit'],
    careSetting: ['home', 'visit'],
    assistance: ['minimum_living', 'civil_affairs'],
  }
  const ofBed = (given: Given | null) =>
    casesOf(bed, { given }).cases.ofSubject(
      { policyId: 'home-bed-build', residentId: 'me', subjectKind: 'person', subjectId: 'me', applicationId: 'pap' },
      DATE,
    )
  test('is not granted a second time, and the clerk reads when it was', async () => {
    expect(grantFaults({ ...(await ofBed(null)), facts: [] })).toEqual([])
    const { computed } = await ofBed({ on: '2025-03-07', fen: 500_000 })
    expect(computed.requirements.at(-1)).toEqual({
      words: '一人只给一次，以前没有给过（2025年3月7日批准过）',
      state: 'unmet',
      reason: null,
    })
    expect(grantFaults({ computed, facts: [] })).toHaveLength(1)
  })
  test.each([
    ['2026-11-29', 0],
    ['2026-11-30', 1],
  ])('relief granted on %s stands against the emergency seen on the 30th: %i', async (on, faults) => {
    const household: Known = { suddenHardship: ['accident', 'visit'] }
    const { cases } = casesOf({}, { household, given: { on, fen: 100_000 } })
    const concerned = { policyId: 'temporary-relief', residentId: 'me', subjectKind: 'household' as const, subjectId: 'home' }
    const { computed } = await cases.ofSubject({ ...concerned, applicationId: 'pap' }, DATE)
    expect(grantFaults({ computed, facts: [] })).toHaveLength(faults)
  })
})
