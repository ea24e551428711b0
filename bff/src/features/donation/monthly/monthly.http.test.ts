import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'
import { nextDueOn } from './domain.ts'
import type { MonthlyDocument } from './store.ts'

let app: TestApp
let place: District
let at: ReturnType<typeof givingAt>
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  at = givingAt(app, place, pay)
})
afterAll(() => app.close())

interface Terms {
  amountFen: number
  dayOfMonth: number
  until: string | null
}
const start = (by: SignedIn, change: Partial<Terms> = {}, idempotencyKey = key(), projectId = place.campaignId) =>
  by.call('startMonthlyGift', { body: { projectId, amountFen: 1_000, dayOfMonth: 15, until: null, ...change }, idempotencyKey })
const see = (by: SignedIn, id: string) => by.call('getMyMonthlyGift', { params: { monthlyId: id } })
const set = (by: SignedIn, id: string, to: 'active' | 'paused' | 'stopped') =>
  by.call('setMonthlyGiftState', { params: { monthlyId: id }, body: { to } })
const change = (by: SignedIn, id: string, rev: number, terms: Partial<Terms>) =>
  by.call('changeMonthlyGift', { params: { monthlyId: id }, body: { rev, amountFen: 1_000, dayOfMonth: 15, until: null, ...terms } })
/** Its reminder is due now, as if its day had come. */
const due = (id: string) =>
  app.db
    .collection<MonthlyDocument>('monthly_gifts')
    .updateOne({ _id: id }, { $set: { nextOn: dayFromToday(0), nextRemindAt: new Date(0), dayOfMonth: Number(dayFromToday(0).slice(8)) } })
async function giveFor(by: SignedIn, monthlyId: string, amountFen = 1_000) {
  const { gift } = await by.call('createGift', {
    body: { projectId: place.campaignId, codeId: null, amountFen, anonymous: false, donorName: null, monthlyId },
    idempotencyKey: key(),
  })
  await pay.pay(gift.id)
  await at.becomes(gift.id, 'paid')
  return gift
}
const reminders = async (by: SignedIn) => (await by.call('listMessages', {})).items.filter(({ kind }) => kind === 'monthly_gift')

describe('promising', () => {
  test('says when the first reminder comes, and charges nothing', async () => {
    const by = await guestWeapp(app)
    const made = await start(by)
    expect(made).toMatchObject({
      state: 'active',
      amountFen: 1_000,
      dayOfMonth: 15,
      nextOn: nextDueOn(15, shanghaiDate(new Date())),
      openMonth: null,
    })
    expect((await by.call('listMyMonthlyGifts', {})).items).toMatchObject([{ id: made.id }])
    expect((await by.call('listMyGifts', {})).items).toEqual([])
  })

  test('the same key makes one; other terms under it are refused', async () => {
    const [by, idempotencyKey] = [await guestH5(app), key()]
    const first = await start(by, {}, idempotencyKey)
    expect((await start(by, {}, idempotencyKey)).id).toBe(first.id)
    await expect(start(by, { amountFen: 2_000 }, idempotencyKey)).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  })

  test.each([
    [{ amountFen: 0 }, 'body.amountFen'],
    [{ amountFen: 5_000_001 }, 'body.amountFen'],
    [{ dayOfMonth: 0 }, 'body.dayOfMonth'],
    [{ dayOfMonth: 29 }, 'body.dayOfMonth'],
    [{ dayOfMonth: 1.5 }, 'body.dayOfMonth'],
    [{ until: dayFromToday(-1) }, 'body.until'],
  ])('%o is refused by name', async (terms, path) => {
    await expect(start(await guestH5(app), terms)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })

  test('nothing is promised to a project that takes no gifts, or to none; nor signed out, nor by staff', async () => {
    const by = await guestH5(app)
    const closed = await district(app, { campaign: { state: 'closed' } })
    await expect(start(by, {}, key(), closed.campaignId)).rejects.toMatchObject({ code: 'campaign_not_open' })
    await expect(start(by, {}, key(), 'cmp_none')).rejects.toMatchObject({ code: 'not_found' })
    const body = JSON.stringify({ projectId: place.campaignId, amountFen: 1, dayOfMonth: 1, until: null })
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key() }
    expect((await send(app.url, { method: 'POST', url: '/api/v1/monthly-gifts', headers, body })).status).toBe(401)
  })
})

describe('a month', () => {
  test('reminder, one gift, ticked: no further reminder', async () => {
    const by = await guestWeapp(app)
    const { id } = await start(by)
    await due(id)
    await until(
      () => reminders(by),
      (messages) => messages.length === 1,
    )
    const month = shanghaiDate(new Date()).slice(0, 7)
    expect(await see(by, id)).toMatchObject({ openMonth: month, months: [{ month, state: 'reminded', giftId: null }] })
    const gift = await giveFor(by, id)
    await until(
      () => see(by, id),
      ({ months }) => months[0]?.state === 'given',
    )
    expect(await see(by, id)).toMatchObject({ openMonth: null, months: [{ month, state: 'given', giftId: gift.id, amountFen: 1_000 }] })
    expect(await reminders(by)).toHaveLength(1)
  })

  test('given before its reminder counts for this month; a second gift is a gift and ticks nothing more', async () => {
    const by = await guestWeapp(app)
    const { id } = await start(by)
    const first = await giveFor(by, id, 700)
    await until(
      () => see(by, id),
      ({ months }) => months.length === 1,
    )
    await giveFor(by, id)
    expect((await see(by, id)).months).toMatchObject([{ giftId: first.id, amountFen: 700, state: 'given' }])
  })

  test('given back, it says so', async () => {
    const by = await guestWeapp(app)
    const { id } = await start(by)
    const gift = await giveFor(by, id)
    const refund = await by.call('undoGift', { params: { giftId: gift.id }, idempotencyKey: key() })
    await refundsOf(app).becomes(refund.id, 'succeeded')
    await until(
      () => see(by, id),
      ({ months }) => months[0]?.state === 'returned',
    )
  })

  test("nobody gives for another's promise, nor to another project", async () => {
    const by = await guestWeapp(app)
    const { id } = await start(by)
    const stranger = await guestWeapp(app)
    await expect(giveFor(stranger, id)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.monthlyId' }] })
    const elsewhere = await district(app)
    await expect(
      by.call('createGift', {
        body: { projectId: elsewhere.campaignId, codeId: null, amountFen: 100, anonymous: false, donorName: null, monthlyId: id },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('changing one’s mind', () => {
  test('amount, day and last day; not from an old view', async () => {
    const by = await guestH5(app)
    const { id, rev } = await start(by)
    const changed = await change(by, id, rev, { amountFen: 2_500, dayOfMonth: 3 })
    expect(changed).toMatchObject({ amountFen: 2_500, dayOfMonth: 3, nextOn: nextDueOn(3, shanghaiDate(new Date())) })
    await expect(change(by, id, rev, { amountFen: 1 })).rejects.toMatchObject({ code: 'conflict' })
    await expect(change(by, id, changed.rev, { until: dayFromToday(-1) })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('pausing and stopping bite at once, again without harm; a stopped one stays stopped', async () => {
    const by = await guestH5(app)
    const { id, rev } = await start(by)
    for (let round = 0; round < 2; round += 1) expect(await set(by, id, 'paused')).toMatchObject({ state: 'paused', nextOn: null })
    await due(id)
    expect(await set(by, id, 'active')).toMatchObject({ state: 'active', nextOn: expect.any(String) })
    expect(await set(by, id, 'stopped')).toMatchObject({ state: 'stopped', nextOn: null })
    await expect(set(by, id, 'active')).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(change(by, id, rev, {})).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await reminders(by)).toEqual([])
  })

  test('only the one who promised sees or changes it', async () => {
    const { id } = await start(await guestH5(app))
    const stranger = await guestH5(app)
    await expect(see(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(set(stranger, id, 'stopped')).rejects.toMatchObject({ code: 'not_found' })
    await expect(change(stranger, id, 0, {})).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('the desk sees how many promise how much each month, each charity its own', async () => {
  const own = await district(app)
  const by = await guestH5(app)
  const ids = []
  for (const amountFen of [100, 250, 999]) ids.push((await start(by, { amountFen }, key(), own.campaignId)).id)
  await set(by, ids[1] ?? '', 'paused')
  await set(by, ids[2] ?? '', 'stopped')
  const owner = await staff(app, ['charity_owner'], own.charityId)
  expect((await owner.call('listMonthlyPromises', {})).items).toEqual([
    { campaignId: own.campaignId, campaignTitle: '独居老人午餐', charityName: '演示慈善组织', people: 1, amountFen: 100, paused: 1 },
  ])
  const bureau = await staff(app, ['bureau'])
  expect((await bureau.call('listMonthlyPromises', {})).items.length).toBeGreaterThan(1)
  expect((await bureau.call('listMonthlyPromises', { query: { charityId: own.charityId } })).items).toHaveLength(1)
})
