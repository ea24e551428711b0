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

  test('what is given only once is so by its source; a payment of each month, or an event nobody records, is refused with its place', () => {
    const once = catalogue.policies.flatMap(({ id, versions }) =>
      versions.flatMap(({ onlyOnce }) => (onlyOnce ? [[id, onlyOnce.per]] : [])),
    )
    expect(Object.fromEntries(once)).toEqual({
      'temporary-relief': 'event',
      'home-bed-build': 'subject',
      'home-adaptation': 'subject',
      'funeral-waiver': 'subject',
    })
    const source = { title: '试', number: null, article: null }
    const issuesWith = (id: string, onlyOnce: object) => {
      const policies = writtenPolicies.policies.map((policy) =>
        policy.id === id ? { ...policy, versions: policy.versions.map((version) => ({ ...version, onlyOnce })) } : policy,
      )
      const read = readCatalogue({ ...writtenPolicies, policies }, ruleFacts)
      return read.ok ? [] : read.issues.map(({ path, reason }) => `${path.slice(-2).join('.')} ${reason}`)
    }
    expect(issuesWith('aged-allowance', { per: 'subject', source })).toEqual(['onlyOnce.per 按月、按年发的，不能写“只给一次”'])
    expect(issuesWith('temporary-relief', { per: 'event', source })).toEqual(['onlyOnce.event 请写是哪一项情况，每登记一次算一次'])
    expect(issuesWith('temporary-relief', { per: 'event', event: 'careLevel', source })).toEqual([
      'onlyOnce.event 没有按户登记的情况叫“careLevel”',
    ])
    expect(issuesWith('temporary-relief', { per: 'event', event: 'nothing', source })).toEqual([
      'onlyOnce.event 没有按户登记的情况叫“nothing”',
    ])
  })

  test('are plain data: they survive being written down and read again', () => {
    const again = readCatalogue(JSON.parse(JSON.stringify(writtenPolicies)), ruleFacts)
    expect(again.ok && again.value.policies.map(({ id }) => id)).toEqual(catalogue.policies.map(({ id }) => id))
  })
})
