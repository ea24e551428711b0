import { describe, expect, test } from 'vitest'
import { ruleFacts } from '../facts.ts'
import { failedCases } from '../policy/cases.ts'
import { isIllustrative } from '../policy/parameters.ts'
import { readCatalogue } from '../policy/read.ts'
import { builtInCatalogue, writtenPolicies } from './index.ts'

const catalogue = builtInCatalogue()

describe('the built-in policies', () => {
  test('come out in every case as written', () => {
    expect(failedCases(catalogue)).toEqual([])
  })

  test('a case that is wrong is told', () => {
    const [first] = catalogue.policies
    const [version] = first?.versions ?? []
    const [one] = version?.cases ?? []
    if (!first || !version || !one) throw new Error('no case to bend')
    const bent = {
      ...catalogue,
      policies: catalogue.policies.map((policy) =>
        policy === first ? { ...first, versions: [{ ...version, cases: [{ ...one, low: one.low + 1 }] }] } : policy,
      ),
    }
    expect(failedCases(bent).map(({ policy, name }) => [policy, name])).toEqual([[first.id, one.name]])
  })

  test('each has its source, and says whether its amount is confirmed', () => {
    for (const { versions } of catalogue.policies) {
      for (const { sources } of versions) expect(sources.length).toBeGreaterThan(0)
    }
    expect(
      catalogue.policies
        .filter(({ versions }) => versions.some(({ illustrative }) => !illustrative))
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['childcare-subsidy', 'disabled-living-allowance', 'medical-aid'])
  })

  test('an amount worked out with a figure that is not confirmed is not confirmed either', () => {
    const told = (id: string) => {
      const [version] = catalogue.policies.find((policy) => policy.id === id)?.versions ?? []
      if (!version) throw new Error(id)
      return isIllustrative(version, catalogue.parameters, '2026-11-30')
    }
    // Three tenths are confirmed, the standard they are of is not.
    expect(told('disabled-living-allowance')).toBe(true)
    expect(told('childcare-subsidy')).toBe(false)
    expect(told('aged-allowance')).toBe(true)
  })

  test('an amount that could no longer be exact to the fen is refused, with its place', () => {
    const [first, ...rest] = writtenPolicies.policies
    const [version] = first?.versions ?? []
    if (!first || !version) throw new Error('no policy to bend')
    const amount = (times: number) => ({ mulBps: [{ fact: 'householdAssetsFen' }, times], round: 'down' })
    const read = (times: number) =>
      readCatalogue({ ...writtenPolicies, policies: [{ ...first, versions: [{ ...version, amount: amount(times) }] }, ...rest] }, ruleFacts)
    expect(read(90_000).ok).toBe(true)
    expect(read(90_001)).toMatchObject({ ok: false, issues: [{ path: ['policies', 0, 'versions', 0] }] })
  })

  test('are plain data: they survive being written down and read again', () => {
    const again = readCatalogue(JSON.parse(JSON.stringify(writtenPolicies)), ruleFacts)
    expect(again.ok && again.value.policies.map(({ id }) => id)).toEqual(catalogue.policies.map(({ id }) => id))
  })
})
