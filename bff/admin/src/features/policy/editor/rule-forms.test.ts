import { ruleFacts } from '@minsheng/shared/policy/facts'
import { readCondition, readQuantity } from '@minsheng/shared/policy/rule/parse-condition'
import { describe, expect, test } from 'vitest'
import { at, put } from './content.ts'
import { placeWords } from './place-words.ts'
import {
  blankCondition,
  blankQuantity,
  type ConditionKind,
  conditionKinds,
  type Fact,
  kindOfCondition,
  kindOfQuantity,
  operandOf,
  operatorIn,
  operatorsOf,
  type QuantityKind,
  quantityKinds,
} from './rule-forms.ts'

const facts: Fact[] = [...ruleFacts.values()].map((fact) => ({
  name: fact.name as Fact['name'],
  title: fact.title,
  subject: fact.subject,
  type: fact.type,
  options: 'options' in fact ? Object.entries(fact.options).map(([code, words]) => ({ code, words })) : [],
  unit: null,
}))
const names = { facts: ruleFacts, parameters: new Set(['']), policies: new Set(['']) }

describe('what the builder begins with is a rule the language reads', () => {
  test.each(Object.keys(conditionKinds) as ConditionKind[])('condition %s', (kind) => {
    const inner = blankCondition('fact', null, facts)
    const blank = blankCondition(kind, inner, facts)
    expect(readCondition(blank, names)).toMatchObject({ ok: true })
    expect(kindOfCondition(blank)).toBe(kind)
  })

  test.each(Object.keys(quantityKinds) as QuantityKind[])('quantity %s', (kind) => {
    const blank = blankQuantity(kind, 100, facts)
    expect(readQuantity(blank, names)).toMatchObject({ ok: true })
    expect(kindOfQuantity(blank)).toBe(kind)
  })

  test.each(facts.map((fact) => [fact.title, fact] as const))('every operator on %s', (_, fact) => {
    for (const operator of operatorsOf(fact.type)) {
      const written = { fact: fact.name, [operator]: operandOf(fact, operator) }
      expect(readCondition(written, names), operator).toMatchObject({ ok: true })
      expect(operatorIn(written)).toBe(operator)
    }
  })
})

test('a place in what is written is read and changed without touching the rest', () => {
  const written = { version: { who: [{ words: 'a' }, { words: 'b' }] }, id: 'x' }
  const next = put(written, ['version', 'who', 1, 'words'], 'c')
  expect(next).toEqual({ version: { who: [{ words: 'a' }, { words: 'c' }] }, id: 'x' })
  expect(at(written, ['version', 'who', 1, 'words'])).toBe('b')
  expect(put(written, ['version', 'who', 0], undefined)).toEqual({ version: { who: [{ words: 'b' }] }, id: 'x' })
  expect(put(written, ['id'], undefined)).toEqual({ version: written.version })
  expect(at(written, ['version', 'nothing', 'deeper'])).toBeUndefined()
})

test.each([
  ['version.who.2.words', '条件 3：'],
  ['version.cases.0.person.x', '例子 1：'],
  ['cases.4', '例子 5：'],
  ['value.value', '数额：'],
  ['version.amount.max.0', '金额：'],
  ['', ''],
])('the place %s is called %s', (path, words) => {
  expect(placeWords(path)).toBe(words)
})
