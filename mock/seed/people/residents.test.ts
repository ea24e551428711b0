import { idNumberFault } from '@minsheng/shared/units/id-number'
import { expect, test } from 'vitest'
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
