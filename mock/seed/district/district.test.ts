import { feedLine } from '@minsheng/shared/contracts/feed'
import { birthDateOf, idNumberFault, sexOf } from '@minsheng/shared/units/id-number'
import { expect, test } from 'vitest'
import { census } from './census.ts'
import { wholeDistrict } from './stream.ts'

const TODAY = '2026-11-24'
const lines = [...wholeDistrict(20_000, TODAY)]
const people = lines.flatMap((line) => (line.type === 'person' ? [line] : []))
const ageOn = (born: string) => Number(TODAY.slice(0, 4)) - Number(born.slice(0, 4)) - (TODAY.slice(5) < born.slice(5) ? 1 : 0)
const count = (kind: string) => lines.filter((line) => line.type === 'place' && line.kind === kind).length

test('as many as asked for, the same every time, by the contract', () => {
  expect(Math.abs(people.length - 20_000)).toBeLessThan(400)
  const again = wholeDistrict(20_000, TODAY)
  for (const line of lines.slice(0, 6_000)) expect(again.next().value).toEqual(line)
  for (const line of lines.slice(0, 6_000)) expect(feedLine.safeParse(line).success).toBe(true)
})

test('fourteen streets, two hundred communities, two thousand grids; nothing is named before it exists, no number twice', () => {
  expect([count('street'), count('community'), count('grid')]).toEqual([14, 200, 2_000])
  const known = new Set<string>()
  for (const line of lines) {
    if (!('id' in line)) continue
    const named =
      line.type === 'place' ? line.parentId : line.type === 'household' ? line.placeId : line.type === 'person' ? line.householdId : null
    if (named !== null) expect(known.has(named)).toBe(true)
    if (line.type === 'facts') expect(known.has(line.subject.id)).toBe(true)
    expect(known.has(line.id)).toBe(false)
    known.add(line.id)
  }
})

test('shaped like the census: ages, sexes and households', () => {
  const ages = people.map(({ facts }) => ageOn(birthDateOf(facts.idNumber ?? '')))
  const share = (isOne: (age: number) => boolean) => (ages.filter(isOne).length / ages.length) * 100
  const households = lines.filter((line) => line.type === 'household').length
  const men = people.filter(({ facts }) => sexOf(facts.idNumber ?? '') === 'male').length
  expect(Math.abs(share((age) => age < 15) - census.under15)).toBeLessThan(1)
  expect(Math.abs(share((age) => age >= 60) - census.from60)).toBeLessThan(1)
  expect(Math.abs(share((age) => age >= 65) - census.from65)).toBeLessThan(1)
  expect(Math.abs(people.length / households - census.household)).toBeLessThan(0.1)
  expect(Math.abs((men / (people.length - men)) * 100 - census.menForHundredWomen)).toBeLessThan(4)
})

test('nobody real: ID numbers are sound, of a region that was never given out, and each is one person', () => {
  for (const { facts } of people.slice(0, 2_000)) {
    expect(idNumberFault(facts.idNumber ?? '', TODAY)).toBeNull()
    expect(facts.idNumber?.startsWith('330199')).toBe(true)
  }
  expect(new Set(people.map(({ facts }) => facts.idNumber)).size).toBe(people.length)
})
