import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { factNames } from './facts/catalogue.ts'
import { plainText, tagPeople } from './terms.ts'

export const sex = z.enum(['male', 'female'])

/** Groups that care, benefits and visits look at first. */
export const specialGroup = z.enum([
  'disabled',
  'aged',
  'living_alone',
  'incapacitated',
  'minimum_living',
  'low_income',
  'extreme_hardship',
  'child_in_need',
  'veteran_care',
])
export type SpecialGroup = z.output<typeof specialGroup>

/** What someone is to the head of the household. */
export const relation = z.enum([
  'head',
  'spouse',
  'child',
  'child_in_law',
  'grandchild',
  'parent',
  'parent_in_law',
  'grandparent',
  'sibling',
  'other',
])
export type Relation = z.output<typeof relation>

/** `merged`: the same person as another record, which counts. Nothing is ever deleted. */
export const residentState = z.enum(['present', 'moved_out', 'deceased', 'merged'])
export type ResidentState = z.output<typeof residentState>

/** Where a fact comes from. */
export const factSource = z.enum(['visit', 'declared', 'document', 'police', 'disabled_federation', 'civil_affairs', 'import'])
export type FactSource = z.output<typeof factSource>

export const membership = z.strictObject({
  householdId: id,
  relation,
  from: calendarDate,
  to: calendarDate.nullable(),
})

export const groupFact = z.strictObject({
  kind: specialGroup,
  source: factSource,
  from: calendarDate,
  to: calendarDate.nullable(),
})
export type GroupFact = z.output<typeof groupFact>

export const residentRow = z.strictObject({
  id,
  /** `王*明`; the whole name is shown on request, with a purpose. */
  nameMasked: z.string(),
  sex,
  age: z.number().int(),
  idNumberMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  addressMasked: z.string().nullable(),
  communityName: z.string(),
  gridName: z.string(),
  /** Groups in force today. */
  groups: z.array(specialGroup),
  state: residentState,
  householdId: id.nullable(),
  relation: relation.nullable(),
  rev: z.number().int(),
})
export type ResidentRow = z.output<typeof residentRow>

export const revealField = z.enum(['name', 'idNumber', 'phone', 'registeredAddress', 'address'])
export type RevealField = z.output<typeof revealField>
/** What a look on record was at: a field of the resident, or a fact. */
export const lookedAt = z.enum([...revealField.options, ...factNames])
export type LookedAt = z.output<typeof lookedAt>

/** Why someone needs to see a hidden field. `other` has to be put into words. */
export const revealPurpose = z.enum(['visit', 'help', 'benefit', 'verify', 'other'])
export type RevealPurpose = z.output<typeof revealPurpose>

export const residentDetail = z.strictObject({
  ...residentRow.shape,
  birthDate: calendarDate,
  registeredAddressMasked: z.string().nullable(),
  pathNames: z.array(z.string()),
  mergedInto: id.nullable(),
  /** A register says this person died and nobody has looked yet: nothing has changed by it. */
  reportedDead: z.strictObject({ reportId: id, diedOn: calendarDate, reportedAt: instant }).nullable(),
  memberships: z.array(membership),
  groupFacts: z.array(groupFact),
  /** What was changed, newest first. */
  history: z.array(z.strictObject({ at: instant, why: z.string(), changed: z.array(z.string()) })),
  /** Who looked at a hidden field lately, newest first. */
  reveals: z.array(z.strictObject({ at: instant, field: lookedAt, purpose: revealPurpose, byYou: z.boolean() })),
  /** What this reader may do here. */
  mayWrite: z.boolean(),
})
export type ResidentDetail = z.output<typeof residentDetail>

const phone = z.string().regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, '请填写 11 位手机号，或带区号的固定电话')
export const residentFacts = z.strictObject({
  name: z
    .string()
    .trim()
    .min(2, '姓名至少 2 个字')
    .max(30, '姓名最多 30 个字')
    .refine((name) => /^[\p{Script=Han}A-Za-z· .]+$/u.test(name), '姓名只能用汉字或字母'),
  idNumber: z.string().max(40).nullable(),
  phone: phone.nullable(),
  /** Taken from the ID number when there is one; must agree with it. */
  birthDate: calendarDate.nullable(),
  sex: sex.nullable(),
  registeredAddress: z.string().trim().min(2).max(120).nullable(),
})
export type ResidentFacts = z.output<typeof residentFacts>

const residentParams = z.strictObject({ residentId: id })
const rev = z.number().int().min(0)
const why = z.string().trim().min(2, '请写明原因或依据').max(120)

export const residentContract = {
  searchResidents: operation({
    method: 'POST',
    path: '/api/v1/admin/resident-searches',
    summary: '找人：姓名、拼音、手机号、身份证号、地址或网格，一个框都能填',
    tag: tagPeople,
    audience: 'staff',
    body: json(
      z.strictObject({
        /** In the body, never in an address: it may be someone's number. */
        text: plainText(80).default(''),
        placeId: id.optional(),
        group: specialGroup.optional(),
        /** With a full name: looks beyond the own communities, in all of one's places. */
        birthDate: calendarDate.optional(),
        cursor: pageQuery.cursor,
        limit: z.number().int().min(1).max(100).default(20),
      }),
    ),
    status: 200,
    response: json(
      z.strictObject({
        ...page(residentRow).shape,
        /** How the text was understood, in words. */
        understoodAs: z.string(),
      }),
    ),
    errors: ['forbidden', 'too_many_requests'],
    idempotency: 'natural',
  }),
  getResident: operation({
    method: 'GET',
    path: '/api/v1/admin/residents/:residentId',
    summary: '一位居民：基本情况、家庭、特殊群体和变更记录',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    status: 200,
    response: json(residentDetail),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  createResident: operation({
    method: 'POST',
    path: '/api/v1/admin/residents',
    summary: '登记居民',
    tag: tagPeople,
    audience: 'staff',
    body: json(z.strictObject({ householdId: id, relation, from: calendarDate, facts: residentFacts, source: factSource })),
    status: 201,
    response: json(residentDetail),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  updateResident: operation({
    method: 'PUT',
    path: '/api/v1/admin/residents/:residentId',
    summary: '更正居民信息：没有给出的项目保持原样',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    body: json(z.strictObject({ rev, facts: residentFacts.partial(), why })),
    status: 200,
    response: json(residentDetail),
    errors: ['not_found', 'conflict', 'already_exists'],
    idempotency: 'natural',
  }),
  moveResident: operation({
    method: 'POST',
    path: '/api/v1/admin/residents/:residentId/memberships',
    summary: '迁入另一户',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    body: json(z.strictObject({ rev, householdId: id, relation, from: calendarDate, why })),
    status: 201,
    response: json(residentDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'key',
  }),
  changeResidentState: operation({
    method: 'POST',
    path: '/api/v1/admin/residents/:residentId/state-changes',
    summary: '登记迁出、去世或迁回',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    body: json(z.strictObject({ rev, to: residentState.exclude(['merged']), on: calendarDate, why })),
    status: 200,
    response: json(residentDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  addGroup: operation({
    method: 'POST',
    path: '/api/v1/admin/residents/:residentId/groups',
    summary: '列入特殊群体，写明来源和起始日期',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    body: json(z.strictObject({ rev, kind: specialGroup, source: factSource, from: calendarDate, to: calendarDate.nullable() })),
    status: 201,
    response: json(residentDetail),
    errors: ['not_found', 'conflict', 'already_exists'],
    idempotency: 'key',
  }),
  endGroup: operation({
    method: 'POST',
    path: '/api/v1/admin/residents/:residentId/groups/end',
    summary: '不再属于某个特殊群体',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    body: json(z.strictObject({ rev, kind: specialGroup, on: calendarDate, why })),
    status: 200,
    response: json(residentDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  revealResident: operation({
    method: 'POST',
    path: '/api/v1/admin/residents/:residentId/reveals',
    summary: '查看一项隐藏的信息：写明用途，会留下记录',
    tag: tagPeople,
    audience: 'staff',
    params: residentParams,
    body: json(z.strictObject({ field: revealField, purpose: revealPurpose, note: z.string().trim().max(120).nullable() })),
    status: 200,
    response: json(z.strictObject({ value: z.string().nullable() })),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
}
