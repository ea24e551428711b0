import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { banked, booksOf } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkLedger } from '../ledger/checks.ts'
import type { JournalDocument } from '../ledger/store.ts'

let app: TestApp
/** The campaign that ends, and another of the same charity. */
let from: District
let to: District
let finance: SignedIn
let owner: SignedIn

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '100' } })
})
beforeEach(async () => {
  from = await district(app, { campaign: { title: '夏日清凉' } })
  to = await district(app, { campaign: { charityId: from.charityId, title: '独居老人午餐' } })
  finance = await staff(app, ['charity_finance'], from.charityId)
  owner = await staff(app, ['charity_owner'], from.charityId)
  await bookedGift(app, from, { amountFen: 500 })
})
afterAll(() => app.close())

const end = () => owner.call('closeCampaign', { params: { campaignId: from.campaignId }, body: { rev: 0 } })
const ask = (change: Record<string, unknown> = {}, by = finance, idempotencyKey = key()) =>
  by.call('requestSurplus', {
    body: {
      campaignId: from.campaignId,
      toCampaignId: to.campaignId,
      basis: 'surplus_plan',
      filedChange: null,
      note: '都用于高龄独居老人',
      ...change,
    },
    idempotencyKey,
  })
const decide = (surplus: { id: string; rev: number }, approve = true, by = owner) =>
  by.call('decideSurplus', { params: { surplusId: surplus.id }, body: { rev: surplus.rev, approve, note: '符合结余方案' } })
const project = ({ campaignId }: District) => clientOf(app.url, null)('getProject', { params: { projectId: campaignId } })

test('what is left goes over; what either raised stays, and both pages say so', async () => {
  await end()
  const asked = await ask()
  expect(asked).toMatchObject({ amountFen: 500, state: 'requested', surplusPlan: '用于下一年度', toProjectTitle: '独居老人午餐' })
  expect(await decide(asked)).toMatchObject({ state: 'confirmed' })
  expect(await app.db.collection<JournalDocument>('journals').findOne({ _id: `surplus:${asked.id}` })).toMatchObject({
    campaignId: from.campaignId,
    toCampaignId: to.campaignId,
    legs: [
      { account: `Restricted:${from.campaignId}`, side: 'debit', amountFen: 500 },
      { account: `Restricted:${to.campaignId}`, side: 'credit', amountFen: 500 },
    ],
  })
  const [gave, got] = [await project(from), await project(to)]
  expect(gave).toMatchObject({ totals: { raisedFen: 500 }, spending: { leftFen: 0, surplusOutFen: 500, surplusInFen: 0 } })
  expect(got).toMatchObject({ totals: { raisedFen: 0 }, spending: { leftFen: 500, surplusOutFen: 0, surplusInFen: 500 } })
  expect(got.spending.surpluses).toMatchObject([{ direction: 'in', otherTitle: '夏日清凉', amountFen: 500, note: '都用于高龄独居老人' }])
  // What came over can be spent there.
  await banked(app, from, 500)
  const books = booksOf({ charityId: from.charityId, campaignId: to.campaignId })
  expect(await books.decide(owner, await books.request(finance, { amountFen: 500 }))).toMatchObject({ state: 'approved' })
  await expect(ask()).rejects.toMatchObject({ message: '这个项目的善款已经用完，没有结余' })
})

describe('refused', () => {
  test('before the end, to itself, to another charity, without a filed number', async () => {
    await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('还没有结束') })
    await end()
    await expect(ask({ toCampaignId: from.campaignId })).rejects.toMatchObject({ issues: [{ path: 'body.toCampaignId' }] })
    await expect(ask({ toCampaignId: (await district(app)).campaignId })).rejects.toMatchObject({ issues: [{ path: 'body.toCampaignId' }] })
    await expect(ask({ basis: 'filed_change' })).rejects.toMatchObject({ issues: [{ path: 'body.filedChange' }] })
    expect(await ask({ basis: 'filed_change', filedChange: '变更备案 2026-01' })).toMatchObject({ filedChange: '变更备案 2026-01' })
  })

  test('while a spending waits, and a second request beside an open one', async () => {
    await end()
    const books = booksOf(from)
    const waiting = await books.request(finance)
    await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('还有 1 笔支出等待审批') })
    await books.decide(owner, waiting, false)
    const asked = await ask()
    await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('已经在等待审批') })
    await decide(asked, false)
    expect(await ask()).toMatchObject({ state: 'requested' })
  })

  test('while a refund waits, before and after it is asked for', async () => {
    await end()
    const gift = await bookedGift(app, from, { amountFen: 70 })
    const of = refundsOf(app)
    const first = await of.request(finance, gift._id, 30)
    await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('还有 1 笔退款等待审批') })
    await of.decide(owner, first, false)
    const asked = await ask()
    const second = await of.request(finance, gift._id, 70)
    await expect(decide(asked)).rejects.toMatchObject({ message: expect.stringContaining('还有 1 笔退款等待审批') })
    await of.decide(owner, second, false)
    expect(await decide(asked)).toMatchObject({ state: 'confirmed' })
  })

  test('when what is left is no longer what was seen', async () => {
    await end()
    const asked = await ask()
    await bookedGift(app, from, { amountFen: 1 })
    await expect(decide(asked)).rejects.toMatchObject({ message: expect.stringContaining('结余变了，现在是 5.01 元') })
  })

  test('the asker deciding, an old copy, twice at once', async () => {
    await end()
    const both = await staff(app, ['charity_finance', 'charity_owner'], from.charityId)
    const asked = await ask({}, both)
    await expect(decide(asked, true, both)).rejects.toMatchObject({ status: 403 })
    await expect(decide({ ...asked, rev: 4 })).rejects.toMatchObject({ code: 'conflict' })
    const outcomes = await Promise.allSettled([decide(asked), decide(asked), decide(asked)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

test('the same request again is one surplus', async () => {
  await end()
  const idempotencyKey = key()
  expect(await ask({}, finance, idempotencyKey)).toEqual(await ask({}, finance, idempotencyKey))
})

test('the ledger holds after all of this', async () => {
  await app.app.donation.idle()
  const { checks } = await checkLedger({ db: app.db, log: createLog('silent'), clock: { now: () => new Date() } })
  expect(checks.filter(({ breaches }) => breaches > 0)).toEqual([])
})
