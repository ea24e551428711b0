import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { idNumberCheckCharacter } from '@minsheng/shared/units/id-number'
import type { SeededRandom } from '../people/random.ts'
import type { Member } from './census.ts'

type PersonLine = Extract<FeedLine, { type: 'person' }>
type Group = PersonLine['groups'][number]

/** Never given out by GB/T 2260, so that no ID number of the seed can be anyone's. */
const UNISSUED_REGION = '330199'
const DAY_MS = 24 * 3_600_000
/** Phones of the whole district begin where those of the small one can't reach. */
const FIRST_PHONE = 1_000_000

/** The more often a name comes in the street, the more often it stands here. */
const surnames = [
  ...'王王王王李李李李张张张陈陈陈陈刘刘杨杨黄黄赵吴周周徐徐孙马朱朱胡林郭何高罗郑梁谢宋唐许沈沈韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚',
]
const given = [
  ...'明华芳秀英伟敏静丽强军洋勇艳杰娟涛超霞平刚桂玉兰红梅建国志文海波雪琴荣春燕宁浩宇欣怡梓涵思远若溪子轩雨晨佳琪俊凯晓东亚楠立新永康淑珍凤仙金根水法长生阿宝',
]

export type PersonMaker = ReturnType<typeof createPersonMaker>

/** Makes up people one after the other; nobody real. */
export function createPersonMaker(random: SeededRandom, today: string) {
  const todayMs = Date.parse(`${today}T00:00:00Z`)
  const sequences = new Map<string, number>()
  let phones = FIRST_PHONE

  function idNumber(born: string, sex: Member['sex']): string {
    const day = `${born}${sex}`
    const count = (sequences.get(day) ?? 0) + 1
    sequences.set(day, count)
    const head = `${UNISSUED_REGION}${born.replaceAll('-', '')}${String(count * 2 - (sex === 'male' ? 1 : 0)).padStart(3, '0')}`
    return `${head}${idNumberCheckCharacter(head)}`
  }

  function groupsOf(age: number, isAlone: boolean, isHelped: boolean): Group[] {
    const groups: Group[] = []
    const add = (kind: Group['kind'], source: Group['source'], from: string) => groups.push({ kind, source, from, to: null })
    if (age >= 80) add('aged', 'police', '2024-01-01')
    if (isAlone && age >= 60) add('living_alone', 'visit', '2025-03-01')
    if (age >= 75 && random.chance(0.12)) add('incapacitated', 'document', '2025-06-01')
    // About one in fifty holds a certificate, more of the old.
    if (random.chance(age >= 60 ? 0.045 : 0.014)) add('disabled', 'disabled_federation', '2023-06-01')
    if (isHelped) add(random.chance(0.6) ? 'minimum_living' : 'low_income', 'civil_affairs', '2025-07-01')
    if (age >= 60 && random.chance(0.012)) add('veteran_care', 'document', '2022-08-01')
    return groups
  }

  return (id: string, householdId: string, member: Member, surname: string, isAlone: boolean, isHelped: boolean): PersonLine => {
    const { age, sex, relation } = member
    const born = new Date(todayMs - (age * 365.2425 + random.between(1, 360)) * DAY_MS).toISOString().slice(0, 10)
    const own = relation === 'head' || relation === 'child' ? surname : random.pick(surnames)
    if (age >= 12) phones += 1
    return {
      type: 'person',
      id,
      householdId,
      relation,
      from: '2022-01-01',
      facts: {
        name: `${own}${random.pick(given)}${random.chance(0.8) ? random.pick(given) : ''}`,
        idNumber: idNumber(born, sex),
        phone: age >= 12 ? `1990${phones}` : null,
        birthDate: null,
        sex: null,
        registeredAddress: random.chance(0.35) ? `演示省演示市演示路${random.between(1, 900)}号` : null,
      },
      groups: groupsOf(age, isAlone, isHelped),
    }
  }
}

export const anySurname = (random: SeededRandom): string => random.pick(surnames)
