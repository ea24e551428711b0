import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { charityProjectBody, dayFromToday } from '../../../../testing/bodies.ts'
import { type District, district } from '../../../../testing/district.ts'
import { reviewAt } from '../../../../testing/review.ts'

let app: TestApp
let place: District
let editor: SignedIn
let bureau: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName())
  place = await district(app)
  editor = await staff(app, ['charity_editor'], place.charityId)
  bureau = await staff(app, ['bureau'])
})
afterAll(() => app.close())

type Change = Parameters<typeof charityProjectBody>[1]
const create = (change: Change = {}) =>
  editor.call('createCharityProject', { body: charityProjectBody(place.charityId, change), idempotencyKey: key() })
const update = (id: string, rev: number, change: Change = {}) =>
  editor.call('updateCharityProject', { params: { projectId: id }, body: { rev, project: charityProjectBody(place.charityId, change) } })
const close = (id: string, rev: number) => editor.call('closeCharityProject', { params: { projectId: id }, body: { rev } })

test('a project holds several campaigns, keeps what was told, and ends after them', async () => {
  const project = await create()
  const way = reviewAt({ ...place, projectId: project.id }, editor, bureau)
  expect((await update(project.id, 0, { name: '独居老人暖冬' })).name).toBe('独居老人暖冬')
  const [one, two] = [await way.published({ title: '棉被' }), await way.published({ title: '电热毯' })]
  const [listed] = (await editor.call('listCharityProjects', { query: {} })).items
  expect(listed).toMatchObject({ id: project.id, state: 'open' })
  expect(listed?.campaigns.map(({ title }) => title).sort()).toEqual(['棉被', '电热毯'])

  await expect(update(project.id, 1, { name: '别的名字', purpose: '别的目的' })).rejects.toMatchObject({
    issues: [
      { path: 'body.project.name', message: '募捐活动已经发布，项目名称不能再改' },
      { path: 'body.project.purpose', message: '募捐活动已经发布，项目目的不能再改' },
    ],
  })
  expect(await update(project.id, 1, { name: '独居老人暖冬', endsOn: null })).toMatchObject({ endsOn: null, rev: 2 })
  await expect(update(project.id, 1, { name: '独居老人暖冬' })).rejects.toMatchObject({ code: 'conflict' })
  await expect(close(project.id, 2)).rejects.toMatchObject({ message: expect.stringContaining('请先结束它的募捐活动') })
  for (const { id, rev } of [one, two]) await editor.call('closeCampaign', { params: { campaignId: id }, body: { rev } })
  expect(await close(project.id, 2)).toMatchObject({ state: 'closed', endedOn: dayFromToday(0) })
  await expect(close(project.id, 3)).rejects.toMatchObject({ code: 'wrong_state' })
  await expect(update(project.id, 3)).rejects.toMatchObject({ code: 'wrong_state' })
})

test('bad input is named by its field', async () => {
  await expect(create({ name: '', endsOn: dayFromToday(-9) })).rejects.toMatchObject({
    issues: [{ path: 'body.name' }, { path: 'body.endsOn' }],
  })
  const twice = { id: 'ms_1', label: '发放', dueOn: dayFromToday(3) }
  await expect(create({ milestones: [twice, twice] })).rejects.toMatchObject({ issues: [{ path: 'body.milestones' }] })
  const other = await district(app)
  for (const charityId of [other.charityId, 'chr_none']) await expect(create({ charityId })).rejects.toMatchObject({ status: 403 })
  await expect(update((await create()).id, 0, { charityId: other.charityId })).rejects.toMatchObject({
    issues: [{ path: 'body.project.charityId' }],
  })
})

test("another charity's project answers like a missing one; one key makes one", async () => {
  const other = await district(app)
  for (const id of [other.projectId, 'prj_none']) {
    await expect(update(id, 0)).rejects.toMatchObject({ status: 404 })
    await expect(close(id, 0)).rejects.toMatchObject({ status: 404 })
  }
  const [body, idempotencyKey] = [charityProjectBody(place.charityId), key()]
  const first = await editor.call('createCharityProject', { body, idempotencyKey })
  await app.db.collection('idempotency_keys').deleteMany({})
  expect(await editor.call('createCharityProject', { body, idempotencyKey })).toEqual(first)
})
