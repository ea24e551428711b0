import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'

let app: TestApp
let visitor: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
})
// A visitor each: one may order thirty times a minute.
beforeEach(async () => {
  visitor = await guestH5(app)
})
afterAll(() => app.close())

const give = (
  place: District,
  change: { amountFen?: number; codeId?: string | null; anonymous?: boolean; donorName?: string | null } = {},
  idempotencyKey = key(),
  by = visitor,
) =>
  by.call('createGift', {
    body: { projectId: place.campaignId, codeId: null, amountFen: 100, anonymous: false, donorName: null, ...change },
    idempotencyKey,
  })
const orders = (place: District) => app.db.collection('gifts').countDocuments({ campaignId: place.campaignId })

const ownSite = (uscc: string) => ({
  channel: 'own_site' as const,
  filingNumber: `${uscc}A26001`,
  counselApproval: '2026-05-01 法意〔2026〕1号',
  counselConfirmed: { by: 'stf_1', at: new Date(), document: '2026-05-01 法意〔2026〕1号' },
})

describe('a project that takes no gifts', () => {
  test.each<[string, Parameters<typeof district>[1], string]>([
    ['closed', { campaign: { state: 'closed' } }, '这个项目的募捐已经结束，感谢关心。'],
    ['not started', { campaign: { startsOn: dayFromToday(1) } }, '起接受捐款'],
    ['ended yesterday', { campaign: { endsOn: dayFromToday(-1) } }, '已经结束'],
    ['on a designated platform', { campaign: { channel: 'designated', designatedUrl: 'https://example.com/p/1' } }, '指定的募捐平台'],
    ['for things alone', { campaign: { channel: 'in_kind' } }, '只接受物资'],
    ['targeted', { campaign: { channel: 'targeted' } }, '不面向公众'],
    ['own site without counsel', { campaign: { channel: 'own_site', counselApproval: null } }, '备案信息正在核对'],
    ['without a merchant number', { subMchid: null }, '收款账户还没有开通'],
  ])('%s is refused with its reason, and nothing is ordered', async (_, change, words) => {
    const place = await district(app, change)
    const refusal = give(place)
    await expect(refusal).rejects.toMatchObject({ status: 422, code: 'campaign_not_open' })
    await expect(refusal).rejects.toThrow(words)
    expect(await orders(place)).toBe(0)
    expect(await visitor.call('getProject', { params: { projectId: place.campaignId } })).toMatchObject({
      acceptsGifts: false,
      notAcceptingReason: expect.stringContaining(words),
    })
  })

  test('a draft is as if it were not there', async () => {
    await expect(give(await district(app, { campaign: { state: 'draft' } }))).rejects.toMatchObject({ status: 404, code: 'not_found' })
  })

  test('its first and its last day count, and its own site with every fact right is paid', async () => {
    expect((await give(await district(app, { campaign: { startsOn: dayFromToday(0), endsOn: dayFromToday(0) } }))).gift.state).toBe(
      'awaiting',
    )
    const place = await district(app)
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: place.campaignId }, { $set: ownSite(place.uscc) })
    expect((await give(place)).payment.kind).toBe('h5')
    await app.db
      .collection<{ _id: string }>('charities')
      .updateOne({ _id: place.charityId }, { $set: { certificateExpiresOn: dayFromToday(-1) } })
    await expect(give(place)).rejects.toThrow('证书已过期')
  })
})

describe('by a code', () => {
  test('of another project is refused by its field', async () => {
    const [place, other] = [await district(app), await district(app)]
    for (const codeId of [other.codeId, 'none00000000'])
      await expect(give(place, { codeId })).rejects.toMatchObject({
        status: 400,
        issues: [{ path: 'body.codeId', message: '这个公益码不属于该项目，请重新扫码' }],
      })
    expect(await orders(place)).toBe(0)
  })

  test.each([
    ['paused', { state: 'paused', reason: '换展板' }, '暂停使用：换展板'],
    ['revoked', { state: 'revoked', reason: '展板遗失' }, '请不要付款'],
    ['expired', { expiresOn: dayFromToday(-1) }, '现在已经到期'],
  ] as const)('that is %s is refused with its reason', async (_, code, words) => {
    const place = await district(app, { code })
    await expect(give(place, { codeId: place.codeId })).rejects.toThrow(words)
    expect((await give(place)).gift.venueName).toBeNull()
  })

  test('that works, the gift names its venue', async () => {
    const place = await district(app)
    expect((await give(place, { codeId: place.codeId })).gift.venueName).toContain('演示点位')
  })
})

describe('the amount', () => {
  test.each([1, 5_000_000])('%d fen is taken', async (amountFen) => {
    expect((await give(await district(app), { amountFen })).gift.amountFen).toBe(amountFen)
  })
  test.each([0, 5_000_001, 1.5])('%d fen is refused by its field', async (amountFen) => {
    await expect(give(await district(app), { amountFen })).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.amountFen' }] })
  })
})

describe('a key used again', () => {
  test('for another gift, once its record is forgotten, opens no old order', async () => {
    const place = await district(app)
    const idempotencyKey = key()
    await give(place, {}, idempotencyKey)
    for (const change of [{ amountFen: 200 }, { codeId: place.codeId }, { donorName: '李叔叔' }]) {
      await app.db.collection('idempotency_keys').deleteMany({})
      await expect(give(place, change, idempotencyKey)).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' })
    }
    expect(await orders(place)).toBe(1)
  })

  test('after the time to pay is over says so, and orders nothing at WeChat Pay', async () => {
    const place = await district(app)
    const idempotencyKey = key()
    const { gift } = await give(place, {}, idempotencyKey)
    await app.db.collection('idempotency_keys').deleteMany({})
    await app.db.collection<{ _id: string }>('gifts').updateOne({ _id: gift.id }, { $set: { payBefore: new Date() } })
    await expect(give(place, {}, idempotencyKey)).rejects.toMatchObject({
      status: 409,
      code: 'wrong_state',
      message: '支付时间已过，请重新捐一笔',
    })
  })

  test('ten times at once is one gift', async () => {
    const place = await district(app)
    const idempotencyKey = key()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => give(place, {}, idempotencyKey)))
    const ids = new Set(outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.gift.id] : [])))
    expect(ids.size).toBe(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ status: 409, code: 'request_in_flight', retryAfterSeconds: 1 })
    expect(await orders(place)).toBe(1)
  })
})

describe('going on with an unpaid gift', () => {
  const resume = (giftId: string, by = visitor) => by.call('resumeGiftPayment', { params: { giftId }, idempotencyKey: key() })

  test('works while it may be paid, and gives fresh cashier parameters', async () => {
    const by = await guestWeapp(app)
    const { gift, payment } = await give(await district(app), {}, key(), by)
    const again = await resume(gift.id, by)
    expect(again.gift.id).toBe(gift.id)
    expect(again.payment).not.toEqual(payment)
  })

  test('stops with the code, the project and the time', async () => {
    const place = await district(app)
    const { gift } = await give(place, { codeId: place.codeId })
    await app.db
      .collection<{ _id: string }>('codes')
      .updateOne({ _id: place.codeId }, { $set: { state: 'revoked', stateReason: '展板遗失' } })
    await expect(resume(gift.id)).rejects.toMatchObject({ status: 422, code: 'campaign_not_open' })
    const plain = await give(place)
    await app.db
      .collection<{ _id: string }>('gifts')
      .updateOne({ _id: plain.gift.id }, { $set: { payBefore: new Date(Date.now() + 59_000) } })
    await expect(resume(plain.gift.id)).rejects.toMatchObject({ status: 409, message: '支付时间已过，请重新捐一笔' })
    const last = await give(place)
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: place.campaignId }, { $set: { state: 'closed' } })
    await expect(resume(last.gift.id)).rejects.toMatchObject({ status: 422, code: 'campaign_not_open' })
  })

  test('in another place than it was ordered says where to go', async () => {
    const { gift } = await give(await district(app))
    await app.db.collection<{ _id: string }>('gifts').updateOne({ _id: gift.id }, { $set: { channel: 'jsapi' } })
    await expect(resume(gift.id)).rejects.toMatchObject({ status: 409, message: '这笔捐赠是在微信小程序里下的单，请回到小程序支付' })
  })
})

test('more than thirty orders a minute by one visitor wait; another visitor does not', async () => {
  const place = await district(app)
  for (let index = 0; index < 30; index += 1) await give(place)
  await expect(give(place)).rejects.toMatchObject({ status: 429, code: 'too_many_requests', retryAfterSeconds: expect.any(Number) })
  expect((await give(place, {}, key(), await guestH5(app))).gift.state).toBe('awaiting')
  expect(await orders(place)).toBe(31)
})
