import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { refundsOf } from '../../../../testing/refunds.ts'
import { startTeam, teamBecomes, teamBody } from '../../../../testing/teams.ts'
import { until } from '../../../../testing/wait.ts'
import type { TeamDocument } from './store.ts'

let app: TestApp
let place: District
let owner: SignedIn
let bureau: SignedIn
let starter: SignedIn
let at: ReturnType<typeof givingAt>
const pay = payStandIn(inject('standIns').pay)
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  owner = await staff(app, ['charity_owner'], place.charityId)
  bureau = await staff(app, ['bureau'])
  starter = await guestWeapp(app)
  at = givingAt(app, place, pay)
})
afterAll(() => app.close())

const see = (by: SignedIn, id: string) => by.call('getTeam', { params: { teamId: id } })
const open = async (by = starter, change: Parameters<typeof startTeam>[2] = {}) =>
  teamBecomes(by, await startTeam(by, place, change), 'open')
const rowOf = async (by: SignedIn, id: string) => (await by.call('listTeams', { query: { limit: 100 } })).items.find((row) => row.id === id)
const decide = (by: SignedIn, id: string, rev: number, approve: boolean) =>
  by.call('decideTeam', { params: { teamId: id }, body: { rev, approve, note: '看过了' } })
const report = (by: SignedIn, id: string) => by.call('reportTeam', { params: { teamId: id }, body: { reason: 'false', words: '不是真的' } })
async function giveThrough(
  by: SignedIn,
  teamId: string,
  change: { amountFen?: number; donorName?: string | null; anonymous?: boolean } = {},
) {
  const { gift } = await by.call('createGift', {
    body: { projectId: place.campaignId, codeId: null, amountFen: 100, anonymous: false, donorName: null, ...change, teamId },
    idempotencyKey: key(),
  })
  await pay.pay(gift.id)
  await at.becomes(gift.id, 'paid')
  return gift
}

describe('starting a page', () => {
  test('its words are checked first: nobody else sees it before, everybody after', async () => {
    const made = await startTeam(starter, place)
    expect(made).toMatchObject({ state: 'checking', mine: true, starterLabel: '徐**', raisedFen: 0, people: 0 })
    await teamBecomes(starter, made, 'open')
    const stranger = await guestH5(app)
    expect(await see(stranger, made.id)).toMatchObject({ state: 'open', mine: false, stateReason: null, acceptsGifts: true })
    expect(JSON.stringify(await see(stranger, made.id))).not.toMatch(/徐师傅|acc_/)
  })

  test('words that are not to be shown are refused, the owner is told why, others find nothing', async () => {
    const refused = await teamBecomes(starter, await startTeam(starter, place, { words: '这里写着演示违规的话' }), 'refused')
    expect(refused.stateReason).toContain('请换一种说法')
    await expect(see(await guestH5(app), refused.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(decide(owner, refused.id, 1, true)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test.each([
    ['words WeChat is not sure about', () => guestWeapp(app), { title: '演示存疑的题目' }],
    ['words of someone without WeChat', () => guestH5(app), {}],
  ])('%s are read by a person', async (_, person, change) => {
    const by = await person()
    const made = await teamBecomes(by, await startTeam(by, place, change), 'in_review')
    expect(made.stateReason).toContain('工作人员')
    await expect(see(starter, made.id)).rejects.toMatchObject({ code: 'not_found' })
    const row = await rowOf(owner, made.id)
    expect(row).toMatchObject({ state: 'in_review', words: made.words })
    expect(await decide(owner, made.id, row?.rev ?? -1, true)).toMatchObject({ state: 'open', decisionNote: '看过了' })
    expect(await see(starter, made.id)).toMatchObject({ state: 'open' })
    const messages = () => by.call('listMessages', {})
    await until(messages, ({ items }) => items.some(({ kind, link }) => kind === 'team' && link?.includes(made.id)))
  })

  test('someone whom WeChat has not seen for two hours is read by a person too', async () => {
    // The stand-in takes this openid for one it has never seen.
    const by = await guestWeapp(app)
    await app.db
      .collection<{ _id: string }>('accounts')
      .updateOne({ _id: by.accountId }, { $set: { openid: 'oNeverSeenNeverSeenNeverSee' } })
    await teamBecomes(by, await startTeam(by, place), 'in_review')
  })

  test('the same key makes one; another text under it is refused', async () => {
    const idempotencyKey = key()
    const first = await startTeam(starter, place, {}, idempotencyKey)
    expect((await startTeam(starter, place, {}, idempotencyKey)).id).toBe(first.id)
    await expect(startTeam(starter, place, { title: '别的题目' }, idempotencyKey)).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  })

  test.each([
    [{ title: '' }, 'body.title'],
    [{ title: '长'.repeat(21) }, 'body.title'],
    [{ words: '长'.repeat(201) }, 'body.words'],
    [{ targetFen: 0 }, 'body.targetFen'],
    [{ endsOn: dayFromToday(-1) }, 'body.endsOn'],
    [{ endsOn: dayFromToday(101) }, 'body.endsOn'],
  ])('%o is refused by name', async (change, path) => {
    const by = await guestH5(app)
    await expect(startTeam(by, place, change)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })

  test('no page for a project that takes no gifts, or none', async () => {
    const closed = await district(app, { campaign: { state: 'closed' } })
    await expect(startTeam(starter, closed)).rejects.toMatchObject({ code: 'campaign_not_open' })
    await expect(startTeam(starter, { ...place, campaignId: 'cmp_none' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('signed out, and as staff, nothing can be started', async () => {
    const request = { method: 'POST' as const, url: '/api/v1/teams', body: JSON.stringify(teamBody(place)) }
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key() }
    expect((await send(app.url, { ...request, headers })).status).toBe(401)
    expect((await send(app.url, { ...request, headers: { ...headers, Authorization: `Bearer ${owner.token}` } })).status).toBe(403)
  })
})

describe('giving through a page', () => {
  test('raises it and the project by the same money, and shows givers masked', async () => {
    const { id } = await open()
    const before = await starter.call('getProject', { params: { projectId: place.campaignId } })
    const giver = await guestWeapp(app)
    await giveThrough(giver, id, { donorName: '王阿姨' })
    await giveThrough(giver, id, { amountFen: 250, donorName: '李师傅', anonymous: true })
    await giveThrough(await guestWeapp(app), id, { amountFen: 50 })
    expect(await see(starter, id)).toMatchObject({ raisedFen: 400, people: 2 })
    const shown = await starter.call('listTeamGifts', { params: { teamId: id } })
    expect(shown.items).toMatchObject([
      { donorLabel: '爱心人士', amountFen: 50 },
      { donorLabel: '爱心人士', amountFen: 250 },
      { donorLabel: '王**', amountFen: 100 },
    ])
    expect(JSON.stringify(shown)).not.toMatch(/王阿姨|李师傅|acc_|GY_/)
    const raised = () => starter.call('getProject', { params: { projectId: place.campaignId } })
    await until(raised, ({ totals }) => totals.raisedFen === before.totals.raisedFen + 400)
  })

  test('what is given back is taken off again', async () => {
    const { id } = await open()
    const giver = await guestWeapp(app)
    const gift = await giveThrough(giver, id)
    const refund = await giver.call('undoGift', { params: { giftId: gift.id }, idempotencyKey: key() })
    expect(await see(starter, id)).toMatchObject({ raisedFen: 0, people: 0 })
    expect((await starter.call('listTeamGifts', { params: { teamId: id } })).items).toEqual([])
    await refundsOf(app).becomes(refund.id, 'succeeded')
    expect(await see(starter, id)).toMatchObject({ raisedFen: 0, people: 0 })
  })

  test('a page of another project, none, or one that is over takes nothing', async () => {
    const by = await guestWeapp(app)
    const give = (projectId: string, teamId: string) =>
      by.call('createGift', {
        body: { projectId, codeId: null, amountFen: 100, anonymous: false, donorName: null, teamId },
        idempotencyKey: key(),
      })
    const { id } = await open()
    const elsewhere = await district(app)
    for (const [projectId, teamId] of [
      [elsewhere.campaignId, id],
      [place.campaignId, 'TM_none'],
    ] as const)
      await expect(give(projectId, teamId)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.teamId' }] })
    await starter.call('endTeam', { params: { teamId: id } })
    await expect(give(place.campaignId, id)).rejects.toMatchObject({
      code: 'campaign_not_open',
      message: expect.stringContaining('已经结束'),
    })
  })
})

describe('ending and reporting', () => {
  test('the owner ends it, again without harm; others can not; it stays readable', async () => {
    const { id } = await open()
    const stranger = await guestH5(app)
    await expect(stranger.call('endTeam', { params: { teamId: id } })).rejects.toMatchObject({ code: 'not_found' })
    for (let round = 0; round < 2; round += 1)
      expect(await starter.call('endTeam', { params: { teamId: id } })).toMatchObject({ state: 'ended', acceptsGifts: false })
    expect(await see(stranger, id)).toMatchObject({ state: 'ended' })
  })

  test('after its last day it is over by itself', async () => {
    const { id } = await open()
    await app.db.collection<TeamDocument>('teams').updateOne({ _id: id }, { $set: { endsOn: dayFromToday(-1) } })
    expect(await see(starter, id)).toMatchObject({ state: 'ended', acceptsGifts: false })
  })

  test('a report puts it before a person, who may let it be or take it down', async () => {
    const { id } = await open()
    const reporter = await guestH5(app)
    await report(reporter, id)
    await report(reporter, id)
    await report(await guestH5(app), id)
    expect(await see(reporter, id)).toMatchObject({ state: 'open' })
    const waiting = async () => (await bureau.call('listTeams', { query: { waiting: 'yes', limit: 100 } })).items.map((row) => row.id)
    expect(await waiting()).toContain(id)
    const row = await rowOf(bureau, id)
    expect(row).toMatchObject({ openReports: 2, reports: [{ reason: 'false', words: '不是真的' }, { reason: 'false' }] })
    expect(JSON.stringify(row)).not.toContain(reporter.accountId)
    const kept = await decide(bureau, id, row?.rev ?? -1, true)
    expect(kept).toMatchObject({ state: 'open', openReports: 0 })
    expect(await waiting()).not.toContain(id)

    await report(await guestH5(app), id)
    const again = await rowOf(owner, id)
    await expect(decide(owner, id, (again?.rev ?? 0) - 1, false)).rejects.toMatchObject({ code: 'conflict' })
    expect(await decide(owner, id, again?.rev ?? -1, false)).toMatchObject({ state: 'refused' })
    await expect(see(reporter, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await see(starter, id)).stateReason).toContain('看过了')
  })

  test("another charity neither sees nor judges it, and a page nobody sees can't be reported", async () => {
    const other = await district(app)
    const otherOwner = await staff(app, ['charity_owner'], other.charityId)
    const by = await guestH5(app)
    const { id } = await teamBecomes(by, await startTeam(by, place), 'in_review')
    expect(await rowOf(otherOwner, id)).toBeUndefined()
    await expect(decide(otherOwner, id, 1, true)).rejects.toMatchObject({ code: 'not_found' })
    await expect(report(starter, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(report(by, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('mine are listed, newest first, and nobody else’s', async () => {
    const by = await guestWeapp(app)
    const [first, second] = [await startTeam(by, place, { title: '第一个' }), await startTeam(by, place, { title: '第二个' })]
    expect((await by.call('listMyTeams', {})).items.map((team) => team.id)).toEqual([second.id, first.id])
    expect((await (await guestWeapp(app)).call('listMyTeams', {})).items).toEqual([])
  })
})
