import * as z from 'zod'
import { empty, file, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { phonePlace } from './place.ts'
import { codeState, shortText, tagDesk, tagResident } from './terms.ts'

const meters = z.number().int().min(0)

/** A volunteer's name as they give it. */
const personName = z.string().trim().min(2, '请填写姓名').max(20, '最多 20 个字')

/**
 * What a scan on patrol tells. `right`: our code, at this venue. `unusable`: ours and here, but paused, expired or revoked.
 * `wrong_venue`: ours, but of another venue. `other_charity`: ours, of another charity at this venue.
 * `forged`, `foreign`: not ours; somebody may have pasted it over. `not_scanned`: there was nothing to scan.
 */
export const patrolVerdict = z.enum(['right', 'unusable', 'wrong_venue', 'other_charity', 'forged', 'foreign', 'not_scanned'])

export type PatrolVerdict = z.output<typeof patrolVerdict>

/** What the sheet looks like: whole, damaged, covered, gone. */
export const patrolCondition = z.enum(['intact', 'damaged', 'covered', 'missing'])

export type PatrolCondition = z.output<typeof patrolCondition>

const scanned = z.strictObject({ source: z.enum(['scene', 'q', 'text']), value: z.string().min(1, '没有扫到内容').max(1024) })

export const patrolCheck = z.strictObject({
  verdict: patrolVerdict,
  codeId: id.nullable(),
  codeState: codeState.nullable(),
  /** Where the scanned code belongs; null when it is not ours. */
  belongsTo: z.string().nullable(),
  projectTitle: z.string().nullable(),
})

export type PatrolCheck = z.output<typeof patrolCheck>

const observation = z.strictObject({
  charityId: id,
  venueId: id,
  /** Null when there was nothing to scan. */
  scanned: scanned.nullable(),
  condition: patrolCondition,
  note: z.string().trim().max(200, '最多 200 个字').nullable(),
  photoId: id.nullable(),
  /** Null when the volunteer did not allow it; never kept, only the distance is. */
  place: phonePlace.nullable(),
  /** When it was seen; a phone without network sends later. */
  seenAt: instant,
})

export const patrolRecord = z.strictObject({
  id,
  venueId: id,
  venueName: z.string(),
  codeId: id.nullable(),
  verdict: patrolVerdict,
  condition: patrolCondition,
  note: z.string().nullable(),
  hasPhoto: z.boolean(),
  /** From the venue, as far as the phone knew; null without a place on either side. */
  distanceM: meters.nullable(),
  accuracyM: meters.nullable(),
  seenAt: instant,
  receivedAt: instant,
})

export type PatrolRecord = z.output<typeof patrolRecord>

export const patrolRow = z.strictObject({
  ...patrolRecord.shape,
  charityId: id,
  photoId: id.nullable(),
  /** In full for the own charity, masked for everyone else. */
  volunteerName: z.string(),
})

export type PatrolRow = z.output<typeof patrolRow>

/** `open`: not yet taken. `accepted`: taken by one account, for good. `expired`, `revoked`: no longer to be taken. */
export const inviteState = z.enum(['open', 'accepted', 'revoked', 'expired'])

export const patrolInvite = z.strictObject({
  id,
  charityId: id,
  /** For whom it was made, in the desk's own words. */
  label: z.string(),
  state: inviteState,
  /** Only while it is open. */
  link: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
})

export type PatrolInvite = z.output<typeof patrolInvite>

export const patrolVolunteer = z.strictObject({
  id,
  charityId: id,
  name: z.string(),
  phoneMasked: z.string().nullable(),
  state: z.enum(['active', 'ended']),
  patrols: z.number().int().min(0),
  lastPatrolAt: instant.nullable(),
  since: instant,
  rev: z.number().int(),
})

export type PatrolVolunteer = z.output<typeof patrolVolunteer>

export const patrolRound = z.strictObject({
  venues: z.array(
    z.strictObject({
      venueId: id,
      name: z.string(),
      address: z.string(),
      community: z.string(),
      distanceM: meters.nullable(),
      lastPatrolledAt: instant.nullable(),
      codes: z.array(z.strictObject({ codeId: id, shortNumber: z.string(), projectTitle: z.string(), state: codeState })),
    }),
  ),
  /** More venues than are listed. */
  more: z.number().int().min(0),
})

export type PatrolRound = z.output<typeof patrolRound>

const tokenParams = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_.-]{20,80}$/, '邀请链接不完整，请从原来的消息里重新打开') })

export const patrolContract = {
  readPatrolInvite: operation({
    method: 'GET',
    path: '/api/v1/patrol-invites/:token',
    summary: '巡码邀请：哪家慈善组织邀请，还有没有效',
    tag: tagResident,
    audience: 'session',
    params: tokenParams,
    status: 200,
    response: json(z.strictObject({ charityName: z.string(), state: inviteState, mine: z.boolean(), expiresAt: instant })),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  acceptPatrolInvite: operation({
    method: 'POST',
    path: '/api/v1/patrol-invites/:token/acceptance',
    summary: '接受巡码邀请（需先登录手机号；一个邀请只能一个人用）',
    tag: tagResident,
    audience: 'session',
    params: tokenParams,
    body: json(z.strictObject({ name: personName })),
    status: 201,
    response: json(z.strictObject({ charityId: id, charityName: z.string() })),
    errors: ['not_found', 'wrong_state', 'too_many_requests'],
    idempotency: 'natural',
  }),
  getMyPatrol: operation({
    method: 'GET',
    path: '/api/v1/patrol',
    summary: '我为哪些慈善组织巡码',
    tag: tagResident,
    audience: 'session',
    status: 200,
    response: json(
      z.strictObject({
        memberships: z.array(z.strictObject({ charityId: id, charityName: z.string(), name: z.string(), since: instant })),
      }),
    ),
    errors: [],
    idempotency: 'natural',
  }),
  planPatrol: operation({
    method: 'POST',
    path: '/api/v1/patrol-rounds',
    summary: '要去的点位：由近到远，或最久没人去的在前',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ charityId: id, place: phonePlace.nullable() })),
    status: 200,
    response: json(patrolRound),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  checkPatrolScan: operation({
    method: 'POST',
    path: '/api/v1/patrol-checks',
    summary: '巡码时扫到的码是不是这里的（不留记录）',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ charityId: id, venueId: id, scanned })),
    status: 200,
    response: json(patrolCheck),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  uploadPatrolPhoto: operation({
    method: 'POST',
    path: '/api/v1/patrol-photos',
    summary: '上传巡码照片（JPEG、PNG、WebP，最大 5 MB，重新编码后保存）',
    tag: tagResident,
    audience: 'session',
    body: raw(['image/jpeg', 'image/png', 'image/webp'], 5 * 1024 * 1024),
    status: 201,
    response: json(z.strictObject({ id })),
    errors: ['not_found', 'unsupported_media_type', 'body_too_large', 'too_many_requests'],
    idempotency: 'key',
  }),
  recordPatrol: operation({
    method: 'POST',
    path: '/api/v1/patrol-records',
    summary: '记下一次巡码（没有网络时先存在手机里，联网后再送）',
    tag: tagResident,
    audience: 'session',
    body: json(observation),
    status: 201,
    response: json(z.strictObject({ record: patrolRecord, check: patrolCheck })),
    errors: ['invalid_input', 'not_found', 'too_many_requests'],
    idempotency: 'key',
  }),
  listMyPatrols: operation({
    method: 'GET',
    path: '/api/v1/patrol-records',
    summary: '我的巡码记录',
    tag: tagResident,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(patrolRecord)),
    errors: [],
    idempotency: 'natural',
  }),
  listPatrolInvites: operation({
    method: 'GET',
    path: '/api/v1/admin/patrol-invites',
    summary: '巡码邀请',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(patrolInvite)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createPatrolInvite: operation({
    method: 'POST',
    path: '/api/v1/admin/patrol-invites',
    summary: '邀请一位志愿者巡码（一次性，7 天内有效）',
    tag: tagDesk,
    audience: 'staff',
    body: json(z.strictObject({ label: shortText(30) })),
    status: 201,
    response: json(patrolInvite),
    errors: ['forbidden'],
    idempotency: 'key',
  }),
  revokePatrolInvite: operation({
    method: 'POST',
    path: '/api/v1/admin/patrol-invites/:inviteId/revocation',
    summary: '收回还没有用的邀请',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ inviteId: id }),
    status: 200,
    response: json(patrolInvite),
    errors: ['not_found', 'wrong_state'],
    idempotency: 'natural',
  }),
  listPatrolVolunteers: operation({
    method: 'GET',
    path: '/api/v1/admin/patrol-volunteers',
    summary: '巡码志愿者',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(patrolVolunteer)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  endPatrolVolunteer: operation({
    method: 'POST',
    path: '/api/v1/admin/patrol-volunteers/:volunteerId/end',
    summary: '志愿者不再巡码',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ volunteerId: id }),
    body: json(z.strictObject({ rev: z.number().int().min(0) })),
    status: 200,
    response: json(patrolVolunteer),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  listPatrols: operation({
    method: 'GET',
    path: '/api/v1/admin/patrol-records',
    summary: '巡码记录（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, venueId: id.optional(), verdict: patrolVerdict.optional() }),
    status: 200,
    response: json(page(patrolRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getPatrolPhoto: operation({
    method: 'GET',
    path: '/api/v1/admin/patrol-photos/:photoId',
    summary: '巡码照片',
    tag: tagDesk,
    audience: 'staff',
    params: z.strictObject({ photoId: id }),
    status: 200,
    response: file('image/*'),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  tellScanPlace: operation({
    method: 'POST',
    path: '/api/v1/code-scans/places',
    summary: '扫码时手机所在的位置（本人早先已允许时才送；只比远近，不保存）',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ codeId: id, place: phonePlace })),
    status: 204,
    response: empty,
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  reportCode: operation({
    method: 'POST',
    path: '/api/v1/code-reports',
    summary: '举报一张可疑的码',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ scanned, words: z.string().trim().max(200, '最多 200 个字').nullable(), place: phonePlace.nullable() })),
    status: 201,
    response: json(z.strictObject({ id })),
    errors: ['wrong_state', 'too_many_requests'],
    idempotency: 'key',
  }),
}
