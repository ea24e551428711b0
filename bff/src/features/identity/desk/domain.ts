import { clashOf, reachOfRole, type StaffRole, separatedRoles } from '@minsheng/shared/access/role'
import type { StaffPosition } from '@minsheng/shared/contracts/identity'
import type { FieldIssue } from '@minsheng/shared/errors'

/** What is wrong with a position, field by field; empty when someone may hold it. */
export function positionFaults({ roles, charityId, placeIds }: StaffPosition): FieldIssue[] {
  const reaches = new Set(roles.map((role) => reachOfRole[role]))
  const issues: FieldIssue[] = []
  const add = (field: string, message: string) => issues.push({ path: `body.position.${field}`, message })
  if (new Set(roles).size !== roles.length) add('roles', '同一个角色选了两次')
  if (clashOf(roles).length > 0) add('roles', '系统管理员、安全员、审计员必须是三个人，一个账号只能选其中一个')
  if (reaches.has('charity') && charityId === null) add('charityId', '慈善组织的角色要选是哪个组织')
  if (reaches.has('charity') && clashOf([...roles, 'auditor']).length > 0) add('roles', '管理员、安全员、审计员不能同时在慈善组织任职')
  if (!reaches.has('charity') && charityId !== null) add('charityId', '没有慈善组织的角色，不用选组织')
  if (reaches.has('place') && placeIds.length === 0) add('placeIds', '网格、社区、街道等角色要选负责的地方')
  if (!reaches.has('place') && placeIds.length > 0) add('placeIds', '没有按地方分的角色，不用选地方')
  return issues
}

/** The roles with power over the system itself that a change would give: a second person must allow them. */
export function powersAdded(before: readonly StaffRole[], after: readonly StaffRole[]): StaffRole[] {
  return separatedRoles.filter((role) => after.includes(role) && !before.includes(role))
}

/** The position a change gives at once: without the powers that a second person must allow first. */
export function withoutPowers(position: StaffPosition, powers: readonly StaffRole[]): StaffPosition {
  return { ...position, roles: position.roles.filter((role) => !powers.includes(role)) }
}

export interface RoleRequestState {
  staffId: string
  requestedById: string
  state: 'open' | 'approved' | 'refused'
}

/** Never the one who asked, nor the one it is about. */
export function mayDecide(request: RoleRequestState, accountId: string): boolean {
  return request.state === 'open' && accountId !== request.requestedById && accountId !== request.staffId
}

/** A wish for more rights, or for a 浙政钉 account, that waits for a second person's word; and what became of it. */
export interface RoleRequestDocument extends RoleRequestState {
  _id: string
  position: StaffPosition
  /** The 浙政钉 account to link; absent in what is about roles. */
  zzdAccountId?: string
  reason: string
  note: string | null
  decidedById: string | null
  createdAt: Date
  decidedAt: Date | null
}
