import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { addDays, addMonths } from '@minsheng/shared/units/calendar'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, guestWeapp, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { spend } from '../../../../testing/books.ts'
import { campaignWith, endedCampaign, reportBody, reportWords } from '../../../../testing/disclosure.ts'
import { type District, district } from '../../../../testing/district.ts'
import { givingAt } from '../../../../testing/giving.ts'
import { payStandIn } from '../../../../testing/pay-stand-in.ts'
import { bookedGift } from '../../../../testing/refunds.ts'
import { projectPage } from '../../../../testing/review.ts'
import { until } from '../../../../testing/wait.ts'
import type { PauseDocument } from './pause/store.ts'
import type { ReportDocument } from './store.ts'

let app: TestApp
let pay: ReturnType<typeof payStandIn>
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  pay = payStandIn(app.config.WECHAT_PAY_API_BASE)
})
afterAll(() => app.close())

const today = dayFromToday(0)
/** The latest start whose three months were over yesterday, and the day after, whose are not. */
const overdueStart = (() => {
  let start = addDays(today, -93)
  while (addMonths(addDays(start, 1), 3) < today) start = addDays(start, 1)
  return start
})()
const sevenMonths = (startsOn: string): Partial<Extract<FeedLine, { type: 'campaign' }>> => ({ startsOn, endsOn: addMonths(startsOn, 7) })

/** A place whose campaign runs seven months from a day, its project without a duty of its own. */
async function placeFrom(startsOn: string) {
  const place = await district(app, { campaign: sevenMonths(startsOn) })
  await app.db
    .collection<{ _id: string }>('charity_projects')
    .updateOne({ _id: place.projectId }, { $set: { startsOn: addDays(today, -10), endsOn: addDays(today, 60) } })
  const owner = await staff(app, ['charity_owner'], place.charityId)
  return { place, owner }
}
const scan = async (place: District, owner: SignedIn) => {
  const { link } = await owner.call('getCode', { params: { codeId: place.codeId } })
  return (await guestH5(app)).call('scanCode', { body: { source: 'text', value: link } })
}
const page = (projectId: string) => projectPage(app, projectId)
const begin = (by: SignedIn, kind: Parameters<typeof reportBody>[0], subjectId: string) =>
  by.call('createReport', { body: reportBody(kind, subjectId), idempotencyKey: key() })
const publish = (by: SignedIn, { id, rev }: { id: string; rev: number }) =>
  by.call('publishReport', { params: { reportId: id }, body: { rev } })
const pauses = () => app.db.collection<PauseDocument>('disclosure_pauses')

describe('a campaign of seven months without a report', () => {
  test('on day 93: code, gift and page say why, and a report published makes it work again; late stays late', async () => {
    const { place, owner } = await placeFrom(dayFromToday(-93))
    const giving = givingAt(app, place, pay)
    const words = /^该项目 \d+月\d+日前应公布的募捐情况还没有公布，公益码暂停使用。$/
    expect(await scan(place, owner)).toMatchObject({ state: 'paused', reason: expect.stringMatching(words) })
    await expect(giving.give(await guestH5(app))).rejects.toMatchObject({
      status: 422,
      code: 'campaign_not_open',
      message: expect.stringMatching(words),
    })
    expect(await giving.gifts.countDocuments({ campaignId: place.campaignId })).toBe(0)
    expect(await page(place.campaignId)).toMatchObject({ acceptsGifts: false, notAcceptingReason: expect.stringMatching(words) })
    expect((await owner.call('getCode', { params: { codeId: place.codeId } })).disclosurePause).toMatch(/公益码暂停使用$/)

    const draft = await begin(owner, 'campaign_periodic', place.campaignId)
    expect(await scan(place, owner)).toMatchObject({ state: 'paused' })
    const published = await publish(owner, draft)
    expect(published).toMatchObject({ state: 'published', late: true, publishedOn: today, periodTo: today })
    expect(await scan(place, owner)).toMatchObject({ state: 'active', reason: null })
    expect((await giving.give(await guestH5(app))).gift.state).toBe('awaiting')
    const list = await (await guestH5(app)).call('listDisclosures', { params: { projectId: place.campaignId } })
    expect(list).toMatchObject({ overdue: null, items: [{ kind: 'campaign_periodic', late: true, text: reportWords.text }] })
  })

  test.each([
    [{ channel: 'designated' }, '请到该平台捐赠。'],
    [{ channel: 'in_kind' }, '请与慈善组织联系。'],
    [{ state: 'closed' }, '这个项目的募捐已经结束，感谢关心。'],
  ])('that takes no gifts here (%o): the code says the report is missing, the page says both', async (change, own) => {
    const { place, owner } = await placeFrom(dayFromToday(-93))
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: place.campaignId }, { $set: change })
    const paused = /^该项目 \d+月\d+日前应公布的募捐情况还没有公布，公益码暂停使用。/
    const { state, reason } = await scan(place, owner)
    expect([state, reason?.replace(paused, '')]).toEqual(['paused', ''])
    const { notAcceptingReason } = await page(place.campaignId)
    expect(notAcceptingReason).toMatch(paused)
    expect(notAcceptingReason).toContain(own)
  })

  test('works to the last day of its three months, and pauses on the next', async () => {
    const last = await placeFrom(addDays(overdueStart, 1))
    expect(await scan(last.place, last.owner)).toMatchObject({ state: 'active', reason: null })
    const after = await placeFrom(overdueStart)
    expect(await scan(after.place, after.owner)).toMatchObject({ state: 'paused' })
  })

  test('takes the money of a gift that was ordered before', async () => {
    const { place } = await placeFrom(addDays(overdueStart, 1))
    const giving = givingAt(app, place, pay)
    const by = await guestWeapp(app)
    const { gift, payment } = await giving.give(by)
    await app.db.collection<{ _id: string }>('campaigns').updateOne({ _id: place.campaignId }, { $set: sevenMonths(overdueStart) })
    await expect(giving.give(await guestWeapp(app))).rejects.toMatchObject({ code: 'campaign_not_open' })
    await pay.payJsapi(payment)
    await giving.becomes(gift.id, 'paid')
    expect(await giving.journals.countDocuments({ outTradeNo: gift.id, kind: 'gift_paid' })).toBe(1)
  })

  test('of exactly six months owes nothing on the way', async () => {
    const startsOn = overdueStart
    const place = await district(app, { campaign: { startsOn, endsOn: addMonths(startsOn, 6) } })
    const owner = await staff(app, ['charity_owner'], place.charityId)
    expect(await scan(place, owner)).toMatchObject({ state: 'active' })
    const kinds = (await owner.call('listDuties', { query: {} })).items.map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['campaign_final', 'project_final', 'annual']))
    expect(kinds).not.toContain('campaign_periodic')
    await expect(begin(owner, 'campaign_periodic', place.campaignId)).rejects.toMatchObject({
      code: 'wrong_state',
      message: '这一项现在不需要公布，或已经公布过',
    })
  })
})

test("a year not told of pauses every campaign of the charity, and the project's duty those of the project", async () => {
  const place = await district(app)
  const owner = await staff(app, ['charity_owner'], place.charityId)
  const other = await campaignWith(app, place, { projectId: place.projectId })
  const lastYear = Number(today.slice(0, 4)) - 2
  await app.db
    .collection<{ _id: string }>('charities')
    .updateOne({ _id: place.charityId }, { $set: { createdAt: new Date(`${lastYear}-06-01T00:00:00Z`) } })
  for (const id of [place.campaignId, other])
    expect((await page(id)).notAcceptingReason).toMatch(new RegExp(`^该慈善组织 ${lastYear + 1}年5月31日前应公布的${lastYear}年年度报告`))
  await publish(owner, await begin(owner, 'annual', place.charityId))
  const next = (await owner.call('listDuties', { query: {} })).items.find(({ kind }) => kind === 'annual')
  expect(next).toMatchObject({ periodFrom: `${lastYear + 1}-01-01`, dueOn: `${lastYear + 2}-05-31` })
  if (next?.urgency === 'overdue') await publish(owner, await begin(owner, 'annual', place.charityId))
  expect((await page(other)).acceptsGifts).toBe(true)

  await app.db
    .collection<{ _id: string }>('charity_projects')
    .updateOne({ _id: place.projectId }, { $set: { startsOn: overdueStart, endsOn: null } })
  for (const id of [place.campaignId, other]) expect((await page(id)).notAcceptingReason).toContain('应公布的实施情况还没有公布')
  await publish(owner, await begin(owner, 'project_periodic', place.projectId))
  for (const id of [place.campaignId, other]) expect((await page(id)).acceptsGifts).toBe(true)
})

describe('a report', () => {
  test('brings its figures from the ledger, of its period alone, and keeps those of its publishing', async () => {
    const place = await district(app)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const campaignId = await endedCampaign(app, place)
    const ended = { ...place, campaignId }
    await bookedGift(app, ended, { amountFen: 50_000 })
    await spend(app, ended, 20_000)
    await app.db.collection('journals').updateMany({ campaignId }, { $set: { postedAt: new Date(Date.now() - 5 * 86_400_000) } })
    await bookedGift(app, ended, { amountFen: 7 })
    const draft = await begin(owner, 'campaign_final', campaignId)
    expect(draft.figures).toMatchObject({ raisedFen: 50_000, giftCount: 1, returnedFen: 0, spentFen: 20_000, leftFen: 30_000 })
    expect(await publish(owner, draft)).toMatchObject({ late: false, periodTo: dayFromToday(-2), figures: { raisedFen: 50_000 } })
  })

  test('is one draft for one thing to be told, by whoever begins it; the same key begins it once', async () => {
    const place = await district(app)
    const [owner, editor] = [await staff(app, ['charity_owner'], place.charityId), await staff(app, ['charity_editor'], place.charityId)]
    const body = reportBody('campaign_final', await endedCampaign(app, place))
    const idempotencyKey = key()
    const first = await editor.call('createReport', { body, idempotencyKey })
    await app.db.collection('idempotency_keys').deleteMany({})
    expect((await editor.call('createReport', { body, idempotencyKey })).id).toBe(first.id)
    await expect(owner.call('createReport', { body, idempotencyKey: key() })).rejects.toMatchObject({ status: 409, code: 'already_exists' })
    const duty = (await owner.call('listDuties', { query: {} })).items.find(({ subjectId }) => subjectId === body.subjectId)
    expect(duty).toMatchObject({ draftId: first.id, notYet: null })

    const params = { reportId: first.id }
    await editor.call('updateReport', { params, body: { rev: 0, ...reportWords, text: '改过的报告' } })
    await expect(editor.call('updateReport', { params, body: { rev: 0, ...reportWords } })).rejects.toMatchObject({ code: 'conflict' })
    await expect(publish(editor, { id: first.id, rev: 1 })).rejects.toMatchObject({ status: 403 })
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => publish(owner, { id: first.id, rev: 1 })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(editor.call('updateReport', { params, body: { rev: 2, ...reportWords } })).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(begin(owner, 'campaign_final', body.subjectId)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('that comes too early is refused in words', async () => {
    const place = await district(app)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    await expect(begin(owner, 'campaign_final', place.campaignId)).rejects.toMatchObject({ message: '结束以后才能公布全部情况' })
    await expect(begin(owner, 'annual', place.charityId)).rejects.toMatchObject({ code: 'wrong_state' })
    const missing = { pictureIds: ['pic_none'], fileId: 'rpf_none' }
    const body = { ...reportBody('campaign_final', await endedCampaign(app, place)), ...missing }
    await expect(owner.call('createReport', { body, idempotencyKey: key() })).rejects.toMatchObject({
      issues: [{ path: 'body.pictureIds' }, { path: 'body.fileId' }],
    })
  })

  test('corrected keeps what it said, in public, with why', async () => {
    const place = await district(app)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const campaignId = await endedCampaign(app, place)
    const published = await publish(owner, await begin(owner, 'campaign_final', campaignId))
    const correct = (rev: number, text: string) =>
      owner.call('correctReport', { params: { reportId: published.id }, body: { rev, text, note: '少写了一份' } })
    await correct(published.rev, '共送出 121 份。')
    await expect(correct(published.rev, '共送出 122 份。')).rejects.toMatchObject({ code: 'conflict' })
    await expect(correct(published.rev + 1, '共送出 121 份。')).rejects.toMatchObject({ issues: [{ path: 'body.text' }] })
    const { items } = await (await guestH5(app)).call('listDisclosures', { params: { projectId: campaignId } })
    expect(items).toMatchObject([{ text: '共送出 121 份。', corrections: [{ text: reportWords.text, note: '少写了一份' }] }])
  })

  test('carries a PDF, its own alone, that everybody can open once it is published and not before', async () => {
    const place = await district(app)
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const send = (content: string) =>
      owner.call('uploadReportFile', { body: new TextEncoder().encode(content), contentType: 'application/pdf', idempotencyKey: key() })
    await expect(send('<html>')).rejects.toMatchObject({ status: 415, message: '这不是 PDF 文件，请换一个' })
    const { id: fileId } = await send('%PDF-1.4\n%%EOF')
    const url = `/api/v1/report-files/${fileId}`
    const body = { ...reportBody('campaign_final', await endedCampaign(app, place)), fileId }
    const elsewhere = await district(app)
    const stranger = await staff(app, ['charity_owner'], elsewhere.charityId)
    await expect(
      stranger.call('createReport', {
        body: { ...reportBody('campaign_final', await endedCampaign(app, elsewhere)), fileId },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ issues: [{ path: 'body.fileId' }] })
    const draft = await owner.call('createReport', { body, idempotencyKey: key() })
    expect(draft).toMatchObject({ fileUrl: url })
    expect((await fetch(`${app.url}${url}`)).status).toBe(404)
    expect(Buffer.from(await owner.call('readReportFile', { params: { fileId } })).toString()).toContain('%PDF-1.4')
    await expect(stranger.call('readReportFile', { params: { fileId } })).rejects.toMatchObject({ status: 404 })
    await publish(owner, draft)
    const response = await fetch(`${app.url}${url}`)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(await response.text()).toContain('%PDF-1.4')
  })

  test("of another charity's answers like a missing one", async () => {
    const [place, other] = [await district(app), await district(app)]
    const owner = await staff(app, ['charity_owner'], place.charityId)
    const stranger = await staff(app, ['charity_owner'], other.charityId)
    const draft = await begin(owner, 'campaign_final', await endedCampaign(app, place))
    for (const id of [draft.id, 'rpt_none']) await expect(publish(stranger, { id, rev: 0 })).rejects.toMatchObject({ status: 404 })
    for (const subjectId of [place.campaignId, 'cmp_none'])
      await expect(begin(stranger, 'campaign_final', subjectId)).rejects.toMatchObject({ status: 403 })
    for (const charityId of [place.charityId, 'chr_none'])
      await expect(stranger.call('listDuties', { query: { charityId } })).rejects.toMatchObject({ status: 403 })
  })
})

test('the record says once when codes paused and once when they worked again, each with its event', async () => {
  const { place, owner } = await placeFrom(dayFromToday(-93))
  const watch = app.app.donation.jobs.find(({ name }) => name === 'disclosure-pauses')
  await Promise.all(Array.from({ length: 4 }, () => watch?.run(new AbortController().signal)))
  const kept = async () => pauses().findOne({ _id: place.campaignId })
  expect((await kept())?.history).toMatchObject([{ reason: expect.stringContaining('公益码暂停使用') }])
  expect((await kept())?.outbox.map(({ type }) => type)).toEqual(['disclosure.paused'])
  await publish(owner, await begin(owner, 'campaign_periodic', place.campaignId))
  const resumed = await until(kept, (pause) => pause?.reason === null)
  expect(resumed?.history).toHaveLength(2)
  await watch?.run(new AbortController().signal)
  expect((await kept())?.outbox.map(({ type }) => type)).toEqual(['disclosure.paused', 'disclosure.resumed'])
  const report = await app.db.collection<ReportDocument>('disclosure_reports').findOne({ subjectId: place.campaignId })
  expect(report?.history).toMatchObject([{ by: owner.accountId, what: 'published late' }])
})
