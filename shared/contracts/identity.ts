import * as z from 'zod'
import { staffRoles } from '../access/role.ts'
import { empty, id, instant, json, operation } from './operation.ts'

/** Mainland mobile number, 11 digits, typed half-width. */
export const phoneNumber = z.string().regex(/^1[3-9]\d{9}$/, '请填写 11 位手机号')
export const smsCode = z.string().regex(/^\d{6}$/, '请填写 6 位数字验证码')

/** Who is signed in, as the person themself sees it. */
export const account = z.strictObject({
  id,
  kind: z.enum(['guest', 'resident', 'staff']),
  displayName: z.string(),
  /** `138****5678`, or null while no phone is bound. */
  phoneMasked: z.string().nullable(),
  roles: z.array(z.enum(staffRoles)),
  charityId: id.nullable(),
  /** Where the place roles (grid worker, community, street, district) hold, everything below included. */
  placeIds: z.array(id),
})
export type Account = z.output<typeof account>
export type { StaffRole } from '../access/role.ts'

/**
 * An access token (15 minutes) and, for the mini-program alone, the refresh token;
 * a browser gets the refresh token as an HttpOnly cookie and never sees it.
 */
export const session = z.strictObject({
  accessToken: z.string(),
  accessTokenExpiresAt: instant,
  refreshToken: z.string().nullable(),
  account,
})
export type Session = z.output<typeof session>

export const identityContract = {
  openGuestSession: operation({
    method: 'POST',
    path: '/api/v1/sessions/guest',
    summary: '打开访客会话：微信小程序凭 wx.login 的 code，网页凭 Cookie',
    tag: '身份',
    audience: 'public',
    body: json(
      z.discriminatedUnion('channel', [
        z.strictObject({ channel: z.literal('weapp'), code: z.string().min(1).max(128) }),
        z.strictObject({ channel: z.literal('h5') }),
      ]),
    ),
    status: 201,
    response: json(session),
    errors: ['wechat_code_rejected', 'upstream_unavailable', 'too_many_requests'],
    idempotency: 'natural',
  }),
  refreshSession: operation({
    method: 'POST',
    path: '/api/v1/sessions/refresh',
    summary: '换新会话：小程序提交刷新令牌，网页凭 Cookie(audience 指明居民端或管理端)',
    tag: '身份',
    audience: 'public',
    body: json(
      z.strictObject({ refreshToken: z.string().min(1).max(512).optional(), audience: z.enum(['resident', 'staff']).default('resident') }),
    ),
    status: 200,
    response: json(session),
    errors: ['unauthenticated', 'session_revoked', 'too_many_requests'],
    idempotency: 'natural',
  }),
  closeSession: operation({
    method: 'DELETE',
    path: '/api/v1/sessions/current',
    summary: '退出登录',
    tag: '身份',
    audience: 'any_session',
    status: 204,
    response: empty,
    errors: [],
    idempotency: 'natural',
  }),
  sendSmsCode: operation({
    method: 'POST',
    path: '/api/v1/sms-codes',
    summary: '发送手机验证码',
    tag: '身份',
    audience: 'session',
    body: json(z.strictObject({ phone: phoneNumber })),
    status: 202,
    response: json(z.strictObject({ resendAfterSeconds: z.number().int().min(0), validForSeconds: z.number().int().min(1) })),
    errors: ['too_many_requests', 'upstream_unavailable'],
    idempotency: 'natural',
  }),
  signInByPhone: operation({
    method: 'POST',
    path: '/api/v1/sessions/phone',
    summary: '手机号登录：绑定手机号并认领本访客的捐赠',
    tag: '身份',
    audience: 'session',
    body: json(z.strictObject({ phone: phoneNumber, code: smsCode })),
    status: 201,
    response: json(session),
    errors: ['sms_code_wrong', 'sms_code_expired', 'too_many_requests'],
    idempotency: 'natural',
  }),
  signInStaff: operation({
    method: 'POST',
    path: '/api/v1/sessions/staff',
    summary: '工作人员登录',
    tag: '身份',
    audience: 'public',
    body: json(z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(128) })),
    status: 201,
    response: json(session),
    errors: ['sign_in_failed', 'too_many_requests'],
    idempotency: 'natural',
  }),
  getMe: operation({
    method: 'GET',
    path: '/api/v1/me',
    summary: '我是谁',
    tag: '身份',
    audience: 'any_session',
    status: 200,
    response: json(account),
    errors: [],
    idempotency: 'natural',
  }),
}
