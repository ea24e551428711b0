import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { fenOf, sheetRows } from '../../../../testing/workbook.ts'
import { createCampaignStore } from '../campaign/store.ts'
import { createCharityStore } from '../charity/store.ts'
import { createCodeStore } from '../code/store.ts'
import { createDonorStore } from '../donor/store.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { JournalDocument } from '../ledger/store.ts'
import { createStatistics } from '../statistics/statistics.ts'
import { createStatisticsStore } from '../statistics/store.ts'
import { maskDonor } from './columns.ts'
import { createExports } from './exports.ts'
import { createExportStore } from './store.ts'

let app: TestApp
let place: District
let finance: SignedIn
const amounts = [1, 10, 29, 57, 115, 100_000, 4_999_999, 1_234_567]
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  finance = await staff(app, ['charity_finance'], place.charityId)
  for (const [i, amountFen] of amounts.entries())
    await bookedGift(app, place, { donorId: `acc_${i % 3}`, amountFen, createdAt: new Date(Date.now() - i * 60_000) })
})
afterAll(() => app.close())

const wish = (table: string, change: Record<string, unknown> = {}) =>
  ({ table, charityId: null, campaignId: null, from: null, to: null, reason: '报送年度审计', ...change }) as Parameters<
    typeof finance.call<'exportWorkbook'>
  >[1]['body']
const exported = (by: SignedIn, table: string, change: Record<string, unknown> = {}) =>
  by.call('exportWorkbook', { body: wish(table, change) })
const sum = (fen: readonly number[]) => fen.reduce((a, b) => a + b, 0)
const about = async (bytes: Uint8Array) => Object.fromEntries((await sheetRows(bytes, '说明')).rows) as Record<string, string>

describe('gifts', () => {
  test('every one of them, summing to the ledger to the fen, ids and numbers as text', async () => {
    const bytes = await exported(finance, 'gifts')
    const sheet = await sheetRows(bytes, '捐赠记录')
    const journals = await app.db.collection<JournalDocument>('journals').find({ charityId: place.charityId, kind: 'gift_paid' }).toArray()
    expect([...fenOf(sheet, '金额')].sort()).toEqual([...amounts].sort())
    expect(sum(fenOf(sheet, '金额'))).toBe(sum(journals.map(({ amountFen }) => amountFen)))
    const column = (title: string) => sheet.rows.map((row) => row[sheet.header.indexOf(title)])
    expect(column('捐赠编号').sort()).toEqual(journals.map((journal) => ('outTradeNo' in journal ? journal.outTradeNo : '')).sort())
    for (const id of column('微信支付单号')) expect(id).toMatch(/^4200\d{24,}$/)
    expect(await about(bytes)).toMatchObject({
      表格: '捐赠记录',
      慈善组织: '演示慈善组织',
      时间: '全部',
      行数: String(amounts.length),
      金额合计: (sum(amounts) / 100).toFixed(2),
      是否完整: '完整',
      用途: '报送年度审计',
    })
  })

  test('the answer is a workbook with a name', async () => {
    const response = await send(app.url, {
      method: 'POST',
      url: '/api/v1/admin/exports',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${finance.token}` },
      body: JSON.stringify(wish('gifts')),
    })
    expect(response.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toMatch(/捐赠记录-\d{4}-\d\d-\d\d\.xlsx/)
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect((response.data as Buffer).subarray(0, 2).toString()).toBe('PK')
  })

  test('what would be a formula stays text, letter by letter', async () => {
    const own = await district(app)
    const by = await staff(app, ['charity_owner'], own.charityId)
    const names = ['=1+1', '+86', '-1', '@SUM(A1)', '=HYPERLINK("x")', '＝1', '\u0001坏\u0000字', 'a&<b>"\'']
    for (const donorName of names) await pastGift(app, own, { donorName })
    for (const table of ['gifts', 'donors'] as const) {
      const bytes = await exported(by, table)
      const { header, rows } = await sheetRows(bytes, table === 'gifts' ? '捐赠记录' : '捐赠人')
      const read = rows.map((row) => row[header.indexOf('捐赠人')])
      if (table === 'gifts') expect([...read].sort()).toEqual(names.map((name) => maskDonor(name.includes('坏') ? '坏字' : name)).sort())
      for (const cell of read) expect(typeof cell).toBe('string')
    }
  })

  test('an anonymous giver has no name there', async () => {
    const own = await district(app)
    const by = await staff(app, ['charity_owner'], own.charityId)
    await pastGift(app, own, { anonymous: true, donorName: '王阿姨', amountFen: 300 })
    await pastGift(app, own, { donorName: '王阿姨', amountFen: 700 })
    const gifts = await sheetRows(await exported(by, 'gifts'), '捐赠记录')
    expect(gifts.rows.map((row) => row[gifts.header.indexOf('捐赠人')]).sort()).toEqual(['匿名', '王*姨'])
    const donors = await sheetRows(await exported(by, 'donors'), '捐赠人')
    expect(donors.rows.map((row) => [row[0], row[1], row[2]])).toEqual([
      ['匿名爱心人士（不辨认是谁）', 1, 3],
      ['王*姨', 1, 7],
    ])
    expect(JSON.stringify([gifts.rows, donors.rows])).not.toContain('acc_')
  })
})

test('refunds: what went back, as the ledger accepted it', async () => {
  const own = await district(app)
  const [asks, decides] = [await staff(app, ['charity_finance'], own.charityId), await staff(app, ['charity_owner'], own.charityId)]
  const of = refundsOf(app)
  for (const part of [33, 67, 101]) {
    const gift = await bookedGift(app, own, { amountFen: 200 })
    await of.decide(decides, await of.request(asks, gift._id, part))
  }
  const sheet = await sheetRows(await exported(asks, 'refunds'), '退款记录')
  const journals = await app.db
    .collection<JournalDocument>('journals')
    .find({ charityId: own.charityId, kind: 'refund_accepted' })
    .toArray()
  expect(sum(fenOf(sheet, '退款金额'))).toBe(sum(journals.map(({ amountFen }) => amountFen)))
  expect(sum(fenOf(sheet, '退款金额'))).toBe(201)
})

test('receipts and statistics: the same money', async () => {
  const own = await district(app)
  const by = await staff(app, ['charity_owner'], own.charityId)
  const gift = await bookedGift(app, own, { amountFen: 123 })
  await app.db.collection<{ _id: string }>('receipts').insertOne({
    _id: `rcp_${key()}`,
    giftId: gift._id,
    state: 'issued',
    number: `PZ-${key().slice(0, 8)}`,
    charityId: own.charityId,
    charityName: gift.charityName,
    projectTitle: gift.projectTitle,
    anonymous: false,
    donorName: '王阿姨',
    amountFen: 123,
    donatedAt: gift.paidAt,
    replacesNumber: null,
    createdAt: new Date(),
    issuedAt: new Date(),
    reversedAt: null,
  } as never)
  const receipts = await sheetRows(await exported(by, 'receipts'), '捐赠凭证')
  expect(fenOf(receipts, '金额')).toEqual([123])
  const bytes = await exported(by, 'statistics')
  for (const name of ['按时间', '按项目', '按点位', '按支付方式']) expect(sum(fenOf(await sheetRows(bytes, name), '净额'))).toBe(123)
  expect(Object.fromEntries((await sheetRows(bytes, '总数')).rows)).toMatchObject({
    净额: '1.23 元',
    有效捐赠: '1 笔',
    每笔中位数: '1.23 元',
  })
})

test('more rows than fit: the newest, and the file says so', async () => {
  const { db } = app
  const clock = { now: () => new Date() }
  const [charities, campaigns, codes] = [createCharityStore(db), createCampaignStore(db), createCodeStore(db)]
  const exportOf = createExports({
    store: createExportStore(db),
    donors: createDonorStore(db),
    statisticsOf: createStatistics({ store: createStatisticsStore(db), charities, campaigns, codes, clock }),
    campaigns,
    charities,
    clock,
    mostRows: 3,
  })
  const of = { charityId: place.charityId, campaignId: null, from: null, to: null, by: 'day' as const, reason: '试' }
  const cut = (await exportOf({ ...of, table: 'gifts' })).content
  expect(fenOf(await sheetRows(cut, '捐赠记录'), '金额')).toEqual(amounts.slice(0, 3))
  expect((await about(cut)).是否完整).toBe('不完整：超过 3 行，只导出了最新的部分，请缩短时间分几次导出')
  expect((await about((await exportOf({ ...of, table: 'donors' })).content)).是否完整).toBe('完整')
})

describe('who takes what away', () => {
  test('is kept with the reason given, refused or done', async () => {
    const owner = await staff(app, ['charity_owner'], place.charityId)
    await exported(owner, 'donors', { reason: '给捐赠人寄年报' })
    const elsewhere = await district(app)
    await expect(exported(owner, 'gifts', { charityId: elsewhere.charityId, reason: '看看别人' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const auditor = await staff(app, ['auditor'])
    const { items } = await auditor.call('searchAudit', { body: { who: owner.accountId, action: 'export', limit: 10 } })
    expect(items.toReversed()).toMatchObject([
      { subject: `donors:${place.charityId}`, outcome: 'done', reason: '给捐赠人寄年报' },
      { subject: `gifts:${elsewhere.charityId}`, outcome: 'refused', reason: '看看别人' },
    ])
  })

  test('the bureau may take all charities together', async () => {
    const bureau = await staff(app, ['bureau'])
    const sheet = await sheetRows(await exported(bureau, 'gifts'), '捐赠记录')
    const paid = await app.db.collection<GiftDocument>('gifts').find({ state: 'paid' }).toArray()
    expect(sum(fenOf(sheet, '金额'))).toBe(sum(paid.map(({ amountFen }) => amountFen)))
  })

  test('nobody without a reason; what is wrong is named', async () => {
    const elsewhere = await district(app)
    for (const [change, path] of [
      [{ reason: ' ' }, 'body.reason'],
      [{ table: 'everything' }, 'body.table'],
      [{ from: '2026-02-02', to: '2026-02-01' }, 'body.to'],
      [{ campaignId: elsewhere.campaignId }, 'body.campaignId'],
      [{ table: 'receipts', campaignId: place.campaignId }, 'body.campaignId'],
    ] as const)
      await expect(exported(finance, 'gifts', change)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })
})
