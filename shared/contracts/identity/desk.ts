import * as z from 'zod'
import { staffRoles } from '../../access/role.ts'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { newPassword } from './security.ts'
import { phoneNumber } from './terms.ts'

const tag = '身份 · 账号与角色'
const reason = z.string().trim().min(2, '请写明原因').max(200, '最多 200 字')
/** As 浙政钉 numbers its accounts. */
const zzdAccountId = z.string().regex(/^\d{1,20}$/, '浙政钉账号编号是一串数字，最多 20 位')
const staffParams = z.strictObject({ staffId: id })

/** What someone is and where: roles with the charity or the places they hold for. */
export const staffPosition = z.strictObject({
  roles: z.array(z.enum(staffRoles)).max(staffRoles.length),
  charityId: id.nullable(),
  placeIds: z.array(id).max(50),
})
export type StaffPosition = z.output<typeof staffPosition>

/** Roles that were asked for and wait for a second person. */
export const roleRequest = z.strictObject({
  id,
  staffId: id,
  staffName: z.string(),
  position: staffPosition,
  reason: z.string(),
  /** The 浙政钉 account that is to be linked; null when it is about roles. */
  zzdAccountId: zzdAccountId.nullable(),
  requestedBy: z.string(),
  requestedAt: instant,
  state: z.enum(['open', 'approved', 'refused']),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
  /** Whether the reader may decide: never the one who asked, nor the one it is about. */
  mayDecide: z.boolean(),
})
export type RoleRequest = z.output<typeof roleRequest>

export const staffAccount = z.strictObject({
  id,
  username: z.string(),
  displayName: z.string(),
  ...staffPosition.shape,
  /** `locked`: too many wrong passwords. */
  state: z.enum(['active', 'locked', 'disabled']),
  secondFactor: z.enum(['on', 'none']),
  /** The 浙政钉 account that signs in here. */
  zzdAccountId: zzdAccountId.nullable(),
  /** Where calls for help reach this person: by text message and by a call. */
  phoneMasked: z.string().nullable(),
  lastSeenAt: instant.nullable(),
  /** True while roles that a second person must allow are asked for. */
  waits: z.boolean(),
})
export type StaffAccount = z.output<typeof staffAccount>

export const staffDeskContract = {
  listStaff: operation({
    method: 'GET',
    path: '/api/v1/admin/staff',
    summary: '工作人员账号',
    tag,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, text: z.string().trim().max(64).optional() }),
    status: 200,
    response: json(page(staffAccount)),
    errors: [],
    idempotency: 'natural',
  }),
  createStaff: operation({
    method: 'POST',
    path: '/api/v1/admin/staff',
    summary: '开通工作人员账号；初始密码只用一次，本人登录后要改',
    tag,
    audience: 'staff',
    body: json(
      z.strictObject({
        username: z
          .string()
          .trim()
          .regex(/^[a-z][a-z0-9._-]{2,31}$/, '账号用 3–32 位小写字母、数字、点、- 或 _，以字母开头'),
        displayName: z.string().trim().min(2, '请填写姓名').max(40, '最多 40 字'),
        password: newPassword,
        position: staffPosition,
        reason,
      }),
    ),
    status: 201,
    response: json(staffAccount),
    errors: ['already_exists'],
    idempotency: 'key',
  }),
  changeStaffPosition: operation({
    method: 'PUT',
    path: '/api/v1/admin/staff/:staffId/position',
    summary: '调整角色和范围；管理员、安全员、审计员要第二个人同意',
    tag,
    audience: 'staff',
    params: staffParams,
    body: json(z.strictObject({ position: staffPosition, reason })),
    status: 200,
    response: json(staffAccount),
    errors: ['wrong_state'],
    idempotency: 'natural',
  }),
  setStaffState: operation({
    method: 'POST',
    path: '/api/v1/admin/staff/:staffId/state',
    summary: '停用或恢复账号；停用马上生效',
    tag,
    audience: 'staff',
    params: staffParams,
    body: json(z.strictObject({ to: z.enum(['active', 'disabled']), reason })),
    status: 200,
    response: json(staffAccount),
    errors: ['wrong_state'],
    idempotency: 'natural',
  }),
  unlockStaff: operation({
    method: 'POST',
    path: '/api/v1/admin/staff/:staffId/unlocking',
    summary: '解除密码试错造成的锁定',
    tag,
    audience: 'staff',
    params: staffParams,
    body: json(z.strictObject({ reason })),
    status: 200,
    response: json(staffAccount),
    errors: [],
    idempotency: 'natural',
  }),
  resetStaffSignIn: operation({
    method: 'POST',
    path: '/api/v1/admin/staff/:staffId/sign-in-resets',
    summary: '重置动态码或密码：本人下次登录时重新设置',
    tag,
    audience: 'staff',
    params: staffParams,
    body: json(z.strictObject({ secondFactor: z.boolean(), password: newPassword.nullable(), reason })),
    status: 200,
    response: json(staffAccount),
    errors: ['wrong_state'],
    idempotency: 'natural',
  }),
  changeStaffZzd: operation({
    method: 'PUT',
    path: '/api/v1/admin/staff/:staffId/zzd-account',
    summary: '关联浙政钉账号，要第二个人同意；解除关联马上生效',
    tag,
    audience: 'staff',
    params: staffParams,
    body: json(z.strictObject({ zzdAccountId: zzdAccountId.nullable(), reason })),
    status: 200,
    response: json(staffAccount),
    errors: ['wrong_state', 'already_exists'],
    idempotency: 'natural',
  }),
  changeStaffPhone: operation({
    method: 'PUT',
    path: '/api/v1/admin/staff/:staffId/phone',
    summary: '登记工作手机号：一键呼没有人接时，按它发短信、打电话；不能用来登录',
    tag,
    audience: 'staff',
    params: staffParams,
    body: json(z.strictObject({ phone: phoneNumber.nullable(), reason })),
    status: 200,
    response: json(staffAccount),
    errors: [],
    idempotency: 'natural',
  }),
  listRoleRequests: operation({
    method: 'GET',
    path: '/api/v1/admin/role-requests',
    summary: '等第二个人同意的申请：角色，或关联浙政钉',
    tag,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'approved', 'refused']).default('open') }),
    status: 200,
    response: json(page(roleRequest)),
    errors: [],
    idempotency: 'natural',
  }),
  decideRoleRequest: operation({
    method: 'POST',
    path: '/api/v1/admin/role-requests/:requestId/decision',
    summary: '第二个人同意或不同意',
    tag,
    audience: 'staff',
    params: z.strictObject({ requestId: id }),
    body: json(z.strictObject({ approve: z.boolean(), note: reason })),
    status: 200,
    response: json(roleRequest),
    errors: ['wrong_state'],
    idempotency: 'natural',
  }),
}
