import { systemClock } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { clientOf, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { banked, booksOf } from '../../../../testing/books.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import { bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { approvedSpending, handOn, reverseSpending } from '../../../../testing/spending.ts'
import { until } from '../../../../testing/wait.ts'
import { createLog } from '../../../platform/log/index.ts'
import { disbursementJournal, giftPaidJournal } from '../ledger/domain.ts'
import { createLedgerStore } from '../ledger/store.ts'
import { createTraceChecks } from './checks.ts'
import { createRefresh } from './refresh.ts'
import { createTraceStore, type GiftTraceDocument } from './store.ts'

const log = createLog('silent')
let app: TestApp
let place: District
let donor: SignedIn

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  donor = await guestH5(app)
})
afterAll(() => app.close())
beforeEach(async () => {
  place = await district(app)
})

const give = async (amountFen: number, by = donor) => (await bookedGift(app, place, { donorId: by.accountId, amountFen }))._id
const read = (giftId: string, by = donor) => by.call('getMyGiftTrace', { params: { giftId } })
const stored = () => app.db.collection<GiftTraceDocument>('trace_shares')
const traceStore = () => createTraceStore(app.db)
const refresher = () => createRefresh({ store: traceStore(), log, clock: systemClock })
/** As the daily check sees it a while later. */
const faults = async () => (await createTraceChecks({ db: app.db, clock: { now: () => new Date(Date.now() + 120_000) } })()).examples

async function used(giftId: string, usedFen: number) {
  return until(
    () => read(giftId),
    (trace) => trace.settled && trace.usedFen === usedFen,
  )
}

/** Waits until nothing that happened so far is still on its way into the traces of the campaign. */
async function calm() {
  const asked = async () => {
    const campaign = await traceStore().campaign(place.campaignId)
    return campaign?.lease === null && campaign.asked === campaign.served ? campaign.asked : null
  }
  await until(async () => {
    const before = await asked()
    await new Promise((resolve) => setTimeout(resolve, 500))
    return before !== null && before === (await asked())
  }, Boolean)
}

describe('善款去向', () => {
  test('not used yet: all of it lies in its project', async () => {
    const trace = await read(await give(660))
    expect(trace).toMatchObject({ settled: true, paidFen: 660, usedFen: 0, unusedFen: 660, returnedFen: 0, uses: [] })
    expect(trace.unused).toEqual([{ projectId: place.campaignId, projectTitle: '独居老人午餐', amountFen: 660 }])
  })

  test('used: what was bought, from whom, with which voucher, and out of how many gifts', async () => {
    const giftIds = [await give(300), await give(500), await give(200)]
    await approvedSpending(app, place, { amountFen: 600, publicPictureId: 'pic_1' })
    const [first, second, third] = giftIds
    const trace = await used(second ?? '', 300)
    expect(trace).toMatchObject({ paidFen: 500, usedFen: 300, unusedFen: 200, returnedFen: 0 })
    expect(trace.uses).toMatchObject([
      {
        shareFen: 300,
        totalFen: 600,
        giftCount: 2,
        projectTitle: '独居老人午餐',
        spent: {
          on: '2026-06-15',
          budgetLabel: '午餐',
          purpose: '望江街道老年食堂食材',
          payee: '演示菜场',
          vouchers: [{ kind: 'vat_invoice', number: '2406…5678' }],
          pictureUrl: '/api/v1/pictures/pic_1',
        },
      },
    ])
    expect(JSON.stringify(trace)).not.toContain('stf_')
    expect(await read(first ?? '')).toMatchObject({ usedFen: 300, unusedFen: 0 })
    expect(await read(third ?? '')).toMatchObject({ usedFen: 0, unusedFen: 200 })
    expect(await stored().findOne({ _id: third ?? '' })).toBeNull()
    expect(await faults()).toEqual([])
  })

  test('as soon as finance asked and the owner approved, the giver reads it; taken back by both, it is gone', async () => {
    const finance = await staff(app, ['charity_finance'], place.charityId)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const giftId = await give(500)
    await banked(app, place, 500)
    const books = booksOf(place)
    const asked = await books.request(finance, { amountFen: 320 })
    expect(await read(giftId)).toMatchObject({ usedFen: 0, unusedFen: 500 })
    const approved = await books.decide(owner, asked)
    const trace = await used(giftId, 320)
    expect(trace.uses).toMatchObject([{ totalFen: 320, giftCount: 1, spent: { purpose: '六月第一周的午餐', payee: '小营老年食堂' } }])
    const params = { disbursementId: approved.id }
    const waits = await finance.call('requestReversal', { params, body: { rev: approved.rev, reason: '金额记错' }, idempotencyKey: key() })
    await owner.call('decideReversal', { params, body: { rev: waits.rev, approve: true, note: '同意冲回' } })
    expect(await used(giftId, 0)).toMatchObject({ unusedFen: 500, uses: [] })
    expect(await faults()).toEqual([])
  })

  test('spending taken back is used no more; the voucher that comes after it is', async () => {
    const giftId = await give(100)
    const wrong = await approvedSpending(app, place, { amountFen: 60, purpose: '记错的一笔' })
    await used(giftId, 60)
    await reverseSpending(app, wrong)
    await used(giftId, 0)
    await approvedSpending(app, place, { amountFen: 40, purpose: '记对的一笔' })
    const trace = await used(giftId, 40)
    expect(trace.uses.map(({ spent }) => spent?.purpose)).toEqual(['记对的一笔'])
    expect(await faults()).toEqual([])
  })

  test('given back after it was used: the use goes to the next gift, and both pages add up', async () => {
    const finance = await staff(app, ['charity_finance'], place.charityId)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const giftIds = [await give(100), await give(100)]
    const [first = '', second = ''] = giftIds
    await approvedSpending(app, place, { amountFen: 80 })
    await used(first, 80)
    await refundsOf(app).decide(owner, await refundsOf(app).request(finance, first, 50))
    const trace = await used(first, 50)
    expect(trace).toMatchObject({ paidFen: 100, returnedFen: 50, unusedFen: 0 })
    expect(await read(second)).toMatchObject({ usedFen: 30, unusedFen: 70, settled: true })
    expect(await faults()).toEqual([])
  })

  test('handed on as surplus: it is told where it lies and what it bought there', async () => {
    const other = await district(app, { campaign: { title: '冬日送暖' } })
    const giftId = await give(100)
    await handOn(app, place, other.campaignId, 100)
    await until(
      () => read(giftId),
      ({ unused }) => unused[0]?.projectTitle === '冬日送暖',
    )
    await approvedSpending(app, other, { amountFen: 70, purpose: '棉被' })
    const trace = await used(giftId, 70)
    expect(trace.uses).toMatchObject([{ projectTitle: '冬日送暖', shareFen: 70, spent: { purpose: '棉被' } }])
    expect(trace.unused).toEqual([{ projectId: other.campaignId, projectTitle: '冬日送暖', amountFen: 30 }])
    expect(await faults()).toEqual([])
  })

  test('a spending that nobody described yet is told as a sum', async () => {
    const giftId = await give(100)
    const { charityId, campaignId } = place
    const journal = disbursementJournal({ charityId, campaignId, disbursementId: `bare ${campaignId}`, amountFen: 10 }, new Date())
    await app.db.transaction((session) => createLedgerStore({ db: app.db, log, clock: systemClock }).postWith(journal, session))
    const trace = await used(giftId, 10)
    expect(trace.uses).toMatchObject([{ shareFen: 10, spent: null }])
  })

  test('only the giver reads it; unpaid it has none', async () => {
    const giftId = await give(100)
    const stranger = await guestH5(app)
    for (const id of [giftId, 'GY_none']) await expect(read(id, stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(clientOf(app.url, null)('getMyGiftTrace', { params: { giftId } })).rejects.toMatchObject({ code: 'unauthenticated' })
    const clerk = await staff(app, ['charity_finance'], place.charityId)
    await expect(read(giftId, clerk)).rejects.toMatchObject({ code: 'forbidden' })
    const unpaid = await pastGift(app, place, { donorId: donor.accountId, state: 'awaiting', paidAt: null, transactionId: null })
    await expect(read(unpaid._id)).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('keeping the trace', () => {
  test('a stored trace that does not add up is not shown but looked at, and made anew by itself', async () => {
    const giftId = await give(100)
    await approvedSpending(app, place, { amountFen: 60 })
    await used(giftId, 60)
    await calm()
    await stored().updateOne({ _id: giftId }, { $set: { 'uses.0.amountFen': 70 } })
    expect(await faults()).toEqual([`${giftId}: stored otherwise than its journals say`])
    expect(await read(giftId)).toMatchObject({ settled: false, usedFen: 0, unusedFen: 0, uses: [], unused: [] })
    await used(giftId, 60)
    expect(await faults()).toEqual([])
  })

  test('thrown away it is made anew from the journals, the same', async () => {
    const giftIds = [await give(100), await give(50)]
    await approvedSpending(app, place, { amountFen: 120 })
    await used(giftIds[1] ?? '', 20)
    await calm()
    const before = await stored().find({ campaignId: place.campaignId }).sort({ _id: 1 }).toArray()
    for (const name of ['trace_shares', 'trace_spendings'])
      await app.db.collection<{ campaignId: string }>(name).deleteMany({ campaignId: place.campaignId })
    await refresher().refresh(place.campaignId)
    expect(await stored().find({ campaignId: place.campaignId }).sort({ _id: 1 }).toArray()).toEqual(before)
  })

  test('a gift booked late, before what is traced, moves the shares', async () => {
    const late = new Date()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const first = await give(100)
    await approvedSpending(app, place, { amountFen: 60 })
    await used(first, 60)
    const gift = await pastGift(app, place, { donorId: donor.accountId, amountFen: 40 })
    const { charityId, campaignId, codeId, amountFen } = gift
    const facts = { charityId, campaignId, codeId, amountFen, outTradeNo: gift._id, spMchid: '1', transactionId: gift._id, paidAt: late }
    await createLedgerStore({ db: app.db, log, clock: systemClock }).post(giftPaidJournal({ ...facts, source: 'query' }, late))
    await used(gift._id, 40)
    expect(await read(first)).toMatchObject({ usedFen: 20, unusedFen: 80 })
    expect(await faults()).toEqual([])
  })

  test('many workers at once, spending all the while: the last word is that of the journals', async () => {
    const giftIds: string[] = []
    for (let index = 0; index < 12; index += 1) giftIds.push(await give(100))
    const worker = async () => {
      for (let turn = 0; turn < 6; turn += 1) await refresher().askAndRefresh(place.campaignId)
    }
    const spend = async () => {
      for (let turn = 0; turn < 8; turn += 1) {
        const one = await approvedSpending(app, place, { amountFen: 90 })
        if (turn % 3 === 0) await reverseSpending(app, one)
      }
    }
    await Promise.all([worker(), worker(), worker(), spend()])
    // The last journals' events are still on their way.
    await until(faults, (found) => found.length === 0)
    const traces = await Promise.all(giftIds.map((id) => read(id)))
    expect(traces.reduce((sum, { usedFen }) => sum + usedFen, 0)).toBe(5 * 90)
    for (const trace of traces) expect(trace.usedFen + trace.unusedFen + trace.returnedFen).toBe(trace.paidFen)
  })

  test('a worker that died half way leaves its lease; the next takes over and writes everything again', async () => {
    const giftId = await give(100)
    await approvedSpending(app, place, { amountFen: 60 })
    await used(giftId, 60)
    const _id = place.campaignId
    const gone = { by: 'trc_dead', from: new Date(Date.now() - 120_000), until: new Date(Date.now() - 60_000) }
    await app.db.collection<{ _id: string }>('trace_campaigns').updateOne({ _id }, { $set: { lease: gone } })
    await stored().updateOne({ _id: giftId }, { $set: { version: 1 } })
    expect(await refresher().refresh(_id)).toBe(true)
    expect(await stored().findOne({ _id: giftId })).toMatchObject({ version: 2 })
  })

  test('while one is at it another leaves it alone, and what was asked is not forgotten', async () => {
    const held = { by: 'trc_other', from: new Date(), until: new Date(Date.now() + 600_000) }
    const giftId = await give(100)
    await traceStore().ask(place.campaignId)
    await until(
      async () => (await traceStore().campaign(place.campaignId))?.served,
      (served) => served === 1,
    )
    await app.db.collection<{ _id: string }>('trace_campaigns').updateOne({ _id: place.campaignId }, { $set: { lease: held } })
    await approvedSpending(app, place, { amountFen: 60 })
    expect(await refresher().refresh(place.campaignId)).toBe(false)
    await until(
      async () => (await traceStore().campaign(place.campaignId))?.asked,
      (asked) => asked === 2,
    )
    await app.db
      .collection<{ _id: string }>('trace_campaigns')
      .updateOne({ _id: place.campaignId }, { $set: { 'lease.until': new Date(0) } })
    await used(giftId, 60)
  })
})
