import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../testing/actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../testing/app.ts'
import { dayFromToday } from '../testing/bodies.ts'
import { freshPhone } from '../testing/people.ts'
import { answersJson, type StubServer, stubServer } from '../testing/stub-server.ts'
import { type KeyPlace, listKeys, reindexAll, retireKey, rotateKey } from './key-commands.ts'
import { loadKeyRing } from './platform/crypto/keyring.ts'

/** Two processes on one database and one keyring, while the keys of phones and of codes are changed. */
const clock = heldClock()
const folder = mkdtempSync(join(tmpdir(), 'phone-keys-'))
const database = freshDatabaseName()
let apps: [TestApp, TestApp]
/** Sends as often as it is asked to: the operator's own pause goes by a clock that no test holds. */
let sms: StubServer
let place: KeyPlace
let textVersion: string
beforeAll(async () => {
  loadKeyRing({ keysDir: folder })
  const path = join(folder, 'keyring.json')
  sms = await stubServer(answersJson(200, { Code: 'OK', Message: 'OK' }))
  const environment = { KEYRING_FILE: path, KEYS_DIR: undefined, SMS_API_BASE: sms.url, SIGN_IN_LIMIT_FACTOR: '1000' }
  const one = await startTestApp(inject('bffEnvironment'), database, { clock, work: false, environment })
  const two = await startTestApp(inject('bffEnvironment'), database, { clock, work: false, environment })
  apps = [one, two]
  place = { path, mongodbUri: one.config.MONGODB_URI, mongodbName: database, clock }
  textVersion = (await (await guestH5(one)).call('getProxyCatalogue')).text.version
})
afterAll(async () => {
  await apps[1].stop()
  await apps[0].close()
  await sms.close()
  rmSync(folder, { recursive: true })
})

const MINUTE = 60_000
const invite = async (elder: Pick<SignedIn, 'call'>, phone: string | null) => {
  const scopes: ProxyScope[] = ['gifts']
  const body = { elderName: '王奶奶', proxyName: '小芳', relation: 'child' as const, phone, scopes, until: dayFromToday(30), textVersion }
  return (await elder.call('inviteProxy', { body, idempotencyKey: key() })).id
}
const sentCode = () =>
  (JSON.parse(new URL(sms.requests.at(-1)?.url ?? '', sms.url).searchParams.get('TemplateParam') ?? '{}') as { code: string }).code
const sentTo = async (at: TestApp, phone: string) => {
  const guest = await guestH5(at)
  await guest.call('sendSmsCode', { body: { phone } })
  return { guest, code: sentCode() }
}
/** Whoever signs in with a phone. */
async function resident(at: TestApp, phone = freshPhone()) {
  const { guest, code } = await sentTo(at, phone)
  const { account, accessToken } = await guest.call('signInByPhone', { body: { phone, code } })
  return { call: clientOf(at.url, accessToken), token: accessToken, accountId: account.id, phone }
}
const nextMinute = () => clock.advance(MINUTE + 1_000)

test('the key of phones is changed: nobody becomes a second account, and who was invited by phone may accept', async () => {
  const [one, two] = apps
  const elder = await resident(one)
  const [known, daughter, invitedLater] = [await resident(one), await resident(one), await resident(one)]
  const proxyId = await invite(elder, daughter.phone)
  const accepted = await invite(elder, invitedLater.phone)
  await invitedLater.call('acceptProxy', { params: { proxyId: accepted }, body: { textVersion } })
  // The second process does not know of the new key yet when the first one does.
  rotateKey(place, 'phoneIndex', 60)
  one.app.keyring.reload()
  const phone = freshPhone()
  nextMinute()
  const there = await sentTo(one, phone)
  two.app.keyring.reload()
  const first = await there.guest.call('signInByPhone', { body: { phone, code: there.code } })
  nextMinute()
  for (const [at, who, id] of [
    [two, known.phone, known.accountId],
    [one, phone, first.account.id],
    [two, daughter.phone, daughter.accountId],
  ] as const) {
    expect((await resident(at, who)).accountId).toBe(id)
  }
  await expect(retireKey(place, 'phoneIndex', 'p1')).rejects.toThrow(
    /looked for by it until .*; 4 accounts are found by it; 2 authorisations are found by it.*reindex/,
  )
  expect(await reindexAll(place)).toMatch(/accounts: 4 of 5, authorisations: 2 of 2 are now found by p2/)
  expect(await reindexAll(place)).toMatch(/accounts: 0 of 5, authorisations: 0 of 2/)
  clock.advance(10 * MINUTE)
  await retireKey(place, 'phoneIndex', 'p1')
  for (const { app } of apps) app.keyring.reload()
  const again = await resident(two, daughter.phone)
  expect(again.accountId).toBe(daughter.accountId)
  expect((await resident(one, phone)).accountId).toBe(first.account.id)
  await again.call('acceptProxy', { params: { proxyId }, body: { textVersion } })
  // The place of the two is still theirs: no second authorisation beside the one that was made under the old key.
  await expect(invite(elder, invitedLater.phone)).rejects.toMatchObject({ code: 'already_exists' })
})

test('a code by SMS sent under the old key of phones is taken under the new one, once', async () => {
  const [one] = apps
  const phone = freshPhone()
  const { guest, code } = await sentTo(one, phone)
  rotateKey(place, 'phoneIndex', 0)
  for (const { app } of apps) app.keyring.reload()
  const soon = await guestH5(one)
  await expect(soon.call('sendSmsCode', { body: { phone } })).rejects.toMatchObject({ code: 'too_many_requests' })
  await guest.call('signInByPhone', { body: { phone, code } })
  await expect(soon.call('signInByPhone', { body: { phone, code } })).rejects.toMatchObject({ code: 'sms_code_expired' })
})

test('the key of codes is changed: what was sent, invited and asked before is known; it goes after a week', async () => {
  const [one] = apps
  const elder = await resident(one)
  const proxyId = await invite(elder, null)
  const shown = async () => (await elder.call('getMyProxy', { params: { proxyId } })).code
  const code = await shown()
  const phone = freshPhone()
  const sent = await sentTo(one, phone)
  const before = clock.now()
  const clerk = await staff(one, ['bureau'])
  const accounts = () => one.db.collection<{ _id: string; totpSince?: Date; recoveryHashes?: string[] }>('accounts')
  rotateKey(place, 'smsCode', 0)
  for (const { app } of apps) app.keyring.reload()
  expect(listKeys(place)).toContain('smsCode c2: makes and checks')
  expect(await shown()).toBe(code)
  await sent.guest.call('signInByPhone', { body: { phone, code: sent.code } })
  const daughter = await resident(one)
  const found = await daughter.call('findProxyInvitation', { body: { code: code ?? '' } })
  expect(found.id).toBe(proxyId)
  await daughter.call('acceptProxy', { params: { proxyId }, body: { code: code ?? '', textVersion } })
  await expect(retireKey(place, 'smsCode', 'c1')).rejects.toThrow('is good until')
  clock.advance(7 * 24 * 60 * MINUTE)
  await accounts().updateOne({ _id: clerk.accountId }, { $set: { totpSince: before, recoveryHashes: ['made under c1'] } })
  await expect(retireKey(place, 'smsCode', 'c1')).rejects.toThrow('1 of the staff have recovery codes from then')
  await accounts().updateOne({ _id: clerk.accountId }, { $set: { recoveryHashes: [] } })
  expect(await retireKey(place, 'smsCode', 'c1')).toContain('is retired')
})
