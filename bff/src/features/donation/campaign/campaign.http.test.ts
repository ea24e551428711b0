import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type CampaignBody, campaignBody, dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { projectPage, reviewAt } from '../../../../testing/review.ts'

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

const close = (campaignId: string, rev: number) => editor.call('closeCampaign', { params: { campaignId }, body: { rev } })
const update = (campaignId: string, rev: number, change: Partial<CampaignBody> = {}) =>
  editor.call('updateCampaign', {
    params: { campaignId },
    body: { rev, campaign: campaignBody(place.charityId, { projectId: place.projectId, ...change }) },
  })
const page = (projectId: string) => projectPage(app, projectId)

test('a campaign is drafted, corrected, reviewed, kept as published, and closed', async () => {
  const made = await way.draft()
  expect(made).toMatchObject({ state: 'draft', rev: 0, totals: { raisedFen: 0, giftCount: 0 } })
  await expect(page(made.id)).rejects.toMatchObject({ status: 404 })
  const corrected = await update(made.id, 0, { title: '爱心棉被（更正）' })
  expect(corrected).toMatchObject({ title: '爱心棉被（更正）', rev: 1, projectName: '独居老人午餐' })
  const submitted = await way.submit(corrected)
  expect(submitted).toMatchObject({ state: 'in_review', rev: 2, submittedAt: expect.any(String) })
  await expect(page(made.id)).rejects.toMatchObject({ status: 404 })
  const published = await way.publish(submitted)
  expect(published).toMatchObject({ state: 'published', rev: 3, publishedAt: expect.any(String) })
  expect(await page(made.id)).toMatchObject({ title: '爱心棉被（更正）', acceptsGifts: true, notAcceptingReason: null })
  await expect(update(made.id, 3)).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
  await expect(way.submit(published)).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
  expect(await close(made.id, 3)).toMatchObject({ state: 'closed', rev: 4, closedOn: dayFromToday(0) })
  expect(await page(made.id)).toMatchObject({ acceptsGifts: false, notAcceptingReason: '这个项目的募捐已经结束，感谢关心。' })
  await expect(close(made.id, 4)).rejects.toMatchObject({ code: 'wrong_state' })
  const kept = await app.db.collection<{ _id: string; history: { by: string; to: string }[] }>('campaigns').findOne({ _id: made.id })
  expect(kept?.history.map(({ by, to }) => [by, to])).toEqual([
    [editor.accountId, 'in_review'],
    [bureau.accountId, 'published'],
    [editor.accountId, 'closed'],
  ])
})

test('a draft may be as empty as it begins, and is filled step by step', async () => {
  const blank: CampaignBody = {
    ...campaignBody(place.charityId),
    ...Object.fromEntries(
      ['title', 'purpose', 'story', 'startsOn', 'endsOn', 'area', 'leader', 'account', 'beneficiaries', 'use', 'cost', 'surplusPlan'].map(
        (field) => [field, ''],
      ),
    ),
    goalFen: 0,
    budget: [],
    suggestedAmountsFen: [],
  }
  const made = await editor.call('createCampaign', { body: blank, idempotencyKey: key() })
  expect(made).toMatchObject({ state: 'draft', title: '', startsOn: '', goalFen: 0, budget: [], projectId: null })
  expect((await editor.call('listCampaigns', { query: { state: 'draft' } })).items.map(({ id }) => id)).toContain(made.id)
  await expect(way.submit(made)).rejects.toMatchObject({
    status: 400,
    issues: expect.arrayContaining([
      { path: 'campaign.title', message: '请填写' },
      expect.objectContaining({ path: 'campaign.startsOn' }),
      { path: 'campaign.budget', message: '请至少填写一项预算' },
      { path: 'campaign.projectId', message: '请选择或新建慈善项目' },
    ]),
  })
})

test('what can never be kept is refused while drafting, by its field', async () => {
  await expect(way.draft({ coverPictureId: 'pic_none' })).rejects.toMatchObject({ issues: [{ path: 'body.coverPictureId' }] })
  await expect(way.draft({ suggestedAmountsFen: [5_000_001] })).rejects.toMatchObject({ issues: [{ path: 'body.suggestedAmountsFen.0' }] })
  await expect(way.draft({ title: '长'.repeat(41) })).rejects.toMatchObject({ issues: [{ path: 'body.title', message: '最多 40 个字' }] })
  const other = await district(app)
  for (const projectId of ['prj_none', other.projectId])
    await expect(way.draft({ projectId })).rejects.toMatchObject({
      issues: [{ path: 'body.projectId', message: '没有这个慈善项目，请重新选择' }],
    })
})

describe('two at once', () => {
  test('a stale revision is a conflict, whatever is tried', async () => {
    const made = await way.draft()
    await update(made.id, 0)
    await expect(update(made.id, 0)).rejects.toMatchObject({ status: 409, code: 'conflict' })
    await expect(way.submit(made)).rejects.toMatchObject({ status: 409, code: 'conflict' })
    const submitted = await way.submit({ id: made.id, rev: 1 })
    await expect(way.publish({ id: made.id, rev: 1 })).rejects.toMatchObject({ status: 409, code: 'conflict' })
    await way.publish(submitted)
    await expect(close(made.id, 1)).rejects.toMatchObject({ status: 409, code: 'conflict' })
  })

  test('ten corrections of one draft: one wins', async () => {
    const made = await way.draft()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => update(made.id, 0, { title: `第 ${index} 版` })))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect((await editor.call('getCampaign', { params: { campaignId: made.id } })).rev).toBe(1)
  })

  test('the same key drafts one campaign', async () => {
    const [body, idempotencyKey] = [campaignBody(place.charityId), key()]
    const first = await editor.call('createCampaign', { body, idempotencyKey })
    expect(await editor.call('createCampaign', { body, idempotencyKey })).toEqual(first)
  })
})

test("another charity's campaign answers like a missing one", async () => {
  const other = await district(app)
  for (const campaignId of [other.campaignId, 'cmp_none']) {
    await expect(editor.call('getCampaign', { params: { campaignId } })).rejects.toMatchObject({ status: 404, code: 'not_found' })
    await expect(update(campaignId, 0)).rejects.toMatchObject({ status: 404 })
    await expect(way.submit({ id: campaignId, rev: 0 })).rejects.toMatchObject({ status: 404 })
    await expect(close(campaignId, 0)).rejects.toMatchObject({ status: 404 })
  }
})

test('a draft can’t be moved to another charity', async () => {
  const other = await district(app)
  const made = await way.draft()
  await expect(
    editor.call('updateCampaign', { params: { campaignId: made.id }, body: { rev: 0, campaign: campaignBody(other.charityId) } }),
  ).rejects.toMatchObject({
    issues: [{ path: 'body.campaign.charityId' }],
  })
})

test('the public list shows what is published and not over, never a targeted campaign; filters of the desk hold', async () => {
  const [shown, targeted, over, closed, unpublished] = await Promise.all([
    district(app),
    district(app, { campaign: { channel: 'targeted' } }),
    district(app, { campaign: { endsOn: dayFromToday(-1) } }),
    district(app, { campaign: { state: 'closed' } }),
    district(app, { campaign: { state: 'draft' } }),
  ])
  const list = (await (await guestH5(app)).call('listProjects', { query: { limit: 100 } })).items.map((project) => project.id)
  expect(list).toContain(shown.campaignId)
  for (const hidden of [targeted, over, closed, unpublished]) expect(list).not.toContain(hidden.campaignId)
  const drafts = await bureau.call('listCampaigns', { query: { state: 'draft', charityId: unpublished.charityId } })
  expect(drafts.items.map((campaign) => campaign.id)).toEqual([unpublished.campaignId])
})
