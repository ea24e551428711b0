import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import type { SeedPlaces } from './places.ts'
import { type SeededRandom, seededRandom } from './random.ts'

type ResidentLine = Extract<FeedLine, { type: 'person' }>
type HouseholdLine = Extract<FeedLine, { type: 'household' }>
type Group = ResidentLine['groups'][number]

/** Never given out by GB/T 2260, so that no ID number of the seed can be anyone's. */
const UNISSUED_REGION = '330199'
const surnames = '王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余'
const given = '明华芳秀英伟敏静丽强军洋勇艳杰娟涛超霞平刚桂玉兰红梅建国志文海波雪琴荣春燕宁浩宇欣怡梓涵思远若溪'

interface Member {
  relation: ResidentLine['relation']
  age: number
  sex: 'male' | 'female'
}

/** Households by kind, with how often they come, roughly as the census of 2020 saw a city. */
function membersOf(random: SeededRandom): Member[] {
  const kind = random.next()
  const sex = () => (random.chance(0.5) ? 'male' : 'female')
  const other = (one: 'male' | 'female') => (one === 'male' ? 'female' : 'male')
  const head = sex()
  if (kind < 0.12) return [{ relation: 'head', age: random.between(68, 96), sex: random.chance(0.7) ? 'female' : 'male' }]
  if (kind < 0.28) {
    const age = random.between(62, 90)
    return [
      { relation: 'head', age, sex: head },
      { relation: 'spouse', age: age - random.between(0, 4), sex: other(head) },
    ]
  }
  if (kind < 0.36) return [{ relation: 'head', age: random.between(22, 58), sex: head }]
  const age = random.between(28, 55)
  const couple: Member[] = [
    { relation: 'head', age, sex: head },
    { relation: 'spouse', age: age - random.between(-2, 4), sex: other(head) },
  ]
  const children: Member[] = Array.from({ length: random.chance(0.25) ? 2 : 1 }, () => ({
    relation: 'child',
    age: Math.max(0, age - random.between(25, 33)),
    sex: sex(),
  }))
  const elders: Member[] = kind > 0.75 ? [{ relation: 'parent', age: age + random.between(23, 32), sex: 'female' }] : []
  return [...couple, ...children, ...elders]
}

function birthDate(age: number, today: string, random: SeededRandom): string {
  const days = age * 365.2425 + random.between(1, 360)
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 24 * 3600_000).toISOString().slice(0, 10)
}

function groupsOf(member: Member, alone: boolean, random: SeededRandom): Group[] {
  const groups: Group[] = []
  const add = (kind: Group['kind'], source: Group['source'], from: string) => groups.push({ kind, source, from, to: null })
  if (member.age >= 80) add('aged', 'police', '2024-01-01')
  if (alone && member.age >= 65) add('living_alone', 'visit', '2024-03-01')
  if (member.age >= 75 && random.chance(0.12)) add('incapacitated', 'document', '2025-02-01')
  if (random.chance(0.05)) add('disabled', 'disabled_federation', '2023-06-01')
  const income = random.next()
  if (income < 0.02) add('minimum_living', 'civil_affairs', '2025-07-01')
  else if (income < 0.04) add('low_income', 'civil_affairs', '2025-07-01')
  if (member.age >= 60 && random.chance(0.02)) add('veteran_care', 'document', '2022-08-01')
  return groups
}

/** About two thousand people in the flats; nobody real. A few are registered twice, for someone to find. */
export function seedResidents(places: SeedPlaces, today: string): (HouseholdLine | ResidentLine)[] {
  const random = seededRandom(20261124)
  const households: HouseholdLine[] = []
  const residents: ResidentLine[] = []
  const sequences = new Map<string, number>()

  function idNumber(born: string, sex: Member['sex']): string {
    const day = `${born}${sex}`
    const count = (sequences.get(day) ?? 0) + 1
    sequences.set(day, count)
    const head = `${UNISSUED_REGION}${born.replaceAll('-', '')}${String(count * 2 - (sex === 'male' ? 1 : 0)).padStart(3, '0')}`
    return `${head}${idNumberCheckCharacter(head)}`
  }
  const nameOf = (surname: string) => `${surname}${random.pick([...given])}${random.chance(0.75) ? random.pick([...given]) : ''}`

  for (const flat of places.flats) {
    if (random.chance(0.06)) continue
    const id = `hsh_${flat.id.slice(4)}`
    households.push({ type: 'household', id, code: `H${flat.id.slice(4).toUpperCase()}`, placeId: flat.id })
    const surname = random.pick([...surnames])
    const members = membersOf(random)
    members.forEach((member, index) => {
      const born = birthDate(member.age, today, random)
      const own = member.relation === 'head' || member.relation === 'child' ? surname : random.pick([...surnames])
      residents.push({
        type: 'person',
        id: `res_${flat.id.slice(4)}n${index + 1}`,
        householdId: id,
        relation: member.relation,
        from: '2022-01-01',
        facts: {
          name: nameOf(own),
          idNumber: idNumber(born, member.sex),
          phone: member.age >= 14 ? `1990${String(residents.length + 1).padStart(7, '0')}` : null,
          birthDate: null,
          sex: null,
          registeredAddress: random.chance(0.3) ? `演示省演示市演示路${random.between(1, 300)}号` : null,
        },
        groups: groupsOf(member, members.length === 1, random),
      })
    })
  }
  return [...households, ...residents, ...registeredTwice(residents, households)]
}

/** Every three-hundredth person also stands in another household of the same street, as happens after a move. */
function registeredTwice(residents: ResidentLine[], households: HouseholdLine[]): ResidentLine[] {
  const streetOf = (householdId: string) => /^hsh_(s\d+)c/.exec(householdId)?.[1]
  return residents.flatMap((resident, index) => {
    if (index % 300 !== 150) return []
    const elsewhere = households.find((home) => streetOf(home.id) === streetOf(resident.householdId) && home.id > resident.householdId)
    return elsewhere
      ? [{ ...resident, id: `${resident.id}x`, householdId: elsewhere.id, relation: 'other' as const, from: '2025-06-01', groups: [] }]
      : []
  })
}
