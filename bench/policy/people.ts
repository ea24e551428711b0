import type { FactValue } from '../../shared/contracts/people/facts/catalogue.ts'
import type { Home } from '../../shared/policy/population/population.ts'

type Facts = Record<string, FactValue>

/** The same people every time: a 32-bit mix of a counter. */
function seeded(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least: number, most: number) => least + Math.floor(next() * (most - least + 1)),
    chance: (share: number) => next() < share,
    pick<const T>(list: readonly T[]): T {
      return list[Math.floor(next() * list.length)] as T
    },
  }
}
type Seeded = ReturnType<typeof seeded>

const DAY_MS = 86_400_000
const yuan = (amount: number) => amount * 100

/** Ages of a household: how often each kind comes, of a hundred, as the seed district has them. */
const kinds: readonly (readonly [number, (random: Seeded) => number[]])[] = [
  [11, (random) => [random.between(20, 39)]],
  [8.5, (random) => [random.between(40, 59)]],
  [5, (random) => [random.between(62, 98)]],
  [8, (random) => couple(random.between(24, 39), random)],
  [9, (random) => couple(random.between(40, 60), random)],
  [9.5, (random) => couple(random.between(61, 92), random)],
  [8, (random) => [random.between(20, 36), random.between(20, 36)]],
  [18.5, (random) => family(random.between(27, 52), 1, random)],
  [6, (random) => family(random.between(29, 46), 2, random)],
  [8, (random) => [...family(random.between(30, 48), 1, random), random.between(56, 78)]],
  [8.5, (random) => [...couple(random.between(50, 64), random), random.between(22, 36)]],
]
const couple = (age: number, random: Seeded) => [age, Math.max(20, age - random.between(-2, 4))]
const family = (age: number, children: number, random: Seeded) => [
  ...couple(age, random),
  ...Array.from({ length: children }, () => Math.max(0, age - random.between(26, 36))),
]

function agesOf(random: Seeded): number[] {
  let left = random.next() * 100
  for (const [share, make] of kinds) {
    left -= share
    if (left < 0) return make(random)
  }
  return [random.between(20, 39)]
}

/** What the registers know of someone: of much, nothing. */
function personFacts(age: number, isHelped: boolean, random: Seeded, todayMs: number): Facts {
  const ago = (days: number) => new Date(todayMs - days * DAY_MS).toISOString().slice(0, 10)
  const facts: Facts = { birthDate: ago(Math.floor(age * 365.2425) + random.between(1, 360)), sex: random.pick(['male', 'female']) }
  const say = (share: number, name: string, value: () => FactValue) => {
    if (random.chance(share)) facts[name] = value()
  }
  say(0.97, 'registeredIn', () => (random.chance(0.65) ? 'district' : random.pick(['city', 'province', 'elsewhere'])))
  say(0.6, 'vitalStatus', () => (random.chance(0.995) ? 'alive' : 'deceased'))
  say(0.7, 'maritalStatus', () => (age < 22 ? 'single' : random.pick(['married', 'married', 'married', 'single', 'divorced', 'widowed'])))
  const isDisabled = random.chance(age >= 60 ? 0.045 : 0.014)
  if (isDisabled) {
    facts.disabilityGrade = random.pick(['first', 'second', 'third', 'fourth'])
    facts.disabilityTypes = [random.pick(['visual', 'hearing', 'physical', 'physical', 'intellectual', 'mental'])]
    say(0.5, 'longTermCareSince', () => ago(random.between(10, 900)))
  } else say(0.7, 'disabilityGrade', () => 'none')
  say(age >= 60 ? 0.3 : 0.01, 'careLevel', () => random.pick(['able', 'able', 'able', 'mild', 'moderate', 'severe', 'total']))
  say(0.5, 'seriousIllness', () => random.chance(0.01))
  say(0.6, 'workInjuryCare', () => random.chance(0.002))
  say(isHelped ? 0.95 : 0.8, 'assistance', () => (isHelped ? random.pick(['minimum_living', 'low_income']) : 'none'))
  say(0.7, 'employment', () =>
    age >= 60 ? 'retired' : age < 18 ? 'student' : random.pick(['employed', 'employed', 'employed', 'flexible', 'unemployed', 'at_home']),
  )
  say(0.5, 'monthlyIncomeFen', () => (age < 18 ? 0 : yuan(random.between(0, 12_000))))
  say(0.75, 'schooling', () => (age >= 6 && age < 18 ? random.pick(['primary', 'junior', 'senior']) : 'none'))
  say(0.85, 'medicalInsurance', () => random.pick(['employee', 'employee', 'resident', 'none']))
  say(0.4, 'legalSupport', () => random.pick(['able', 'able', 'able', 'able', 'unable', 'none']))
  say(0.5, 'careSetting', () => (random.chance(0.97) ? 'home' : 'institution'))
  say(0.4, 'livingAlone', () => random.chance(0.15))
  say(0.5, 'veteranStatus', () => (random.chance(0.98) ? 'none' : 'veteran'))
  say(0.4, 'onlyChildLoss', () => (random.chance(0.995) ? 'none' : random.pick(['died', 'disabled'])))
  if (age < 18) {
    const situation = () => (random.chance(0.985) ? 'able' : random.pick(['died', 'missing', 'imprisoned', 'serious_illness']))
    say(0.8, 'fatherSituation', situation)
    say(0.8, 'motherSituation', situation)
    say(0.8, 'childSituation', () => (random.chance(0.995) ? 'none' : random.pick(['orphan', 'unsupported', 'in_need'])))
  }
  return facts
}

function homeFacts(people: number, isHelped: boolean, random: Seeded): Facts {
  const facts: Facts = {}
  const say = (share: number, name: string, value: () => FactValue) => {
    if (random.chance(share)) facts[name] = value()
  }
  say(0.85, 'householdIncomeFen', () =>
    isHelped
      ? yuan(people * random.between(200, 1_200))
      : yuan(Math.round(people * 2_500 * Math.exp(random.next() + random.next() + random.next() - 0.8))),
  )
  say(0.6, 'householdAssetsFen', () => yuan(random.between(0, isHelped ? 30_000 * people : 900_000)))
  say(0.5, 'necessarySpendingFen', () => yuan(random.between(0, 4_000 * people)))
  say(0.3, 'suddenHardship', () => (random.chance(0.99) ? 'none' : random.pick(['accident', 'illness', 'other'])))
  say(0.7, 'housing', () => random.pick(['owned', 'owned', 'private_rental', 'public_rental']))
  say(0.7, 'homesOwned', () => random.pick([0, 1, 1, 1, 2, 3]))
  say(0.7, 'vehiclesOwned', () => (isHelped ? 0 : random.pick([0, 1, 1, 2])))
  return facts
}

/** About so many made-up people in their households: the same every time, and shaped like the seed district. */
export function* benchHomes(residents: number, today: string): Generator<Home> {
  const random = seeded(20_201_101)
  const todayMs = Date.parse(today)
  let made = 0
  for (let number = 0; made < residents; number += 1) {
    const ages = agesOf(random).slice(0, residents - made)
    const isHelped = random.chance(0.013)
    made += ages.length
    yield {
      id: `h${number}`,
      facts: homeFacts(ages.length, isHelped, random),
      members: ages.map((age, index) => ({ id: `h${number}n${index}`, facts: personFacts(age, isHelped, random, todayMs) })),
    }
  }
}
