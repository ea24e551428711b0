import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { ownSiteOf, projectPage, reviewAt } from '../../../../testing/review.ts'

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

describe('a text corrected after publishing', () => {
  const correct = (campaign: { id: string; rev: number }, text: string, field: 'title' | 'story' = 'story') =>
    editor.call('correctCampaign', {
      params: { campaignId: campaign.id },
      body: { rev: campaign.rev, field, text, note: '写错了送被子的月份' },
    })

  test('is shown with the old text and why', async () => {
    const published = await way.published()
    const corrected = await correct(published, '入冬后把棉被送到门口。')
    expect(corrected).toMatchObject({ story: '入冬后把棉被送到门口。', changes: [{ state: 'applied', field: 'story' }] })
    expect(await page(published.id)).toMatchObject({
      story: '入冬后把棉被送到门口。',
      changes: [
        {
          field: 'story',
          before: '入冬前把棉被送到门口。',
          after: '入冬后把棉被送到门口。',
          note: '写错了送被子的月份',
          noticeUntil: null,
        },
      ],
    })
  })

  test('is refused by its field when it changes nothing, is too long, or comes too late', async () => {
    const published = await way.published()
    await expect(correct(published, published.story)).rejects.toMatchObject({ issues: [{ path: 'body.text' }] })
    await expect(correct(published, '长'.repeat(41), 'title')).rejects.toMatchObject({
      issues: [{ path: 'body.text', message: '最多 40 个字' }],
    })
    await correct(published, '第一次更正')
    await expect(correct(published, '第二次更正')).rejects.toMatchObject({ status: 409, code: 'conflict' })
    await expect(correct(await way.draft(), '草稿')).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('a change of use', () => {
  const ask = (campaign: { id: string; rev: number }, change: { text?: string; filingNumber?: string | null } = {}) =>
    editor.call('requestCampaignChange', {
      params: { campaignId: campaign.id },
      body: { rev: campaign.rev, field: 'use', text: '棉被和电热毯', note: '老人更需要电热毯', filingNumber: null, ...change },
    })
  const decide = (campaign: { id: string; rev: number; changes: { id: string }[] }, approve: boolean, by = bureau) =>
    by.call('decideCampaignChange', {
      params: { campaignId: campaign.id, changeId: campaign.changes.at(-1)?.id ?? '' },
      body: { rev: campaign.rev, approve, note: '已核对备案' },
    })

  test('waits for the bureau, and then stands with the old use and its notice of 60 days', async () => {
    const published = await way.published()
    const asked = await ask(published)
    expect(asked).toMatchObject({ use: '棉被与配送', changes: [{ state: 'requested' }] })
    expect(await page(published.id)).toMatchObject({ use: '棉被与配送', changes: [] })
    await expect(ask(asked, { text: '别的' })).rejects.toMatchObject({ message: '已经有一项变更在等民政局审核，请先等结果' })
    await expect(decide(asked, true, editor)).rejects.toMatchObject({ status: 403 })
    const changed = await decide(asked, true)
    expect(changed).toMatchObject({ use: '棉被和电热毯', changes: [{ state: 'applied', decisionNote: '已核对备案' }] })
    expect(await page(published.id)).toMatchObject({
      use: '棉被和电热毯',
      changes: [{ before: '棉被与配送', after: '棉被和电热毯', changedOn: dayFromToday(0), noticeUntil: dayFromToday(60) }],
    })
    await expect(decide(changed, false)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('refused leaves all as it was, and another may be asked for', async () => {
    const asked = await ask(await way.published())
    const refused = await decide(asked, false)
    expect(refused).toMatchObject({ use: '棉被与配送', changes: [{ state: 'rejected' }] })
    expect((await page(refused.id)).changes).toEqual([])
    expect((await ask(refused)).changes).toHaveLength(2)
  })

  test('of a public campaign brings the number it was filed under again', async () => {
    const published = await way.published(ownSite())
    await expect(ask(published)).rejects.toMatchObject({
      issues: [{ path: 'body.filingNumber', message: expect.stringContaining('重新备案') }],
    })
    await expect(ask(published, { filingNumber: '53330102MJ9999999XA26009' })).rejects.toMatchObject({
      issues: [{ path: 'body.filingNumber' }],
    })
    const filingNumber = `${place.uscc}A26009`
    expect(await decide(await ask(published, { filingNumber }), true)).toMatchObject({ filingNumber, use: '棉被和电热毯' })
  })

  test('asked for ten times at once is one', async () => {
    const published = await way.published()
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => ask(published)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
