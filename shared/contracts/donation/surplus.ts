import * as z from 'zod'
import { fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { decisionInput, shortText, tagDesk } from './terms.ts'

/** `requested`: waits for a second person. `confirmed`: posted, the money is the other campaign's. `rejected`: never posted. */
export const surplusState = z.enum(['requested', 'confirmed', 'rejected'])

/** By what right the money goes over: the plan filed at the beginning, or a change of it filed since (慈善法 56, 58). */
export const surplusBasis = z.enum(['surplus_plan', 'filed_change'])

export const surplus = z.strictObject({
  id,
  charityId: id,
  charityName: z.string(),
  campaignId: id,
  projectTitle: z.string(),
  toCampaignId: id,
  toProjectTitle: z.string(),
  amountFen: fen,
  basis: surplusBasis,
  /** Number of the filed change; null when it follows the plan. */
  filedChange: z.string().nullable(),
  /** Why and to what end, in words for everyone. */
  note: z.string(),
  /** The plan as filed with the campaign the money comes from. */
  surplusPlan: z.string(),
  state: surplusState,
  requestedAt: instant,
  requestedByYou: z.boolean(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  rev: z.number().int(),
})

export type Surplus = z.output<typeof surplus>

const surplusInput = z
  .strictObject({
    campaignId: id,
    toCampaignId: id,
    basis: surplusBasis,
    filedChange: shortText(60).nullable(),
    note: shortText(120),
  })
  .refine((value) => (value.basis === 'filed_change') === (value.filedChange !== null), {
    path: ['filedChange'],
    message: '按变更后的方案处理时，请填写变更备案的编号',
  })
  .refine((value) => value.campaignId !== value.toCampaignId, { path: ['toCampaignId'], message: '请选择另一个项目' })

export const surplusContract = {
  listSurpluses: operation({
    method: 'GET',
    path: '/api/v1/admin/surpluses',
    summary: '结余转用记录',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional(), campaignId: id.optional(), state: surplusState.optional() }),
    status: 200,
    response: json(page(surplus)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  requestSurplus: operation({
    method: 'POST',
    path: '/api/v1/admin/surpluses',
    summary: '申请把已结束项目的结余转给目的相近的项目（慈善法第五十八条）',
    tag: tagDesk,
    audience: 'staff',
    body: json(surplusInput),
    status: 201,
    response: json(surplus),
    errors: ['invalid_input', 'forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
  decideSurplus: operation({
    method: 'POST',
    path: '/api/v1/admin/surpluses/:surplusId/decisions',
    summary: '审批结余转用（负责人，不能审批自己提出的）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ surplusId: id }),
    body: json(decisionInput),
    status: 201,
    response: json(surplus),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
