import { randomUUID } from 'node:crypto'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { booksOf } from '../../../../testing/books.ts'
import { standingDifference } from '../../../../testing/differences.ts'
import { type District, district } from '../../../../testing/district.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkLedger } from '../ledger/checks.ts'
import { giftPaidJournal, type Journal, settlementJournal } from '../ledger/domain.ts'
import type { JournalDocument } from '../ledger/store.ts'
import { monthAfter, monthOf, monthStart } from './domain.ts'

let app: TestApp
let place: District
let finance: SignedIn
let owner: SignedIn
/** Two months ago and the one before: over for certain, whatever day the tests run on. */
const month = monthAfter(monthOf(new Date()), -2)
const before = monthAfter(month, -1)

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '100' } })
})
beforeEach(async () => {
  place = await district(app, { subMchid: null })
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
})
afterAll(() => app.close())

/** A journal as a posting of that month left it. */
const put = ({ key: _id, ...rest }: Journal) =>
  app.db.collection<JournalDocument>('journals').insertOne({ _id, ...rest, outbox: [{}] } as unknown as JournalDocument)
const inMonth = (of: string, days = 3) => new Date(monthStart(of).getTime() + days * 24 * 3_600_000)
const gift = (of: string, amountFen: number) =>
  put(
    giftPaidJournal(
      {
        charityId: place.charityId,
        campaignId: place.campaignId,
        codeId: null,
        outTradeNo: `GY_${randomUUID()}`,
        spMchid: '1',
        transactionId: randomUUID(),
        amountFen,
        paidAt: inMonth(of),
        source: 'notice',
      },
      inMonth(of),
    ),
  )
const settled = (of: string, clearedFen: number, feeFen: number) =>
  put(settlementJournal({ charityId: place.charityId, reference: randomUUID(), clearedFen, feeFen }, inMonth(of)))

const params = (of = month) => ({ charityId: place.charityId, month: of })
const view = (of = month) => finance.call('getTrialBalance', { params: params(of) })
const ask = (of = month, by = finance, idempotencyKey = key()) => by.call('requestClosing', { params: params(of), idempotencyKey })
const decide = (rev: number, approve = true, of = month, by = owner) =>
  by.call('decideClosing', { params: params(of), body: { rev, approve, note: '与账簿一致' } })
const close = async (of: string) => decide((await ask(of)).rev, true, of)

test('opening, movements and closing of each account, from the journals', async () => {
  await gift(before, 1_000)
  await gift(month, 500)
  await settled(month, 1_200, 12)
  const balance = await view()
  const of = (account: string) => balance.accounts.find((one) => one.account === account)
  expect(of('WxClearing')).toMatchObject({ title: '微信待结算', openingFen: 1_000, debitFen: 500, creditFen: 1_200, closingFen: 300 })
  expect(of('Bank')).toMatchObject({ title: '银行存款', openingFen: 0, debitFen: 1_188, closingFen: 1_188 })
  expect(of(`Restricted:${place.campaignId}`)).toMatchObject({
    title: '限定用途善款：独居老人午餐',
    openingFen: -1_000,
    closingFen: -1_500,
    movements: [{ kind: 'gift_paid', debitFen: 0, creditFen: 500 }],
  })
  expect(balance.totals).toEqual({ openingFen: 0, debitFen: 1_700, creditFen: 1_700, closingFen: 0 })
  expect(balance).toMatchObject({ journals: 2, state: 'open', sha256: null })
})

test('asked by finance, closed by the owner; in order, and final', async () => {
  await gift(before, 1_000)
  await gift(month, 500)
  await expect(ask()).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('请先完成') })
  const asked = await ask(before)
  expect(asked).toMatchObject({ state: 'requested', requestedByYou: true, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(await decide(asked.rev, true, before)).toMatchObject({ state: 'closed', sha256: asked.sha256 })
  expect(await close(month)).toMatchObject({ state: 'closed' })
  await expect(ask()).rejects.toMatchObject({ message: '这个月已经结账' })
  const { items } = await finance.call('listClosings', { params: { charityId: place.charityId } })
  expect(items.map((row) => [row.month, row.state])).toEqual([
    [monthAfter(month, 2), 'open'],
    [monthAfter(month, 1), 'open'],
    [month, 'closed'],
    [before, 'closed'],
  ])
  // The next month opens with what this one closed with.
  expect((await view(monthAfter(month, 1))).accounts.find(({ account }) => account === 'WxClearing')?.openingFen).toBe(1_500)
})

describe('refused', () => {
  const withDays = (...states: string[]) =>
    app.db.collection<{ _id: string }>('reconciliations').insertMany(
      states.map((state, index) => {
        const date = `${month}-${(index + 1).toString().padStart(2, '0')}`
        return { _id: `${date}_${place.charityId}`, charityId: place.charityId, date, state }
      }),
    )
  const daysOf = new Date(monthStart(monthAfter(month, 1)).getTime() - 24 * 3_600_000 + 8 * 3_600_000).getUTCDate()

  test('a month that is not over', async () => {
    const now = monthOf(new Date())
    await put(settlementJournal({ charityId: place.charityId, reference: randomUUID(), clearedFen: 5, feeFen: 0 }, new Date()))
    await expect(ask(now)).rejects.toMatchObject({ message: expect.stringContaining('上午 10 点以后才能月结') })
    await expect(ask(month)).rejects.toMatchObject({ message: expect.stringContaining('这个月还没有账') })
  })

  test('days not yet compared with WeChat Pay, and differences nobody explained', async () => {
    await gift(month, 1)
    await withDays(...Array.from({ length: daysOf - 1 }, () => 'reconciled'), 'waiting')
    expect((await view()).obstacles).toEqual([expect.stringMatching(/日还没有与微信支付核对$/)])
    const days = app.db.collection<{ _id: string; state: string }>('reconciliations')
    await days.updateMany({ charityId: place.charityId, state: 'waiting' } as never, { $set: { state: 'reconciled' } })
    await standingDifference(app, place, `${month}-02_${place.charityId}`, 'open')
    expect((await view()).obstacles).toEqual([expect.stringContaining('2日的对账差异还没有说明')])
    await app.db.collection('reconciliation_differences').updateMany({ charityId: place.charityId }, { $set: { state: 'explained' } })
    expect((await view()).obstacles).toEqual([])
    await days.deleteOne({ _id: `${month}-09_${place.charityId}` })
    expect((await view()).obstacles).toEqual([expect.stringContaining('9日还没有与微信支付核对')])
  })

  test('a request of the month that still waits', async () => {
    await gift(month, 1)
    const asked = await booksOf(place).request(finance)
    await app.db.collection<{ _id: string }>('disbursements').updateOne({ _id: asked.id }, { $set: { createdAt: inMonth(month) } })
    await expect(ask()).rejects.toMatchObject({ message: expect.stringContaining('申请还没有处理完：支出 1 笔') })
    await booksOf(place).decide(owner, asked, false)
    expect(await ask()).toMatchObject({ state: 'requested' })
  })

  test('the asker closing, an old copy, a second word; returned, it may be asked again', async () => {
    await gift(month, 1)
    const both = await staff(app, ['charity_finance', 'charity_owner'], place.charityId)
    const asked = await ask(month, both)
    await expect(decide(asked.rev, true, month, both)).rejects.toMatchObject({ status: 403 })
    await expect(decide(asked.rev + 1)).rejects.toMatchObject({ code: 'conflict' })
    expect(await decide(asked.rev, false)).toMatchObject({ state: 'open', decisionNote: '与账簿一致' })
    const again = await ask()
    const outcomes = await Promise.allSettled([decide(again.rev), decide(again.rev), decide(again.rev)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('what changed after it was counted', async () => {
    await gift(month, 1)
    const asked = await ask()
    await gift(month, 2)
    await expect(decide(asked.rev)).rejects.toMatchObject({ message: expect.stringContaining('又有变动') })
  })

  test('a month that is none', async () => {
    await expect(view('2026-13')).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'path.month' }] })
  })
})

test('asked for five times at once, it is asked for once', async () => {
  await gift(month, 1)
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => ask()))
  expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await app.db.collection('month_closings').countDocuments({ charityId: place.charityId })).toBe(1)
})

test('the sheet says what the screen says, in yuan', async () => {
  await gift(month, 123_456)
  await close(month)
  const content = await finance.call('exportTrialBalance', { params: params() })
  const [balance, movements] = await readXlsxFile(Buffer.from(content))
  expect(balance?.data.slice(-2)).toEqual([
    ['微信待结算', 0, 1_234.56, 0, 1_234.56],
    ['合计', 0, 1_234.56, 1_234.56, 0],
  ])
  expect(JSON.stringify(balance?.data[2])).toContain((await view()).sha256)
  expect(movements?.data).toContainEqual(['微信待结算', '收到捐赠', 1_234.56, 0])
})

test('a posting that slips into a closed month is found', async () => {
  await gift(month, 5)
  await close(month)
  const months = async () => {
    const { checks } = await checkLedger({ db: app.db, log: createLog('silent'), clock: { now: () => new Date() } })
    return checks.find(({ name }) => name.startsWith('closed months'))?.examples.filter((example) => example.includes(place.charityId))
  }
  expect(await months()).toEqual([])
  await gift(month, 1)
  expect(await months()).toEqual([`${month}_${place.charityId}: counted again, it is another month`])
})
