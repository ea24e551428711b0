import { canonicalText } from '@minsheng/shared/units/canonical-text'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../../testing/app.ts'
import { connectDatabase, type Database } from '../../../../platform/db/index.ts'
import { hashOf, type PublicationDocument } from '../domain.ts'

const ID = 'home-adaptation'
const name = freshDatabaseName()
const startOne = () => startTestApp(inject('bffEnvironment'), name, { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })

/** Closed together: each takes the database with it. */
const started: TestApp[] = []
async function start(): Promise<TestApp> {
  const one = await startOne()
  started.push(one)
  return one
}

let before: TestApp
/** Beside the product, whose own way lets nothing be changed. */
let behind: Database
let app: TestApp
let clerk: SignedIn
let other: SignedIn
beforeAll(async () => {
  // A database that was filled by a release from before policies said that they are given only once.
  before = await start()
  behind = await connectDatabase(before.config.MONGODB_URI, name)
  const rows = behind.collection<PublicationDocument>('policy_publications')
  const all = await rows.find({}).sort({ seq: 1 }).toArray()
  await rows.deleteMany({})
  await before.db.collection<{ _id: string }>('policy_drafts').deleteMany({})
  let prev = '0'.repeat(64)
  const older = all.map((row) => {
    const content = JSON.parse(row.content) as { id?: string; version?: object }
    const text = content.id === ID ? canonicalText({ ...content, version: { ...content.version, onlyOnce: null } }) : row.content
    const document = { ...row, content: text, prev }
    prev = hashOf(document)
    return { ...document, hash: prev }
  })
  await rows.insertMany(older)
  app = await start()
  clerk = await staff(app, ['bureau'])
  other = await staff(app, ['bureau'])
})
afterAll(async () => {
  await behind.close()
  for (const one of started) await one.close()
})

const offered = async () => (await clerk.call('listPolicyDrafts')).items.filter(({ fromProduct }) => fromProduct)
const kept = () => app.db.collection<PublicationDocument>('policy_publications').find({ key: ID }).sort({ seq: 1 }).toArray()
test('what a release ships otherwise waits among the drafts, as of the software, and counts for nothing yet', async () => {
  const drafts = await offered()
  expect(drafts).toMatchObject([
    { key: ID, state: 'draft', authorName: '系统自带', fromProduct: true, why: expect.stringContaining('随软件更新') },
  ])
  expect(await kept()).toHaveLength(1)
  const { policies } = await app.app.policy.books.catalogue()
  expect(policies.find(({ id }) => id === ID)?.versions[0]?.onlyOnce).toBeNull()
  const draft = await clerk.call('getPolicyDraft', { params: { draftId: drafts[0]?.id ?? '' } })
  expect(draft.findings.ready, JSON.stringify(draft.findings.faults)).toBe(true)
  expect(draft.findings.differences.length).toBeGreaterThan(0)
})

test('it takes two people of the bureau; then it counts, and nothing that was published has changed', async () => {
  const [row] = await offered()
  const params = { draftId: row?.id ?? '' }
  const first = await kept()
  const submitted = await clerk.call('submitPolicyDraft', { params, body: { rev: row?.rev ?? 0 } })
  const review = (who: SignedIn, rev: number) => who.call('reviewPolicyDraft', { params, body: { rev, approve: true, note: '核对了文件' } })
  await expect(review(clerk, submitted.rev)).rejects.toMatchObject({ code: 'forbidden' })
  const approved = await review(other, submitted.rev)
  await other.call('publishPolicyDraft', { params, body: { rev: approved.rev } })
  const { policies } = await app.app.policy.books.catalogue()
  expect(policies.find(({ id }) => id === ID)?.versions.at(-1)?.onlyOnce).toMatchObject({ per: 'subject' })
  expect((await kept())[0]).toEqual(first[0])
  expect(await kept()).toHaveLength(2)
  expect(await app.app.policy.books.check()).toMatchObject({ damages: [] })
})

test('the next start offers nothing again, neither what was taken nor what was given up', async () => {
  await start()
  expect(await offered()).toEqual([])
})

test('while the bureau is writing on the same, it waits until that is over', async () => {
  const drafts = app.db.collection<{ _id: string }>('policy_drafts')
  await drafts.deleteMany({})
  await behind.collection<PublicationDocument>('policy_publications').deleteMany({ key: ID, number: 2 })
  const own = await clerk.call('createPolicyDraft', { body: { kind: 'policy', key: ID, why: '区里要改说明' }, idempotencyKey: key() })
  await start()
  expect(await offered()).toEqual([])
  await clerk.call('dropPolicyDraft', { params: { draftId: own.id }, body: { rev: own.rev } })
  await start()
  const [row] = await offered()
  expect(row).toMatchObject({ key: ID })
  await clerk.call('dropPolicyDraft', { params: { draftId: row?.id ?? '' }, body: { rev: row?.rev ?? 0 } })
  await start()
  expect(await offered()).toEqual([])
})
