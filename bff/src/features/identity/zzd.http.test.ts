import { randomInt, randomUUID } from 'node:crypto'
import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../testing/app.ts'
import { ownStandIns } from '../../../testing/own-stand-ins.ts'

let standIns: Awaited<ReturnType<typeof ownStandIns>>
let environment: Record<string, string>
let app: TestApp
let admin: SignedIn
let officer: SignedIn
beforeAll(async () => {
  standIns = await ownStandIns(inject('bffEnvironment'))
  const zzd = Object.entries(standIns.environment).filter(([name]) => name.startsWith('ZZD_'))
  environment = { ...inject('bffEnvironment'), ...Object.fromEntries(zzd) }
  app = await startTestApp(environment, freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  admin = await staff(app, ['administrator'])
  officer = await staff(app, ['security_officer'])
})
afterAll(async () => {
  await app.close()
  await standIns.stop()
})

const control = <T>(path: string, body?: unknown) => standIns.control<T>('hub', path, body)
beforeEach(() => control('zzd'))

type Way = 'qr' | 'app'
const freshZzd = () => String(randomInt(1_000_000, 2 ** 40))
const codeOf = async (way: Way, accountId: string) => (await control<{ code: string }>('zzd-codes', { way, accountId })).code
const signIn = async (way: Way, code: string, at = app) => clientOf(at.url, null)('signInStaffByZzd', { body: { way, code } })
const reason = '本人当面核对过'

async function hired(roles: StaffRole[] = ['department']) {
  const body = {
    username: `s${randomUUID().slice(0, 12)}`,
    displayName: '周科员',
    password: '西湖边的柳树绿了好大一片',
    position: { roles, charityId: null, placeIds: [] },
    reason,
  }
  return admin.call('createStaff', { body, idempotencyKey: key() })
}
const link = (staffId: string, zzdAccountId: string | null, by = admin) =>
  by.call('changeStaffZzd', { params: { staffId }, body: { zzdAccountId, reason } })
async function openRequest(staffId: string) {
  const { items } = await admin.call('listRoleRequests', { query: { limit: 100 } })
  return items.find((one) => one.staffId === staffId)
}
async function decide(staffId: string, by = officer, approve = true) {
  const requestId = (await openRequest(staffId))?.id ?? ''
  return by.call('decideRoleRequest', { params: { requestId }, body: { approve, note: '已核对' } })
}
async function linked(roles?: StaffRole[]) {
  const [account, zzd] = [await hired(roles), freshZzd()]
  await link(account.id, zzd)
  await decide(account.id)
  return { ...account, zzd }
}

describe.each(['qr', 'app'] as const)('a code of the way %s', (way) => {
  test('signs in whom two people linked, without the password', async () => {
    const { id, zzd } = await linked()
    const session = await signIn(way, await codeOf(way, zzd))
    expect(session.account).toMatchObject({ id, kind: 'staff', owes: [] })
    expect((await clientOf(app.url, session.accessToken)('getMe')).id).toBe(id)
  })

  test('asks for the second factor where the role does', async () => {
    const { zzd } = await linked(['bureau'])
    const session = await signIn(way, await codeOf(way, zzd))
    expect(session.account.owes).toEqual(['enrol'])
    await expect(clientOf(app.url, session.accessToken)('listCharities', {})).rejects.toMatchObject({ status: 403 })
  })

  test('counts once, even where 浙政钉 would take it again, and is no code of the other way', async () => {
    await control('zzd', { reusable: true })
    const { zzd } = await linked()
    const code = await codeOf(way, zzd)
    await expect(signIn(way === 'qr' ? 'app' : 'qr', code)).rejects.toMatchObject({ code: 'zzd_code_rejected' })
    await signIn(way, code)
    await expect(signIn(way, code)).rejects.toMatchObject({ code: 'zzd_code_rejected' })
    await expect(signIn(way, randomUUID())).rejects.toMatchObject({ code: 'zzd_code_rejected' })
  })

  test.each([{ errors: 1 }, { garbage: 1 }, { refuseSignatures: 1 }])('may be tried again after %o', async (trouble) => {
    const { zzd } = await linked()
    const code = await codeOf(way, zzd)
    await control('zzd', trouble)
    await expect(signIn(way, code)).rejects.toMatchObject({ code: 'upstream_unavailable', message: expect.stringContaining('账号和密码') })
    expect((await signIn(way, code)).account.kind).toBe('staff')
  })
})

test('a token that 浙政钉 no longer takes is fetched anew', async () => {
  const { zzd } = await linked()
  await signIn('qr', await codeOf('qr', zzd))
  await control('zzd-forget-tokens')
  expect((await signIn('qr', await codeOf('qr', zzd))).account.kind).toBe('staff')
})

describe('nobody comes in', () => {
  test('whom no one linked: no account is made', async () => {
    const before = await app.db.collection('accounts').countDocuments()
    await expect(signIn('qr', await codeOf('qr', freshZzd()))).rejects.toMatchObject({ code: 'zzd_not_linked', status: 401 })
    expect(await app.db.collection('accounts').countDocuments()).toBe(before)
  })

  test('before the second person said yes, or when they said no', async () => {
    const [account, zzd] = [await hired(), freshZzd()]
    expect(await link(account.id, zzd)).toMatchObject({ zzdAccountId: null, waits: true })
    await expect(signIn('qr', await codeOf('qr', zzd))).rejects.toMatchObject({ code: 'zzd_not_linked' })
    await decide(account.id, officer, false)
    await expect(signIn('qr', await codeOf('qr', zzd))).rejects.toMatchObject({ code: 'zzd_not_linked' })
  })

  test('once the account is disabled or the link taken away, and who is in is out', async () => {
    const one = await linked()
    const session = await signIn('qr', await codeOf('qr', one.zzd))
    expect(await link(one.id, null)).toMatchObject({ zzdAccountId: null })
    await expect(clientOf(app.url, session.accessToken)('getMe')).rejects.toMatchObject({ code: 'session_revoked' })
    await expect(signIn('qr', await codeOf('qr', one.zzd))).rejects.toMatchObject({ code: 'zzd_not_linked' })
    const other = await linked()
    await admin.call('setStaffState', { params: { staffId: other.id }, body: { to: 'disabled', reason } })
    await expect(signIn('qr', await codeOf('qr', other.zzd))).rejects.toMatchObject({ code: 'zzd_not_linked' })
  })
})

describe('linking', () => {
  test('is decided by a second person, and changes no role', async () => {
    const [account, zzd] = [await hired(['bureau']), freshZzd()]
    await link(account.id, zzd)
    expect(await openRequest(account.id)).toMatchObject({ zzdAccountId: zzd, mayDecide: false, position: { roles: ['bureau'] } })
    await expect(decide(account.id, admin)).rejects.toMatchObject({ code: 'wrong_state' })
    await decide(account.id)
    const { items } = await admin.call('listStaff', { query: { limit: 100, text: account.username } })
    expect(items).toMatchObject([{ zzdAccountId: zzd, roles: ['bureau'], waits: false }])
  })

  test('of one 浙政钉 account to two people, of one’s own, or twice is refused', async () => {
    const [one, other] = [await linked(), await hired()]
    await expect(link(other.id, one.zzd)).rejects.toMatchObject({ code: 'already_exists', issues: [{ path: 'body.zzdAccountId' }] })
    await expect(link(one.id, one.zzd)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(link(admin.accountId, freshZzd())).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(link(other.id, 'zhou')).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('of one 浙政钉 account asked for two people gives it to the first that is allowed', async () => {
    const [one, other, zzd] = [await hired(), await hired(), freshZzd()]
    await link(one.id, zzd)
    await link(other.id, zzd)
    await decide(one.id)
    await expect(decide(other.id)).rejects.toMatchObject({ code: 'already_exists' })
    // Nothing was answered: it stays open, to be refused.
    expect(await openRequest(other.id)).toMatchObject({ state: 'open' })
    expect(await decide(other.id, officer, false)).toMatchObject({ state: 'refused' })
    expect((await signIn('qr', await codeOf('qr', zzd))).account.id).toBe(one.id)
  })

  test('of a request for someone who left there is only a no; two who answer at once are one', async () => {
    const left = await hired()
    await link(left.id, freshZzd())
    await admin.call('setStaffState', { params: { staffId: left.id }, body: { to: 'disabled', reason } })
    await expect(decide(left.id)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('停用') })
    expect(await openRequest(left.id)).toMatchObject({ state: 'open' })
    expect(await decide(left.id, officer, false)).toMatchObject({ state: 'refused' })
    const stays = await hired()
    await link(stays.id, freshZzd())
    const answers = await Promise.allSettled([decide(stays.id), decide(stays.id)])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

test('the sign-in page knows whether 浙政钉 is connected', async () => {
  expect((await clientOf(app.url, null)('getStaffSignInWays', {})).zzdPage).toContain(`${standIns.urls.hub}/zzd/auth.htm`)
  const without = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('ZZD_')))
  const apart = await startTestApp(without, freshDatabaseName(), { work: false })
  try {
    expect(await clientOf(apart.url, null)('getStaffSignInWays', {})).toEqual({ zzdPage: null })
    await expect(signIn('qr', 'anything', apart)).rejects.toMatchObject({ code: 'upstream_unavailable' })
  } finally {
    await apart.close()
  }
})
