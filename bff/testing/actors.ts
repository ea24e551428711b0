import { randomUUID } from 'node:crypto'
import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { clientOf, type TestApp, type TestClient } from './app.ts'

export interface SignedIn {
  call: TestClient
  token: string
  accountId: string
}

/** A fresh idempotency key. */
export const key = () => randomUUID()

export async function guestH5({ url }: TestApp): Promise<SignedIn> {
  const session = await clientOf(url, null)('openGuestSession', { body: { channel: 'h5' } })
  return { call: clientOf(url, session.accessToken), token: session.accessToken, accountId: session.account.id }
}

/** A WeChat visitor; the same label comes back as the same person. */
export async function guestWeapp({ url }: TestApp, label = randomUUID().slice(0, 8)): Promise<SignedIn & { refreshToken: string }> {
  const session = await clientOf(url, null)('openGuestSession', { body: { channel: 'weapp', code: `${label}:${randomUUID()}` } })
  if (!session.refreshToken) throw new Error('a mini-program session carries its refresh token')
  return {
    call: clientOf(url, session.accessToken),
    token: session.accessToken,
    accountId: session.account.id,
    refreshToken: session.refreshToken,
  }
}

const PASSWORD = 'Test-password-2026'

/** A staff member with these roles. */
export async function staff(
  test: TestApp,
  roles: StaffRole[],
  charityId: string | null = null,
  placeIds: string[] = [],
): Promise<SignedIn> {
  const id = `stf_${randomUUID()}`
  await test.app.identity.putStaff({ id, username: id, password: PASSWORD, displayName: '测试人员', roles, charityId, placeIds })
  const session = await clientOf(test.url, null)('signInStaff', { body: { username: id, password: PASSWORD } })
  return { call: clientOf(test.url, session.accessToken), token: session.accessToken, accountId: id }
}
