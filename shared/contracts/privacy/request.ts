import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { plainText } from '../people/terms.ts'
import { tagPrivacy } from './data.ts'

export const dataRequestKind = z.enum(['correction', 'review'])
export type DataRequestKind = z.output<typeof dataRequestKind>

export const dataRequestState = z.enum(['open', 'accepted', 'partly', 'refused', 'withdrawn'])
export type DataRequestState = z.output<typeof dataRequestState>

const words = (least: number, message: string) => plainText(300).min(least, message)

/** Something asked of the bureau about one's own data, with the day by which it is answered. */
export const dataRequest = z.strictObject({
  id,
  kind: dataRequestKind,
  /** What it is about: `居民登记 · 电话`. */
  about: z.string(),
  wanted: z.string(),
  state: dataRequestState,
  askedAt: instant,
  dueOn: calendarDate,
  /** True while the holidays of that year are not announced. */
  dueProvisional: z.boolean(),
  decidedAt: instant.nullable(),
  /** Why, in words for the person. */
  reason: z.string().nullable(),
})
export type DataRequest = z.output<typeof dataRequest>

/** As the desk sees it in a list: nothing that tells who asks. */
export const dataRequestRow = z.strictObject({
  id,
  kind: dataRequestKind,
  about: z.string(),
  phoneMasked: z.string().nullable(),
  state: dataRequestState,
  askedAt: instant,
  dueOn: calendarDate,
  dueProvisional: z.boolean(),
  /** Calendar days left; negative when late. Null when it is answered. */
  daysLeft: z.number().int().nullable(),
  rev: z.number().int(),
})
export type DataRequestRow = z.output<typeof dataRequestRow>

export const dataRequestDetail = z.strictObject({
  ...dataRequestRow.shape,
  wanted: z.string(),
  /** Whose record it is about, where it is known: opens at the people desk. */
  residentId: id.nullable(),
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  lawWords: z.string(),
  mayDecide: z.boolean(),
})
export type DataRequestDetail = z.output<typeof dataRequestDetail>

/** A decision that a machine prepared, as the person it is about sees it. */
export const automatedDecision = z.strictObject({
  id,
  at: instant,
  title: z.string(),
  outcome: z.string(),
  because: z.array(z.string()),
  /** The request for a person to look at it, once asked. */
  reviewId: id.nullable(),
})
export type AutomatedDecision = z.output<typeof automatedDecision>

const requestParams = z.strictObject({ requestId: id })

export const requestContract = {
  askCorrection: operation({
    method: 'POST',
    path: '/api/v1/my-data/requests',
    summary: '申请更正：哪一项、应该是什么',
    tag: tagPrivacy,
    audience: 'session',
    body: json(
      z.strictObject({
        holding: z.string().max(30),
        field: z.string().trim().min(1).max(40),
        wanted: words(1, '请写明应该是什么'),
      }),
    ),
    status: 201,
    response: json(z.strictObject({ id, dueOn: calendarDate, dueProvisional: z.boolean() })),
    errors: ['phone_needed', 'too_many_requests', 'already_exists'],
    idempotency: 'key',
    actingFor: { scope: 'my_data', deed: '申请更正资料' },
  }),
  listMyDataRequests: operation({
    method: 'GET',
    path: '/api/v1/my-data/requests',
    summary: '我提过的申请和答复',
    tag: tagPrivacy,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(dataRequest)),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'my_data', deed: '看更正申请' },
  }),
  listMyDecisions: operation({
    method: 'GET',
    path: '/api/v1/my-decisions',
    summary: '由系统自动得出、和我有关的结论',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(automatedDecision) })),
    errors: [],
    idempotency: 'natural',
  }),
  askReview: operation({
    method: 'POST',
    path: '/api/v1/my-decisions/:decisionId/reviews',
    summary: '请工作人员重新看一遍系统得出的结论',
    tag: tagPrivacy,
    audience: 'session',
    params: z.strictObject({ decisionId: id }),
    body: json(z.strictObject({ wanted: words(1, '请写明您的想法') })),
    status: 201,
    response: json(z.strictObject({ id, dueOn: calendarDate, dueProvisional: z.boolean() })),
    errors: ['not_found', 'already_exists', 'too_many_requests'],
    idempotency: 'key',
  }),
  listDataRequests: operation({
    method: 'GET',
    path: '/api/v1/admin/data-requests',
    summary: '居民关于个人资料的申请，快到期的在前',
    tag: tagPrivacy,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, state: dataRequestState.optional(), kind: dataRequestKind.optional() }),
    status: 200,
    response: json(z.strictObject({ ...page(dataRequestRow).shape, openCount: z.number().int(), lateCount: z.number().int() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getDataRequest: operation({
    method: 'GET',
    path: '/api/v1/admin/data-requests/:requestId',
    summary: '一份申请的内容：会留下记录',
    tag: tagPrivacy,
    audience: 'staff',
    params: requestParams,
    status: 200,
    response: json(dataRequestDetail),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  decideDataRequest: operation({
    method: 'POST',
    path: '/api/v1/admin/data-requests/:requestId/decision',
    summary: '答复申请：同意、部分同意或不同意，都要写明理由',
    tag: tagPrivacy,
    audience: 'staff',
    params: requestParams,
    body: json(
      z.strictObject({
        rev: z.number().int().min(0),
        decision: z.enum(['accepted', 'partly', 'refused']),
        reason: words(4, '请写明理由，居民会看到'),
      }),
    ),
    status: 200,
    response: json(dataRequestDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
