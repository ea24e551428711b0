import type { ResidentState } from '@minsheng/shared/contracts/people'
import type { MyHousehold } from '@minsheng/shared/contracts/privacy'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'

import type { Belonging, HoldingPart, Look } from '../../../platform/protect/holding.ts'
import { ageOn, groupsOn } from '../resident/domain.ts'
import type { ResidentRecord, ResidentStore } from '../resident/store.ts'
import type { RevealStore } from '../reveal/store.ts'
import type { SurroundingsOf } from '../surroundings.ts'
import { groupWords, lookedAtWords, purposeWords, relationWords, sexWords } from './words.ts'

interface OwnParts {
  residents: ResidentStore
  reveals: RevealStore
  surroundings: SurroundingsOf
  /** The flat a household lives in and what it lies in, below the grid. */
  homePlaces: (householdId: string) => Promise<string[]>
  clock: Clock
}

/** A person of a household, as the others of it may know them. */
export interface Housemate {
  residentId: string
  nameMasked: string
  age: number
  relation: string
}

/** Someone's household as rules see it. */
export interface OwnHome {
  householdId: string | null
  /** The record that counts, after merging. */
  me: string
  /** Whether the one asked about still lives in the district. */
  state: ResidentState
  people: { residentId: string; birthDate: string; sex: 'male' | 'female' }[]
}

export type OwnRecords = ReturnType<typeof createOwnRecords>

/** A resident's record as the resident themself may see it. */
export function createOwnRecords({ residents, reveals, surroundings, homePlaces, clock }: OwnParts) {
  const today = () => shanghaiDate(clock.now())

  async function housemates(resident: ResidentRecord): Promise<Housemate[]> {
    if (resident.householdId === null) return []
    const { householdId } = resident
    const people = (await residents.everIn(householdId)).filter((other) => other.householdId === householdId && other.state === 'present')
    return people
      .map((other) => ({
        residentId: other._id,
        nameMasked: other.name.masked,
        age: ageOn(other.birthDate, today()),
        relation: other.relation ? relationWords[other.relation] : '家人',
      }))
      .sort((one, other) => other.age - one.age)
  }

  async function facts(resident: ResidentRecord, proven: boolean) {
    const around = await surroundings([resident])
    const household = resident.householdId === null ? undefined : around.households.get(resident.householdId)
    const told = (value: { masked: string; reveal(): string } | null | undefined) =>
      value ? (proven ? value.reveal() : value.masked) : '没有登记'
    return [
      { label: '姓名', value: told(resident.name) },
      { label: '身份证号', value: told(resident.idNumber) },
      { label: '出生日期', value: proven ? resident.birthDate : `${resident.birthDate.slice(0, 4)} 年` },
      { label: '性别', value: sexWords[resident.sex] },
      { label: '电话', value: told(resident.phone) },
      { label: '户籍地址', value: told(resident.registeredAddress) },
      { label: '住址', value: told(household?.address) },
      { label: '所在网格', value: resident.path.map((id) => around.placeNames.get(id) ?? '').join(' ') },
      {
        label: '特殊群体',
        value:
          groupsOn(resident.groups, today())
            .map((group) => groupWords[group])
            .join('、') || '没有',
      },
    ]
  }

  /** Each household someone belonged to, and while they did, the last day with it. */
  const householdsOf = (resident: ResidentRecord): Belonging[] =>
    resident.memberships.map(({ householdId, from, to }) => ({
      subject: householdId,
      from: startOfDay(from),
      to: to === null ? null : startOfDay(addDays(to, 1)),
    }))

  const holding: HoldingPart = {
    key: 'resident',
    title: '居民登记',
    purpose: '上门走访、送政策、紧急时找得到您',
    basis: '民政部门履行法定职责（个人信息保护法第十三条、第三十四条）',
    kept: '在本区居住期间；迁出后按档案规定保存',
    correctable: ['姓名', '身份证号', '出生日期', '性别', '电话', '户籍地址', '住址', '特殊群体', '家庭成员'],
    async show({ residentId }) {
      const resident = residentId === null ? null : await residents.counting(residentId)
      return resident ? { count: 1, rows: await facts(resident, false) } : { count: 0, rows: [] }
    },
    async rows({ residentId, proven }) {
      const resident = residentId === null ? null : await residents.counting(residentId)
      if (!resident) return []
      const mates = await housemates(resident)
      return [
        ...(await facts(resident, proven)).map(({ label, value }) => ({ 项目: label, 内容: value, 说明: null })),
        ...resident.groups.map((group) => ({
          项目: '特殊群体',
          内容: groupWords[group.kind],
          说明: `${group.from} 起${group.to ? `，到 ${group.to}` : ''}`,
        })),
        ...mates.map((mate) => ({ 项目: '同住的人', 内容: mate.nameMasked, 说明: mate.relation })),
        ...resident.versions.map((version) => ({ 项目: '变更', 内容: version.why, 说明: shanghaiDate(version.until) })),
      ]
    },
    async looks({ residentId }, most): Promise<Look[]> {
      if (residentId === null) return []
      const resident = await residents.counting(residentId)
      const ids = [...new Set([residentId, resident?._id ?? residentId])]
      const looks = await reveals.ofPerson(ids, resident ? householdsOf(resident) : [], most)
      return looks.map(({ at, by, field, purpose, note }) => ({
        at,
        by,
        what: lookedAtWords(field),
        why: note ? `${purposeWords[purpose]}：${note.reveal()}` : purposeWords[purpose],
      }))
    },
    async belongings({ residentId }) {
      const resident = residentId === null ? null : await residents.counting(residentId)
      if (!resident) return []
      const homes = householdsOf(resident)
      const living = homes.find(({ to }) => to === null)
      const places = living ? await homePlaces(living.subject) : []
      const counting = { subject: resident._id, from: null, to: null }
      return [counting, ...homes, ...places.map((placeId) => ({ subject: placeId, from: living?.from ?? null, to: null }))]
    },
    stays: [{ what: '居民登记和办事档案', why: '民政部门履行职责所必需，与账号无关；您可以申请更正' }],
  }

  return {
    holding,
    /** Residents with this phone; two are enough to know that it is not one. */
    async byPhone(phone: string): Promise<string[]> {
      return (await residents.byPhone(phone, 2)).map(({ _id }) => _id)
    },
    /** Who lives with someone, themself among them, and what the register itself says of each: for rules. */
    async home(residentId: string): Promise<OwnHome | null> {
      const resident = await residents.counting(residentId)
      if (!resident) return null
      const { householdId } = resident
      const people =
        householdId === null
          ? [resident]
          : (await residents.everIn(householdId)).filter((other) => other.householdId === householdId && other.state === 'present')
      return {
        householdId,
        me: resident._id,
        state: resident.state,
        people: people.map(({ _id, birthDate, sex }) => ({ residentId: _id, birthDate, sex })),
      }
    },
    /** Who lives in a household now, as rules see them. */
    async peopleOf(householdId: string): Promise<OwnHome['people']> {
      const people = await residents.livingIn([householdId])
      return people.map(({ _id, birthDate, sex }) => ({ residentId: _id, birthDate, sex }))
    },
    /** Who lives in a household now, by their whole names: for whoever decides about it. */
    async membersOf(householdId: string): Promise<{ residentId: string; name: string; nameMasked: string; age: number; path: string[] }[]> {
      const people = (await residents.everIn(householdId)).filter((one) => one.householdId === householdId && one.state === 'present')
      return people.map(({ _id, name, birthDate, path }) => ({
        residentId: _id,
        name: name.reveal(),
        nameMasked: name.masked,
        age: ageOn(birthDate, today()),
        path,
      }))
    },
    /** Residents with this name and number on their card; a second one means that it is nobody. */
    async byCard(name: string, idNumber: string): Promise<string[]> {
      const written = (text: string) => text.replaceAll(/\s/g, '')
      const found = (await residents.byIdNumbers([idNumber])).filter(({ state }) => state === 'present')
      return found.filter((resident) => written(resident.name.reveal()) === written(name)).map(({ _id }) => _id)
    },
    async age(residentId: string): Promise<number | null> {
      const resident = await residents.counting(residentId)
      return resident ? ageOn(resident.birthDate, today()) : null
    },
    /** Where somebody lives, for whoever has to go there. */
    async livesAt(
      residentId: string,
    ): Promise<{ residentId: string; name: string; address: string | null; flatId: string | null; path: string[] } | null> {
      const resident = await residents.resident(residentId)
      if (resident?.state !== 'present') return null
      const around = await surroundings([resident])
      const household = resident.householdId === null ? undefined : around.households.get(resident.householdId)
      const { _id, name, path } = resident
      return {
        residentId: _id,
        name: name.reveal(),
        address: household?.address.reveal() ?? null,
        flatId: household?.placeId.reveal() ?? null,
        path,
      }
    },
    async path(residentId: string): Promise<string[] | null> {
      return (await residents.counting(residentId))?.path ?? null
    },
    async housematesOf(residentId: string): Promise<Housemate[]> {
      const resident = await residents.counting(residentId)
      return resident ? housemates(resident) : []
    },
    async contact(
      residentId: string,
    ): Promise<{ name: string; nameMasked: string; phone: string | null; path: string[]; present: boolean } | null> {
      const resident = await residents.counting(residentId)
      if (!resident) return null
      const phone = resident.phone?.reveal().replaceAll('-', '') ?? null
      return {
        name: resident.name.reveal(),
        nameMasked: resident.name.masked,
        phone,
        path: resident.path,
        present: resident.state === 'present',
      }
    },
    /** The household as one of its people may see it: the others by half a name. */
    async household(residentId: string): Promise<Omit<MyHousehold, 'link'>> {
      const resident = await residents.counting(residentId)
      if (!resident) return { me: null, addressMasked: null, members: [] }
      const [around, mates] = await Promise.all([surroundings([resident]), housemates(resident)])
      const [, , community = '', grid = ''] = resident.path
      return {
        me: {
          nameMasked: resident.name.masked,
          age: ageOn(resident.birthDate, today()),
          idNumberMasked: resident.idNumber?.masked ?? null,
          communityName: around.placeNames.get(community) ?? '',
          gridName: around.placeNames.get(grid) ?? '',
        },
        addressMasked: (resident.householdId === null ? undefined : around.households.get(resident.householdId))?.address.masked ?? null,
        members: mates.map(({ residentId: id, ...mate }) => ({ ...mate, me: id === resident._id })),
      }
    },
  }
}
