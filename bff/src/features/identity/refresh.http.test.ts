import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestWeapp } from '../../../testing/actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'

let app: TestApp
const clock = heldClock()
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, clock })
})
afterAll(() => app.close())

const anyone = () => clientOf(app.url, null)
async function refresh(refreshToken: string) {
  const session = await anyone()('refreshSession', { body: { refreshToken, audience: 'resident' } })
  return { ...session, refreshToken: session.refreshToken ?? '' }
}
const revoked = { status: 401, code: 'session_revoked' }
const me = (token: string) => clientOf(app.url, token)('getMe', {})

describe('refreshing', () => {
  test('gives a new token each time and new access for the same account', async () => {
    const visitor = await guestWeapp(app)
    clock.advance(60_000)
    const first = await refresh(visitor.refreshToken)
    const second = await refresh(first.refreshToken)
    expect(new Set([visitor.refreshToken, first.refreshToken, second.refreshToken]).size).toBe(3)
    expect((await me(second.accessToken)).id).toBe(visitor.accountId)
    expect(first.accessToken).not.toBe(visitor.token)
  })

  test('access ends after 15 minutes and is told from a bad token', async () => {
    const visitor = await guestWeapp(app)
    clock.advance(15 * 60_000 + 1_000)
    await expect(visitor.call('getMe', {})).rejects.toMatchObject({ status: 401, code: 'token_expired' })
    await expect(me(`${visitor.token}x`)).rejects.toMatchObject({ status: 401, code: 'unauthenticated' })
    expect((await me((await refresh(visitor.refreshToken)).accessToken)).id).toBe(visitor.accountId)
  })

  test('a lost reply is asked for again with the old token: the same newest token comes, and both clients go on', async () => {
    const visitor = await guestWeapp(app)
    const first = await refresh(visitor.refreshToken)
    clock.advance(9_999)
    const again = await refresh(visitor.refreshToken)
    expect(again.refreshToken).toBe(first.refreshToken)
    clock.advance(3_600_000)
    expect((await refresh(first.refreshToken)).account.id).toBe(visitor.accountId)
  })

  test('ten tabs at once all succeed and hold one token, so the order of their cookies does not matter', async () => {
    const visitor = await guestWeapp(app)
    const all = await Promise.all(Array.from({ length: 10 }, () => refresh(visitor.refreshToken)))
    expect(new Set(all.map((session) => session.refreshToken)).size).toBe(1)
    clock.advance(3_600_000)
    expect((await refresh(all[7]?.refreshToken ?? '')).account.id).toBe(visitor.accountId)
  })

  test('an old token after its grace closes the whole family, the newest token and all access included', async () => {
    const visitor = await guestWeapp(app)
    const newest = await refresh(visitor.refreshToken)
    expect((await me(newest.accessToken)).id).toBe(visitor.accountId)
    clock.advance(10_000)
    await expect(refresh(visitor.refreshToken)).rejects.toMatchObject(revoked)
    await expect(refresh(newest.refreshToken)).rejects.toMatchObject(revoked)
    await expect(me(newest.accessToken)).rejects.toMatchObject(revoked)
  })

  test('a session unused for 30 days has ended', async () => {
    const visitor = await guestWeapp(app)
    clock.advance(30 * 24 * 3600_000)
    await expect(refresh(visitor.refreshToken)).rejects.toMatchObject(revoked)
  })

  test.each(['nonsense', 'ses_x.y', '.', 'a.b.c'])('%j is refused', async (token) => {
    await expect(refresh(token)).rejects.toMatchObject(revoked)
  })

  test('without any token one is asked to sign in', async () => {
    await expect(anyone()('refreshSession', { body: { audience: 'resident' } })).rejects.toMatchObject({
      status: 401,
      code: 'unauthenticated',
    })
  })
})

describe('residents and staff apart', () => {
  async function staffCookie(): Promise<string> {
    const username = randomUUID()
    const member = { id: `stf_${username}`, username, password: 'Test-password-2026', displayName: '周科员', charityId: null }
    await app.app.identity.putStaff({ ...member, roles: ['bureau'] })
    const response = await fetch(`${app.url}/api/v1/sessions/staff`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: member.password }),
    })
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const refreshWith = (cookie: string, audience: string) =>
    fetch(`${app.url}/api/v1/sessions/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify({ audience }),
    })

  test('a staff cookie renews a staff session and no other, under whatever name', async () => {
    const cookie = await staffCookie()
    expect(cookie).toMatch(/^ms_staff=/)
    const renewed = await refreshWith(cookie, 'staff')
    expect(renewed.status).toBe(200)
    expect(renewed.headers.getSetCookie()[0]).toMatch(/^ms_staff=.*HttpOnly/i)
    expect((await refreshWith(cookie, 'resident')).status).toBe(401)
    expect((await refreshWith(cookie.replace('ms_staff', 'ms_resident'), 'resident')).status).toBe(401)
  })

  test('a resident token renews nothing for staff', async () => {
    const visitor = await guestWeapp(app)
    await expect(anyone()('refreshSession', { body: { refreshToken: visitor.refreshToken, audience: 'staff' } })).rejects.toMatchObject(
      revoked,
    )
    expect((await refresh(visitor.refreshToken)).account.id).toBe(visitor.accountId)
  })

  test('a clerk signs in anew after a day, however busy', async () => {
    let cookie = await staffCookie()
    for (let hours = 0; hours < 22; hours += 11) {
      clock.advance(11 * 3600_000)
      const response = await refreshWith(cookie, 'staff')
      expect(response.status).toBe(200)
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    }
    clock.advance(2 * 3600_000)
    expect((await refreshWith(cookie, 'staff')).status).toBe(401)
  })
})
