import { needsSecondFactor } from '@minsheng/shared/access/role'
import type { StaffAccount, StaffPosition } from '@minsheng/shared/contracts/identity'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { isCommonPassword } from '../../../platform/crypto/common-passwords.ts'
import { derivedId, newId } from '../../../platform/crypto/id.ts'
import type { Passwords } from '../../../platform/crypto/password.ts'
import { passwordFault } from '../password-rules.ts'
import { nameAttempts } from '../staff-sign-in.ts'
import type { AccountDocument, IdentityStore } from '../store.ts'
import { mayDecide, positionFaults, powersAdded, withoutPowers } from './domain.ts'
import { presentStaff } from './present.ts'
import type { DeskStore, RoleRequestDocument } from './store.ts'

export interface NewStaff {
  username: string
  displayName: string
  password: string
  position: StaffPosition
  reason: string
}

/** The desk where staff accounts are kept: made, moved, closed, opened again. Whatever it changes bites at the next request. */
export function createStaffDesk(parts: { identity: IdentityStore; store: DeskStore; passwords: Passwords; clock: Clock }) {
  const { identity, store, passwords, clock } = parts

  async function presented(accounts: readonly AccountDocument[]): Promise<StaffAccount[]> {
    const names = new Map(accounts.map((account) => [account._id, nameAttempts(account.username ?? '')]))
    const [locked, waiting] = await Promise.all([
      identity.lockedAmong([...names.values()], clock.now()),
      store.waiting(accounts.map(({ _id }) => _id)),
    ])
    return accounts.map((account) =>
      presentStaff(account, { locked: locked.has(names.get(account._id) ?? ''), waits: waiting.has(account._id) }),
    )
  }

  async function again(id: string): Promise<StaffAccount> {
    const account = await store.staff(id)
    const [one] = account ? await presented([account]) : []
    if (!one) throw new AppError('not_found')
    return one
  }

  function check(position: StaffPosition): void {
    const issues = positionFaults(position)
    if (issues.length > 0) throw new AppError('invalid_input', { issues })
  }

  function checkPassword(password: string, about: readonly string[], path: string): void {
    const fault = passwordFault(password, about, isCommonPassword)
    if (fault) throw new AppError('invalid_input', { issues: [{ path, message: fault }] })
  }

  function notOneself(staffId: string, byId: string): void {
    if (staffId === byId) throw new AppError('wrong_state', { detail: '不能改自己的账号，请另一位系统管理员来办' })
  }

  async function ask(staffId: string, position: StaffPosition, reason: string, byId: string, zzdAccountId?: string): Promise<void> {
    const request: RoleRequestDocument = {
      _id: newId('rrq'),
      staffId,
      position,
      ...(zzdAccountId === undefined ? {} : { zzdAccountId }),
      reason,
      requestedById: byId,
      state: 'open',
      note: null,
      decidedById: null,
      createdAt: clock.now(),
      decidedAt: null,
    }
    if (!(await store.insertRequest(request)))
      throw new AppError('wrong_state', { detail: '这个账号已经有一份申请在等第二个人，请先等它办完' })
  }

  /** Whoever now sees what needs a second factor, and has none, sets it up at the next sign-in. */
  async function signOutWithoutFactor(account: AccountDocument, position: StaffPosition): Promise<void> {
    if (needsSecondFactor(position.roles) && !account.totpSecret && !account.demo) await identity.revokeSessionsOf(account._id, clock.now())
  }

  const takenZzd = () =>
    new AppError('already_exists', {
      issues: [{ path: 'body.zzdAccountId', message: '这个浙政钉账号已经关联了另一个账号，请先在那边解除' }],
    })

  return {
    presented,
    async create(fields: NewStaff, byId: string, seed: string | undefined): Promise<StaffAccount> {
      const { username, displayName, password, position, reason } = fields
      check(position)
      checkPassword(password, [username, displayName], 'body.password')
      const powers = powersAdded([], position.roles)
      const { roles, charityId, placeIds } = withoutPowers(position, powers)
      const id = derivedId('stf', seed ?? newId('new'))
      const account: AccountDocument = {
        _id: id,
        kind: 'staff',
        displayName,
        phoneMasked: null,
        claimed: [],
        claimedBy: null,
        username,
        passwordHash: await passwords.hash(password),
        mustChangePassword: true,
        roles,
        charityId,
        placeIds,
        disabled: false,
        createdAt: clock.now(),
      }
      if (!(await identity.insertAccount(account)) && !(await store.staff(id)))
        throw new AppError('already_exists', { issues: [{ path: 'body.username', message: '这个账号名已经有人用，请换一个' }] })
      if (powers.length > 0 && !(await store.waiting([id])).has(id)) await ask(id, position, reason, byId)
      return again(id)
    },

    async changePosition(account: AccountDocument, position: StaffPosition, reason: string, byId: string): Promise<StaffAccount> {
      notOneself(account._id, byId)
      check(position)
      if (powersAdded(account.roles, position.roles).length > 0) await ask(account._id, position, reason, byId)
      else {
        await store.setPosition(account._id, position)
        await signOutWithoutFactor(account, position)
      }
      return again(account._id)
    },

    async setState(account: AccountDocument, to: 'active' | 'disabled', byId: string): Promise<StaffAccount> {
      notOneself(account._id, byId)
      if (!(await store.setDisabled(account._id, to === 'disabled')))
        throw new AppError('wrong_state', { detail: to === 'disabled' ? '这个账号已经停用' : '这个账号没有停用' })
      if (to === 'disabled') await identity.revokeSessionsOf(account._id, clock.now())
      return again(account._id)
    },

    async unlock(account: AccountDocument): Promise<StaffAccount> {
      await identity.forgetAttemptsOf([nameAttempts(account.username ?? ''), account._id])
      return again(account._id)
    },

    async resetSignIn(account: AccountDocument, reset: { secondFactor: boolean; password: string | null }, byId: string) {
      notOneself(account._id, byId)
      if (!reset.secondFactor && reset.password === null)
        throw new AppError('invalid_input', { issues: [{ path: 'body.secondFactor', message: '请选择要重置动态码还是密码' }] })
      if (reset.password !== null) checkPassword(reset.password, [account.username ?? '', account.displayName], 'body.password')
      await store.resetSignIn(account._id, reset.secondFactor, reset.password === null ? null : await passwords.hash(reset.password))
      await identity.revokeSessionsOf(account._id, clock.now())
      return again(account._id)
    },

    /** Whoever holds the 浙政钉 account comes in as this person, so a second person says yes to it. Taking it away holds at once. */
    async changeZzd(account: AccountDocument, zzdAccountId: string | null, reason: string, byId: string): Promise<StaffAccount> {
      notOneself(account._id, byId)
      if (zzdAccountId === (account.zzdAccountId ?? null))
        throw new AppError('wrong_state', { detail: zzdAccountId === null ? '这个账号没有关联浙政钉' : '已经关联了这个浙政钉账号' })
      if (zzdAccountId === null) {
        await store.setZzd(account._id, null)
        await identity.revokeSessionsOf(account._id, clock.now())
        return again(account._id)
      }
      if (await identity.accountByZzd(zzdAccountId)) throw takenZzd()
      const { roles, charityId, placeIds = [] } = account
      await ask(account._id, { roles, charityId, placeIds }, reason, byId, zzdAccountId)
      return again(account._id)
    },

    /** Found by nothing: the same number may be a resident's own, who signs in with it elsewhere. */
    async changePhone(account: AccountDocument, phone: string | null): Promise<StaffAccount> {
      await store.setPhone(account._id, phone)
      return again(account._id)
    },

    async decide(request: RoleRequestDocument, approve: boolean, note: string, byId: string): Promise<RoleRequestDocument> {
      if (!mayDecide(request, byId))
        throw new AppError('wrong_state', {
          detail: request.state === 'open' ? '申请人和本人不能自己同意，请另一位管理员或安全员来办' : '这份申请已经办过',
        })
      const { staffId, position, zzdAccountId } = request
      const change = { state: approve ? 'approved' : 'refused', note, decidedById: byId, decidedAt: clock.now() } as const
      const { roles, charityId, placeIds } = position
      const effect = zzdAccountId === undefined ? { staffId, roles, charityId, placeIds } : { staffId, zzdAccountId }
      const outcome = await store.decide(request._id, change, approve ? effect : null)
      // A request that can't be followed stays open, to be refused.
      if (outcome === 'account_closed') throw new AppError('wrong_state', { detail: '这个账号已经停用，不能同意，请选“不同意”' })
      if (outcome === 'zzd_taken') throw takenZzd()
      if (outcome === 'was_decided') throw new AppError('wrong_state', { detail: '这份申请刚被别人办过' })
      const account = approve && zzdAccountId === undefined ? await store.staff(staffId) : null
      if (account) await signOutWithoutFactor(account, position)
      return { ...request, ...change }
    },
  }
}
