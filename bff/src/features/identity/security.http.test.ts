import { randomUUID } from 'node:crypto'
import type { SignInStep, StaffPosition, StaffRole } from '@minsheng/shared/contracts/identity'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestWeapp, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'

const FIRST = '西湖边的柳树绿了好大一片'
const OWN = '断桥上走过三位慈祥老邻居'
const clock = heldClock()
let app: TestApp
let admin: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    work: false,
    clock,
    environment: { TRUSTED_PROXIES: '1', SIGN_IN_LIMIT_FACTOR: '1000' },
  })
  admin = await staff(app, ['administrator'])
})
afterAll(() => app.close())

const at = (roles: StaffRole[]): StaffPosition => ({ roles, charityId: null, placeIds: [] })
async function hired(roles: StaffRole[] = ['bureau'], by = admin) {
  const body = {
    username: `s${randomUUID().slice(0, 12)}`,
    displayName: '周科员',
    password: FIRST,
    position: at(roles),
    reason: '新来的同事',
  }
  return by.call('createStaff', { body, idempotencyKey: key() })
}
const signIn = (username: string, password: string) => clientOf(app.url, null)('signInStaff', { body: { username, password } })
const codeOf = (secret: string, seconds = 0) => generateSync({ secret, epoch: Math.floor(clock.now().getTime() / 1000) + seconds })

/** Someone new who went through all the steps; the secret of their authenticator and their recovery codes. */
async function settled(roles: StaffRole[] = ['bureau']) {
  const { id, username } = await hired(roles)
  const first = await signIn(username, FIRST)
  const call = clientOf(app.url, first.accessToken)
  await call('changeMyPassword', { body: { current: FIRST, next: OWN } })
  const { secret } = await call('beginSecondFactor')
  const { recoveryCodes, session } = await call('confirmSecondFactor', { body: { code: codeOf(secret) } })
  return { id, username, secret, recoveryCodes, session, call }
}
async function withPassword(username: string) {
  const { accessToken, account } = await signIn(username, OWN)
  return { owes: account.owes, token: accessToken, call: clientOf(app.url, accessToken) }
}
const refused = (code: string) => expect.objectContaining({ code })

describe('the way in of someone new', () => {
  test('a password of their own, then an authenticator; before that nothing else is open, afterwards all that the role may', async () => {
    const { username } = await hired()
    const first = await signIn(username, FIRST)
    expect(first.account.owes).toEqual<SignInStep[]>(['password', 'enrol'])
    const call = clientOf(app.url, first.accessToken)
    for (const attempt of [() => call('listCharities', {}), () => call('listMyDevices'), () => call('getMySecurity')])
      await expect(attempt()).rejects.toMatchObject({ status: 403 })
    await expect(call('beginSecondFactor')).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await call('changeMyPassword', { body: { current: FIRST, next: OWN } })).account.owes).toEqual(['enrol'])
    await expect(call('listCharities', {})).rejects.toMatchObject({ status: 403 })

    const { secret, uri } = await call('beginSecondFactor')
    expect(decodeURIComponent(uri)).toContain(`otpauth://totp/民生直达上城:${username}?secret=${secret}`)
    const wrongCode = codeOf(secret) === '000000' ? '000001' : '000000'
    await expect(call('confirmSecondFactor', { body: { code: wrongCode } })).rejects.toMatchObject({ code: 'second_factor_wrong' })
    const { recoveryCodes, session } = await call('confirmSecondFactor', { body: { code: codeOf(secret) } })
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(session.account.owes).toEqual([])
    await call('listCharities', {})
    expect(await call('getMySecurity')).toMatchObject({ recoveryCodesLeft: 10 })
    await expect(call('beginSecondFactor')).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test.each([
    ['short', '太短了', /至少 12 位/],
    ['one that everybody uses', 'unbelievable2026', /太多人用/],
    ['a run', 'abcdefghijklmn', /重复或连续/],
    ['made of the house and the person', 'minsheng周科员2026', /不要只由/],
    ['the same again', FIRST, /不能和现在的一样/],
  ])('a password that is %s is refused beside its field', async (_, next, words) => {
    const { username } = await hired()
    const call = clientOf(app.url, (await signIn(username, FIRST)).accessToken)
    await expect(call('changeMyPassword', { body: { current: FIRST, next } })).rejects.toMatchObject({
      status: 400,
      issues: [{ path: 'body.next', message: expect.stringMatching(words) }],
    })
  })
})

describe('the second factor', () => {
  test('is asked for at each sign-in; a code counts once, within one step either way, and no other', async () => {
    const { username, secret } = await settled()
    // The code it was set up with is used up.
    const early = await withPassword(username)
    expect(early.owes).toEqual(['code'])
    await expect(early.call('listCharities', {})).rejects.toMatchObject({ status: 403 })
    await expect(early.call('enterSecondFactor', { body: { code: codeOf(secret) } })).rejects.toEqual(refused('second_factor_wrong'))

    clock.advance(90_000)
    const [one, two] = [await withPassword(username), await withPassword(username)]
    for (const seconds of [-60, 60])
      await expect(one.call('enterSecondFactor', { body: { code: codeOf(secret, seconds) } })).rejects.toEqual(
        refused('second_factor_wrong'),
      )
    const code = codeOf(secret, -30)
    const outcomes = await Promise.allSettled([one, two].map(({ call }) => call('enterSecondFactor', { body: { code } })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const three = await withPassword(username)
    expect((await three.call('enterSecondFactor', { body: { code: codeOf(secret, 30) } })).account.owes).toEqual([])
    await three.call('listCharities', {})
    await expect(three.call('enterSecondFactor', { body: { code: codeOf(secret, 30) } })).rejects.toEqual(refused('wrong_state'))
  })

  test('wrong codes make one wait, and the right one does not help meanwhile', async () => {
    const { username, secret } = await settled()
    clock.advance(90_000)
    const { call } = await withPassword(username)
    const right = codeOf(secret)
    const wrong = right === '000000' ? '000001' : '000000'
    for (let i = 0; i < 5; i += 1)
      await expect(call('enterSecondFactor', { body: { code: wrong } })).rejects.toEqual(refused('second_factor_wrong'))
    await expect(call('enterSecondFactor', { body: { code: right } })).rejects.toMatchObject({ code: 'too_many_requests' })
    clock.advance(30_000)
    expect((await call('enterSecondFactor', { body: { code: codeOf(secret) } })).account.owes).toEqual([])
  })

  test('a recovery code opens once, however it is typed', async () => {
    const { username, recoveryCodes } = await settled()
    const code = recoveryCodes[3] ?? ''
    const { call } = await withPassword(username)
    expect((await call('enterSecondFactor', { body: { code: ` ${code.toLowerCase()} ` } })).account.owes).toEqual([])
    expect(await call('getMySecurity')).toMatchObject({ recoveryCodesLeft: 9 })
    const again = await withPassword(username)
    await expect(again.call('enterSecondFactor', { body: { code } })).rejects.toEqual(refused('second_factor_wrong'))
  })

  test('neither secret nor recovery codes lie in the database', async () => {
    const { secret, recoveryCodes } = await settled()
    const dump = JSON.stringify(await app.db.collection('accounts').find().toArray())
    for (const canary of [secret, recoveryCodes[0]?.replace('-', '') ?? '', OWN]) expect(dump).not.toContain(canary)
  })
})

describe('a stranger who tries passwords on and on', () => {
  const from = (address: string, username: string, password: string) =>
    fetch(`${app.url}/api/v1/sessions/staff`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address },
      body: JSON.stringify({ username, password }),
    }).then(({ status }) => status)

  test('locks the name for addresses it never signed in from, not where its person works; the administrator unlocks it', async () => {
    const { id, username } = await hired()
    expect(await from('198.51.100.1', username, FIRST)).toBe(201)
    for (let i = 0; i < 30; i += 1) await from(`203.0.113.${i}`, username, 'wrong')
    expect(await from('203.0.113.200', username, FIRST)).toBe(429)
    expect(await from('198.51.100.1', username, FIRST)).toBe(201)
    expect((await admin.call('listStaff', { query: { text: username } })).items).toMatchObject([{ id, state: 'locked' }])
    expect(await admin.call('unlockStaff', { params: { staffId: id }, body: { reason: '本人来电' } })).toMatchObject({ state: 'active' })
    expect(await from('203.0.113.200', username, FIRST)).toBe(201)
  })
})

describe('devices', () => {
  test('are listed with names, one is signed out, then all others', async () => {
    const open = async (agent: string) => {
      const answer = await fetch(`${app.url}/api/v1/sessions/guest`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'User-Agent': agent },
        body: JSON.stringify({ channel: 'weapp', code: `phone-of-li:${randomUUID()}` }),
      })
      return clientOf(app.url, ((await answer.json()) as { accessToken: string }).accessToken)
    }
    const here = await open('Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0')
    const [second, third] = [await open('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0'), await open('x')]
    const { items } = await here('listMyDevices')
    expect(items.map(({ name, current }) => [name, current])).toEqual([
      ['安卓手机上的微信小程序', true],
      ['苹果手机或平板上的微信小程序', false],
      ['微信小程序', false],
    ])
    await here('signOutDevice', { params: { deviceId: items[1]?.id ?? '' } })
    await expect(second('getMe')).rejects.toMatchObject({ code: 'session_revoked' })
    await expect(here('signOutDevice', { params: { deviceId: items[1]?.id ?? '' } })).rejects.toMatchObject({ status: 404 })
    expect(await here('signOutOtherDevices')).toEqual({ signedOut: 1 })
    await expect(third('getMe')).rejects.toMatchObject({ code: 'session_revoked' })
    await here('getMe')
  })

  test("somebody else's is missing", async () => {
    const [mine, theirs] = [await guestWeapp(app), await guestWeapp(app)]
    const { items } = await theirs.call('listMyDevices')
    await expect(mine.call('signOutDevice', { params: { deviceId: items[0]?.id ?? '' } })).rejects.toMatchObject({ status: 404 })
    await theirs.call('getMe')
  })

  test('a refresh token used twice closes the session and tells its owner', async () => {
    const victim = await guestWeapp(app)
    await app.db.collection<{ _id: string }>('accounts').updateOne({ _id: victim.accountId }, { $set: { kind: 'resident' } })
    const refresh = (refreshToken: string) => clientOf(app.url, null)('refreshSession', { body: { refreshToken } })
    const thief = await refresh(victim.refreshToken)
    clock.advance(10_001)
    await expect(refresh(victim.refreshToken)).rejects.toMatchObject({ code: 'session_revoked' })
    await expect(refresh(thief.refreshToken ?? '')).rejects.toMatchObject({ code: 'session_revoked' })
    const subject = { accountId: victim.accountId, ownerIds: [victim.accountId], residentId: null, proven: false }
    expect(await app.app.message.holding.rows(subject)).toMatchObject([{ 标题: '一台设备的登录已被关闭' }])
  })
})

describe('the desk of accounts', () => {
  const move = (staffId: string, roles: StaffRole[], by = admin) =>
    by.call('changeStaffPosition', { params: { staffId }, body: { position: at(roles), reason: '岗位调整' } })
  const openRequest = async (staffId: string) =>
    (await admin.call('listRoleRequests', { query: { limit: 100 } })).items.find((one) => one.staffId === staffId)

  test('a changed role bites at the next request, also for tokens already out', async () => {
    const { id, call } = await settled(['bureau'])
    await call('listCharities', {})
    await move(id, ['department'])
    await expect(call('listCharities', {})).rejects.toMatchObject({ status: 403 })
    await move(id, ['auditor']).catch(() => undefined)
    await expect(call('listCharities', {})).rejects.toMatchObject({ status: 403 })
  })

  test('an administrator-like role waits for a second person: neither who asked nor whom it is about', async () => {
    const { id, roles, waits } = await hired(['auditor'])
    expect([roles, waits]).toEqual([[], true])
    const request = await openRequest(id)
    const params = { requestId: request?.id ?? '' }
    expect(request).toMatchObject({ state: 'open', mayDecide: false, position: { roles: ['auditor'] } })
    const decide = (by: SignedIn) => by.call('decideRoleRequest', { params, body: { approve: true, note: '已核对任命文件' } })
    await expect(decide(admin)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(move(id, ['security_officer'])).rejects.toMatchObject({ code: 'wrong_state' })
    const officers = [await staff(app, ['security_officer']), await staff(app, ['security_officer'])]
    const outcomes = await Promise.allSettled(officers.map(decide))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await admin.call('listStaff', { query: { limit: 100, text: '周科员' } })).items.find((one) => one.id === id)).toMatchObject({
      roles: ['auditor'],
      waits: false,
    })
  })

  test.each<[StaffRole[]]>([[['administrator', 'auditor']], [['auditor', 'security_officer']], [['administrator', 'security_officer']]])(
    '%j are never one person',
    async (roles) => {
      const { id } = await hired()
      await expect(move(id, roles)).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.position.roles' }] })
    },
  )

  test('a place role needs its places, a charity role its charity; nobody keeps their own account', async () => {
    const { id } = await hired()
    await expect(move(id, ['street'])).rejects.toMatchObject({ issues: [{ path: 'body.position.placeIds' }] })
    await expect(move(id, ['charity_owner'])).rejects.toMatchObject({ issues: [{ path: 'body.position.charityId' }] })
    await expect(move(admin.accountId, ['bureau'])).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('disabled is disabled at once and again no longer; reset lets the person set up anew', async () => {
    const { id, username, call } = await settled()
    const state = (to: 'active' | 'disabled') => admin.call('setStaffState', { params: { staffId: id }, body: { to, reason: '调离' } })
    expect(await state('disabled')).toMatchObject({ state: 'disabled' })
    await expect(call('listCharities', {})).rejects.toMatchObject({ code: 'session_revoked' })
    await expect(signIn(username, OWN)).rejects.toMatchObject({ code: 'sign_in_failed' })
    await state('active')
    const reset = { secondFactor: true, password: FIRST, reason: '手机丢了' }
    expect(await admin.call('resetStaffSignIn', { params: { staffId: id }, body: reset })).toMatchObject({ secondFactor: 'none' })
    expect((await signIn(username, FIRST)).account.owes).toEqual(['password', 'enrol'])
  })

  test('one user name, one account', async () => {
    const { username } = await hired()
    const body = { username, displayName: '另一位', password: FIRST, position: at(['bureau']), reason: '新来的同事' }
    await expect(admin.call('createStaff', { body, idempotencyKey: key() })).rejects.toMatchObject({ code: 'already_exists' })
  })
})
