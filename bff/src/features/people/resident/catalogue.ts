import { residentMonths } from '@minsheng/shared/law/retention'
import { maskAddress, maskIdNumber, maskName, maskPhone } from '@minsheng/shared/units/secret'
import type { IndexSpec } from '../../../platform/db/index.ts'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { Resident } from './domain.ts'
import type { ResidentQuery } from './query.ts'

/** What is kept of a resident. Coded facts stay readable for counting, under a number that tells no one who it is. */
export const residentFields = catalogue<Resident>()(
  'residents',
  {
    name: { title: '姓名', class: 'identity', level: 3, mask: maskName },
    idNumber: { title: '公民身份号码', class: 'identity', level: 4, mask: maskIdNumber },
    phone: { title: '联系电话', class: 'contact', level: 3, mask: maskPhone },
    registeredAddress: { title: '户籍地址', class: 'location', level: 3, mask: maskAddress },
    birthDate: { title: '出生日期', class: 'identity', level: 2 },
    sex: { title: '性别', class: 'identity', level: 2 },
    path: { title: '所在区、街道、社区、网格', class: 'location', level: 2 },
    householdId: { title: '家庭编号', class: 'family', level: 2 },
    relation: { title: '与户主关系', class: 'family', level: 2 },
    memberships: { title: '家庭成员经历', class: 'family', level: 2 },
    groups: { title: '特殊群体', class: 'welfare', level: 2 },
    state: { title: '人员状态', class: 'record', level: 2 },
    mergedInto: { title: '并入的记录', class: 'record', level: 2 },
    source: { title: '信息来源', class: 'record', level: 2 },
    idNumberIndex: { title: '身份号码索引', class: 'record', level: 2 },
    phoneIndex: { title: '电话索引', class: 'record', level: 2 },
    nameTokens: { title: '姓名索引', class: 'record', level: 2 },
    nameBirthIndex: { title: '姓名与出生日期索引', class: 'record', level: 2 },
    likenessIndex: { title: '疑似重复索引', class: 'record', level: 2 },
    groupKeys: { title: '群体与地点索引', class: 'record', level: 2 },
    versions: {
      title: '变更前的内容（仍为密文）',
      class: 'record',
      level: 2,
      words: { why: { title: '变更原因', class: 'record', level: 3 } },
    },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '登记时间', class: 'record', level: 1 },
    updatedAt: { title: '更新时间', class: 'record', level: 1 },
    anonymisedAt: { title: '匿名化时间', class: 'record', level: 1 },
  },
  {
    title: '居民档案',
    period: residentMonths,
    from: '迁出、去世或并入之后最后一次变更之日',
    atEnd: 'anonymise',
    because: '《个人信息保护法》第十九条：保存期限为实现目的所必要的最短时间；年限由区局确定',
    endedBy: 'retention',
  },
)
export type ResidentFields = typeof residentFields.fields

/** The index of each way to search; the store makes them, and searches by nothing else. */
export const searchIndexes = {
  idNumber: { idNumberIndex: 1 },
  phone: { phoneIndex: 1 },
  name: { nameTokens: 1, _id: 1 },
  nameBirth: { nameBirthIndex: 1 },
  place: { path: 1, _id: 1 },
  group: { groupKeys: 1, _id: 1 },
  household: { 'memberships.householdId': 1 },
} as const

/** Each with the question it answers. */
export const residentIndexes: IndexSpec[] = [
  {
    key: searchIndexes.idNumber,
    partialFilterExpression: { idNumberIndex: { $type: 'string' } },
    serves: 'a person by ID number; the same number twice',
  },
  { key: searchIndexes.phone, partialFilterExpression: { phoneIndex: { $type: 'string' } }, serves: 'people by phone' },
  { key: searchIndexes.name, serves: 'people of a community by parts of the name' },
  { key: searchIndexes.nameBirth, serves: 'a person by whole name and birth date' },
  {
    key: { likenessIndex: 1 },
    partialFilterExpression: { likenessIndex: { $type: 'string' } },
    serves: 'the same name, birth date and phone twice',
  },
  { key: searchIndexes.place, serves: 'who lives in a place' },
  { key: searchIndexes.group, serves: 'a special group in a place' },
  { key: searchIndexes.household, serves: 'who belongs or belonged to a household' },
]

/** The index that serves a way to search. */
export function hintOf(way: ResidentQuery['found'][number]): Record<string, 1> {
  if (way.idNumber) return searchIndexes.idNumber
  if (way.phone) return searchIndexes.phone
  if (way.nameBirth) return searchIndexes.nameBirth
  if (way.nameParts) return searchIndexes.name
  return way.householdIds ? searchIndexes.household : searchIndexes.place
}
