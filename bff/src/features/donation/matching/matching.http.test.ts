import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { decideMatching, matchingBody, raisedOf, recordMatching, shownMatchings, standingMatching } from '../../../../testing/companies.ts'
import { campaignWith } from '../../../../testing/disclosure.ts'
import { type District, district } from '../../../../testing/district.ts'
import { bookedGift, refundsOf } from '../../../../testing/refunds.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let place: District
let finance: SignedIn
let owner: SignedIn
let resident: SignedIn
let both: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  resident = await guestH5(app)
  place = await district(app)
  finance = await staff(app, ['charity_finance'], place.charityId)
  owner = await staff(app, ['charity_owner'], place.charityId)
  both = await staff(app, ['charity_owner', 'charity_finance'], place.charityId)
})
/** Each test has a campaign of its own. */
beforeEach(async () => {
  place = { ...place, campaignId: await campaignWith(app, place, { startsOn: dayFromToday(-10), endsOn: dayFromToday(100) }) }
})
afterAll(() => app.close())

const shown = () => shownMatchings(resident, place)
const owedFen = async () => (await shown())[0]?.owedFen
const raised = () => raisedOf(resident, place)
const standing = (change: Parameters<typeof standingMatching>[3] = {}) => standingMatching(finance, owner, place, change)

describe('an agreement', () => {
  test('is public once a second person confirmed it, and not before', async () => {
    const recorded = await recordMatching(finance, place)
    expect(recorded).toMatchObject({ state: 'recorded', recordedByYou: true, owedFen: 0, paidFen: 0 })
    expect(await shown()).toEqual([])
    expect(await decideMatching(owner, recorded)).toMatchObject({ state: 'confirmed', recordedByYou: false })
    expect(await shown()).toMatchObject([
      { companyName: '演示·湖滨食品公司', ratioPermille: 1_000, totalCapFen: 50_000, phase: 'running', owedFen: 0, paidFen: 0 },
    ])
  })

  test('shows the public nothing of the company but its name, and nothing of the desk', async () => {
    const { companyUscc, agreementNumber } = await standing()
    const answer = await send(app.url, { method: 'GET', url: `/api/v1/projects/${place.campaignId}/matchings`, headers: {} })
    expect(answer.status).toBe(200)
    const text = JSON.stringify(answer.data)
    for (const secret of [companyUscc, agreementNumber, finance.accountId, owner.accountId]) expect(text).not.toContain(secret)
  })

  test('can not be confirmed by the one who recorded it, nor twice, nor from an old view', async () => {
    const recorded = await recordMatching(both, place)
    await expect(decideMatching(both, recorded)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decideMatching(owner, { ...recorded, rev: 7 })).rejects.toMatchObject({ code: 'conflict' })
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => decideMatching(owner, recorded)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(decideMatching(owner, recorded)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('that was not confirmed stays in the house, and may be recorded anew', async () => {
    const body = matchingBody(place)
    const record = (idempotencyKey = key()) => finance.call('recordMatching', { body, idempotencyKey })
    const first = await record()
    await expect(record()).rejects.toMatchObject({ code: 'already_exists' })
    expect(await decideMatching(owner, first, false)).toMatchObject({ state: 'rejected', decisionNote: '已核对协议原件' })
    expect(await shown()).toEqual([])
    expect((await record()).id).not.toBe(first.id)
  })

  test('the same key makes one', async () => {
    const [body, idempotencyKey] = [matchingBody(place), key()]
    const record = () => finance.call('recordMatching', { body, idempotencyKey })
    expect((await record()).id).toBe((await record()).id)
  })

  test.each([
    [{ companyUscc: '91330102MA0000000X' }, 'body.companyUscc'],
    [{ ratioPermille: 0 }, 'body.ratioPermille'],
    [{ ratioPermille: 10_001 }, 'body.ratioPermille'],
    [{ totalCapFen: 0 }, 'body.totalCapFen'],
    [{ perGiftCapFen: 50_001 }, 'body.perGiftCapFen'],
    [{ agreedOn: dayFromToday(1) }, 'body.agreedOn'],
    [{ startsOn: dayFromToday(-11) }, 'body.startsOn'],
    [{ endsOn: dayFromToday(101) }, 'body.endsOn'],
    [{ endsOn: dayFromToday(-6) }, 'body.endsOn'],
  ])('%o is refused by name', async (change, path) => {
    await expect(recordMatching(finance, place, change)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path, message: expect.stringMatching(/\p{Script=Han}/u) }],
    })
  })

  test("another charity's campaign is answered like one that is not there", async () => {
    const elsewhere = await district(app)
    for (const campaignId of [elsewhere.campaignId, 'cmp_none'])
      await expect(recordMatching(finance, place, { campaignId })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('what the company owes', () => {
  test('follows the gifts, less what was given back, and is no money of the project', async () => {
    await standing()
    const gift = await bookedGift(app, place, { amountFen: 1_000 })
    await bookedGift(app, place, { amountFen: 250 })
    await until(owedFen, (fen) => fen === 1_250)
    expect(await raised()).toMatchObject({ raisedFen: 1_250, giftCount: 2 })
    const back = refundsOf(app)
    const { id, rev } = await back.request(finance, gift._id, 400)
    expect(await owedFen()).toBe(1_250)
    await back.decide(owner, { id, rev })
    await until(owedFen, (fen) => fen === 850)
  })

  test('stops at the cap, to the fen; the cap of one gift is counted first', async () => {
    await standing({ totalCapFen: 1_000, perGiftCapFen: 400 })
    for (const [amountFen, owed] of [
      [500, 400],
      [399, 799],
      [201, 1_000],
      [1, 1_000],
    ] as const) {
      await bookedGift(app, place, { amountFen })
      await until(owedFen, (fen) => fen === owed)
    }
  })

  test('counts the days of the agreement alone, and an early end keeps what came before', async () => {
    const { id, rev } = await standing({ startsOn: dayFromToday(-3), endsOn: dayFromToday(-1) })
    const day = (date: string, time: string) => new Date(`${date}T${time}+08:00`)
    const [before, after] = [day(dayFromToday(-4), '23:59:59'), day(dayFromToday(0), '00:00:00')]
    const [first, last] = [day(dayFromToday(-3), '00:00:00'), day(dayFromToday(-1), '23:59:59')]
    for (const [paidAt, amountFen] of [
      [before, 1],
      [first, 10],
      [last, 100],
      [after, 1_000],
    ] as const)
      await bookedGift(app, place, { amountFen, paidAt })
    await until(owedFen, (fen) => fen === 110)
    expect((await shown())[0]).toMatchObject({ phase: 'over', giftCount: 2 })
    const end = (by: SignedIn) => by.call('endMatching', { params: { matchingId: id }, body: { rev, note: '企业来函' } })
    await expect(end(finance)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await end(owner)).toMatchObject({ state: 'ended', endedOn: dayFromToday(0), owedFen: 110 })
    await expect(end(owner)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('can be read gift by gift, in order of payment, without a name', async () => {
    const { id } = await standing({ totalCapFen: 150 })
    const early = new Date(Date.now() - 3_600_000)
    await bookedGift(app, place, { amountFen: 100, donorName: '王阿姨' })
    await bookedGift(app, place, { amountFen: 90, donorName: '李师傅', paidAt: early })
    const answer = await send(app.url, {
      method: 'GET',
      url: `/api/v1/admin/matchings/${id}/statement`,
      headers: { Authorization: `Bearer ${owner.token}` },
    })
    const lines = (answer.data as Buffer).toString('utf8').trim().split('\r\n').slice(1)
    expect(lines.map((line) => line.split(',').slice(3))).toEqual([
      ['0.90', '0.90', '0.90'],
      ['1.00', '0.60', '1.50'],
    ])
    expect(lines.join()).not.toMatch(/王阿姨|李师傅/)
  })
})
