import { checkValue, factSpec } from '@minsheng/shared/contracts/people'
import { idNumberFault } from '@minsheng/shared/units/id-number'
import { expect, test } from 'vitest'
import { seedFacts } from './facts.ts'
import { seedPlaces } from './places.ts'
import { seedResidents } from './residents.ts'

const TODAY = '2026-11-24'
const places = seedPlaces()
const lines = seedResidents(places, TODAY)
const people = lines.filter((line) => line.type === 'person')

test('about two thousand people, the same every time', () => {
  expect(people.length).toBeGreaterThan(1_500)
  expect(people.length).toBeLessThan(2_500)
  expect(seedResidents(seedPlaces(), TODAY)).toEqual(lines)
})

test('every ID number is sound, of a region that was never given out, and only the few registered twice share one', () => {
  for (const { facts } of people) {
    expect(idNumberFault(facts.idNumber ?? '', TODAY)).toBeNull()
    expect(facts.idNumber?.startsWith('330199')).toBe(true)
  }
  const twice = people.filter((line) => line.id.endsWith('x'))
  expect(twice.length).toBeGreaterThan(2)
  expect(new Set(people.map(({ facts }) => facts.idNumber)).size).toBe(people.length - twice.length)
})

test('places come after what they lie in, and every code is used once', () => {
  const known = new Set<string | null>([null])
  for (const line of places.lines) {
    expect(known.has(line.parentId)).toBe(true)
    known.add(line.id)
  }
  expect(new Set(places.lines.map((line) => line.code)).size).toBe(places.lines.length)
  expect(places.lines.filter((line) => line.kind === 'street')).toHaveLength(14)
})

test('everyone has facts, of their own kind; some sources disagree and some words have run out', () => {
  const facts = seedFacts(lines, TODAY)
  expect(facts.length).toBe(lines.length)
  expect(seedFacts(lines, TODAY)).toEqual(facts)
  const said = facts.flatMap((line) => line.observations.map((one) => ({ ...one, subject: line.subject })))
  for (const { fact, value, subject } of said) {
    expect(checkValue(fact, value, fact)).not.toHaveProperty('issues')
    expect(factSpec(fact).subject).toBe(subject.kind)
  }
  const isOver = ({ fact, observedAt }: (typeof said)[number]) =>
    Date.parse(observedAt) + (factSpec(fact).validDays ?? Number.POSITIVE_INFINITY) * 86_400_000 < Date.parse(TODAY)
  expect(said.filter(isOver).length).toBeGreaterThan(100)
  const first = new Map<string, (typeof said)[number]>()
  const disputed = said.filter((one) => {
    const key = `${one.subject.id} ${one.fact}`
    const other = first.get(key)
    first.set(key, other ?? one)
    return other && !isOver(other) && !isOver(one) && JSON.stringify(other.value) !== JSON.stringify(one.value)
  })
  expect(disputed.length).toBeGreaterThan(30)
})
