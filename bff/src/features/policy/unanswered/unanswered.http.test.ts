import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { applyForAllowance, elder, seen } from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { until } from '../../../../testing/wait.ts'
import { derivedId } from '../../../platform/crypto/id.ts'

interface TellingRow {
  _id: string
  accountId: string
  policyId: string
  toldAt: Date
  openedAt: Date | null
  answer: string | null
}

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let worker: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
})
afterAll(() => app.close())

const rows = () => app.db.collection<TellingRow>('policy_tellings')
const listed = async (who: SignedIn) => (await who.call('listUnanswered', { query: { limit: 100 } })).items
const isListed = async (who: SignedIn, id: string) => (await listed(who)).some((row) => row.id === id)

/** Someone who is followed, whose age allowance becomes theirs by a paper that was seen, and who was told so some days ago. */
async function toldSince(days: number) {
  const { me, record } = await elder(app, steward, grid, false)
  await me.call('getMyBenefits')
  await seen(steward, record.residentId, 'registeredIn', 'district')
  const telling = await until(
    () => rows().findOne({ accountId: me.accountId, policyId: 'aged-allowance' }),
    (found) => found !== null,
  )
  if (!telling) throw new Error('they were told')
  await rows().updateOne({ _id: telling._id }, { $set: { toldAt: new Date(Date.now() - days * 86_400_000) } })
  return { me, id: telling._id }
}

test('told and silent, one is on the list of one’s own grid worker on the thirtieth day, not before; another grid sees nothing', async () => {
  const { id } = await toldSince(29)
  expect(await isListed(worker, id)).toBe(false)
  const { id: silent } = await toldSince(30)
  expect((await listed(worker)).find((row) => row.id === silent)).toMatchObject({
    title: '高龄津贴',
    nameMasked: '王*明',
    gridName: '东坡路第一网格',
    days: 30,
    triedOn: null,
  })
  const next = await staff(app, ['grid_worker'], null, [grid.grids[1]])
  expect(await isListed(next, silent)).toBe(false)
  await expect(next.call('recordPolicyVisit', { params: { tellingId: silent }, body: { outcome: 'told' } })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('whoever looks, applies or says no is not visited', async () => {
  const { me: looking, id: looked } = await toldSince(40)
  await looking.call('getMyBenefits')
  const { me: applying, id: applied } = await toldSince(40)
  await applyForAllowance(applying)
  const { me: declining, id: declined } = await toldSince(40)
  expect(await declining.call('declineBenefit', { params: { policyId: 'aged-allowance' } })).toEqual({ declined: ['aged-allowance'] })
  const ids = (await listed(worker)).map((row) => row.id)
  for (const id of [looked, applied, declined]) expect(ids).not.toContain(id)
  expect((await declining.call('getMyBenefits')).declined).toEqual(['aged-allowance'])
  await expect(declining.call('declineBenefit', { params: { policyId: 'none' } })).rejects.toMatchObject({ code: 'not_found' })
})

test('found at home, one is off the list; nobody in, one stays on it with the day', async () => {
  const { id } = await toldSince(31)
  const visit = (outcome: 'not_home' | 'helped') => worker.call('recordPolicyVisit', { params: { tellingId: id }, body: { outcome } })
  expect(await visit('not_home')).toEqual({ done: false })
  expect((await listed(worker)).find((row) => row.id === id)?.triedOn).toMatch(/^\d{4}-/)
  expect(await visit('helped')).toEqual({ done: true })
  expect(await isListed(worker, id)).toBe(false)
  await expect(visit('helped')).rejects.toMatchObject({ code: 'wrong_state' })
})

test.each(['visited', 'applied'])('told anew after it was “%s” and is over, one is visited again when one stays silent', async (answer) => {
  const { me, record } = await elder(app, steward, grid, false)
  await me.call('getMyBenefits')
  const before = { accountId: me.accountId, residentId: record.residentId, policyId: 'aged-allowance', path: [], openedAt: null, answer }
  const [_id, long] = [derivedId('tel', `${me.accountId}|aged-allowance`), new Date(Date.now() - 90 * 86_400_000)]
  await rows().insertOne({ _id, ...before, toldAt: long, createdAt: long } as TellingRow)
  await seen(steward, record.residentId, 'registeredIn', 'district')
  await until(
    () => rows().findOne({ _id }),
    (found) => found?.answer === null,
  )
  await rows().updateOne({ _id }, { $set: { toldAt: new Date(Date.now() - 31 * 86_400_000) } })
  expect(await isListed(worker, _id)).toBe(true)
})
