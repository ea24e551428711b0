import * as z from 'zod'
import { calendarDate, id, json, operation, page, pageQuery } from '../operation.ts'
import { tagApplying } from './terms.ts'

/** What came of a visit. `not_home`: stays on the list. */
export const visitOutcome = z.enum(['told', 'helped', 'declined', 'not_home'])
export type VisitOutcome = z.output<typeof visitOutcome>

/**
 * Why somebody goes there. `silent`: told, and no answer. Of a child: `guardian_unknown`, the register does not say who looks after
 * them; `not_reached`, none of those who do is told by us.
 */
export const visitCause = z.enum(['silent', 'guardian_unknown', 'not_reached'])

/** Someone who was told of a policy and did not look, apply or decline; or a child of whom nobody could be told. */
export const unansweredRow = z.strictObject({
  id,
  title: z.string(),
  nameMasked: z.string(),
  residentId: id,
  communityName: z.string(),
  gridName: z.string(),
  cause: visitCause,
  /** When they were told, or when there was nobody to tell. */
  toldOn: calendarDate,
  /** Days since. */
  days: z.number().int(),
  /** Somebody knocked, and nobody was in. */
  triedOn: calendarDate.nullable(),
})
export type UnansweredRow = z.output<typeof unansweredRow>

export const unansweredContract = {
  declineBenefit: operation({
    method: 'POST',
    path: '/api/v1/my-benefits/:policyId/refusal',
    summary: '“不需要”：记下，不再提醒这一项；以后还可以申请',
    tag: tagApplying,
    audience: 'session',
    params: z.strictObject({ policyId: id }),
    status: 200,
    response: json(z.strictObject({ declined: z.array(id) })),
    errors: ['not_found', 'record_needed', 'real_name_needed', 'too_many_requests'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '答了“不需要”' },
  }),
  listUnanswered: operation({
    method: 'GET',
    path: '/api/v1/admin/unanswered-policies',
    summary: '上门名单：告诉了政策、一直没有看也没有答的人',
    tag: tagApplying,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(unansweredRow).extend({ afterDays: z.number().int() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  recordPolicyVisit: operation({
    method: 'POST',
    path: '/api/v1/admin/unanswered-policies/:tellingId/visits',
    summary: '记下上门的结果；没遇到人的留在名单上',
    tag: tagApplying,
    audience: 'staff',
    params: z.strictObject({ tellingId: id }),
    body: json(z.strictObject({ outcome: visitOutcome })),
    status: 200,
    response: json(z.strictObject({ done: z.boolean() })),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
}
