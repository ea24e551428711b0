import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { campaignBody, dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { everythingChecked, ownSiteOf, projectPage, reviewAt } from '../../../../testing/review.ts'

let app: TestApp
let place: District
let editor: SignedIn
let bureau: SignedIn
let way: ReturnType<typeof reviewAt>
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  editor = await staff(app, ['charity_editor'], place.charityId)
  bureau = await staff(app, ['bureau'])
  way = reviewAt(place, editor, bureau)
})
afterAll(() => app.close())

const ownSite = () => ownSiteOf(place)
const page = (projectId: string) => projectPage(app, projectId)

describe('handing in', () => {
  test('names all that the law asks, by its field', async () => {
    const made = await way.draft({
      ...ownSite(),
      filingNumber: '53330102MJ9999999XA26001',
      filedOn: dayFromToday(-10),
      counselApproval: null,
    })
    await expect(way.submit(made)).rejects.toMatchObject({
      status: 400,
      code: 'invalid_input',
      issues: [
        { path: 'campaign.filingNumber' },
        { path: 'campaign.startsOn', message: expect.stringContaining('要在备案 10 天以后开始，最早') },
        { path: 'campaign.counselApproval' },
      ],
    })
  })

  test('a project that is closed meanwhile takes no new campaign', async () => {
    const project = await way.project()
    const made = await way.draft({ projectId: project.id })
    await editor.call('closeCharityProject', { params: { projectId: project.id }, body: { rev: 0 } })
    await expect(way.submit(made)).rejects.toMatchObject({
      issues: [{ path: 'campaign.projectId', message: '这个慈善项目已经结束，请选择别的项目' }],
    })
  })

  test('may be taken back before it is reviewed, and then be written in again', async () => {
    const submitted = await way.submit(await way.draft())
    const params = { campaignId: submitted.id }
    await expect(
      editor.call('updateCampaign', { params, body: { rev: submitted.rev, campaign: campaignBody(place.charityId) } }),
    ).rejects.toMatchObject({ status: 409, message: '民政局正在审核，要修改请先撤回' })
    const back = await editor.call('withdrawCampaign', { params, body: { rev: submitted.rev } })
    expect(back).toMatchObject({ state: 'draft' })
    await expect(editor.call('withdrawCampaign', { params, body: { rev: back.rev } })).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(way.publish(back)).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('the review', () => {
  test('gives back with reasons; mended and handed in again it is published, and the reasons are gone', async () => {
    const submitted = await way.submit(await way.draft())
    const returned = await way.giveBack(submitted, '请写明多少位老人')
    expect(returned).toMatchObject({
      state: 'returned',
      returned: { note: null, reasons: [{ field: 'beneficiaries', reason: '请写明多少位老人' }] },
    })
    const mended = await editor.call('updateCampaign', {
      params: { campaignId: returned.id },
      body: { rev: returned.rev, campaign: campaignBody(place.charityId, { projectId: place.projectId, beneficiaries: '独居老人 60 位' }) },
    })
    const again = await way.submit(mended)
    expect(again).toMatchObject({ state: 'in_review', returned: null })
    expect(await way.publish(again)).toMatchObject({ state: 'published', beneficiaries: '独居老人 60 位' })
  })

  test('looks again at what was right when it was handed in', async () => {
    const submitted = await way.submit(await way.draft(ownSite()))
    const charities = app.db.collection<{ _id: string }>('charities')
    await charities.updateOne({ _id: place.charityId }, { $set: { certificateExpiresOn: dayFromToday(-1) } })
    await expect(way.publish(submitted)).rejects.toMatchObject({
      issues: [{ path: 'campaign.charityId', message: '该组织的公开募捐资格证书已过期' }],
    })
    await charities.updateOne({ _id: place.charityId }, { $set: { certificateExpiresOn: dayFromToday(300) } })
    expect((await way.publish(submitted)).state).toBe('published')
  })

  test("publishes an own site only with counsel's approval seen, and keeps who saw which", async () => {
    const submitted = await way.submit(await way.draft(ownSite()))
    await expect(way.publish(submitted, false)).rejects.toMatchObject({ issues: [{ path: 'body.counselConfirmed' }] })
    const published = await way.publish(submitted)
    expect(published.counselConfirmedAt).not.toBeNull()
    expect(await page(published.id)).toMatchObject({ acceptsGifts: true })
    const campaigns = app.db.collection<{ _id: string; counselConfirmed: { by: string; document: string } | null }>('campaigns')
    expect((await campaigns.findOne({ _id: published.id }))?.counselConfirmed).toMatchObject({
      by: bureau.accountId,
      document: '2026-05-01 法意〔2026〕1号',
    })
  })

  test('of before the review is confirmed by the bureau afterwards, once, and then takes gifts', async () => {
    const { id, rev } = await way.published(ownSite())
    const campaigns = app.db.collection<{ _id: string; counselConfirmed: unknown }>('campaigns')
    await campaigns.updateOne({ _id: id }, { $set: { counselConfirmed: null, counselApproval: null } })
    expect(await page(id)).toMatchObject({
      acceptsGifts: false,
      notAcceptingReason: '这个项目的备案信息正在核对，暂停接受捐款。',
    })
    const confirm = (of: { id: string; rev: number }, body: object = {}, by = bureau) =>
      by.call('confirmCounsel', {
        params: { campaignId: of.id },
        body: { rev: of.rev, counselApproval: '2026-04-02 法意〔2026〕7号', original: true, ...body },
      })
    await expect(confirm({ id, rev }, { original: false })).rejects.toMatchObject({ issues: [{ path: 'body.original' }] })
    await expect(confirm({ id, rev }, { counselApproval: ' ' })).rejects.toMatchObject({ issues: [{ path: 'body.counselApproval' }] })
    await expect(confirm({ id, rev: rev + 1 })).rejects.toMatchObject({ code: 'conflict' })
    const both = await staff(app, ['bureau', 'charity_owner'], place.charityId)
    await expect(confirm({ id, rev }, {}, both)).rejects.toMatchObject({ status: 404 })
    const confirmed = await confirm({ id, rev })
    expect(confirmed).toMatchObject({ counselApproval: '2026-04-02 法意〔2026〕7号', counselConfirmedAt: expect.any(String) })
    expect(await page(id)).toMatchObject({ acceptsGifts: true })
    await expect(confirm(confirmed)).rejects.toMatchObject({ code: 'wrong_state', message: '这个活动的法律意见已经核对过' })
    const demo = await way.published()
    await expect(confirm(demo)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('不在自有渠道') })
  })

  test('in an emergency comes before the filing, takes gifts for ten days without it, and is filed afterwards', async () => {
    const urgent = { ...ownSite(), emergency: true, filingNumber: null, filedOn: null, startsOn: dayFromToday(0) }
    const { id, rev, startsOn } = await way.published(urgent)
    expect(await page(id)).toMatchObject({ acceptsGifts: true })
    const campaigns = app.db.collection<{ _id: string; startsOn: string }>('campaigns')
    // The eleventh day without a number; what is told every five days is told.
    await campaigns.updateOne({ _id: id }, { $set: { startsOn: dayFromToday(-11) } })
    expect(await page(id)).toMatchObject({
      acceptsGifts: false,
      notAcceptingReason: expect.stringMatching(
        /^该项目 \d+月\d+日前应公布的应急募捐收支情况还没有公布，公益码暂停使用。这个项目的备案信息正在核对，暂停接受捐款。$/,
      ),
    })
    await expect(way.submit(await way.draft({ ...urgent, startsOn: dayFromToday(-11) }))).rejects.toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ path: 'campaign.filingNumber' })]),
    })
    const asked = await editor.call('requestCampaignChange', {
      params: { campaignId: id },
      body: { rev, field: 'filingNumber', text: `${place.uscc}A26077`, note: '应急募捐，十日内补办备案', filingNumber: null },
    })
    await bureau.call('decideCampaignChange', {
      params: { campaignId: id, changeId: asked.changes[0]?.id ?? '' },
      body: { rev: asked.rev, approve: true, note: '备案已核对' },
    })
    await campaigns.updateOne({ _id: id }, { $set: { startsOn } })
    expect(await page(id)).toMatchObject({ acceptsGifts: true })
  })

  test('is not done by a list half answered, nor without a reason', async () => {
    const { id, rev } = await way.submit(await way.draft())
    const decide = (body: object) => bureau.call('decideCampaign', { params: { campaignId: id }, body: body as never })
    await expect(
      decide({ decision: 'publish', rev, checklist: { ...everythingChecked, words: false }, counselConfirmed: false }),
    ).rejects.toMatchObject({ status: 400, issues: [{ path: 'body.checklist.words', message: '请核对这一项' }] })
    await expect(decide({ decision: 'return', rev, reasons: [], note: null })).rejects.toMatchObject({
      issues: [{ path: 'body.reasons', message: '请至少写明一处要修改的内容' }],
    })
  })

  test("is never the charity's own, even by someone who is of the bureau as well", async () => {
    const submitted = await way.submit(await way.draft())
    const both = await staff(app, ['bureau', 'charity_owner'], place.charityId)
    await expect(way.publish(submitted, true, both)).rejects.toMatchObject({ status: 404 })
    await expect(way.giveBack(submitted, '请改', both)).rejects.toMatchObject({ status: 404 })
    expect((await way.publish(submitted)).state).toBe('published')
  })

  test('of ten at once is one', async () => {
    const submitted = await way.submit(await way.draft())
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? way.publish(submitted) : way.giveBack(submitted))),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

test('a campaign from before projects and reviews gets a project of its own', async () => {
  const old = await district(app)
  const campaigns = app.db.collection<{ _id: string }>('campaigns')
  await campaigns.updateOne(
    { _id: old.campaignId },
    {
      $unset: { projectId: '', changes: '', returned: '', closedOn: '', submittedAt: '', counselConfirmed: '', emergency: '', filedOn: '' },
    },
  )
  await app.db.collection<{ _id: string }>('charity_projects').deleteOne({ _id: old.projectId })
  for (let time = 0; time < 2; time += 1) await app.app.prepare()
  expect(await page(old.campaignId)).toMatchObject({ acceptsGifts: true, undertaking: { id: old.projectId, name: '独居老人午餐' } })
  expect(await bureau.call('getCampaign', { params: { campaignId: old.campaignId } })).toMatchObject({
    projectId: old.projectId,
    changes: [],
  })
})
