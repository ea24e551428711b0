import { readFileSync } from 'node:fs'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday, venueBody } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'

let app: TestApp
let place: District
let editor: SignedIn
let visitor: SignedIn
let bureau: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  editor = await staff(app, ['charity_editor'], place.charityId)
  visitor = await guestH5(app)
  bureau = await staff(app, ['bureau'])
})
afterAll(() => app.close())

const scan = (source: 'scene' | 'q' | 'text', value: string, by = visitor) => by.call('scanCode', { body: { source, value } })
const codeOf = (of: District) => bureau.call('getCode', { params: { codeId: of.codeId } })
const venue = async () => (await editor.call('createVenue', { body: venueBody(), idempotencyKey: key() })).id
const create = (venueId: string, change: { campaignId?: string; expiresOn?: string } = {}) =>
  editor.call('createCode', {
    body: { campaignId: place.campaignId, venueId, expiresOn: dayFromToday(30), ...change },
    idempotencyKey: key(),
  })
const move = (codeId: string, rev: number, to: 'active' | 'paused' | 'revoked', reason = '换展板', by = editor) =>
  by.call('changeCodeState', { params: { codeId }, body: { rev, to, reason } })

describe('scanning', () => {
  test('scene, link as it is, encoded, and scanned text all lead to the same code', async () => {
    const code = await codeOf(place)
    for (const by of [visitor, await guestWeapp(app)]) {
      for (const [source, value] of [
        ['scene', code.scene],
        ['scene', encodeURIComponent(code.scene)],
        ['text', code.scene],
        ['q', code.link],
        ['q', encodeURIComponent(code.link)],
        ['text', code.link],
      ] as const) {
        const found = await scan(source, value, by)
        expect(found).toMatchObject({
          codeId: place.codeId,
          state: 'active',
          reason: null,
          project: { id: place.campaignId, acceptsGifts: true },
          suggestedAmountsFen: [100, 1_000, 5_000],
        })
      }
    }
  })

  test.each([
    ['paused', { state: 'paused', reason: '换展板' }, '这个公益码暂停使用：换展板。'],
    ['revoked', { state: 'revoked', reason: '展板遗失' }, '这个公益码已停用：展板遗失，请不要付款。'],
    ['expired', { expiresOn: dayFromToday(-1) }, '现在已经到期'],
  ] as const)('a %s code says why', async (state, change, words) => {
    const of = await district(app, { code: change })
    const found = await scan('scene', (await codeOf(of)).scene)
    expect(found.state).toBe(state)
    expect(found.reason).toContain(words)
  })

  test('a code whose last day is today still works', async () => {
    const of = await district(app, { code: { expiresOn: dayFromToday(0) } })
    expect(await scan('scene', (await codeOf(of)).scene)).toMatchObject({ state: 'active', reason: null })
  })

  test('a code of a closed campaign is still known, and takes no gifts', async () => {
    const of = await district(app, { campaign: { state: 'closed' } })
    expect((await scan('scene', (await codeOf(of)).scene)).project.acceptsGifts).toBe(false)
  })

  test('a forged one and a stranger’s are told apart and counted', async () => {
    const { scene, link } = await codeOf(place)
    const flipped = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
    await expect(scan('scene', flipped(scene, 20))).rejects.toMatchObject({ status: 422, code: 'code_forged' })
    await expect(scan('q', flipped(link, link.length - 20))).rejects.toMatchObject({ status: 422, code: 'code_forged' })
    for (const foreign of ['https://example.com/pay', 'wxp://f2f0abc', '6901234567892', '🙏'])
      await expect(scan('text', foreign)).rejects.toMatchObject({ status: 422, code: 'code_foreign' })
    const metrics = await (await fetch(`${app.url}/metrics`)).text()
    expect(metrics).toMatch(/event="code_forged"\} 2/)
    expect(metrics).toMatch(/event="code_foreign"\} 4/)
  })

  test('a well-signed code that no one made here is a stranger’s', async () => {
    const of = await district(app)
    const { scene } = await codeOf(of)
    await app.db.collection<{ _id: string }>('codes').deleteOne({ _id: of.codeId })
    await expect(scan('scene', scene)).rejects.toMatchObject({ code: 'code_foreign' })
  })

  test('nothing and too much are bad input; without a session nothing is read', async () => {
    await expect(scan('text', '')).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.value' }] })
    await expect(scan('text', 'x'.repeat(1_025))).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.value' }] })
    const answer = await send(app.url, {
      method: 'POST',
      url: '/api/v1/code-scans',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ source: 'text', value: 'x' }),
    })
    expect(answer.status).toBe(401)
  })
})

describe('a printed link in a browser', () => {
  const open = (url: string, method: 'GET' | 'POST' = 'GET') => send('', { method, url, headers: {} })

  test('goes to the giving page with the whole link, which then scans', async () => {
    const { link } = await codeOf(place)
    const answer = await open(link)
    expect(answer.status).toBe(302)
    const target = new URL(answer.headers.get('location') ?? '', app.url)
    expect(target.origin).toBe(app.url)
    expect(target.pathname).toBe('/packages/donation/giving/index')
    expect(target.searchParams.get('q')).toBe(link)
    expect((await scan('q', target.searchParams.get('q') ?? '')).codeId).toBe(place.codeId)
  })

  test('a broken one goes there too, for the page to say so; nothing else is caught', async () => {
    const broken = await open(`${app.url}/g/x?%E0=%&"<script>`)
    expect(broken.status).toBe(302)
    expect(broken.headers.get('location')).toMatch(/^\/packages\/donation\/giving\/index\?q=[A-Za-z0-9%._~!*'()-]+$/)
    expect((await open(`${app.url}/g/${place.codeId}`, 'POST')).status).not.toBe(302)
    expect((await open(`${app.url}/gx/${place.codeId}`)).status).toBe(404)
  })
})

describe('making codes', () => {
  test('a code is made for a published campaign at a venue, once while it lives', async () => {
    const at = await venue()
    const made = await create(at)
    expect(made).toMatchObject({ state: 'active', rev: 0, gifts: { count: 0, amountFen: 0 } })
    expect(made.id).toMatch(/^[A-Za-z0-9_-]{12}$/)
    expect(made.scene).toMatch(/^[A-Za-z0-9_-]{30}$/)
    await expect(create(at)).rejects.toMatchObject({ status: 409, code: 'already_exists' })
    await move(made.id, 0, 'paused')
    await expect(create(at)).rejects.toMatchObject({ code: 'already_exists' })
    await move(made.id, 1, 'revoked')
    expect((await create(at)).id).not.toBe(made.id)
  })

  test('five at once for one place make one; the same key again makes no second', async () => {
    const at = await venue()
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => create(at)))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const [body, idempotencyKey] = [{ campaignId: place.campaignId, venueId: await venue(), expiresOn: dayFromToday(5) }, key()]
    const first = await editor.call('createCode', { body, idempotencyKey })
    expect(await editor.call('createCode', { body, idempotencyKey })).toEqual(first)
  })

  test.each([
    ['yesterday', -1, false],
    ['today', 0, true],
    ["the campaign's last day", 100, true],
    ['the day after', 101, false],
  ] as const)('its last day may be %s: %s', async (_, days, allowed) => {
    const making = create(await venue(), { expiresOn: dayFromToday(days) })
    if (allowed) expect((await making).expiresOn).toBe(dayFromToday(days))
    else await expect(making).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.expiresOn' }] })
  })

  test('a draft, a closed and a targeted campaign get none; an unknown place is named', async () => {
    for (const change of [{ state: 'draft' }, { state: 'closed' }, { channel: 'targeted' }] as const) {
      const of = await district(app, { campaign: change })
      const theirs = await staff(app, ['charity_editor'], of.charityId)
      await expect(
        theirs.call('createCode', {
          body: { campaignId: of.campaignId, venueId: await venue(), expiresOn: dayFromToday(5) },
          idempotencyKey: key(),
        }),
      ).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
    }
    await expect(create('ven_none')).rejects.toMatchObject({ issues: [{ path: 'body.venueId' }] })
    const other = await district(app)
    await expect(create(await venue(), { campaignId: other.campaignId })).rejects.toMatchObject({ status: 403 })
  })

  test('a place has one record', async () => {
    const body = venueBody()
    await editor.call('createVenue', { body, idempotencyKey: key() })
    await expect(editor.call('createVenue', { body, idempotencyKey: key() })).rejects.toMatchObject({
      status: 409,
      code: 'already_exists',
      issues: [{ path: 'body.name' }],
    })
    expect((await editor.call('listVenues', { query: { limit: 100 } })).items.filter((one) => one.name === body.name)).toHaveLength(1)
  })
})

describe('changing codes', () => {
  test('paused, back, paused, revoked — and never back', async () => {
    const { id } = await create(await venue())
    expect(await move(id, 0, 'paused')).toMatchObject({ state: 'paused', stateReason: '换展板', rev: 1 })
    expect(await move(id, 1, 'active')).toMatchObject({ state: 'active', stateReason: null, rev: 2 })
    await expect(move(id, 2, 'active')).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
    await expect(move(id, 1, 'paused')).rejects.toMatchObject({ status: 409, code: 'conflict' })
    expect(await move(id, 2, 'revoked', '展板遗失')).toMatchObject({ state: 'revoked', stateReason: '展板遗失' })
    for (const to of ['active', 'paused', 'revoked'] as const)
      await expect(move(id, 3, to)).rejects.toMatchObject({ code: 'wrong_state', message: '已停用的公益码不能恢复' })
    const kept = await app.db.collection<{ _id: string; history: unknown[] }>('codes').findOne({ _id: id })
    expect(kept?.history).toHaveLength(3)
  })

  test('revoked while another clerk brings it back: it stays revoked', async () => {
    const { id } = await create(await venue())
    await move(id, 0, 'paused')
    const outcomes = await Promise.allSettled([move(id, 1, 'revoked'), move(id, 1, 'active'), move(id, 1, 'active')])
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    const now = await editor.call('getCode', { params: { codeId: id } })
    if (now.state === 'active') await move(id, 2, 'revoked')
    expect((await editor.call('getCode', { params: { codeId: id } })).state).toBe('revoked')
  })

  test('an expired one is not brought back, and may be revoked to make room', async () => {
    const of = await district(app, { code: { state: 'paused', reason: '换展板', expiresOn: dayFromToday(-1) } })
    const theirs = await staff(app, ['charity_owner'], of.charityId)
    await expect(move(of.codeId, 0, 'active', '恢复', theirs)).rejects.toMatchObject({
      code: 'wrong_state',
      message: '已到期的公益码不能再用，请停用后重新生成',
    })
    expect((await move(of.codeId, 0, 'revoked', '已到期', theirs)).state).toBe('revoked')
  })

  test('the list filters by state on the day', async () => {
    const expired = await district(app, { code: { expiresOn: dayFromToday(-1) } })
    const ids = async (state: 'active' | 'expired' | 'paused' | 'revoked') =>
      (await bureau.call('listCodes', { query: { state, limit: 100 } })).items.map((code) => code.id)
    expect(await ids('expired')).toContain(expired.codeId)
    for (const state of ['active', 'paused', 'revoked'] as const) expect(await ids(state)).not.toContain(expired.codeId)
    expect(await ids('active')).toContain(place.codeId)
  })
})

describe('the picture of a code', () => {
  const image = async (format: 'svg' | 'png' | 'wxacode') =>
    send(app.url, {
      method: 'GET',
      url: `/api/v1/admin/codes/${place.codeId}/image?format=${format}`,
      headers: { Authorization: `Bearer ${editor.token}` },
    })
  async function read(bytes: Buffer): Promise<string | undefined> {
    const { data, info } = await sharp(bytes, { density: 300 })
      .flatten({ background: 'white' })
      .resize(800)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
  }

  test.each(['svg', 'png'] as const)('%s reads as the printed link', async (format) => {
    const answer = await image(format)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain('filename')
    expect(await read(answer.data as Buffer)).toBe((await codeOf(place)).link)
  })

  test('the mini-program code holds the scene', async () => {
    const answer = await image('wxacode')
    expect(answer.headers.get('content-type')).toMatch(/^image\//)
    expect(await read(answer.data as Buffer)).toBe(`wxacode:packages/donation/giving/index?scene=${(await codeOf(place)).scene}`)
  })
})

test('gifts by code are counted from the ledger, not from orders', async () => {
  await pastGift(app, place, { amountFen: 9_999 })
  expect((await codeOf(place)).gifts).toEqual({ count: 0, amountFen: 0 })
  const at = givingAt(app, place, payStandIn(inject('standIns').pay))
  await at.ledger.post(at.journalOf('GY_counted', 'counted', 250))
  expect((await codeOf(place)).gifts).toEqual({ count: 1, amountFen: 250 })
})

test('a code’s key is not in what the desk gets', async () => {
  const ring = JSON.parse(readFileSync(`${app.config.KEYS_DIR}/keyring.json`, 'utf8')) as { codeScene: { secret: string }[] }
  expect(JSON.stringify(await codeOf(place))).not.toContain(ring.codeScene[0]?.secret)
})
