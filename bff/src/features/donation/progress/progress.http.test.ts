import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { charityProjectBody, dayFromToday } from '../../../../testing/bodies.ts'
import { progressBody } from '../../../../testing/disclosure.ts'
import { type District, district } from '../../../../testing/district.ts'
import { pastGift } from '../../../../testing/gifts.ts'
import type { ProgressDocument } from './store.ts'

let app: TestApp
let place: District
let editor: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  editor = await staff(app, ['charity_editor'], place.charityId)
})
afterAll(() => app.close())

type Body = ReturnType<typeof progressBody>
const draft = (change: Partial<Body> = {}, at = place, by = editor) =>
  by.call('createProgressPost', { body: { ...progressBody(at.projectId), ...change }, idempotencyKey: key() })
const publish = ({ id, rev }: { id: string; rev: number }, by = editor) =>
  by.call('publishProgressPost', { params: { postId: id }, body: { rev } })
const seen = async (projectId: string, cursor?: string, limit = 20) =>
  (await guestH5(app)).call('listProgress', { params: { projectId }, query: { limit, ...(cursor ? { cursor } : {}) } })

test('a post is written with a picture, mended, published, read, and corrected with the old text kept', async () => {
  const content = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'green' } })
    .png()
    .toBuffer()
  const picture = await editor.call('uploadPicture', { body: new Uint8Array(content), contentType: 'image/png', idempotencyKey: key() })
  const made = await draft({ pictureIds: [picture.id] })
  expect(made).toMatchObject({ state: 'draft', pictures: [picture.url], projectName: '独居老人午餐' })
  expect((await seen(place.campaignId)).items).toEqual([])
  const params = { postId: made.id }
  const post = { ...progressBody(place.projectId), pictureIds: [picture.id], text: '<b>送了</b> 21 户。' }
  const mended = await editor.call('updateProgressPost', { params, body: { rev: 0, post } })
  const published = await publish(mended)
  // Text of charities is text: markup is shown as it was typed.
  expect((await seen(place.campaignId)).items).toMatchObject([{ text: '<b>送了</b> 21 户。', pictures: [picture.url], corrections: [] }])
  await expect(editor.call('updateProgressPost', { params, body: { rev: 2, post } })).rejects.toMatchObject({ code: 'wrong_state' })
  await expect(publish(published)).rejects.toMatchObject({ code: 'wrong_state' })

  const correct = (rev: number) =>
    editor.call('correctProgressPost', { params, body: { rev, title: '第一批送到了', text: '送了 22 户。', note: '少写了一户' } })
  await correct(published.rev)
  await expect(correct(published.rev)).rejects.toMatchObject({ code: 'conflict' })
  expect((await seen(place.campaignId)).items).toMatchObject([
    { text: '送了 22 户。', corrections: [{ text: '<b>送了</b> 21 户。', note: '少写了一户' }] },
  ])
  const kept = await app.db.collection<ProgressDocument>('progress_posts').findOne({ _id: made.id })
  expect(kept?.outbox).toMatchObject([{ type: 'project.progressed', payload: { postId: made.id, projectId: place.projectId } }])
})

test('ten at once publish one post, with one event; one key writes one', async () => {
  const made = await draft()
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => publish(made)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await app.db.collection<ProgressDocument>('progress_posts').findOne({ _id: made.id }))?.outbox).toHaveLength(1)
  const [body, idempotencyKey] = [progressBody(place.projectId), key()]
  const first = await editor.call('createProgressPost', { body, idempotencyKey })
  await app.db.collection('idempotency_keys').deleteMany({})
  expect(await editor.call('createProgressPost', { body, idempotencyKey })).toEqual(first)
})

test('a step of the plan is done on the day its first post is published', async () => {
  const own = await district(app)
  const by = await staff(app, ['charity_owner'], own.charityId)
  const { items } = await by.call('listCharityProjects', { query: {} })
  const plan = charityProjectBody(own.charityId, {
    name: '独居老人午餐',
    purpose: '给独居老人送午餐',
    startsOn: items[0]?.startsOn ?? '',
    endsOn: dayFromToday(100),
  })
  await by.call('updateCharityProject', { params: { projectId: own.projectId }, body: { rev: 0, project: plan } })
  await expect(draft({ milestoneId: 'ms_none' }, own, by)).rejects.toMatchObject({ issues: [{ path: 'body.milestoneId' }] })
  const made = await draft({ milestoneId: 'ms_list' }, own, by)
  const steps = async () =>
    (await (await guestH5(app)).call('getProject', { params: { projectId: own.campaignId } })).undertaking?.milestones
  expect((await steps())?.map(({ doneOn }) => doneOn)).toEqual([null, null])
  await publish(made, by)
  await publish(await draft({ milestoneId: 'ms_list' }, own, by), by)
  expect(await steps()).toMatchObject([{ label: '核对名单', doneOn: dayFromToday(0) }, { doneOn: null }])
  expect((await seen(own.campaignId)).items[0]?.milestone).toBe('核对名单')
})

test('pages go newest first, and no post twice', async () => {
  const own = await district(app)
  const by = await staff(app, ['charity_editor'], own.charityId)
  for (let index = 0; index < 5; index += 1) await publish(await draft({ title: `第 ${index} 次` }, own, by), by)
  const first = await seen(own.campaignId, undefined, 3)
  const second = await seen(own.campaignId, first.nextCursor ?? '', 3)
  expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(['第 4 次', '第 3 次', '第 2 次', '第 1 次', '第 0 次'])
  expect(second.nextCursor).toBeNull()
})

test('a donor sees the newest of the projects they gave to, and of no other', async () => {
  const [own, other] = [await district(app), await district(app)]
  const visitor = await guestH5(app)
  await pastGift(app, own, { donorId: visitor.accountId })
  await pastGift(app, other, { donorId: visitor.accountId, state: 'awaiting', paidAt: null, transactionId: null })
  for (const at of [own, other]) {
    const by = await staff(app, ['charity_editor'], at.charityId)
    await publish(await draft({ title: `来自${at.campaignId}` }, at, by), by)
  }
  expect((await visitor.call('listMyProgress', {})).items).toMatchObject([
    { title: `来自${own.campaignId}`, campaignId: own.campaignId, projectTitle: '独居老人午餐' },
  ])
  expect((await (await guestH5(app)).call('listMyProgress', {})).items).toEqual([])
})

describe('what is refused', () => {
  test('a picture that is not there, more than nine, another charity, another project', async () => {
    await expect(draft({ pictureIds: ['pic_none'] })).rejects.toMatchObject({ issues: [{ path: 'body.pictureIds' }] })
    await expect(draft({ pictureIds: Array.from({ length: 10 }, () => 'pic_a') })).rejects.toMatchObject({
      issues: [{ path: 'body.pictureIds', message: '最多 9 张图片' }],
    })
    const other = await district(app)
    for (const projectId of [other.projectId, 'prj_none']) await expect(draft({ projectId })).rejects.toMatchObject({ status: 403 })
    const made = await draft()
    await expect(
      editor.call('updateProgressPost', { params: { postId: made.id }, body: { rev: 0, post: progressBody(other.projectId) } }),
    ).rejects.toMatchObject({ issues: [{ path: 'body.post.projectId' }] })
  })

  test('publishing for a project nobody can see yet', async () => {
    const { id } = await editor.call('createCharityProject', { body: charityProjectBody(place.charityId), idempotencyKey: key() })
    const made = await draft({ projectId: id })
    await expect(publish(made)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('还没有发布过募捐活动') })
  })

  test('reading of a draft campaign', async () => {
    const hidden = await district(app, { campaign: { state: 'draft' } })
    for (const projectId of [hidden.campaignId, 'cmp_none']) {
      await expect(seen(projectId)).rejects.toMatchObject({ status: 404 })
      await expect((await guestH5(app)).call('listDisclosures', { params: { projectId } })).rejects.toMatchObject({ status: 404 })
    }
  })
})
