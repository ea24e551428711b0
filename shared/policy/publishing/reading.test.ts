import { describe, expect, test } from 'vitest'
import { builtInCatalogue } from '../catalogue/index.ts'
import { parameter, TODAY } from '../testing/publications.ts'
import { contentSchemas, type ParameterContent } from './content.ts'
import { differencesOf, readingOf } from './reading.ts'

describe('what is otherwise than published', () => {
  const catalogue = builtInCatalogue()
  const lines = (change: (content: ParameterContent) => ParameterContent) => {
    const key = 'agedEighty'
    const content = contentSchemas.parameter.parse(change(contentSchemas.parameter.parse(parameter(key, {}))))
    return readingOf({ kind: 'parameter', key, number: 2, content }, catalogue)
  }
  const example = (name: string, low: number) => ({
    policy: 'aged-allowance',
    name,
    on: TODAY,
    person: { birthDate: '1946-11-30' },
    household: {},
    others: [],
    status: 'entitled' as const,
    low,
    high: low,
  })

  test('an example that is not written again is not gone, for it holds; one that should come out otherwise takes its place', () => {
    const before = lines((content) => ({ ...content, cases: [example('甲', 5_000), example('乙', 5_000)] }))
    const after = lines((content) => ({ ...content, cases: [example('乙', 6_000), example('丙', 6_000)] }))
    expect(differencesOf(before, after).map((one) => [one.topic, one.before?.slice(-4) ?? null, one.after?.slice(-4)])).toEqual([
      ['例子', '50 元', '60 元'],
      ['例子', null, '60 元'],
    ])
  })

  test('an example that is given up stands among what the second person reads', () => {
    const before = lines((content) => content)
    const after = lines((content) => ({ ...content, retires: [{ policy: 'aged-allowance', name: '80 周岁' }] }))
    expect(differencesOf(before, after)).toEqual([{ topic: '作废的旧例子', before: null, after: '高龄津贴，80 周岁' }])
  })
})
