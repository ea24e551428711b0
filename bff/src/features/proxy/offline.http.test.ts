import { fillPath } from '@minsheng/shared/client'
import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { privacyContract } from '@minsheng/shared/contracts/privacy'
import { offlineProxyContract, ownProxyContract } from '@minsheng/shared/contracts/proxy'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../testing/grid.ts'
import { freshPhone, person, rawDump, type TestPerson } from '../../../testing/people.ts'
import { actingAs, resident } from '../../../testing/persons.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let worker: SignedIn
let community: SignedIn
let textVersion: string
let shade = 0
const people = [
  'signedOut',
  'visitor',
  'auditor',
  'bureau',
  'charityOwner',
  'steward',
  'worker',
  'community',
  'district',
  'otherCommunity',
] as const
type Person = (typeof people)[number]
const tokens = {} as Record<Person, string | null>

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
  community = await staff(app, ['community'], null, [grid.communities[0]])
  const guest = await guestH5(app)
  textVersion = (await guest.call('getProxyCatalogue')).text.version
  tokens.signedOut = null
  tokens.visitor = guest.token
  tokens.steward = steward.token
  tokens.worker = worker.token
  tokens.community = community.token
  tokens.district = (await staff(app, ['district_office'], null, [grid.district])).token
  tokens.otherCommunity = (await staff(app, ['community'], null, [grid.communities[1]])).token
  for (const role of ['auditor', 'bureau'] as const) tokens[role] = (await staff(app, [role])).token
  tokens.charityOwner = (await staff(app, ['charity_owner'], 'chr_any')).token
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
      [{ photoId: await upload(steward) }, 'body.photoId'],
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

const consentId = async () => (await recorded()).consent.id
const requestId = async () => {
  const record = await person(steward, grid)
  const me = await resident(app, record.phone)
  const [asked] = (await me.call('listMyConsents')).items
  await me.call('giveConsent', { params: { kind: 'resident_link' }, body: { textVersion: asked?.text.version ?? '' } })
  const body = { holding: 'resident', field: '电话', wanted: '换号了' }
  return (await me.call('askCorrection', { body, idempotencyKey: key() })).id
}
const reading: readonly Person[] = ['steward', 'worker', 'community', 'district']
const matrix = {
  listOfflineConsents: [[...reading, 'otherCommunity'], async () => ({})],
  uploadConsentPhoto: [['steward', 'worker', 'community', 'otherCommunity'], async () => ({ body: await picture() })],
  getConsentPhoto: [reading, async () => ({ params: { consentId: await consentId() } })],
  recordOfflineConsent: [['worker'], async () => ({ body: wishOf((await person(steward, grid)).residentId, await upload(worker)) })],
  decideOfflineConsent: [
    ['community', 'district'],
    async () => ({ params: { consentId: await consentId() }, body: { decision: 'confirm', rev: 0 } }),
  ],
  withdrawOfflineConsent: [reading, async () => ({ params: { consentId: await consentId() }, body: { reason: '本人说不用了' } })],
  listDataRequests: [['steward', 'district', 'bureau', 'auditor'], async () => ({})],
  getDataRequest: [['steward', 'district'], async () => ({ params: { requestId: await requestId() } })],
  decideDataRequest: [
    ['steward', 'district'],
    async () => ({ params: { requestId: await requestId() }, body: { rev: 0, decision: 'accepted', reason: '已经核实更正' } }),
  ],
} satisfies Record<string, [readonly Person[], () => Promise<{ params?: Record<string, string>; body?: unknown }>]>
const operations = { ...offlineProxyContract, ...privacyContract }
const deskOperations = Object.entries(operations).filter(([, operation]) => operation.audience === 'staff')

test('every operation of the desk has a row, every other is for a person with a session', () => {
  expect(Object.keys(matrix).sort()).toEqual(deskOperations.map(([name]) => name).sort())
  const others = [...Object.values(ownProxyContract), ...Object.values(operations)].filter(({ audience }) => audience !== 'staff')
  expect(others.filter(({ audience }) => audience !== 'session').map(({ path }) => path)).toEqual(['/api/v1/proxy-catalogue'])
})

test.each(Object.entries(matrix))('%s is for these alone', async (name, [allowed, prepare]) => {
  const operation = operations[name as keyof typeof matrix]
  const attempt = async (who: Person, { params, body }: { params?: Record<string, string>; body?: unknown }) => {
    const raw = Buffer.isBuffer(body)
    const answer = await send(app.url, {
      method: operation.method,
      url: fillPath(operation.path, { params }),
      headers: {
        ...(tokens[who] ? { Authorization: `Bearer ${tokens[who]}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': raw ? 'image/jpeg' : 'application/json' }),
        ...(operation.idempotency === 'key' ? { 'Idempotency-Key': key() } : {}),
      },
      body: body === undefined ? undefined : raw ? (body as Buffer) : JSON.stringify(body),
    })
    return answer.status
  }
  const may = allowed as readonly Person[]
  // What is refused stays as it was, so the first who may does it to the same thing.
  let thing = await prepare()
  for (const who of people)
    if (!may.includes(who))
      expect([who, await attempt(who, thing)]).toEqual([who, who === 'signedOut' ? 401 : expect.toBeOneOf([400, 403, 404])])
  for (const who of may) {
    expect([who, await attempt(who, thing)]).toEqual([who, operation.status])
    if (operation.method !== 'GET') thing = await prepare()
  }
})

test('what is for a person alone is refused to staff and to whoever is not signed in', async () => {
  const own = [...Object.entries(ownProxyContract), ...Object.entries(privacyContract)].filter(([, { audience }]) => audience === 'session')
  for (const [name, operation] of own)
    for (const [token, status] of [
      [null, 401],
      [tokens.steward, 403],
    ] as const) {
      const answer = await send(app.url, {
        method: operation.method,
        url: fillPath(operation.path, { params: { proxyId: 'x', copyId: 'x', kind: 'resident_link', residentId: 'x', decisionId: 'x' } }),
        headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), 'Content-Type': 'application/json', 'Idempotency-Key': key() },
        body: operation.method === 'POST' && 'body' in operation ? '{}' : undefined,
      })
      expect([name, answer.status]).toEqual([name, status])
    }
})
