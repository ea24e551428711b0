import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { describe, expect, test } from 'vitest'
import { heldClock } from '../../../testing/app.ts'
import { testKeyRing } from '../../../testing/keyring.ts'
import { ACCESS_TOKEN_SECONDS, createAccessTokens } from './tokens.ts'

const clock = heldClock(new Date('2026-11-24T02:00:00Z'))
const keys = testKeyRing()
const tokens = createAccessTokens(keys, clock)
const [key] = keys.accessToken
if (!key) throw new Error('no key')
const secret = Buffer.from(key.secret, 'base64')
const now = () => Math.floor(clock.now().getTime() / 1000)

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** Any header and payload, signed by HMAC with any secret. */
function forge(
  header: Record<string, unknown>,
  payload: Record<string, unknown>,
  hmacSecret: Buffer | string = secret,
  hash = 'sha256',
): string {
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${createHmac(hash, hmacSecret).update(signed).digest('base64url')}`
}
const header = { alg: 'HS256', typ: 'at+jwt', kid: key.kid }
const payload = () => ({ sub: 'acc_1', sid: 'ses_1', iat: now(), exp: now() + 60, iss: 'minsheng', aud: 'minsheng-api' })
const codeOf = (token: string): string => {
  try {
    tokens.verify(token)
    return 'accepted'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

test('what is issued is taken, until it expires to the second', () => {
  const at = heldClock(new Date('2026-11-24T02:00:00.900Z'))
  const own = createAccessTokens(keys, at)
  const { token, expiresAt } = own.issue({ accountId: 'acc_1', sessionId: 'ses_1' })
  expect(own.verify(token)).toEqual({ accountId: 'acc_1', sessionId: 'ses_1' })
  expect(expiresAt.toISOString()).toBe('2026-11-24T02:15:00.000Z')
  at.advance(ACCESS_TOKEN_SECONDS * 1000 - 1_000)
  expect(own.verify(token)).toEqual({ accountId: 'acc_1', sessionId: 'ses_1' })
  at.advance(1_000)
  expect(() => own.verify(token)).toThrow(expect.objectContaining({ code: 'token_expired' }))
})

test('the forger of these tests forges well: the same claims with the right key are taken', () => {
  expect(codeOf(forge(header, payload()))).toBe('accepted')
})

describe('refused', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })

  test.each<[string, () => string]>([
    ['alg none, no signature', () => `${part({ ...header, alg: 'none' })}.${part(payload())}.`],
    ['alg None, no signature', () => `${part({ ...header, alg: 'None' })}.${part(payload())}.`],
    ['alg none with an HMAC', () => forge({ ...header, alg: 'none' }, payload())],
    ['another secret', () => forge(header, payload(), randomBytes(32))],
    ['an empty secret', () => forge(header, payload(), '')],
    ['HS512 with the right secret', () => forge({ ...header, alg: 'HS512' }, payload(), secret, 'sha512')],
    ['RS256 claimed, HMAC with a public key', () => forge({ ...header, alg: 'RS256' }, payload(), publicPem)],
    ['HS256 with a public key as secret', () => forge(header, payload(), publicPem)],
    [
      'a real RS256 signature',
      () => jwt.sign(payload(), rsa.privateKey, { algorithm: 'RS256', header: { alg: 'RS256', typ: 'at+jwt', kid: key.kid } }),
    ],
    ['another audience', () => forge(header, { ...payload(), aud: 'minsheng-refresh' })],
    ['no audience', () => forge(header, { ...payload(), aud: undefined })],
    ['another issuer', () => forge(header, { ...payload(), iss: 'elsewhere' })],
    ['no issuer', () => forge(header, { ...payload(), iss: undefined })],
    ['typ JWT', () => forge({ ...header, typ: 'JWT' }, payload())],
    ['no typ', () => forge({ alg: 'HS256', kid: key.kid }, payload())],
    ['an unknown kid', () => forge({ ...header, kid: 'zz' }, payload())],
    ['no kid', () => forge({ alg: 'HS256', typ: 'at+jwt' }, payload())],
    ['a kid that is a path', () => forge({ ...header, kid: '../../dev/null' }, payload(), '')],
    ['a kid that is no text', () => forge({ ...header, kid: { $ne: '' } }, payload())],
    ['no subject', () => forge(header, { ...payload(), sub: undefined })],
    ['no session', () => forge(header, { ...payload(), sid: undefined })],
    ['a session that is no text', () => forge(header, { ...payload(), sid: { $gt: '' } })],
    ['valid only later', () => forge(header, { ...payload(), nbf: now() + 3600 })],
    ['empty', () => ''],
    ['not three parts', () => 'a.b'],
    ['not JSON', () => 'a.b.c'],
    ['a payload that is text', () => forge(header, 'text' as unknown as Record<string, unknown>)],
  ])('%s', (_, make) => expect(codeOf(make())).toBe('unauthenticated'))

  test('a payload changed after signing', () => {
    const [head, , signature] = tokens.issue({ accountId: 'acc_1', sessionId: 'ses_1' }).token.split('.')
    expect(codeOf(`${head}.${part({ ...payload(), sub: 'acc_2' })}.${signature}`)).toBe('unauthenticated')
  })

  test('only what was signed is called expired', () => {
    expect(codeOf(forge(header, { ...payload(), exp: now() - 10 }))).toBe('token_expired')
    expect(codeOf(forge(header, { ...payload(), exp: now() - 10 }, randomBytes(32)))).toBe('unauthenticated')
  })
})

test('after rotation the new key makes, the old one still checks, a dropped one does not', () => {
  const old = createAccessTokens(keys, clock).issue({ accountId: 'acc_1', sessionId: 'ses_1' }).token
  const added = { kid: 'a2', secret: randomBytes(32).toString('base64') }
  const rotated = createAccessTokens({ ...keys, accessToken: [added, ...keys.accessToken] }, clock)
  expect(rotated.verify(old)).toEqual({ accountId: 'acc_1', sessionId: 'ses_1' })
  const fresh = rotated.issue({ accountId: 'acc_1', sessionId: 'ses_1' }).token
  expect(jwt.decode(fresh, { complete: true })?.header.kid).toBe('a2')
  const dropped = createAccessTokens({ ...keys, accessToken: [added] }, clock)
  expect(dropped.verify(fresh)).toEqual({ accountId: 'acc_1', sessionId: 'ses_1' })
  expect(() => dropped.verify(old)).toThrow(expect.objectContaining({ code: 'unauthenticated' }))
})
