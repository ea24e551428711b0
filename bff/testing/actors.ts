import { randomUUID } from 'node:crypto'
import type { StaffRole } from '@minsheng/shared/contracts/identity'
import { sessionEnd } from '../src/features/identity/domain.ts'
import { createIdentityStore } from '../src/features/identity/store.ts'
import { createAccessTokens } from '../src/platform/auth/tokens.ts'
import { newId } from '../src/platform/crypto/id.ts'
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

/** A staff member with these roles, signed in; without the way through password and second factor, which have tests of their own. */
export async function staff(
  test: TestApp,
  roles: StaffRole[],
  charityId: string | null = null,
  placeIds: string[] = [],
): Promise<SignedIn> {
  const id = `stf_${randomUUID()}`
  await createIdentityStore(test.db).upsertStaff({
    _id: id,
    kind: 'staff',
    displayName: '测试人员',
    phoneMasked: null,
    claimed: [],
    claimedBy: null,
    username: id,
    roles,
    charityId,
    placeIds,
    demo: true,
    disabled: false,
    createdAt: test.clock.now(),
  })
  const token = await staffToken(test, id)
  return { call: clientOf(test.url, token), token, accountId: id }
}

/** An access token of one more session of a staff account. */
async function staffToken(test: TestApp, accountId: string): Promise<string> {
  const now = test.clock.now()
  const sessionId = newId('ses')
  await createIdentityStore(test.db).insertSession({
    _id: sessionId,
    accountId,
    channel: 'admin',
    wechatAccountId: null,
    current: randomUUID(),
    replaced: [],
    rev: 0,
    createdAt: now,
    usedAt: now,
    expiresAt: sessionEnd('admin', now, now),
    revokedAt: null,
  })
  return createAccessTokens(test.app.keyring.keys, test.clock).issue({ accountId, sessionId }).token
}

/** The same staff member in a new session, as after a night. */
export async function signedInAgain(test: TestApp, { accountId }: SignedIn): Promise<SignedIn> {
  const token = await staffToken(test, accountId)
  return { call: clientOf(test.url, token), token, accountId }
}
