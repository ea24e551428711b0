import * as z from 'zod'
import { smsCode } from '../identity.ts'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'

export const tagPrivacy = '我的资料'

/**
 * Whether the account was found to be one person of the bureau's records, and if not, why. `other_phone`: the real name is
 * of a person whose record has another phone; `unregistered`: of one whom the records don't have.
 */
export const linkState = z.enum(['linked', 'not_asked', 'guardian_needed', 'not_found', 'several', 'other_phone', 'unregistered'])
export type LinkState = z.output<typeof linkState>

/** One kind of thing that is held about a person: what, what for, on what ground, how long. */
export const holding = z.strictObject({
  key: z.string().regex(/^[a-z_]{2,30}$/),
  title: z.string(),
  purpose: z.string(),
  basis: z.string(),
  kept: z.string(),
  count: z.number().int().min(0),
  /** The first of them, masked where a stranger could look over the shoulder. */
  rows: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  /** What of it can be asked to be put right. */
  correctable: z.array(z.string()),
})
export type Holding = z.output<typeof holding>

export const dataLook = z.strictObject({
  at: instant,
  /** By office, not by name: `网格员`. */
  who: z.string(),
  what: z.string(),
  why: z.string(),
})
export type DataLook = z.output<typeof dataLook>

export const householdMember = z.strictObject({
  nameMasked: z.string(),
  relation: z.string(),
  age: z.number().int().min(0),
  me: z.boolean(),
})

export const myHousehold = z.strictObject({
  link: linkState,
  me: z
    .strictObject({
      nameMasked: z.string(),
      age: z.number().int(),
      idNumberMasked: z.string().nullable(),
      communityName: z.string(),
      gridName: z.string(),
    })
    .nullable(),
  addressMasked: z.string().nullable(),
  members: z.array(householdMember),
})
export type MyHousehold = z.output<typeof myHousehold>

/** `preparing` until the file is made; it is taken once, and gone after a day. */
export const dataCopy = z.strictObject({
  id,
  state: z.enum(['preparing', 'ready', 'taken', 'expired', 'failed']),
  askedAt: instant,
  readyAt: instant.nullable(),
  expiresAt: instant.nullable(),
  bytes: z.number().int().nullable(),
})
export type DataCopy = z.output<typeof dataCopy>

export const myDataContract = {
  getMyData: operation({
    method: 'GET',
    path: '/api/v1/my-data',
    summary: '这里保存着我的哪些资料：为什么、依据什么、保存多久',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ asOf: instant, link: linkState, holdings: z.array(holding) })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'my_data', deed: '看登记了哪些资料' },
  }),
  listMyDataLooks: operation({
    method: 'GET',
    path: '/api/v1/my-data/looks',
    summary: '谁看过我的资料，为什么看，新的在前',
    tag: tagPrivacy,
    audience: 'session',
    query: z.strictObject({ limit: pageQuery.limit }),
    status: 200,
    response: json(z.strictObject({ link: linkState, items: z.array(dataLook) })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'my_data', deed: '看谁查过资料' },
  }),
  getMyHousehold: operation({
    method: 'GET',
    path: '/api/v1/my-household',
    summary: '登记的家庭：和我住在一起的人，姓名隐去一部分',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(myHousehold),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'my_data', deed: '看家庭登记' },
  }),
  sendMyDataCode: operation({
    method: 'POST',
    path: '/api/v1/my-data/codes',
    summary: '给我自己的手机发验证码，确认是本人',
    tag: tagPrivacy,
    audience: 'session',
    status: 202,
    response: json(
      z.strictObject({ sentTo: z.string(), resendAfterSeconds: z.number().int().min(0), validForSeconds: z.number().int().min(1) }),
    ),
    errors: ['phone_needed', 'too_many_requests', 'upstream_unavailable'],
    idempotency: 'natural',
  }),
  checkMyDataCode: operation({
    method: 'POST',
    path: '/api/v1/my-data/checks',
    summary: '验证码对上后，十分钟内可以取资料副本、申请注销',
    tag: tagPrivacy,
    audience: 'session',
    body: json(z.strictObject({ code: smsCode })),
    status: 200,
    response: json(z.strictObject({ until: instant })),
    errors: ['phone_needed', 'sms_code_wrong', 'sms_code_expired'],
    idempotency: 'natural',
  }),
  askForCopy: operation({
    method: 'POST',
    path: '/api/v1/my-data/copies',
    summary: '要一份我的资料副本：可以看的网页、表格和 JSON，打成一个压缩包',
    tag: tagPrivacy,
    audience: 'session',
    status: 201,
    response: json(dataCopy),
    errors: ['phone_needed', 'check_needed', 'too_many_requests'],
    idempotency: 'key',
  }),
  listMyCopies: operation({
    method: 'GET',
    path: '/api/v1/my-data/copies',
    summary: '我要过的副本，新的在前',
    tag: tagPrivacy,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(dataCopy)),
    errors: [],
    idempotency: 'natural',
  }),
  takeMyCopy: operation({
    method: 'GET',
    path: '/api/v1/my-data/copies/:copyId/file',
    summary: '下载副本：只能取一次，取走后就删除',
    tag: tagPrivacy,
    audience: 'session',
    params: z.strictObject({ copyId: id }),
    status: 200,
    response: { kind: 'file', contentType: 'application/zip' },
    errors: ['not_found', 'check_needed', 'wrong_state'],
    idempotency: 'natural',
  }),
}
