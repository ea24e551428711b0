import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { freshPhone, member, person, rawDump, type TestPerson } from '../../../testing/people.ts'
import { actingAs, resident } from '../../../testing/persons.ts'
import { createRealNameStore } from '../privacy/real-name/store.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let worker: SignedIn
let community: SignedIn
let textVersion: string
let shade = 0
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
  community = await staff(app, ['community'], null, [grid.communities[0]])
  const guest = await guestH5(app)
  textVersion = (await guest.call('getProxyCatalogue')).text.version
})
afterAll(() => app.close())

const picture = () => {
  shade += 1
  return sharp({ create: { width: 40, height: 40, channels: 3, background: { r: shade % 256, g: 9, b: 9 } } })
    .withExif({ IFD0: { Make: 'CANARY-CAMERA' } })
    .jpeg()
    .toBuffer()
}
const upload = async (by: SignedIn) =>
  (await by.call('uploadConsentPhoto', { body: await picture(), contentType: 'image/jpeg', idempotencyKey: key() })).id
const wishOf = (residentId: string, photoId: string, change: object = {}) => ({
  residentId,
  proxyName: '儿子小强',
  phone: freshPhone(),
  relation: 'child' as const,
  scopes: ['messages'] as ProxyScope[],
  until: dayFromToday(60),
  way: 'fingerprint' as const,
  note: null,
  photoId,
  textVersion,
  ...change,
})
async function recorded(change: object = {}, elder?: TestPerson) {
  const { residentId } = elder ?? (await person(steward, grid))
  const body = wishOf(residentId, await upload(worker), change)
  return { consent: await worker.call('recordOfflineConsent', { body, idempotencyKey: key() }), phone: body.phone }
}

describe('a consent at the door', () => {
  test('is written down with a photo, confirmed by a second person, and then the son may act; taken back it ends at once', async () => {
    const son = await resident(app)
    const { consent } = await recorded({ phone: son.phone })
    const [row] = (await worker.call('listOfflineConsents', {})).items
    expect(row).toMatchObject({ id: consent.id, state: 'recorded', mayDecide: false, elderNameMasked: '王*明', proxyNameMasked: '儿**强' })
    expect((await son.call('listMyProxies')).items).toEqual([])
    const params = { consentId: consent.id }
    // Who wrote it down does not confirm it, whatever their role.
    const both = await staff(app, ['grid_worker', 'community'], null, [grid.communities[0]])
    const own = await both.call('recordOfflineConsent', {
      body: wishOf((await person(steward, grid)).residentId, await upload(both)),
      idempotencyKey: key(),
    })
    await expect(
      both.call('decideOfflineConsent', { params: { consentId: own.id }, body: { decision: 'confirm', rev: 0 } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await community.call('decideOfflineConsent', { params, body: { decision: 'confirm', rev: 0 } })).toMatchObject({
      state: 'invited',
    })
    await expect(community.call('decideOfflineConsent', { params, body: { decision: 'confirm', rev: 1 } })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const [invited] = (await son.call('listMyProxies')).items
    expect(invited).toMatchObject({ channel: 'offline', state: 'invited', elderName: '王小明' })
    const proxyId = invited?.id ?? ''
    await son.call('acceptProxy', { params: { proxyId }, body: { textVersion } })
    const acting = actingAs(app, son, proxyId)
    expect((await acting('listMessages', {})).items.map(({ title }) => title)).toContain('儿子小强接受了代办')
    await expect(acting('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_not_allowed' })
    expect(await worker.call('withdrawOfflineConsent', { params, body: { reason: '本人电话里说不用了' } })).toMatchObject({
      state: 'withdrawn',
    })
    await expect(acting('listMessages', {})).rejects.toMatchObject({ code: 'proxy_ended' })
    await expect(worker.call('withdrawOfflineConsent', { params, body: { reason: '再收一次' } })).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })

  test('of one of two people with the same phone goes to the account only if its real name is theirs', async () => {
    const husband = await person(steward, grid)
    const wife = await member(steward, husband.householdId, { name: '李小红', relation: 'spouse' })
    await steward.call('updateResident', {
      params: { residentId: wife.residentId },
      body: { rev: 0, facts: { phone: husband.phone }, why: '两人合用' },
    })
    const account = await resident(app, husband.phone)
    await createRealNameStore(app.db).put({
      _id: account.accountId,
      residentId: wife.residentId,
      nameMasked: '李*红',
      textVersion: null,
      by: 'zlb',
      verifiedAt: app.clock.now(),
    })
    for (const elder of [wife, husband]) {
      const { consent } = await recorded({}, elder)
      await community.call('decideOfflineConsent', { params: { consentId: consent.id }, body: { decision: 'confirm', rev: 0 } })
    }
    const given = (await account.call('listMyProxies')).items
    expect(given.map(({ side, elderName }) => [side, elderName])).toEqual([['given', '李小红']])
  })

  test('is sent back with a reason; nobody is invited', async () => {
    const { consent, phone } = await recorded()
    await community.call('decideOfflineConsent', {
      params: { consentId: consent.id },
      body: { decision: 'refuse', rev: 0, reason: '本人说没有同意' },
    })
    const [row] = (await community.call('listOfflineConsents', { query: { state: 'refused' } })).items
    expect(row).toMatchObject({ id: consent.id, reason: '本人说没有同意', mayDecide: false, mayWithdraw: false })
    expect((await (await resident(app, phone)).call('listMyProxies')).items).toEqual([])
  })

  test('its photo is drawn anew and lies sealed, as do the names', async () => {
    const elder = await person(steward, grid, { name: '独一无二' })
    const { consent, phone } = await recorded({ proxyName: '举世无双', note: '绝无仅有的备注' }, elder)
    const photo = await community.call('getConsentPhoto', { params: { consentId: consent.id } })
    expect(Buffer.from(photo).includes('CANARY')).toBe(false)
    expect((await sharp(Buffer.from(photo)).metadata()).format).toBe('jpeg')
    const dump = await rawDump(app, ['offline_consents', 'consent_photos', 'consent_photo_files.chunks', 'idempotency_keys', 'audit_log'])
    expect(dump).not.toMatch(new RegExp(`独一无二|举世无双|绝无仅有|${phone}|JFIF`))
  })

  test('wrong input names its field', async () => {
    const elder = await person(steward, grid)
    const elsewhere = await person(steward, grid, { grid: 3 })
    const photoId = await upload(worker)
    for (const [change, path] of [
      [{ residentId: elsewhere.residentId }, 'body.residentId'],
      [{ residentId: 'none' }, 'body.residentId'],
      [{ phone: elder.phone }, 'body.phone'],
      [{ photoId: 'none' }, 'body.photoId'],
      [{ until: dayFromToday(-1) }, 'body.until'],
      [{ scopes: ['help_me'] }, 'body.scopes.0'],
    ] as const)
      await expect(
        worker.call('recordOfflineConsent', { body: wishOf(elder.residentId, photoId, change), idempotencyKey: key() }),
      ).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
    await expect(
      worker.call('uploadConsentPhoto', { body: Buffer.from('GIF89a'), contentType: 'image/png', idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'unsupported_media_type' })
  })
})
