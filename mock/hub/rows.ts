import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { birthDateOf } from '@minsheng/shared/units/id-number'
import { seedPlaces } from '../seed/people/places.ts'
import { seededRandom } from '../seed/people/random.ts'
import { seedResidents } from '../seed/people/residents.ts'
import type { NewRow } from './register.ts'

export const registerNames = ['population', 'deaths', 'disability', 'allowance', 'enrolment', 'housing', 'care'] as const
export type RegisterName = (typeof registerNames)[number]

type Person = Extract<FeedLine, { type: 'person' }>
type PlaceLine = Extract<FeedLine, { type: 'place' }>

interface Citizen {
  line: Person
  idNumber: string
  age: number
  gridCode: string
  street: string
}

const SCHOOLS = ['演示第一小学', '演示第二小学', '演示实验中学', '演示高级中学']
const dayBefore = (today: string, days: number) => new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

function citizens(today: string): Citizen[] {
  const places = seedPlaces()
  const byId = new Map<string, PlaceLine>(places.lines.map((line) => [line.id, line]))
  const seen = new Set<string>()
  return seedResidents(places, today).flatMap((line) => {
    if (line.type !== 'person' || !line.facts.idNumber || seen.has(line.facts.idNumber)) return []
    seen.add(line.facts.idNumber)
    const flatId = `plc_${line.householdId.slice(4)}`
    const building = byId.get(byId.get(flatId)?.parentId ?? '')
    const grid = byId.get(building?.parentId ?? '')
    const age = Number(today.slice(0, 4)) - Number(birthDateOf(line.facts.idNumber).slice(0, 4))
    return [{ line, idNumber: line.facts.idNumber, age, gridCode: grid?.code ?? '', street: building?.name ?? '' }]
  })
}

/** What each register of the hub holds of the synthetic district: the same for the same day, nobody real. */
export function seedRegisters(today: string): Record<RegisterName, () => NewRow[]> {
  let people: Citizen[] | null = null
  const all = () => {
    people ??= citizens(today)
    return people
  }
  const changedAt = (days: number) => `${dayBefore(today, days)} 02:00:00`
  const base = ({ line, idNumber }: Citizen, prefix: string, days: number) => ({
    recordId: `${prefix}${idNumber.slice(6)}`,
    changedAt: changedAt(days),
    name: line.facts.name,
    idNumber,
  })
  const some = (seed: number, share: number, test: (citizen: Citizen) => boolean) => {
    const random = seededRandom(seed)
    return all().filter((citizen) => test(citizen) && random.chance(share))
  }

  return {
    population: () =>
      all().map((citizen) => ({
        ...base(citizen, 'hk', 30),
        address: `上城区${citizen.street}`,
        gridCode: citizen.gridCode,
        status: 'registered',
      })),
    deaths: () =>
      some(7, 0.02, ({ age }) => age > 70).map((citizen, index) => ({ ...base(citizen, 'sw', 20), diedOn: dayBefore(today, 21 + index) })),
    disability: () =>
      some(11, 1, ({ line }) => line.groups.some((group) => group.kind === 'disabled')).map((citizen, index) => ({
        ...base(citizen, 'cj', 25),
        category: String((index % 7) + 1),
        grade: String((index % 4) + 1),
        issuedOn: '2023-06-01',
        expiresOn: '2033-05-31',
      })),
    allowance: () =>
      some(13, 1, ({ line }) => line.groups.some((group) => group.kind === 'minimum_living' || group.kind === 'low_income')).map(
        (citizen) => ({
          ...base(citizen, 'db', 15),
          kind: citizen.line.groups.some((group) => group.kind === 'minimum_living') ? 'minimum_living' : 'low_income',
          monthlyFen: 118_500,
          from: '2025-07-01',
          until: null,
        }),
      ),
    enrolment: () =>
      some(17, 0.97, ({ age }) => age >= 7 && age <= 18).map((citizen, index) => ({
        ...base(citizen, 'xj', 60),
        school: SCHOOLS[index % SCHOOLS.length],
        stage: citizen.age <= 12 ? 'primary' : citizen.age <= 15 ? 'junior' : 'senior',
        enrolledOn: '2026-09-01',
      })),
    housing: () =>
      some(19, 0.6, ({ line }) => line.relation === 'head').map((citizen, index) => ({
        ...base(citizen, 'bd', 90),
        homes: 1 + (index % 3 === 0 ? 1 : 0),
      })),
    care: () =>
      some(23, 0.5, ({ age }) => age >= 75).map((citizen, index) => ({
        ...base(citizen, 'pg', 10),
        level: String(index % 5),
        assessedOn: dayBefore(today, 40),
        expiresOn: dayBefore(today, -325),
      })),
  }
}
