import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { type CampaignBody, campaignBody, dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'

let app: TestApp
let place: District
let editor: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  editor = await staff(app, ['charity_editor'], place.charityId)
})
afterAll(() => app.close())

const draft = (change: Partial<CampaignBody> = {}) =>
  editor.call('createCampaign', { body: campaignBody(place.charityId, change), idempotencyKey: key() })
const publish = (campaignId: string, rev: number) => editor.call('publishCampaign', { params: { campaignId }, body: { rev } })
const close = (campaignId: string, rev: number) => editor.call('closeCampaign', { params: { campaignId }, body: { rev } })
const update = (campaignId: string, rev: number, change: Partial<CampaignBody> = {}) =>
  editor.call('updateCampaign', { params: { campaignId }, body: { rev, campaign: campaignBody(place.charityId, change) } })
const page = async (projectId: string) => (await guestH5(app)).call('getProject', { params: { projectId } })

test('a campaign is drafted, corrected, published, kept as published, and closed', async () => {
  const made = await draft()
  expect(made).toMatchObject({ state: 'draft', rev: 0, totals: { raisedFen: 0, giftCount: 0 } })
  await expect(page(made.id)).rejects.toMatchObject({ status: 404 })
  const corrected = await update(made.id, 0, { title: '爱心棉被（更正）' })
  expect(corrected).toMatchObject({ title: '爱心棉被（更正）', rev: 1 })
  const published = await publish(made.id, 1)
  expect(published).toMatchObject({ state: 'published', rev: 2 })
  expect(await page(made.id)).toMatchObject({ title: '爱心棉被（更正）', acceptsGifts: true, notAcceptingReason: null })
  await expect(update(made.id, 2)).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
  await expect(publish(made.id, 2)).rejects.toMatchObject({ status: 409, code: 'wrong_state' })
  expect(await close(made.id, 2)).toMatchObject({ state: 'closed', rev: 3 })
  expect(await page(made.id)).toMatchObject({ acceptsGifts: false, notAcceptingReason: '这个项目的募捐已经结束，感谢关心。' })
  await expect(close(made.id, 3)).rejects.toMatchObject({ code: 'wrong_state' })
  await expect(publish(made.id, 3)).rejects.toMatchObject({ code: 'wrong_state' })
  const kept = await app.db.collection<{ _id: string; history: { by: string; to: string }[] }>('campaigns').findOne({ _id: made.id })
  expect(kept?.history.map(({ by, to }) => [by, to])).toEqual([
    [editor.accountId, 'published'],
    [editor.accountId, 'closed'],
  ])
})

describe('what is wrong is named by its field, all of it', () => {
  test('while drafting', async () => {
    await expect(draft({ budget: [{ label: '棉被', amountFen: 99_999 }] })).rejects.toMatchObject({
      issues: [{ path: 'body.budget', message: '预算各项之和要等于目标金额' }],
    })
    await expect(draft({ endsOn: dayFromToday(-2) })).rejects.toMatchObject({ issues: [{ path: 'body.endsOn' }] })
    await expect(draft({ channel: 'designated' })).rejects.toMatchObject({ issues: [{ path: 'body.designatedUrl' }] })
    await expect(draft({ channel: 'designated', designatedUrl: 'http://example.com' })).rejects.toMatchObject({
      issues: [{ path: 'body.designatedUrl' }],
    })
    await expect(draft({ coverPictureId: 'pic_none' })).rejects.toMatchObject({ issues: [{ path: 'body.coverPictureId' }] })
    await expect(draft({ suggestedAmountsFen: [5_000_001] })).rejects.toMatchObject({ issues: [{ path: 'body.suggestedAmountsFen.0' }] })
    const made = await draft()
    await expect(update(made.id, 0, { goalFen: 1_000, title: '' })).rejects.toMatchObject({
      issues: [{ path: 'body.campaign.title' }, { path: 'body.campaign.budget' }],
    })
    await expect(update(made.id, 0, { goalFen: 1_000 })).rejects.toMatchObject({ issues: [{ path: 'body.campaign.budget' }] })
  })

  test('while publishing', async () => {
    const made = await draft({ channel: 'own_site', filingNumber: '53330102MJ9999999XA26001', counselApproval: null })
    const refusal = publish(made.id, 0)
    await expect(refusal).rejects.toMatchObject({
      status: 400,
      code: 'invalid_input',
      issues: [{ path: 'campaign.filingNumber' }, { path: 'campaign.counselApproval' }],
    })
    await update(made.id, 0, { channel: 'own_site', filingNumber: `${place.uscc}A26001`, counselApproval: '2026-05-01 法意〔2026〕1号' })
    expect((await publish(made.id, 1)).state).toBe('published')
  })
})

describe('two at once', () => {
  test('a stale revision is a conflict, whatever is tried', async () => {
    const made = await draft()
    await update(made.id, 0)
    await expect(update(made.id, 0)).rejects.toMatchObject({ status: 409, code: 'conflict' })
    await expect(publish(made.id, 0)).rejects.toMatchObject({ status: 409, code: 'conflict' })
    await publish(made.id, 1)
    await expect(close(made.id, 1)).rejects.toMatchObject({ status: 409, code: 'conflict' })
  })

  test('ten corrections of one draft: one wins', async () => {
    const made = await draft()
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
    await expect(publish(campaignId, 0)).rejects.toMatchObject({ status: 404 })
    await expect(close(campaignId, 0)).rejects.toMatchObject({ status: 404 })
  }
})

test('a draft can’t be moved to another charity', async () => {
  const other = await district(app)
  const made = await draft()
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
  const bureau = await staff(app, ['bureau'])
  const drafts = await bureau.call('listCampaigns', { query: { state: 'draft', charityId: unpublished.charityId } })
  expect(drafts.items.map((campaign) => campaign.id)).toEqual([unpublished.campaignId])
})
