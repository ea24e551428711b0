import * as z from 'zod'
import { calendarDate, fen, file, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { projectSummary } from './campaign.ts'
import { point, pointIn } from './place.ts'
import { codeState, shortText, tagDesk, tagResident } from './terms.ts'

export const venue = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(['charity_base', 'community', 'shop', 'event']),
  community: z.string(),
  address: z.string(),
  /** Where it is, WGS-84; null while nobody has said so. */
  position: point.nullable(),
  rev: z.number().int(),
})

export type Venue = z.output<typeof venue>

/** What a scan told: a good signature always names its code and state; only `active` may be given to. */
export const scannedCode = z.strictObject({
  codeId: id,
  state: codeState,
  /** Why it can't be given to, in words for the donor; null while active. */
  reason: z.string().nullable(),
  venueName: z.string(),
  project: projectSummary,
  suggestedAmountsFen: z.array(fen),
})

export type ScannedCode = z.output<typeof scannedCode>

export const giftCode = z.strictObject({
  id,
  campaignId: id,
  campaignTitle: z.string(),
  venueId: id,
  venueName: z.string(),
  state: codeState,
  stateReason: z.string().nullable(),
  /** Why it pauses besides its own state: a report that should have been published; null while all is told. */
  disclosurePause: z.string().nullable(),
  expiresOn: calendarDate,
  /** The printed link. */
  link: z.string(),
  /** The mini-program scene, 30 characters. */
  scene: z.string(),
  gifts: z.strictObject({ count: z.number().int(), amountFen: fen }),
  rev: z.number().int(),
  createdAt: instant,
})

export type GiftCode = z.output<typeof giftCode>

const codeParams = z.strictObject({ codeId: id })

export const codeContract = {
  scanCode: operation({
    method: 'POST',
    path: '/api/v1/code-scans',
    summary: '识别公益码：小程序码的 scene、普通链接的 q，或扫到的文字',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ source: z.enum(['scene', 'q', 'text']), value: z.string().min(1, '没有扫到内容').max(1024) })),
    status: 200,
    response: json(scannedCode),
    errors: ['code_foreign', 'code_forged', 'too_many_requests'],
    idempotency: 'natural',
  }),
  listVenues: operation({
    method: 'GET',
    path: '/api/v1/admin/venues',
    summary: '公益码点位',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(venue)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createVenue: operation({
    method: 'POST',
    path: '/api/v1/admin/venues',
    summary: '新增点位',
    tag: tagDesk,
    audience: 'staff',
    body: json(
      z.strictObject({
        name: shortText(40),
        kind: venue.shape.kind,
        community: shortText(40),
        address: shortText(120),
        position: pointIn.nullable().optional(),
      }),
    ),
    status: 201,
    response: json(venue),
    errors: ['forbidden', 'already_exists'],
    idempotency: 'key',
  }),
  placeVenue: operation({
    method: 'PUT',
    path: '/api/v1/admin/venues/:venueId/position',
    summary: '登记或更正点位的坐标（巡码按它算远近）',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ venueId: id }),
    body: json(z.strictObject({ rev: z.number().int().min(0), position: pointIn.nullable() })),
    status: 200,
    response: json(venue),
    errors: ['forbidden', 'not_found', 'conflict'],
    idempotency: 'natural',
  }),
  listCodes: operation({
    method: 'GET',
    path: '/api/v1/admin/codes',
    summary: '公益码',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, campaignId: id.optional(), state: codeState.optional() }),
    status: 200,
    response: json(page(giftCode)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getCode: operation({
    method: 'GET',
    path: '/api/v1/admin/codes/:codeId',
    summary: '一个公益码',
    tag: tagDesk,
    audience: 'staff',
    params: codeParams,
    status: 200,
    response: json(giftCode),
    errors: ['forbidden', 'not_found'],
    idempotency: 'natural',
  }),
  createCode: operation({
    method: 'POST',
    path: '/api/v1/admin/codes',
    summary: '生成公益码（活动 × 点位）',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ campaignId: id, venueId: id, expiresOn: calendarDate })),
    status: 201,
    response: json(giftCode),
    errors: ['forbidden', 'not_found', 'already_exists', 'wrong_state'],
    idempotency: 'key',
  }),
  changeCodeState: operation({
    method: 'POST',
    path: '/api/v1/admin/codes/:codeId/state-changes',
    summary: '暂停、恢复或吊销公益码（吊销不可恢复）',
    tag: tagDesk,
    audience: 'staff',
    params: codeParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), to: z.enum(['active', 'paused', 'revoked']), reason: shortText(60) })),
    status: 200,
    response: json(giftCode),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  getCodeImage: operation({
    method: 'GET',
    path: '/api/v1/admin/codes/:codeId/image',
    summary: '公益码图片：普通二维码（SVG 或 PNG）或微信小程序码',
    tag: tagDesk,
    audience: 'staff',
    params: codeParams,
    query: z.strictObject({ format: z.enum(['svg', 'png', 'wxacode']).default('svg') }),
    status: 200,
    response: file('image/*'),
    errors: ['forbidden', 'not_found', 'upstream_unavailable'],
    idempotency: 'natural',
  }),
}
