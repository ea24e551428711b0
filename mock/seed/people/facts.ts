import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { birthDateOf, sexOf } from '@minsheng/shared/units/id-number'
import { type SeededRandom, seededRandom } from './random.ts'

type FactsLine = Extract<FeedLine, { type: 'facts' }>
type PersonLine = Extract<FeedLine, { type: 'person' }>
type HouseholdLine = Extract<FeedLine, { type: 'household' }>
type Said = FactsLine['observations'][number]

/** Writes down what one source said, so many days before today at nine in the morning. */
type Say = (fact: Said['fact'], value: Said['value'], source: Said['source'], daysAgo: number) => void

const DAY_MS = 24 * 3_600_000
const yuan = (amount: number) => Math.round(amount) * 100
const ageOf = (birthDate: string, today: string) => Math.floor((Date.parse(today) - Date.parse(birthDate)) / (365.2425 * DAY_MS))

function sayings(today: string): { said: Said[]; say: Say } {
  const morning = Date.parse(`${today}T09:00:00+08:00`)
  const said: Said[] = []
  return {
    said,
    say: (fact, value, source, daysAgo) =>
      said.push({ fact, value, source, observedAt: new Date(morning - Math.max(1, daysAgo) * DAY_MS).toISOString() }),
  }
}

/** Work and school, as an age has them; people of working age are sometimes said to work and sometimes not. */
function sayWork(say: Say, age: number, random: SeededRandom): number {
  if (age < 3) return 0
  if (age < 22) {
    const school = age < 6 ? 'kindergarten' : age < 12 ? 'primary' : age < 15 ? 'junior' : age < 18 ? 'senior' : 'higher'
    say('schooling', school, 'education', random.between(20, 420))
    return 0
  }
  if (age >= 60) {
    say('employment', 'retired', 'human_resources', random.between(10, 240))
    const pension = yuan(random.chance(0.2) ? random.between(300, 1_200) : random.between(2_200, 6_800))
    say('monthlyIncomeFen', pension, 'human_resources', random.between(10, 240))
    return pension
  }
  const kind = random.next()
  const work = kind < 0.72 ? 'employed' : kind < 0.86 ? 'flexible' : kind < 0.93 ? 'unemployed' : 'at_home'
  say('employment', work, 'human_resources', random.between(10, 240))
  if (kind > 0.7 && kind < 0.74) say('employment', 'unemployed', 'visit', random.between(3, 60))
  return work === 'employed' ? yuan(random.between(4_500, 16_000)) : work === 'flexible' ? yuan(random.between(1_500, 7_000)) : 0
}

/** Disability, need of care and help received, as the groups a person is in have them. */
function sayNeeds(say: Say, person: PersonLine, age: number, random: SeededRandom): void {
  const groups = new Set(person.groups.map(({ kind }) => kind))
  if (groups.has('disabled')) {
    const grades = ['first', 'second', 'third', 'fourth'] as const
    const grade = random.between(0, 3)
    say(
      'disabilityTypes',
      [random.pick(['visual', 'hearing', 'physical', 'physical', 'intellectual', 'mental'])],
      'disabled_federation',
      random.between(100, 3_000),
    )
    say('disabilityGrade', grades[grade] ?? 'fourth', 'disabled_federation', random.between(100, 4_200))
    if (random.chance(0.12)) say('disabilityGrade', grades[Math.max(0, grade - 1)] ?? 'first', 'document', random.between(5, 90))
  } else if (age >= 60) say('disabilityGrade', 'none', 'disabled_federation', random.between(30, 300))
  if (groups.has('incapacitated')) {
    say('careLevel', random.pick(['moderate', 'severe', 'total'] as const), 'assessment', random.between(10, 500))
    say('longTermCareSince', `20${random.between(20, 25)}-0${random.between(1, 9)}-15`, 'assessment', random.between(10, 340))
  } else if (age >= 75 && random.chance(0.3))
    say('careLevel', random.pick(['able', 'mild'] as const), 'assessment', random.between(10, 500))
  const helped = (['minimum_living', 'low_income', 'extreme_hardship'] as const).find((kind) => groups.has(kind))
  say('assistance', helped ?? 'none', 'civil_affairs', random.between(20, 200))
  if (groups.has('veteran_care'))
    say('veteranStatus', random.pick(['veteran', 'disabled_soldier', 'martyr_family'] as const), 'veterans', 700)
  if (groups.has('child_in_need')) say('childSituation', 'in_need', 'civil_affairs', random.between(20, 200))
}

function personFacts(person: PersonLine, isAlone: boolean, today: string, random: SeededRandom): { line: FactsLine; income: number } {
  const { said, say } = sayings(today)
  const idNumber = person.facts.idNumber ?? ''
  const birthDate = birthDateOf(idNumber)
  const age = ageOf(birthDate, today)
  say('birthDate', birthDate, 'police', 1_800)
  say('sex', sexOf(idNumber), 'police', 1_800)
  say(
    'registeredIn',
    random.chance(0.72) ? 'district' : random.pick(['city', 'province', 'elsewhere'] as const),
    'police',
    random.between(30, 900),
  )
  if (age >= 60) say('vitalStatus', 'alive', 'human_resources', random.between(10, 330))
  if (age >= 22)
    say(
      'maritalStatus',
      isAlone ? (age >= 65 ? 'widowed' : 'single') : person.relation === 'child' ? 'single' : 'married',
      'civil_affairs',
      random.between(100, 2_000),
    )
  if (age >= 60) {
    // Said to hold for half a year: some have run out since.
    say('livingAlone', isAlone, 'visit', random.between(5, 260))
    if (isAlone && random.chance(0.08)) say('livingAlone', false, 'declared', random.between(2, 90))
  }
  say('medicalInsurance', age < 18 || random.chance(0.3) ? 'resident' : 'employee', 'medical_insurance', random.between(10, 300))
  const income = sayWork(say, age, random)
  sayNeeds(say, person, age, random)
  return { line: { type: 'facts', id: `fct_${person.id}`, subject: { kind: 'person', id: person.id }, observations: said }, income }
}

function householdFacts(home: HouseholdLine, members: PersonLine[], income: number, today: string, random: SeededRandom): FactsLine {
  const { said, say } = sayings(today)
  const isHelped = members.some(({ groups }) => groups.some(({ kind }) => kind === 'minimum_living' || kind === 'low_income'))
  const shown = isHelped ? yuan(random.between(300, 1_100) * members.length) : income
  say(
    'housing',
    random.chance(0.78) ? 'owned' : random.pick(['public_rental', 'private_rental', 'private_rental'] as const),
    'housing',
    random.between(30, 500),
  )
  if (isHelped || random.chance(0.4)) say('householdIncomeFen', shown, isHelped ? 'income_check' : 'declared', random.between(10, 250))
  if (isHelped) {
    say('householdAssetsFen', yuan(random.between(0, 40_000)), 'income_check', random.between(10, 170))
    if (random.chance(0.3)) say('householdIncomeFen', yuan(shown / 160), 'declared', random.between(5, 60))
    say('necessarySpendingFen', yuan(random.between(500, 4_000)), 'declared', random.between(5, 150))
    say('vehiclesOwned', random.chance(0.9) ? 0 : 1, 'income_check', random.between(10, 300))
  }
  return { type: 'facts', id: `fct_${home.id}`, subject: { kind: 'household', id: home.id }, observations: said }
}

/** What is known of everyone and every home, and who said so; a few sources disagree and a few words have run out. */
export function seedFacts(people: readonly (HouseholdLine | PersonLine)[], today: string): FactsLine[] {
  const random = seededRandom(20261130)
  const members = new Map<string, PersonLine[]>()
  for (const line of people) if (line.type === 'person') members.set(line.householdId, [...(members.get(line.householdId) ?? []), line])
  return people.flatMap((home) => {
    if (home.type !== 'household') return []
    const own = members.get(home.id) ?? []
    const facts = own.map((person) => personFacts(person, own.length === 1, today, random))
    const income = facts.reduce((sum, one) => sum + one.income, 0)
    return [...facts.map(({ line }) => line), householdFacts(home, own, income, today, random)]
  })
}
