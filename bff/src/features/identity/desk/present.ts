import type { RoleRequest, StaffAccount } from '@minsheng/shared/contracts/identity'
import type { AccountDocument } from '../store.ts'
import { mayDecide } from './domain.ts'
import type { RoleRequestDocument } from './store.ts'

export function presentStaff(account: AccountDocument, now: { locked: boolean; waits: boolean }): StaffAccount {
  return {
    id: account._id,
    username: account.username ?? '',
    displayName: account.displayName,
    roles: account.roles,
    charityId: account.charityId,
    placeIds: account.placeIds ?? [],
    state: account.disabled ? 'disabled' : now.locked ? 'locked' : 'active',
    secondFactor: account.totpSecret ? 'on' : 'none',
    zzdAccountId: account.zzdAccountId ?? null,
    phoneMasked: account.phoneMasked,
    lastSeenAt: account.lastSignInAt?.toISOString() ?? null,
    waits: now.waits,
  }
}

export function presentRequest(request: RoleRequestDocument, names: ReadonlyMap<string, string>, readerId: string): RoleRequest {
  const nameOf = (id: string) => names.get(id) ?? '已离开的工作人员'
  return {
    id: request._id,
    staffId: request.staffId,
    staffName: nameOf(request.staffId),
    position: request.position,
    zzdAccountId: request.zzdAccountId ?? null,
    reason: request.reason,
    requestedBy: nameOf(request.requestedById),
    requestedAt: request.createdAt.toISOString(),
    state: request.state,
    decidedBy: request.decidedById === null ? null : nameOf(request.decidedById),
    note: request.note,
    mayDecide: mayDecide(request, readerId),
  }
}
