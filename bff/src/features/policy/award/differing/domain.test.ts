import type { Differs } from '@minsheng/shared/contracts/policy'
import { builtInCatalogue } from '@minsheng/shared/policy/catalogue/index'
import { decide } from '@minsheng/shared/policy/policy/decide'
import type { RuleSubject } from '@minsheng/shared/policy/rule/subject'
import { describe, expect, test } from 'vitest'
import type { AwardFacts } from '../domain.ts'
import { differenceOf, keptDifference, type Whereabouts } from './domain.ts'

const DATE = '2026-11-30'
const catalogue = builtInCatalogue()
const award = (fen: number, every: AwardFacts['every'] = 'month') => ({ every, lines: [{ fen }] }) as AwardFacts
const decided = (policyId: string, subject: Partial<RuleSubject>) =>
  decide(catalogue, { person: {}, household: {}, members: [subject.person ?? {}], ...subject }, DATE).find(
    ({ policy }) => policy.id === policyId,
  ) ?? null
const aged = { birthDate: '1940-01-01', registeredIn: 'district', vitalStatus: 'alive' }
const household = { householdIncomeFen: 24_500, householdAssetsFen: 0, vehiclesOwned: 0, homesOwned: 0 }
const { registeredIn: _, ...unknown } = aged

describe('a running award beside today’s rules', () => {
  test.each<[string, Partial<RuleSubject>, number, Whereabouts, object | null]>([
    ['aged-allowance', { person: aged }, 5_000, 'here', null],
    ['aged-allowance', { person: aged }, 4_999, 'here', { kind: 'more', toFen: 5_000 }],
    ['aged-allowance', { person: aged }, 5_001, 'here', { kind: 'less', toFen: 5_000 }],
    ['aged-allowance', { person: { ...aged, registeredIn: 'elsewhere' } }, 5_000, 'here', { kind: 'not', toFen: null }],
    // What nobody knows any more is asked about, never taken for a no.
    ['aged-allowance', { person: unknown }, 5_000, 'here', { kind: 'unclear', toFen: null }],
    ['aged-allowance', { person: aged }, 5_000, 'gone', { kind: 'gone', toFen: null }],
    ['minimum-living', { person: aged, household }, 100_000, 'here', null],
    [
      'minimum-living',
      { person: aged, household: { ...household, householdIncomeFen: 44_500 } },
      100_000,
      'here',
      { kind: 'less', toFen: 80_000 },
    ],
    // A household goes on living when whoever was paid is there no more.
    ['minimum-living', { person: aged, household }, 100_000, 'payee_left', { kind: 'payee', toFen: null }],
    [
      'minimum-living',
      { person: aged, household: { ...household, vehiclesOwned: 1 } },
      100_000,
      'payee_left',
      { kind: 'not', toFen: null },
    ],
    ['no-such-policy', { person: aged }, 5_000, 'here', { kind: 'not', toFen: null }],
  ])('%s %o, awarded %i, %s: %o', (policyId, subject, fen, whereabouts, difference) => {
    expect(differenceOf(award(fen), decided(policyId, subject), whereabouts)).toEqual(difference)
  })
  test('a standing without money has no amount that could be otherwise', () => {
    const decision = decided('low-income-family', { person: aged, household: { ...household, householdIncomeFen: 200_000 } })
    expect(decision?.status).toBe('entitled')
    expect(differenceOf(award(0, null), decision, 'here')).toBeNull()
  })
  test('what rules it out is a no; what may rule it out is unclear', () => {
    const care = {
      ...aged,
      disabilityGrade: 'first',
      disabilityTypes: ['physical'],
      longTermCareSince: '2020-01-01',
      workInjuryCare: false,
    }
    const withHardship = decided('disabled-care-allowance', { person: { ...care, assistance: 'extreme_hardship' } })
    expect(differenceOf(award(50_000), withHardship, 'here')).toEqual({ kind: 'not', toFen: null })
  })
})

test('only what is otherwise than it was kept is written, and the day since stays while the kind does', () => {
  const was: Differs = { kind: 'more', toFen: 5_000, since: '2026-11-01' }
  expect(keptDifference(null, null, DATE)).toBeNull()
  expect(keptDifference(was, { kind: 'more', toFen: 5_000 }, DATE)).toBeNull()
  expect(keptDifference(was, { kind: 'more', toFen: 6_000 }, DATE)).toEqual({ differs: { ...was, toFen: 6_000 } })
  expect(keptDifference(was, { kind: 'not', toFen: null }, DATE)).toEqual({ differs: { kind: 'not', toFen: null, since: DATE } })
  expect(keptDifference(was, null, DATE)).toEqual({ differs: null })
})
