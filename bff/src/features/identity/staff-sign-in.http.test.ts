import { randomUUID } from 'node:crypto'
import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'

const PASSWORD = 'Right-password-2026'
let app: TestApp
const clock = heldClock()
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock, environment: { TRUSTED_PROXIES: '1' } })
})
afterAll(() => app.close())
// The limit per address is looked at by a test of its own; the others come each from another address.
let address = 0
beforeEach(() => {
  address += 1
})

async function member(roles: StaffRole[] = ['bureau'], password = PASSWORD, id = `stf_${randomUUID()}`): Promise<string> {
  await app.app.identity.putStaff({ id, username: id, password, displayName: '周科员', roles, charityId: null })
  return id
}
async function attempt(username: string, password: string) {
  const response = await fetch(`${app.url}/api/v1/sessions/staff`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `198.51.100.${address}` },
    body: JSON.stringify({ username, password }),
  })
  const body = (await response.json()) as { code?: string; title?: string; accessToken?: string; account?: unknown }
  return {
    status: response.status,
    code: body.code,
    title: body.title,
    retryAfter: Number(response.headers.get('Retry-After')),
    token: body.accessToken ?? '',
    account: body.account,
  }
}
const charities = (token: string) => clientOf(app.url, token)('listCharities', {})
const statuses = (replies: { status: number }[]) => replies.map((reply) => reply.status)

describe('a password', () => {
  test('that is right opens a session with the roles of the account', async () => {
    const id = await member(['auditor'])
    const signedIn = await attempt(id, PASSWORD)
    expect(signedIn).toMatchObject({
      status: 201,
      account: { id, kind: 'staff', displayName: '周科员', roles: ['auditor'], charityId: null, placeIds: [], phoneMasked: null },
    })
  })

  test('in the mini-program, which has no cookies, gives a refresh token that renews for staff and for nobody else', async () => {
    const username = await member(['grid_worker'])
    const client = clientOf(app.url, null)
    const signedIn = await client('signInStaff', { body: { username, password: PASSWORD, channel: 'weapp' } })
    const refreshToken = signedIn.refreshToken as string
    expect(refreshToken).toEqual(expect.any(String))
    await expect(client('refreshSession', { body: { refreshToken, audience: 'resident' } })).rejects.toMatchObject({
      code: 'session_revoked',
    })
    const renewed = await client('refreshSession', { body: { refreshToken, audience: 'staff' } })
    expect(renewed).toMatchObject({ account: { kind: 'staff', id: username }, refreshToken: expect.any(String) })
    expect(await clientOf(app.url, renewed.accessToken)('listMyDevices', {})).toMatchObject({ items: [{ name: '微信小程序' }] })
    // Signed in yesterday, in use ever since: once a day whoever works signs in anew.
    clock.advance(11 * 3_600_000)
    const later = await client('refreshSession', { body: { refreshToken: renewed.refreshToken as string, audience: 'staff' } })
    clock.advance(11 * 3_600_000)
    const last = await client('refreshSession', { body: { refreshToken: later.refreshToken as string, audience: 'staff' } })
    clock.advance(3 * 3_600_000)
    await expect(
      client('refreshSession', { body: { refreshToken: last.refreshToken as string, audience: 'staff' } }),
    ).rejects.toMatchObject({
      code: 'session_revoked',
    })
  })

  test('that is wrong, and a name nobody bears, are answered alike', async () => {
    const wrong = await attempt(await member(), 'wrong')
    const unknown = await attempt(`nobody_${randomUUID()}`, 'wrong')
    expect(wrong).toEqual(unknown)
    expect(wrong).toMatchObject({ status: 401, code: 'sign_in_failed' })
  })

  test('wrong again and again locks the name, longer each time, and the right one does not open it meanwhile', async () => {
    const id = await member()
    for (let i = 0; i < 5; i += 1) expect((await attempt(id, 'wrong')).status).toBe(401)
    expect(await attempt(id, PASSWORD)).toMatchObject({ status: 429, code: 'too_many_requests', retryAfter: 30 })
    clock.advance(29_000)
    expect((await attempt(id, PASSWORD)).retryAfter).toBe(1)
    clock.advance(1_000)
    expect((await attempt(id, 'wrong')).status).toBe(401)
    expect((await attempt(id, PASSWORD)).retryAfter).toBe(60)
    clock.advance(60_000)
    expect((await attempt(id, PASSWORD)).status).toBe(201)
    expect((await attempt(id, 'wrong')).status).toBe(401)
    expect((await attempt(id, PASSWORD)).status).toBe(201)
  })
})

describe('an attacker', () => {
  test('a name nobody bears is locked the same way, so the lock tells nothing', async () => {
    const name = `nobody_${randomUUID()}`
    for (let i = 0; i < 5; i += 1) expect((await attempt(name, 'wrong')).status).toBe(401)
    expect(await attempt(name, 'wrong')).toMatchObject({ status: 429, retryAfter: 30 })
    expect(JSON.stringify(await app.db.collection('sign_in_attempts').find().toArray())).not.toContain(name)
  })

  test('fifteen tries at once are not more tries than one after the other', async () => {
    const id = await member()
    const replies = await Promise.all(Array.from({ length: 15 }, () => attempt(id, 'wrong')))
    expect(statuses(replies).filter((status) => status === 401).length).toBeLessThanOrEqual(5)
    expect(statuses(replies).every((status) => status === 401 || status === 429)).toBe(true)
    expect((await attempt(id, PASSWORD)).status).toBe(429)
  })

  test('has thirty tries in five minutes from one address, whatever the names', async () => {
    const locked = `nobody_${randomUUID()}`
    for (let i = 0; i < 30; i += 1) expect((await attempt(locked, 'wrong')).status).toBe(i < 5 ? 401 : 429)
    const refused = await attempt(`nobody_${randomUUID()}`, 'wrong')
    expect(refused.status).toBe(429)
    expect(refused.retryAfter).toBeGreaterThan(30)
    address += 1
    expect((await attempt(`nobody_${randomUUID()}`, 'wrong')).status).toBe(401)
  })
})

describe('an account', () => {
  const accounts = () => app.db.collection<{ _id: string; disabled: boolean; roles: StaffRole[] }>('accounts')

  test('that is disabled opens nothing, and what it had open is closed at once; the next feed does not revive it', async () => {
    const id = await member()
    const { token } = await attempt(id, PASSWORD)
    await charities(token)
    await accounts().updateOne({ _id: id }, { $set: { disabled: true } })
    await expect(charities(token)).rejects.toMatchObject({ status: 401, code: 'session_revoked' })
    expect(await attempt(id, PASSWORD)).toMatchObject({ status: 401, code: 'sign_in_failed' })
    await member(['bureau'], PASSWORD, id)
    expect((await attempt(id, PASSWORD)).status).toBe(401)
  })

  test('whose role changes feels it at the next request', async () => {
    const id = await member(['bureau'])
    const { token } = await attempt(id, PASSWORD)
    await charities(token)
    await accounts().updateOne({ _id: id }, { $set: { roles: [] } })
    await expect(charities(token)).rejects.toMatchObject({ status: 403, code: 'forbidden' })
    await accounts().updateOne({ _id: id }, { $set: { roles: ['auditor'] } })
    await charities(token)
  })

  test('with a new password has no sessions left, with the same one it keeps them', async () => {
    const id = await member()
    const { token } = await attempt(id, PASSWORD)
    await member(['bureau'], PASSWORD, id)
    await charities(token)
    await member(['bureau'], 'Another-password-2026', id)
    await expect(charities(token)).rejects.toMatchObject({ code: 'session_revoked' })
    expect((await attempt(id, PASSWORD)).status).toBe(401)
    expect((await attempt(id, 'Another-password-2026')).status).toBe(201)
  })

  test('keeps no password in the clear, and every try is in the audit', async () => {
    const id = await member()
    await attempt(id, 'Canary-wrong-password')
    await attempt(id, PASSWORD)
    const dump = JSON.stringify([
      await accounts().find().toArray(),
      await app.db.collection('audit_log').find().toArray(),
      await app.db.collection('sign_in_attempts').find().toArray(),
    ])
    expect(dump).not.toContain(PASSWORD)
    expect(dump).not.toContain('Canary-wrong-password')
    const rows = await app.db.collection('audit_log').find({ action: 'staff.sign-in' }).sort({ at: 1, _id: 1 }).toArray()
    expect(rows.some((row) => row.outcome === 'refused')).toBe(true)
    expect(rows.some((row) => row.outcome === 'done' && row.subject === id)).toBe(true)
  })
})
