import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { relation, residentRow } from './resident.ts'
import { tagPeople } from './terms.ts'

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
  people: z.array(z.strictObject({ resident: residentRow, relation, from: calendarDate, to: calendarDate.nullable() })),
  /** Who belonged to it before. */
  former: z.array(z.strictObject({ resident: residentRow, relation, from: calendarDate, to: calendarDate })),
  history: z.array(z.strictObject({ at: instant, why: z.string() })),
})
export type HouseholdDetail = z.output<typeof householdDetail>

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
    body: json(z.strictObject({ placeId: id })),
    status: 201,
    response: json(householdDetail),
    errors: ['forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
}
