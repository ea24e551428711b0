import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { relation, residentRow } from './resident.ts'
import { plainText, tagPeople } from './terms.ts'

export const householdRow = z.strictObject({
  id,
  /** The number on its papers. */
  code: z.string(),
  addressMasked: z.string(),
  communityName: z.string(),
  gridName: z.string(),
  members: z.number().int(),
  state: z.enum(['open', 'closed']),
  rev: z.number().int(),
})
export type HouseholdRow = z.output<typeof householdRow>

export const householdDetail = z.strictObject({
  ...householdRow.shape,
  pathNames: z.array(z.string()),
  asOf: calendarDate,
  /** Who lives elsewhere now is somebody else's: of them only the relation and the days are told. */
  people: z.array(z.strictObject({ resident: residentRow.nullable(), relation, from: calendarDate, to: calendarDate.nullable() })),
  /** Who belonged to it before. */
  former: z.array(z.strictObject({ resident: residentRow.nullable(), relation, from: calendarDate, to: calendarDate })),
  /** Where it lived, newest first; the first is where it lives. A beginning that nobody wrote down is null. */
  homes: z.array(z.strictObject({ addressMasked: z.string(), from: calendarDate.nullable(), to: calendarDate.nullable() })),
  history: z.array(z.strictObject({ at: instant, why: z.string() })),
})
export type HouseholdDetail = z.output<typeof householdDetail>

export const homePeople = z.strictObject({
  on: calendarDate,
  households: z.array(
    z.strictObject({
      household: householdRow,
      people: z.array(z.strictObject({ resident: residentRow, relation, from: calendarDate, to: calendarDate.nullable() })),
      /** Who lived there but is in nobody's places of the reader now. */
      elsewhere: z.number().int(),
    }),
  ),
})
export type HomePeople = z.output<typeof homePeople>

const rev = z.number().int().min(0)
const why = z.string().trim().min(2, '请写明原因或依据').max(120)
const householdParams = z.strictObject({ householdId: id })

export const householdContract = {
  listHouseholds: operation({
    method: 'GET',
    path: '/api/v1/admin/households',
    summary: '一个网格、楼幢或户室里的家庭',
    tag: tagPeople,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, placeId: id.optional() }),
    status: 200,
    response: json(page(householdRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getHousehold: operation({
    method: 'GET',
    path: '/api/v1/admin/households/:householdId',
    summary: '一户人家：现在（或某一天）有谁，以前有谁',
    tag: tagPeople,
    audience: 'staff',
    params: householdParams,
    query: z.strictObject({ asOf: calendarDate.optional() }),
    status: 200,
    response: json(householdDetail),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  createHousehold: operation({
    method: 'POST',
    path: '/api/v1/admin/households',
    summary: '登记一户人家',
    tag: tagPeople,
    audience: 'staff',
    body: json(z.strictObject({ placeId: id, from: calendarDate.nullable().default(null) })),
    status: 201,
    response: json(householdDetail),
    errors: ['forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
  searchHouseholds: operation({
    method: 'POST',
    path: '/api/v1/admin/household-searches',
    summary: '找家庭：地址、楼幢、户室或户号，一个框都能填',
    tag: tagPeople,
    audience: 'staff',
    body: json(
      z.strictObject({
        text: plainText(80).default(''),
        placeId: id.optional(),
        cursor: pageQuery.cursor,
        limit: z.number().int().min(1).max(100).default(20),
      }),
    ),
    status: 200,
    response: json(z.strictObject({ ...page(householdRow).shape, understoodAs: z.string() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  moveHousehold: operation({
    method: 'POST',
    path: '/api/v1/admin/households/:householdId/move',
    summary: '全家搬到另一个户室，现在的成员一起迁去',
    tag: tagPeople,
    audience: 'staff',
    params: householdParams,
    body: json(z.strictObject({ rev, placeId: id, from: calendarDate, why })),
    status: 200,
    response: json(householdDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  changeHead: operation({
    method: 'POST',
    path: '/api/v1/admin/households/:householdId/head',
    summary: '更换户主，原户主改为别的关系',
    tag: tagPeople,
    audience: 'staff',
    params: householdParams,
    body: json(z.strictObject({ rev, residentId: id, formerHeadIs: relation.exclude(['head']), from: calendarDate, why })),
    status: 200,
    response: json(householdDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  endHousehold: operation({
    method: 'POST',
    path: '/api/v1/admin/households/:householdId/end',
    summary: '注销一户（先把成员迁出）',
    tag: tagPeople,
    audience: 'staff',
    params: householdParams,
    body: json(z.strictObject({ rev, on: calendarDate, why })),
    status: 200,
    response: json(householdDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  listHomePeople: operation({
    method: 'GET',
    path: '/api/v1/admin/homes/:placeId/people',
    summary: '某一天谁住在这里（楼幢、单元或户室）',
    tag: tagPeople,
    audience: 'staff',
    params: z.strictObject({ placeId: id }),
    query: z.strictObject({ on: calendarDate }),
    status: 200,
    response: json(homePeople),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
}
