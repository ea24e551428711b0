import { generateKeyPairSync, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { guestH5, guestWeapp, staff } from '../testing/actors.ts'
import { clientOf, heldClock, startTestApp, type TestApp } from '../testing/app.ts'
import { type District, district } from '../testing/district.ts'
import { pastGift } from '../testing/gifts.ts'
import { answersJson, type StubServer, stubServer } from '../testing/stub-server.ts'
import { addPayKey, type KeyPlace, listKeys, resealAll, retireKey, rotateKey } from './key-commands.ts'
import { loadKeyRing } from './platform/crypto/keyring.ts'

/** Two processes on one database and one keyring file, whose keys are changed while they work. */
const clock = heldClock()
const folder = mkdtempSync(join(tmpdir(), 'keys-'))
const path = join(folder, 'keyring.json')
const database = freshDatabaseName()
let sms: StubServer
let apps: [TestApp, TestApp]
let place: District
let keyPlace: KeyPlace
beforeAll(async () => {
  loadKeyRing({ keysDir: folder })
  sms = await stubServer(answersJson(200, { Code: 'OK', Message: 'OK' }))
  const environment = { KEYRING_FILE: path, KEYS_DIR: undefined, SMS_API_BASE: sms.url }
  const one = await startTestApp(inject('bffEnvironment'), database, { clock, work: false, environment })
  // The second has the links of the first, so that they are the same product.
  const two = await startTestApp(inject('bffEnvironment'), database, { clock, work: false, environment })
  apps = [one, two]
  place = await district(one)
  keyPlace = { path, mongodbUri: one.config.MONGODB_URI, mongodbName: database, clock }
})
afterAll(async () => {
  await apps[1].stop()
  await apps[0].close()
  await sms.close()
  rmSync(folder, { recursive: true })
})

const kidOf = (token: string) => (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8')) as { kid: string }).kid
function reload(): void {
  for (const { app } of apps) app.keyring.reload()
}
const codeSeen = async () => (await staff(apps[0], ['bureau'])).call('getCode', { params: { codeId: place.codeId } })
const scan = async (source: 'scene' | 'text', value: string, at = apps[1]) =>
  (await guestH5(at)).call('scanCode', { body: { source, value } })

describe('under load', () => {
  test('all keys are rotated, one process learns of it before the other, and nobody notices', { timeout: 60_000 }, async () => {
    const code = await codeSeen()
    const faults: unknown[] = []
    let rounds = 0
    let working = true
    /** One visitor whose requests go to both processes in turn, as behind a balancer. */
    async function visit() {
      const by = await guestWeapp(apps[0])
      let session = { accessToken: by.token, refreshToken: by.refreshToken }
      for (let turn = 0; working; turn += 1) {
        const at = apps[turn % 2] as TestApp
        try {
          const client = clientOf(at.url, session.accessToken)
          await client('scanCode', { body: turn % 3 === 0 ? { source: 'scene', value: code.scene } : { source: 'text', value: code.link } })
          const renewed = await clientOf(at.url, null)('refreshSession', {
            body: { audience: 'resident', refreshToken: session.refreshToken },
          })
          session = { accessToken: renewed.accessToken, refreshToken: renewed.refreshToken ?? '' }
        } catch (error) {
          faults.push(error)
          return
        }
        rounds += 1
      }
    }
    const visitors = [visit(), visit(), visit(), visit()]
    const goOn = async () => {
      const at = rounds
      await expect.poll(() => rounds, { timeout: 10_000 }).toBeGreaterThan(at + 12)
    }
    for (const name of ['accessToken', 'codeScene', 'codeLink', 'field', 'receipt']) rotateKey(keyPlace, name, 60)
    await goOn()
    apps[0].app.keyring.reload()
    await goOn()
    apps[1].app.keyring.reload()
    await goOn()
    clock.advance(60_000)
    await goOn()
    working = false
    await Promise.all(visitors)
    expect(faults).toEqual([])
    expect(listKeys(keyPlace)).toContain('accessToken a2: makes and checks')
  })

  test('new things carry the new key, old ones are good at either process', async () => {
    const fresh = await guestH5(apps[0])
    expect(kidOf(fresh.token)).toBe('a2')
    const code = await codeSeen()
    expect(code.scene[1]).toBe('B')
    expect(new URL(code.link).searchParams.get('k')).toBe('B')
    for (const at of apps) {
      expect((await scan('scene', code.scene, at)).codeId).toBe(place.codeId)
      expect((await scan('text', code.link, at)).codeId).toBe(place.codeId)
    }
  })
})

describe('access tokens', () => {
  test('an old one lives to its end; only then its key goes', async () => {
    const old = await guestH5(apps[0])
    const kid = kidOf(old.token)
    rotateKey(keyPlace, 'accessToken', 0)
    reload()
    clock.advance(14 * 60_000)
    await old.call('listMyGifts', { query: { limit: 5 } })
    await expect(retireKey(keyPlace, 'accessToken', kid)).rejects.toThrow('are good until')
    clock.advance(2 * 60_000)
    await expect(old.call('listMyGifts', { query: { limit: 5 } })).rejects.toMatchObject({ code: 'token_expired' })
    expect(await retireKey(keyPlace, 'accessToken', kid)).toContain('is retired')
    reload()
    expect(listKeys(keyPlace).filter((line) => line.startsWith('accessToken'))).not.toContainEqual(expect.stringContaining(`${kid}:`))
    const guest = await guestH5(apps[1])
    await guest.call('listMyGifts', { query: { limit: 5 } })
  })
})

describe('codes on walls', () => {
  test('a key that living codes were printed with stays, and says how many; when the last is revoked it may go', async () => {
    const printed = await codeSeen()
    clock.advance(1_000)
    rotateKey(keyPlace, 'codeScene', 0)
    reload()
    expect((await scan('scene', printed.scene)).codeId).toBe(place.codeId)
    await expect(retireKey(keyPlace, 'codeScene', printed.scene[1] ?? '')).rejects.toThrow('1 living codes')
    await apps[0].db.collection<{ _id: string; state: string }>('codes').updateOne({ _id: place.codeId }, { $set: { state: 'revoked' } })
    await retireKey(keyPlace, 'codeScene', printed.scene[1] ?? '')
    reload()
    await expect(scan('scene', printed.scene)).rejects.toMatchObject({ code: 'code_forged' })
    await apps[0].db.collection<{ _id: string; state: string }>('codes').updateOne({ _id: place.codeId }, { $set: { state: 'active' } })
  })
})

describe('receipts', () => {
  test('a paper made before checks after, and its key can not go while there is one', async () => {
    const donor = await guestH5(apps[0])
    const gift = await pastGift(apps[0], place, { donorId: donor.accountId })
    const before = await donor.call('getMyReceipt', { params: { giftId: gift._id } })
    rotateKey(keyPlace, 'receipt', 0)
    reload()
    const verify = (receipt: typeof before) =>
      clientOf(apps[1].url, null)('verifyReceipt', { params: { number: receipt.number ?? '' }, query: { check: receipt.checkCode ?? '' } })
    await verify(before)
    const later = await pastGift(apps[0], place, { donorId: donor.accountId })
    await verify(await donor.call('getMyReceipt', { params: { giftId: later._id } }))
    const stored = await apps[0].db.collection<{ giftId: string; checkKid: string }>('receipts').findOne({ giftId: gift._id })
    await expect(retireKey(keyPlace, 'receipt', stored?.checkKid ?? '')).rejects.toThrow('1 receipts')
  })
})

describe('sealed fields', () => {
  const phones = Array.from({ length: 6 }, () => `139${randomInt(0, 100_000_000).toString().padStart(8, '0')}`)
  const lastCode = () =>
    (JSON.parse(new URL(sms.requests.at(-1)?.url ?? '', sms.url).searchParams.get('TemplateParam') ?? '{}') as { code: string }).code
  async function bind(phone: string) {
    const guest = await guestH5(apps[0])
    await guest.call('sendSmsCode', { body: { phone } })
    return guest.call('signInByPhone', { body: { phone, code: lastCode() } })
  }

  test('are sealed anew, each once though two are at it, and only then the key may go', { timeout: 30_000 }, async () => {
    for (const phone of phones) {
      clock.advance(120_000)
      await bind(phone)
    }
    rotateKey(keyPlace, 'field', 0)
    reload()
    const kids = async () =>
      (
        await apps[0].db
          .collection<{ phone?: { kid: string } }>('accounts')
          .find({ 'phone.kid': { $exists: true } })
          .toArray()
      ).map((account) => account.phone?.kid)
    const [old = ''] = await kids()
    await expect(retireKey(keyPlace, 'field', old)).rejects.toThrow('6 records in accounts.phone')
    const done = await Promise.all([resealAll(keyPlace), resealAll(keyPlace)])
    expect(done.map((line) => Number(line.split(' ')[0])).reduce((sum, count) => sum + count, 0)).toBe(6)
    expect(new Set(await kids()).size).toBe(1)
    expect(await kids()).not.toContain(old)
    expect(await resealAll(keyPlace), 'repeated').toContain('0 fields')
    await retireKey(keyPlace, 'field', old)
    reload()
    clock.advance(120_000)
    expect((await bind(phones[0] ?? '')).account.phoneMasked).toContain('****')
  })

  test('a field sealed in a way that can not be sealed anew keeps its key, named', async () => {
    await apps[0].db.collection<{ _id: string; secret: unknown }>('strange').insertOne({
      _id: 'one',
      secret: { alg: 'A256GCM', kid: 'f0', iv: '', ct: '', tag: '' },
    })
    await expect(resealAll(keyPlace)).rejects.toThrow('strange.secret')
    await apps[0].db.collection('strange').deleteMany({})
  })
})

describe("WeChat Pay's keys", () => {
  test('a second one is taken in while running; what is not a key of it is refused', () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
    addPayKey(keyPlace, 'payPublicKey', 'PUB_KEY_ID_0002', pem)
    addPayKey(keyPlace, 'payApiV3', 'v2', `${'x'.repeat(32)}\n`)
    reload()
    expect(apps[0].app.keyring.keys.payPublicKey).toEqual([{ kid: 'PUB_KEY_ID_0002', pem }])
    expect(() => addPayKey(keyPlace, 'payPublicKey', 'ID_1', pem)).toThrow('payPublicKey')
    expect(() => addPayKey(keyPlace, 'payApiV3', 'v3', 'short')).toThrow('payApiV3')
    expect(() => addPayKey(keyPlace, 'phoneIndex', 'p2', 'x')).toThrow("can't be added")
  })
})

test('what can not be rotated is said', async () => {
  expect(() => rotateKey(keyPlace, 'identity', 0)).toThrow("can't be rotated")
  await expect(retireKey(keyPlace, 'receipt', 'r99')).rejects.toThrow('no key r99')
  await expect(retireKey({ ...keyPlace, mongodbUri: undefined }, 'receipt', 'r1')).rejects.toThrow('MONGODB_URI')
})
