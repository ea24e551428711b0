import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { type SeededRandom, seededRandom } from '../people/random.ts'
import { census, householdOf } from './census.ts'
import { districtLayout, type Grid } from './layout.ts'
import { anySurname, createPersonMaker, type PersonMaker } from './person.ts'

type Lines<T extends FeedLine['type']> = Extract<FeedLine, { type: T }>
type Person = Lines<'person'>
type Said = Lines<'facts'>['observations'][number]

const [FLOORS, DOORS] = [6, 4]
const HOMES_A_BUILDING = FLOORS * DOORS
/** Of the flats, so many stand empty. */
const EMPTY = 0.06
/** Households that draw social assistance. */
const HELPED = 0.013
const estates = ['荷塘', '杨柳', '桂雨', '梧桐', '南屏', '宝石', '听涛', '望湖', '清泰', '候潮', '映月', '三桥', '东河', '金秋']
const yuan = (amount: number) => amount * 100

interface Making {
  random: SeededRandom
  person: PersonMaker
  /** An instant so many days before today. */
  ago: (days: number) => string
}

const places = (id: string, kind: Lines<'place'>['kind'], parentId: string, code: string, name: string): Lines<'place'> => ({
  type: 'place',
  id,
  kind,
  parentId,
  code,
  name,
  boundary: null,
  validFrom: '2021-04-09',
})

/** What the bureau's own books say of someone: disability, care, assistance; of most people they say nothing. */
function personFacts(person: Person, { random, ago }: Making): Lines<'facts'>[] {
  const said: Said[] = []
  const say = (fact: Said['fact'], value: Said['value'], source: Said['source'], days: number) =>
    said.push({ fact, value, source, observedAt: ago(days) })
  for (const { kind } of person.groups) {
    if (kind === 'disabled') {
      say(
        'disabilityTypes',
        [random.pick(['visual', 'hearing', 'physical', 'physical', 'intellectual', 'mental'])],
        'disabled_federation',
        400,
      )
      say('disabilityGrade', random.pick(['first', 'second', 'third', 'fourth']), 'disabled_federation', random.between(60, 3_000))
    } else if (kind === 'incapacitated')
      say('careLevel', random.pick(['moderate', 'severe', 'total']), 'assessment', random.between(5, 360))
    else if (kind === 'minimum_living' || kind === 'low_income') say('assistance', kind, 'civil_affairs', random.between(5, 300))
  }
  return said.length === 0
    ? []
    : [{ type: 'facts', id: `fct_${person.id}`, subject: { kind: 'person', id: person.id }, observations: said }]
}

/** Income a month of a household: most in the middle, few at the top. */
function incomeFen(people: number, isHelped: boolean, random: SeededRandom): number {
  if (isHelped) return yuan(people * random.between(200, 1_200))
  return yuan(Math.round(people * 2_500 * Math.exp(random.next() + random.next() + random.next() - 0.8)))
}

/** A flat with its household, its people and what is known of them; one in a hundred homes gives two incomes for one month. */
function home(flatId: string, making: Making): FeedLine[] {
  const { random, person, ago } = making
  const number = flatId.slice(4)
  const householdId = `hsh_${number}`
  const surname = anySurname(random)
  const isHelped = random.chance(HELPED)
  const members = householdOf(random)
  const people = members.map((member, index) =>
    person(`res_${number}n${index + 1}`, householdId, member, surname, members.length === 1, isHelped),
  )
  const income = incomeFen(members.length, isHelped, random)
  const said: Said[] = [
    { fact: 'householdIncomeFen', value: income, source: isHelped ? 'income_check' : 'declared', observedAt: ago(random.between(5, 240)) },
  ]
  if (isHelped && random.chance(0.2))
    said.push({ fact: 'householdIncomeFen', value: Math.round(income * 0.6), source: 'declared', observedAt: ago(random.between(5, 90)) })
  return [
    { type: 'household', id: householdId, code: `H${number.toUpperCase()}`, placeId: flatId },
    ...people,
    ...people.flatMap((one) => personFacts(one, making)),
    { type: 'facts', id: `fct_${householdId}`, subject: { kind: 'household', id: householdId }, observations: said },
  ]
}

function* building(grid: Grid, number: number, homes: number, making: Making): Generator<FeedLine> {
  const id = `${grid.id}b${number}`
  const estate = estates[number % estates.length] ?? ''
  yield places(id, 'building', grid.id, `${grid.code}-B${number}`, `${estate}苑${number}幢`)
  for (let index = 0; index < homes; index += 1) {
    const flat = `${Math.floor(index / DOORS) + 1}0${(index % DOORS) + 1}`
    yield places(`${id}f${flat}`, 'flat', id, `${grid.code}-B${number}-${flat}`, `${flat}室`)
    if (!making.random.chance(EMPTY)) yield* home(`${id}f${flat}`, making)
  }
}

/**
 * A made-up district of about so many people, line by line and never whole in memory: the same every time for the same
 * number and day. Building after building, each with its flats, households, people and facts.
 */
export function* wholeDistrict(residents: number, today: string): Generator<FeedLine> {
  const random = seededRandom(20_201_101)
  const morning = Date.parse(`${today}T09:00:00+08:00`)
  const ago = (days: number) => new Date(morning - days * 24 * 3_600_000).toISOString()
  const making: Making = { random, person: createPersonMaker(random, today), ago }
  const { lines, grids } = districtLayout()
  yield* lines
  let left = residents
  for (const [index, grid] of grids.entries()) {
    const wanted = Math.round(left / (grids.length - index))
    const before = left
    for (let number = 1; before - left < wanted; number += 1) {
      const still = wanted - (before - left)
      const homes = Math.min(HOMES_A_BUILDING, Math.max(1, Math.round(still / census.household / (1 - EMPTY))))
      for (const line of building(grid, number, homes, making)) {
        if (line.type === 'person') left -= 1
        yield line
      }
    }
  }
}
