import { describe, expect, test } from 'vitest'
import { type DatedValue, dated, NoValueInForce, parameter, sourceWords, valueOn } from './parameter.ts'

const value = (from: string, amount: number): DatedValue => ({
  from,
  value: amount,
  source: { title: '某条例', number: null, article: '第一条' },
  confidence: 'text',
})
const standard = parameter({ key: 'test.standard', unit: 'fen', values: [value('2024-07-01', 100), value('2026-01-01', 120)] })

describe('the value in force', () => {
  test.each([
    ['2024-07-01', 100],
    ['2025-12-31', 100],
    ['2026-01-01', 120],
    ['2031-05-05', 120],
  ])('on %s is %d', (date, expected) => expect(valueOn(standard, date)).toBe(expected))

  test('before the first there is none, and the error names parameter and day', () => {
    expect(() => valueOn(standard, '2024-06-30')).toThrow(NoValueInForce)
    expect(() => dated(standard, '2024-06-30')).toThrow('test.standard has no value in force on 2024-06-30')
  })
})

test('values out of order, twice from one day, or none at all are refused where they are declared', () => {
  const declare = (values: DatedValue[]) => () => parameter({ key: 'test.wrong', unit: 'days', values })
  expect(declare([])).toThrow(RangeError)
  expect(declare([value('2026-01-01', 1), value('2025-01-01', 2)])).toThrow('2025-01-01 does not follow 2026-01-01')
  expect(declare([value('2026-01-01', 1), value('2026-01-01', 2)])).toThrow(RangeError)
})

test.each([
  [{ title: '慈善法', number: null, article: '第七十九条' }, '《慈善法》第七十九条'],
  [{ title: '慈善组织信息公开办法', number: '民政部令第81号', article: null }, '《慈善组织信息公开办法》（民政部令第81号）'],
  [{ title: '慈善法', number: null, article: null }, '《慈善法》'],
])('%o reads %s', (source, words) => expect(sourceWords(source)).toBe(words))
