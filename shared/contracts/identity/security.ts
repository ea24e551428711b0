import * as z from 'zod'
import { empty, id, instant, json, operation } from '../operation.ts'
import { session } from './terms.ts'

const tag = '身份 · 我的安全'

/** Staff passwords: length counts, not the kinds of characters. */
export const passwordLimits = { least: 12, most: 128 } as const
export const newPassword = z
  .string()
  .min(passwordLimits.least, '新密码至少 12 位，可以用一句自己记得住的话')
  .max(passwordLimits.most, '新密码最多 128 位')

/** Six digits of the authenticator, or one of the recovery codes, however it was typed. */
export const secondFactorCode = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(\d{6}|[A-Z2-7]{10})$/, '请填写 6 位动态码，或 10 位恢复码'))

/** A device someone is signed in on. */
export const device = z.strictObject({
  id,
  /** `微信小程序`、`Windows 上的 Chrome`. */
  name: z.string(),
  signedInAt: instant,
  /** The last time it renewed its session; at most a quarter of an hour behind. */
  lastSeenAt: instant,
  current: z.boolean(),
})
export type Device = z.output<typeof device>

export const securityContract = {
  enterSecondFactor: operation({
    method: 'POST',
    path: '/api/v1/sessions/staff/second-factor',
    summary: '工作人员登录第二步：填写动态码或恢复码',
    tag,
    audience: 'any_session',
    body: json(z.strictObject({ code: secondFactorCode })),
    status: 201,
    response: json(session),
    errors: ['second_factor_wrong', 'wrong_state', 'too_many_requests'],
    idempotency: 'natural',
  }),
  beginSecondFactor: operation({
    method: 'POST',
    path: '/api/v1/me/second-factor/enrolments',
    summary: '开始设置动态码：得到密钥，扫码加进手机上的身份验证器',
    tag,
    audience: 'any_session',
    status: 201,
    response: json(z.strictObject({ secret: z.string(), uri: z.string() })),
    errors: ['wrong_state'],
    idempotency: 'natural',
  }),
  confirmSecondFactor: operation({
    method: 'POST',
    path: '/api/v1/me/second-factor',
    summary: '填写第一个动态码，完成设置；恢复码只显示这一次',
    tag,
    audience: 'any_session',
    body: json(z.strictObject({ code: z.string().regex(/^\d{6}$/, '请填写 6 位动态码') })),
    status: 201,
    response: json(z.strictObject({ recoveryCodes: z.array(z.string()), session })),
    errors: ['second_factor_wrong', 'wrong_state', 'too_many_requests'],
    idempotency: 'natural',
  }),
  changeMyPassword: operation({
    method: 'POST',
    path: '/api/v1/me/password',
    summary: '修改自己的密码；其他设备上的登录随即失效',
    tag,
    audience: 'any_session',
    body: json(z.strictObject({ current: z.string().min(1).max(128), next: newPassword })),
    status: 201,
    response: json(session),
    errors: ['wrong_state', 'too_many_requests'],
    idempotency: 'natural',
  }),
  getMySecurity: operation({
    method: 'GET',
    path: '/api/v1/me/security',
    summary: '我的安全设置',
    tag,
    audience: 'staff',
    status: 200,
    response: json(
      z.strictObject({
        secondFactorSince: instant.nullable(),
        recoveryCodesLeft: z.number().int().min(0),
        passwordChangedAt: instant.nullable(),
      }),
    ),
    errors: [],
    idempotency: 'natural',
  }),
  listMyDevices: operation({
    method: 'GET',
    path: '/api/v1/me/devices',
    summary: '登录着的设备',
    tag,
    audience: 'any_session',
    status: 200,
    response: json(z.strictObject({ items: z.array(device) })),
    errors: [],
    idempotency: 'natural',
  }),
  signOutDevice: operation({
    method: 'DELETE',
    path: '/api/v1/me/devices/:deviceId',
    summary: '让一台设备退出登录',
    tag,
    audience: 'any_session',
    params: z.strictObject({ deviceId: id }),
    status: 204,
    response: empty,
    errors: [],
    idempotency: 'natural',
  }),
  signOutOtherDevices: operation({
    method: 'POST',
    path: '/api/v1/me/device-sign-outs',
    summary: '除了这台，其他设备都退出登录',
    tag,
    audience: 'any_session',
    status: 200,
    response: json(z.strictObject({ signedOut: z.number().int().min(0) })),
    errors: [],
    idempotency: 'natural',
  }),
}
