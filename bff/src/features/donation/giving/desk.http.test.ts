import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'

let app: TestApp
let place: District
let other: District
let bureau: SignedIn
let finance: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  ;[place, other] = [await district(app), await district(app)]
  bureau = await staff(app, ['bureau'])
  finance = await staff(app, ['charity_finance'], place.charityId)
})
afterAll(() => app.close())

type Query = NonNullable<NonNullable<Parameters<typeof bureau.call<'listGifts'>>[1]>['query']>
const list = (query: Query = {}, by = bureau) => by.call('listGifts', { query: { limit: 100, ...query } })
async function csv(query = '', by = bureau) {
  const answer = await send(app.url, {
    method: 'GET',
    url: `/api/v1/admin/gifts/export${query}`,
    headers: { Authorization: `Bearer ${by.token}` },
  })
  expect(answer.status).toBe(200)
  return { answer, bytes: answer.data as Buffer, text: (answer.data as Buffer).toString('utf8') }
}

describe('the list', () => {
  test('filters by charity, campaign, code, state and Shanghai days, both included', async () => {
    const of = await district(app)
    const at = (instant: string) => ({ createdAt: new Date(instant) })
    const lastOf14 = await pastGift(app, of, at('2026-03-14T15:59:59.999Z'))
    const firstOf15 = await pastGift(app, of, at('2026-03-14T16:00:00.000Z'))
    const lastOf15 = await pastGift(app, of, { ...at('2026-03-15T15:59:59.999Z'), codeId: null })
    const firstOf16 = await pastGift(app, of, { ...at('2026-03-15T16:00:00.000Z'), state: 'awaiting', transactionId: null, paidAt: null })
    const ids = async (query: Query) => (await list({ charityId: of.charityId, ...query })).items.map((gift) => gift.id)
    expect(await ids({})).toEqual([firstOf16._id, lastOf15._id, firstOf15._id, lastOf14._id])
    expect(await ids({ from: '2026-03-15', to: '2026-03-15' })).toEqual([lastOf15._id, firstOf15._id])
    expect(await ids({ from: '2026-03-15' })).toEqual([firstOf16._id, lastOf15._id, firstOf15._id])
    expect(await ids({ to: '2026-03-14' })).toEqual([lastOf14._id])
    expect(await ids({ from: '2026-03-16', to: '2026-03-15' })).toEqual([])
    expect(await ids({ codeId: of.codeId })).toEqual([firstOf16._id, firstOf15._id, lastOf14._id])
    expect(await ids({ state: 'awaiting' })).toEqual([firstOf16._id])
    expect(await ids({ campaignId: of.campaignId, state: 'paid' })).toHaveLength(3)
    expect(await ids({ campaignId: place.campaignId })).toEqual([])
  })

  test('sums what is paid in the filter, not the page and not the unpaid', async () => {
    const of = await district(app)
    for (const amountFen of [1, 20, 300]) await pastGift(app, of, { amountFen })
    await pastGift(app, of, { amountFen: 4_000, state: 'awaiting' })
    await pastGift(app, of, { amountFen: 50_000, state: 'quarantined' })
    expect(await list({ charityId: of.charityId, limit: 1 })).toMatchObject({ totalPaidFen: 321, paidCount: 3 })
    expect(await list({ charityId: of.charityId, state: 'awaiting' })).toMatchObject({ totalPaidFen: 0, paidCount: 0 })
  })

  test("a charity's filter never reaches another charity", async () => {
    await pastGift(app, other, { amountFen: 777 })
    for (const query of [{}, { charityId: other.charityId }, { campaignId: other.campaignId }, { codeId: other.codeId }]) {
      const page = await list(query, finance)
      expect(page.items.every((gift) => gift.charityId === place.charityId)).toBe(true)
      if (Object.keys(query).length > 0) expect(page).toMatchObject({ items: [], totalPaidFen: 0, paidCount: 0 })
    }
  })

  test('pages follow without gaps or doubles while gifts arrive, also of one instant', async () => {
    const of = await district(app)
    const instant = new Date('2026-04-01T00:00:00Z')
    const expected = new Set<string>()
    for (let index = 0; index < 23; index += 1)
      expected.add((await pastGift(app, of, { createdAt: index % 2 ? instant : new Date(instant.getTime() + index) }))._id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ charityId: of.charityId, limit: 4, cursor })
      seen.push(...page.items.map((gift) => gift.id))
      cursor = page.nextCursor ?? undefined
      await pastGift(app, of)
    } while (cursor)
    expect(seen).toHaveLength(23)
    expect(new Set(seen)).toEqual(expected)
  })

  test.each(['not-base64!', 'AAAA', Buffer.from('x.y').toString('base64url'), Buffer.from('1.{"$gt":""}').toString('base64url')])(
    'cursor %j is bad input',
    async (cursor) => {
      await expect(list({ cursor })).rejects.toMatchObject({ status: 400, issues: [{ path: 'query.cursor' }] })
    },
  )

  test.each([{ from: '2026-02-30' }, { to: 'yesterday' }, { state: 'gone' }, { limit: 101 }])('%j is bad input', async (query) => {
    await expect(list(query as Query)).rejects.toMatchObject({ status: 400, issues: [{ path: `query.${Object.keys(query)[0]}` }] })
  })
})

describe('the export', () => {
  test('opens in a spreadsheet: BOM, header, two decimals, Shanghai time, whole numbers kept as text', async () => {
    const of = await district(app)
    await pastGift(app, of, {
      _id: 'GY_export',
      amountFen: 123_456_789,
      createdAt: new Date('2026-03-14T16:00:01Z'),
      paidAt: new Date('2026-03-14T16:00:09Z'),
      transactionId: '4200002345202603150123456789',
    })
    await pastGift(app, of, {
      _id: 'GY_exporu',
      amountFen: 5,
      state: 'awaiting',
      paidAt: null,
      transactionId: null,
      createdAt: new Date('2026-03-13T00:00:00Z'),
      channel: 'h5',
    })
    const { answer, bytes, text } = await csv(`?charityId=${of.charityId}`)
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''/)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(text.slice(1)).toBe(
      [
        '订单号,项目,慈善组织,点位,金额（元）,状态,捐赠人,支付方式,下单时间,到账时间,微信支付单号,已退（元）,正在退（元）,银行流水号',
        'GY_export,独居老人午餐,演示慈善组织,演示点位,1234567.89,已到账,王*姨,微信小程序,2026-03-15 00:00:01,2026-03-15 00:00:09,4200002345202603150123456789\t,0.00,0.00,',
        'GY_exporu,独居老人午餐,演示慈善组织,演示点位,0.05,待支付,王*姨,网页,2026-03-13 08:00:00,,,0.00,0.00,',
        '',
      ].join('\r\n'),
    )
  })

  test('no cell runs as a formula, however a donor is called', async () => {
    const of = await district(app)
    const names = ['=1+1', '+8613800000000', '-2', '@SUM(A1)', '=HYPERLINK("http://x","点")', '王,"阿姨"']
    for (const [index, donorName] of names.entries())
      await pastGift(app, of, { donorName, createdAt: new Date(Date.UTC(2026, 0, 20 - index)) })
    const { text } = await csv(`?charityId=${of.charityId}`)
    const cells = text
      .split('\r\n')
      .slice(1, -1)
      .map((line) => /,已到账,(.*),微信小程序,/.exec(line)?.[1])
    // Masked, a name still begins as it did.
    expect(cells).toEqual(["'=**1", `'+${'*'.repeat(12)}0`, "'-*", "'@******)", `'=${'*'.repeat(24)})`, '"王****"""'])
  })

  test("holds a charity's own gifts alone, whatever is asked, and is kept in the audit log", async () => {
    await pastGift(app, place, { _id: 'GY_mine' })
    await pastGift(app, other, { _id: 'GY_theirs' })
    expect((await csv('', finance)).text).toContain('GY_mine')
    expect((await csv('', finance)).text).not.toContain('GY_theirs')
    expect((await csv(`?charityId=${other.charityId}`, finance)).text.split('\r\n')).toHaveLength(2)
    expect((await csv()).text).toContain('GY_theirs')
    expect(
      await app.db
        .collection('audit_log')
        .countDocuments({ action: 'gift.export', actor: finance.accountId, subject: place.charityId, outcome: 'done' }),
    ).toBeGreaterThan(0)
  })

  test('more rows than one batch come whole', async () => {
    const of = await district(app)
    await Promise.all(Array.from({ length: 1_201 }, (_, index) => pastGift(app, of, { createdAt: new Date(1_700_000_000_000 + index) })))
    expect((await csv(`?campaignId=${of.campaignId}`)).text.trimEnd().split('\r\n')).toHaveLength(1_202)
  })
})

describe('whose name is shown', () => {
  test('an anonymous giver has none, in the store, at the desk, in the export', async () => {
    const visitor = await guestH5(app)
    const { gift } = await visitor.call('createGift', {
      body: { projectId: place.campaignId, codeId: null, amountFen: 100, anonymous: true, donorName: '陈秘密' },
      idempotencyKey: key(),
    })
    expect(gift).toMatchObject({ anonymous: true, donorName: null })
    const row = (await list({ campaignId: place.campaignId }, finance)).items.find((one) => one.id === gift.id)
    expect(row).toMatchObject({ donorName: null, donorLabel: '匿名' })
    expect((await csv('', finance)).text).not.toContain('陈秘密')
    for (const name of ['gifts', 'audit_log', 'idempotency_keys', 'journals'])
      expect(JSON.stringify(await app.db.collection(name).find({}).toArray())).not.toContain('陈秘密')
  })

  test('a gift of old that still has its name under an anonymous flag shows none either', async () => {
    const old = await pastGift(app, place, { anonymous: true, donorName: '赵秘密' })
    expect(JSON.stringify(await list({ campaignId: place.campaignId }))).not.toContain('赵秘密')
    expect((await csv(`?campaignId=${place.campaignId}`)).text).not.toContain('赵秘密')
    expect(old.donorName).toBe('赵秘密')
  })

  test('who left no name is called so', async () => {
    const gift = await pastGift(app, place, { donorName: null })
    expect((await list({ campaignId: place.campaignId })).items.find((one) => one.id === gift._id)?.donorLabel).toBe('未留名')
  })

  test("a resident's answers hold no openid, address or merchant number; the desk sees no openid or address", async () => {
    const ip = '127.0.0.1'
    for (const visitor of [await guestH5(app), await guestWeapp(app)]) {
      const made = await visitor.call('createGift', {
        body: { projectId: place.campaignId, codeId: place.codeId, amountFen: 100, anonymous: false, donorName: '王阿姨' },
        idempotencyKey: key(),
      })
      const { payment: _, ...shown } = made
      const giftId = made.gift.id
      const answers = [
        shown,
        await visitor.call('getMyGift', { params: { giftId } }),
        await visitor.call('listMyGifts'),
        await visitor.call('checkGiftPayment', { params: { giftId } }),
        await visitor.call('getProject', { params: { projectId: place.campaignId } }),
        await visitor.call('listProjects'),
      ]
      const account = await app.db.collection<{ _id: string; openid?: string }>('accounts').findOne({ _id: visitor.accountId })
      const text = JSON.stringify(answers)
      for (const hidden of [place.subMchid, account?.openid ?? 'openid', 'subMchid', 'payerIp', 'openid', 'transactionId', 'donorId', ip])
        expect(text).not.toContain(hidden)
      const row = JSON.stringify((await list({ campaignId: place.campaignId })).items.find((one) => one.id === giftId))
      for (const hidden of [account?.openid ?? 'openid', 'payerIp', 'openid', 'donorId', visitor.accountId, ip])
        expect(row).not.toContain(hidden)
    }
  })

  test("one's own gifts are one's own: sums and pages hold nobody else's", async () => {
    const [one, two] = [await guestH5(app), await guestH5(app)]
    for (const amountFen of [10, 20, 30]) await pastGift(app, place, { donorId: one.accountId, amountFen })
    await pastGift(app, place, { donorId: two.accountId, amountFen: 4_000 })
    await pastGift(app, place, { donorId: one.accountId, amountFen: 500, state: 'closed' })
    const first = await one.call('listMyGifts', { query: { limit: 3 } })
    expect(first).toMatchObject({ totalPaidFen: 60, paidCount: 3 })
    const rest = await one.call('listMyGifts', { query: { limit: 3, cursor: first.nextCursor ?? '' } })
    expect([...first.items, ...rest.items].map((gift) => gift.amountFen).sort((a, b) => a - b)).toEqual([10, 20, 30, 500])
    expect(rest.nextCursor).toBeNull()
  })
})
