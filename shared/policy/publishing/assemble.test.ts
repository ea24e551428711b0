import { describe, expect, test } from 'vitest'
import { builtInCatalogue } from '../catalogue/index.ts'
import { ruleFacts } from '../facts.ts'
import { outcomeOf } from '../policy/cases.ts'
import { onlyWith } from '../policy/order.ts'
import { readCatalogue } from '../policy/read.ts'
import { contentOf, published, version } from '../testing/publications.ts'
import { assemble, casesOf } from './assemble.ts'
import type { PolicyContent, Published } from './content.ts'

describe('publications put together', () => {
  test('make the built-in catalogue, to the last word', () => {
    const read = readCatalogue(assemble(published), ruleFacts)
    expect(read.ok && read.value).toEqual(builtInCatalogue())
  })

  test('of two from one day the later one counts; one that begins later cuts the one before short; nothing else changes', () => {
    const at = (number: number, from: string, to: string | null = null): Published => {
      const content = contentOf('aged-allowance')
      return {
        kind: 'policy',
        key: 'aged-allowance',
        number,
        content: { ...content, version: { ...content.version, effectiveFrom: from, effectiveTo: to } },
      }
    }
    const spans = (all: Published[]) =>
      assemble(all).policies[0]?.versions.map(({ number, effectiveFrom, effectiveTo }) => [number, effectiveFrom, effectiveTo])
    expect(spans([at(1, '2024-01-01'), at(2, '2027-01-01')])).toEqual([
      [1, '2024-01-01', '2026-12-31'],
      [2, '2027-01-01', null],
    ])
    expect(spans([at(1, '2024-01-01'), at(2, '2027-01-01'), at(3, '2026-03-01')])).toEqual([
      [1, '2024-01-01', '2026-02-28'],
      [3, '2026-03-01', '2026-12-31'],
      [2, '2027-01-01', null],
    ])
    expect(spans([at(1, '2024-01-01'), at(2, '2024-01-01')])).toEqual([[2, '2024-01-01', null]])
    expect(spans([at(1, '2024-01-01', '2024-06-30'), at(2, '2027-01-01')])).toEqual([
      [1, '2024-01-01', '2024-06-30'],
      [2, '2027-01-01', null],
    ])
  })

  test('a case of the same name for the same day takes the place of the earlier one; one given up is no longer tried', () => {
    const [first] = contentOf('aged-allowance').version.cases
    if (!first) throw new Error('no case')
    const later = (change: Partial<PolicyContent>): Published[] => [
      ...published,
      {
        kind: 'policy',
        key: 'aged-allowance',
        number: 2,
        content: { ...version('aged-allowance', { cases: [{ ...first, low: 1 }] }), ...change },
      },
    ]
    const own = (all: readonly Published[]) =>
      casesOf(all).filter(({ policy, case: one }) => policy === 'aged-allowance' && one.name === first.name)
    expect(own(later({})).map(({ case: one, from }) => [one.low, from.number])).toEqual([[1, 2]])
    const before = casesOf(published).filter(({ policy }) => policy === 'aged-allowance').length
    const given = later({ retires: [{ policy: 'aged-allowance', name: first.name }] })
    expect(casesOf(given).filter(({ policy }) => policy === 'aged-allowance')).toHaveLength(before)
  })

  test('one policy is decided in its part of the catalogue as in the whole, in every case', () => {
    const catalogue = builtInCatalogue()
    for (const policy of catalogue.policies) {
      const part = onlyWith(catalogue, policy.id)
      for (const one of policy.versions.flatMap(({ cases }) => cases))
        expect(outcomeOf(part, policy, one)).toEqual(outcomeOf(catalogue, policy, one))
    }
  })
})
