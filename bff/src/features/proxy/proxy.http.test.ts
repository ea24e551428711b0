import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn } from '../../../testing/actors.ts'
import { heldClock, startTestApp, type TestApp } from '../../../testing/app.ts'
import { dayFromToday } from '../../../testing/bodies.ts'
import { type District, district } from '../../../testing/district.ts'
import { pastGift } from '../../../testing/gifts.ts'
import { freshPhone, rawDump } from '../../../testing/people.ts'
import { actingAs, resident, type SignedInResident } from '../../../testing/persons.ts'

const clock = heldClock()
let app: TestApp
let place: District
let textVersion: string
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    work: false,
    clock,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
  place = await district(app)
  textVersion = (await (await guestH5(app)).call('getProxyCatalogue')).text.version
})
afterAll(() => app.close())

const wish = (change: object = {}) => ({
  elderName: '王奶奶',
  proxyName: '女儿小芳',
  relation: 'child' as const,
  phone: null as string | null,
  scopes: ['gifts'] as ProxyScope[],
  until: dayFromToday(30),
  textVersion,
  ...change,
})
const invite = async (elder: SignedIn, change: object = {}) =>
  (await elder.call('inviteProxy', { body: wish(change), idempotencyKey: key() })).id

/** Someone who authorised and someone who accepted. */
async function pair(scopes: ProxyScope[] = ['gifts']) {
  const [elder, daughter] = [await resident(app), await resident(app)]
  const proxyId = await invite(elder, { phone: daughter.phone, scopes })
  await daughter.call('acceptProxy', { params: { proxyId }, body: { textVersion } })
  return { elder, daughter, proxyId, acting: actingAs(app, daughter, proxyId) }
}
const gaveTo = (elder: SignedInResident, amountFen = 1_000) =>
  pastGift(app, place, { donorId: elder.accountId, amountFen, createdAt: clock.now() })

describe('by phone number', () => {
  test('she is told, accepts, sees his gifts and receipts as hers to see, and both read what she did', async () => {
    const [elder, daughter] = [await resident(app), await resident(app)]
    const gift = await gaveTo(elder)
    await pastGift(app, place, { donorId: daughter.accountId, createdAt: clock.now() })
    const proxyId = await invite(elder, { phone: daughter.phone })
    const { items: told } = await daughter.call('listMessages', {})
    expect(told[0]).toMatchObject({ title: '王奶奶请您代办', link: `/packages/mine/proxy/index?id=${proxyId}` })
    const acting = actingAs(app, daughter, proxyId)
    await expect(acting('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_ended' })
    expect(await daughter.call('acceptProxy', { params: { proxyId }, body: { textVersion } })).toMatchObject({
      state: 'active',
      side: 'received',
      code: null,
    })
    expect((await acting('listMyGifts', {})).items.map(({ id }) => id)).toEqual([gift._id])
    clock.advance(1_000)
    await acting('getMyGift', { params: { giftId: gift._id } })
    await acting('getMyGift', { params: { giftId: gift._id } })
    expect((await daughter.call('listMyGifts', {})).items).toHaveLength(1)
    const deeds = await elder.call('listProxyDeeds', {})
    expect(deeds.items.map(({ deed, times, outcome, proxyName }) => [deed, times, outcome, proxyName])).toEqual([
      ['看一笔捐赠', 2, 'done', '女儿小芳'],
      ['看捐赠记录', 1, 'done', '女儿小芳'],
    ])
    expect((await daughter.call('listProxyDeeds', { query: { side: 'received' } })).items).toEqual(deeds.items)
    expect((await daughter.call('listProxyDeeds', {})).items).toEqual([])
  })

  test('whoever has another phone does not even see it', async () => {
    const [elder, stranger] = [await resident(app), await resident(app)]
    const proxyId = await invite(elder, { phone: freshPhone() })
    for (const attempt of [
      () => stranger.call('getMyProxy', { params: { proxyId } }),
      () => stranger.call('acceptProxy', { params: { proxyId }, body: { textVersion } }),
      () => stranger.call('acceptProxy', { params: { proxyId }, body: { textVersion, code: '12345678' } }),
      () => stranger.call('declineProxy', { params: { proxyId }, body: {} }),
      () => stranger.call('withdrawProxy', { params: { proxyId } }),
    ] as (() => Promise<unknown>)[])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    expect((await stranger.call('listMyProxies')).items).toEqual([])
  })
})

describe('by code', () => {
  test('whoever is told the code may accept it, once; the elder can read it again until then', async () => {
    const [elder, son, other] = [await resident(app), await resident(app), await resident(app)]
    const proxyId = await invite(elder)
    const { code } = await elder.call('getMyProxy', { params: { proxyId } })
    if (!code) throw new Error('an invitation without a phone has a code')
    expect(code).toMatch(/^\d{8}$/)
    await expect(elder.call('findProxyInvitation', { body: { code } })).rejects.toMatchObject({ code: 'proxy_code_wrong' })
    const found = await son.call('findProxyInvitation', { body: { code: `${code.slice(0, 4)} ${code.slice(4)}` } })
    expect(found).toMatchObject({ id: proxyId, side: 'received', elderName: '王奶奶', code: null })
    await son.call('acceptProxy', { params: { proxyId }, body: { textVersion, code } })
    await expect(other.call('findProxyInvitation', { body: { code } })).rejects.toMatchObject({ code: 'proxy_code_wrong' })
    await expect(other.call('acceptProxy', { params: { proxyId }, body: { textVersion, code } })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await elder.call('getMyProxy', { params: { proxyId } })).toMatchObject({ state: 'active', code: null })
  })

  test('guessing ends soon', async () => {
    const guesser = await resident(app)
    const tries = []
    for (let n = 0; n < 11; n += 1)
      tries.push(await guesser.call('findProxyInvitation', { body: { code: `0000000${n % 10}` } }).catch((error) => error.code))
    expect(tries.at(0)).toBe('proxy_code_wrong')
    expect(tries.at(-1)).toBe('too_many_requests')
  })
})

describe('what may not be done', () => {
  test('nothing that was not chosen, nothing without a scope, and no authorising on', async () => {
    const { acting, elder } = await pair()
    await gaveTo(elder)
    for (const attempt of [
      () => acting('listMessages', {}),
      () =>
        acting('startMonthlyGift', {
          body: { projectId: place.campaignId, amountFen: 100, dayOfMonth: 1, until: null },
          idempotencyKey: key(),
        }),
      () =>
        acting('createGift', {
          body: { projectId: place.campaignId, codeId: null, amountFen: 100, anonymous: false, donorName: null },
          idempotencyKey: key(),
        }),
      () => acting('inviteProxy', { body: wish(), idempotencyKey: key() }),
      () => acting('listMyProxies'),
      () => acting('getMe'),
    ] as (() => Promise<unknown>)[])
      await expect(attempt()).rejects.toMatchObject({ code: 'proxy_not_allowed', status: 403 })
    expect((await elder.call('listProxyDeeds', {})).items).toEqual([])
  })

  test('with the scope, a monthly reminder is arranged in his name and told so', async () => {
    const { acting, elder, daughter } = await pair(['gifts', 'giving'])
    const body = { projectId: place.campaignId, amountFen: 1_000, dayOfMonth: 8, until: null }
    const made = await acting('startMonthlyGift', { body, idempotencyKey: key() })
    expect((await elder.call('listMyMonthlyGifts', {})).items.map(({ id }) => id)).toEqual([made.id])
    expect((await daughter.call('listMyMonthlyGifts', {})).items).toEqual([])
    expect((await elder.call('listProxyDeeds', {})).items[0]).toMatchObject({ deed: '约定月捐', outcome: 'done' })
    clock.advance(1_000)
    // What is refused by its own rule is on record as tried.
    await expect(acting('startMonthlyGift', { body: { ...body, until: dayFromToday(-1) }, idempotencyKey: key() })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    expect((await elder.call('listProxyDeeds', {})).items[0]).toMatchObject({ deed: '约定月捐', outcome: 'refused' })
  })

  test("another's header, a made-up one, and staff come to nothing", async () => {
    const { proxyId } = await pair()
    const stranger = await resident(app)
    await expect(actingAs(app, stranger, proxyId)('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_ended' })
    for (const id of ['prx_none', '%00', '$ne', 'x'.repeat(500)])
      await expect(actingAs(app, stranger, id)('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_ended' })
  })
})

describe('the end', () => {
  test('withdrawn, it bites at the next request of a session long open; ended by her, he is told', async () => {
    const one = await pair()
    await one.acting('listMyGifts', {})
    clock.advance(1_000)
    expect(await one.elder.call('withdrawProxy', { params: { proxyId: one.proxyId } })).toMatchObject({
      state: 'withdrawn',
      endedBy: 'elder',
    })
    await expect(one.acting('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_ended' })
    await expect(one.elder.call('withdrawProxy', { params: { proxyId: one.proxyId } })).rejects.toMatchObject({ code: 'wrong_state' })
    expect((await one.daughter.call('listMessages', {})).items[0]?.title).toBe('王奶奶收回了代办授权')

    const other = await pair()
    clock.advance(1_000)
    await other.daughter.call('withdrawProxy', { params: { proxyId: other.proxyId } })
    await expect(other.acting('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_ended' })
    expect((await other.elder.call('listMessages', {})).items[0]?.title).toBe('女儿小芳不再替您代办')
  })

  test('by itself after its last day, and an invitation after a week', async () => {
    const { acting, elder, proxyId } = await pair()
    const lapsing = await invite(elder)
    const code = (await elder.call('getMyProxy', { params: { proxyId: lapsing } })).code ?? ''
    const rows = app.db.collection<{ _id: string; until: string; openUntil: Date }>('proxies')
    await rows.updateOne({ _id: proxyId }, { $set: { until: dayFromToday(-1) } })
    await rows.updateOne({ _id: lapsing }, { $set: { openUntil: clock.now() } })
    expect((await elder.call('listMyProxies')).items.map(({ state, endedBy }) => [state, endedBy]).sort()).toEqual([
      ['expired', 'time'],
      ['lapsed', 'time'],
    ])
    await expect((await resident(app)).call('findProxyInvitation', { body: { code } })).rejects.toMatchObject({ code: 'proxy_code_wrong' })
    await expect(acting('listMyGifts', {})).rejects.toMatchObject({ code: 'proxy_ended' })
  })
})

describe('limits and wrong input', () => {
  let asker: SignedInResident | undefined

  test('five at a time, one for each person, none for oneself, none for a guest', async () => {
    const elder = await resident(app)
    const phone = freshPhone()
    const first = await invite(elder, { phone })
    await expect(invite(elder, { phone })).rejects.toMatchObject({ code: 'already_exists' })
    await expect(invite(elder, { phone: elder.phone })).rejects.toMatchObject({ issues: [{ path: 'body.phone' }] })
    for (let n = 0; n < 4; n += 1) await invite(elder)
    await expect(invite(elder)).rejects.toMatchObject({ code: 'too_many_proxies' })
    await elder.call('withdrawProxy', { params: { proxyId: first } })
    await invite(elder, { phone })
    await expect(invite(await guestH5(app))).rejects.toMatchObject({ code: 'phone_needed' })
  })

  test.each([
    [{ scopes: [] }, 'body.scopes'],
    [{ scopes: ['gifts', 'gifts'] }, 'body.scopes'],
    [{ scopes: ['care_bed'] }, 'body.scopes'],
    [{ until: dayFromToday(-1) }, 'body.until'],
    [{ until: dayFromToday(400) }, 'body.until'],
    [{ phone: '12345' }, 'body.phone'],
    [{ elderName: ' ' }, 'body.elderName'],
  ])('%j names its field', async (change, path) => {
    asker ??= await resident(app)
    await expect(invite(asker, change)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })

  test('who agrees to an old text is shown the new one', async () => {
    await expect(invite(await resident(app), { textVersion: '2020-01' })).rejects.toMatchObject({ code: 'proxy_text_changed' })
  })

  test('names and phones lie sealed', async () => {
    const { elder } = await pair()
    await invite(elder, { elderName: '独一无二的奶奶', proxyName: '独一无二的儿子', phone: '19911112222' })
    const dump = await rawDump(app, ['proxies', 'proxy_deeds', 'idempotency_keys', 'audit_log'])
    expect(dump).not.toMatch(/独一无二|19911112222/)
  })
})
