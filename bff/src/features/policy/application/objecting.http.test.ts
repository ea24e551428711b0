import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyForAllowance, homeSeen, type Office, office, poor, proposed } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { another } from '../../../../testing/families.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { deliver } from '../../../../testing/outbox.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
})
afterAll(() => app.close())

/** A household's application that was refused, with another grown-up of it. */
async function refused() {
  const { me, record } = await poor(app, steward, grid, 24_500)
  const other = await another(app, steward, record.householdId, 'child')
  await homeSeen(steward, record.householdId, 'vehiclesOwned', 1)
  const params = { applicationId: await applyForAllowance(me, 'minimum-living') }
  const before = await other.call('listMyApplications', {})
  await proposed(staffed.clerk, params.applicationId, 'refuse')
  await agreed(staffed.decider, params.applicationId)
  return { me, record, other, params, before }
}
const reviewer = () => staff(app, ['district_office'], null, [grid.district])
const object = (who: SignedIn, params: { applicationId: string }, rev: number, words: string) =>
  who.call('objectToDecision', { params, body: { rev, words } })

test('what is decided about a household is every grown-up’s to see and object to; what one handed in and the card are not', async () => {
  const { me, other, params, before } = await refused()
  // Until it is decided it is the matter of who applied.
  expect(before.items).toEqual([])
  await deliver(app)
  expect((await other.call('listMessages', {})).items.map(({ title }) => title)).toContain('您家的一项申请有了决定')
  expect((await other.call('listMyApplications', {})).items).toMatchObject([
    { id: params.applicationId, asHousehold: true, state: 'refused' },
  ])
  const seen = await other.call('getMyApplication', { params })
  expect(seen).toMatchObject({
    asHousehold: true,
    mayObject: true,
    mayWithdraw: false,
    accountMasked: null,
    bank: null,
    materials: [],
    note: null,
  })
  expect(seen.decision?.requirements.some(({ state }) => state === 'unmet')).toBe(true)
  const lodgerElsewhere = await poor(app, steward, grid, 24_500)
  for (const act of [
    () => lodgerElsewhere.me.call('getMyApplication', { params }),
    () => object(lodgerElsewhere.me, params, seen.rev, '我说说'),
    () => other.call('withdrawApplication', { params, body: { rev: seen.rev } }),
    () => other.call('supplementApplication', { params, body: { rev: seen.rev, note: '补充' } }),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'not_found' })
  await expect(object(other, params, seen.rev, '不')).rejects.toMatchObject({ issues: [{ path: 'body.words' }] })
  const objected = await object(other, params, seen.rev, '车是单位的')
  expect(objected).toMatchObject({ mayObject: false, objection: { words: '赵*强说：车是单位的', outcome: null } })
  await expect(object(other, params, objected.rev, '再说一次')).rejects.toMatchObject({ message: '已经提过异议，请等答复' })

  // Whoever applied may join: there is one objection, and one answer to both.
  const joined = await object(me, params, objected.rev, '我们没有买车')
  expect(joined.objection).toMatchObject({ words: '赵*强说：车是单位的\n王*明说：我们没有买车', dueOn: objected.objection?.dueOn })
  const answer = (who: SignedIn) =>
    who.call('answerObjection', { params, body: { rev: joined.rev, outcome: 'upheld', words: '车登记在本人名下' } })
  await expect(answer(staffed.decider)).rejects.toMatchObject({ code: 'forbidden' })
  const [one, two] = await Promise.allSettled([answer(await reviewer()), answer(await reviewer())])
  expect([one?.status, two?.status].sort()).toEqual(['fulfilled', 'rejected'])
  await deliver(app)
  expect((await other.call('listMessages', {})).items.map(({ title }) => title)).toContain('您家一项申请的异议有了答复')
  for (const who of [me, other]) {
    const after = await who.call('getMyApplication', { params })
    expect(after).toMatchObject({ mayObject: false, objection: { outcome: 'upheld', answer: '车登记在本人名下' } })
    expect(after.decision?.remedies.map(({ way }) => way)).toEqual(['reconsideration', 'lawsuit'])
  }
})

test('answered to one, another who did not speak may still object, and it is answered anew', async () => {
  const { me, other, params } = await refused()
  const first = await object(me, params, (await me.call('getMyApplication', { params })).rev, '请再看看')
  await (await reviewer()).call('answerObjection', { params, body: { rev: first.rev, outcome: 'upheld', words: '维持' } })
  expect((await me.call('getMyApplication', { params })).mayObject).toBe(false)
  const theirs = await other.call('getMyApplication', { params })
  expect(theirs.mayObject).toBe(true)
  expect(theirs.decision?.remedies.map(({ way }) => way)).toContain('objection')
  const second = await object(other, params, theirs.rev, '车是单位的')
  const opened = await (await reviewer()).call('answerObjection', {
    params,
    body: { rev: second.rev, outcome: 'reopened', words: '重新核对' },
  })
  expect(opened).toMatchObject({ state: 'accepted', decision: null })
})

test('of two who object at once none is lost: the second reads it anew', async () => {
  const { me, other, params } = await refused()
  const { rev } = await me.call('getMyApplication', { params })
  const tries = await Promise.allSettled([object(me, params, rev, '我来说'), object(other, params, rev, '我也说')])
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
  const late = tries[0]?.status === 'rejected' ? me : other
  const seen = await late.call('getMyApplication', { params })
  expect(seen.mayObject).toBe(true)
  expect((await object(late, params, seen.rev, '我也说')).objection?.words.split('\n')).toHaveLength(2)
})

test('who left the household sees nothing of it any more', async () => {
  const { other, params } = await refused()
  await other.call('getMyApplication', { params })
  const { rev } = await steward.call('getResident', { params: { residentId: other.residentId } })
  await steward.call('changeResidentState', {
    params: { residentId: other.residentId },
    body: { rev, to: 'moved_out', on: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), why: '搬走了' },
  })
  await expect(other.call('getMyApplication', { params })).rejects.toMatchObject({ code: 'not_found' })
})

test('whoever had no account when it was decided objects from when they first see it', async () => {
  const { me, record, params } = await refused()
  const late = await another(app, steward, record.householdId, 'parent')
  const seen = await late.call('getMyApplication', { params })
  expect(seen.decision?.remedies.find(({ way }) => way === 'objection')?.until).toBe(dayFromToday(60))
  expect(seen.rev).toBe((await me.call('getMyApplication', { params })).rev)
  expect((await object(late, params, seen.rev, '我今天才知道')).objection?.words).toBe('赵*强说：我今天才知道')
})
