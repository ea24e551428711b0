import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { applyWithPapers, homeSeen, type Office, office, poor, proposed } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
})
afterAll(() => app.close())

const decide = async (applicationId: string) => {
  const params = { applicationId }
  const { rev } = await staffed.decider.call('getApplication', { params })
  return staffed.decider.call('decideApplication', { params, body: { decision: 'agree', rev } })
}
const itemOf = async (me: SignedIn, policyId: string) =>
  (await me.call('getMyBenefits')).list?.items.find((item) => item.policyId === policyId)
const awards = () =>
  app.db.collection<{ _id: string; applicationId: string; createdAt: Date; firstMonth: string; lastMonth: string }>('policy_awards')
const said = (date: string) => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

test('what a household is given once is had from then on: on the list, when applying, and for whoever decides', async () => {
  const { me } = await poor(app, steward, grid, 24_500)
  const params = { policyId: 'home-adaptation' }
  expect(await itemOf(me, 'home-adaptation')).toMatchObject({ status: 'entitled', givenOn: null })
  const id = await applyWithPapers(me, 'home-adaptation')
  await proposed(staffed.clerk, id)
  await decide(id)
  // Long after it was paid.
  const on = '2025-03-07'
  const long = { createdAt: new Date(`${on}T02:00:00Z`), firstMonth: '2025-04', lastMonth: '2025-04' }
  await awards().updateOne({ applicationId: id }, { $set: { ...long, 'lines.0.fromMonth': '2025-04' } })
  expect(await itemOf(me, 'home-adaptation')).toMatchObject({
    status: 'enjoying',
    givenOn: on,
    amount: { low: 600_000, high: 600_000 },
    nextPayDay: null,
  })
  const words = '“居家适老化改造”一户只给一次。您家2025年3月7日已经批准过，这次不用再申请。觉得不对的，可以打 12345 问。'
  expect(await me.call('getApplicationForm', { params })).toMatchObject({ enjoying: false, given: words })
  await expect(applyWithPapers(me, 'home-adaptation')).rejects.toMatchObject({ code: 'already_exists', message: words })
  // What was granted is no reason against itself.
  const { now } = await staffed.clerk.call('getApplication', { params: { applicationId: id } })
  expect(now.requirements.every(({ state }) => state === 'met')).toBe(true)
})

test('of two applications for one household that are decided at once, one is granted', async () => {
  const { me } = await poor(app, steward, grid, 24_500)
  const first = await applyWithPapers(me, 'home-adaptation')
  await proposed(staffed.clerk, first)
  // As if nothing had kept the second from being made.
  await app.db
    .collection<{ _id: string; openKey: string | null }>('policy_applications')
    .updateOne({ _id: first }, { $set: { openKey: null } })
  const second = await applyWithPapers(me, 'home-adaptation')
  await proposed(staffed.clerk, second)
  const results = await Promise.allSettled([decide(first), decide(second)])
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(refused).toEqual([expect.objectContaining({ code: 'wrong_state' })])
  expect(await awards().countDocuments({ applicationId: { $in: [first, second] } })).toBe(1)
  // The key itself holds, whoever looked before.
  const [kept] = await awards()
    .find({ applicationId: { $in: [first, second] } })
    .toArray()
  const { _id: _, ...award } = kept ?? { _id: '' }
  await expect(awards().insertOne({ ...award, _id: 'awd_second', openKey: null } as never)).rejects.toMatchObject({ code: 11_000 })
  // Who comes late reads when it was granted.
  const late = [first, second][results.findIndex(({ status }) => status === 'rejected')] ?? ''
  const { now } = await staffed.clerk.call('getApplication', { params: { applicationId: late } })
  expect(now.requirements.at(-1)?.words).toBe(`一户只给一次，以前没有给过（${said(dayFromToday(0))}批准过）`)
})

test('relief is given once for an emergency, and again for the next', async () => {
  const { me, record } = await poor(app, steward, grid, 24_500)
  const hit = (value: string) => homeSeen(steward, record.householdId, 'suddenHardship', value)
  await hit('accident')
  const id = await applyWithPapers(me, 'temporary-relief')
  await proposed(staffed.clerk, id, 'grant', 200_000)
  await decide(id)
  expect(await itemOf(me, 'temporary-relief')).toMatchObject({
    status: 'enjoying',
    givenOn: dayFromToday(0),
    amount: { low: 200_000, high: 200_000 },
  })
  await expect(applyWithPapers(me, 'temporary-relief')).rejects.toMatchObject({
    code: 'already_exists',
    message: expect.stringContaining('以后又遇到新的困难，请先告诉社区，登记好就可以再申请'),
  })
  // It was granted some weeks ago; today a child fell ill.
  await awards().updateOne({ applicationId: id }, { $set: { createdAt: new Date(Date.now() - 20 * 86_400_000) } })
  await hit('illness')
  expect(await itemOf(me, 'temporary-relief')).toMatchObject({ status: 'entitled', givenOn: null })
  const again = await applyWithPapers(me, 'temporary-relief')
  expect(await proposed(staffed.clerk, again, 'grant', 100_000)).toMatchObject({ state: 'proposed' })
})
