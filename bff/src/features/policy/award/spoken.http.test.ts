import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import {
  agreed,
  applyForAllowance,
  elder,
  homeSeen,
  type Office,
  office,
  poor,
  proposed,
  seen,
  spokenNow,
} from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { member, rawDump } from '../../../../testing/people.ts'

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

/** An allowance that is to be stopped. */
async function stopping() {
  const { me, record } = await elder(app, steward, grid)
  const applicationId = await applyForAllowance(me)
  await proposed(staffed.clerk, applicationId)
  await agreed(staffed.decider, applicationId)
  await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
  const params = { awardId: (await me.call('listMyAwards')).items[0]?.id ?? '' }
  const { rev } = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, kind: 'stop', words: '户籍迁出' } })
  return { me, record, params, rev }
}
const spoke = (who: SignedIn, params: { awardId: string }, rev: number, residentId: string, more: object = {}) =>
  who.call('recordSpokenOnChange', { params, body: { rev, residentId, ...spokenNow(), ...more } })

test('what somebody said at the counter is written down with who, when, where and by what they were known; it counts once', async () => {
  const { me, record, params, rev } = await stopping()
  const before = await staffed.clerk.call('getAward', { params })
  expect(before).toMatchObject({
    speakers: [{ residentId: record.residentId, nameMasked: '王*明', hasSpoken: false }],
    may: { recordSpoken: true },
  })
  const heard = await spoke(staffed.clerk, params, rev, record.residentId, { words: '我的户口还在本区，请再查' })
  expect(heard).toMatchObject({
    state: 'heard',
    spoken: [
      {
        nameMasked: '王*明',
        words: '我的户口还在本区，请再查',
        way: 'counter',
        place: '街道 3 号窗口',
        identifiedBy: 'id_card',
        byYou: true,
      },
    ],
    may: { recordSpoken: false },
  })
  expect((await me.call('listMyAwards')).items).toMatchObject([{ maySpeak: false, changes: [{ said: '我的户口还在本区，请再查' }] }])
  await expect(spoke(staffed.clerk, params, heard.rev, record.residentId)).rejects.toMatchObject({ code: 'wrong_state' })
  // Another reads it, and decides.
  const read = await staffed.decider.call('getAward', { params })
  expect(read.spoken).toMatchObject([{ words: '我的户口还在本区，请再查', byYou: false }])
  expect(read.may.decide).toBe(true)
  const decided = await staffed.decider.call('decideChange', { params, body: { rev: heard.rev, confirm: true, words: '核对过，已迁出' } })
  expect(decided.changes[0]?.decision?.confirmed).toBe(true)
})

test('whoever wrote it down does not decide; nor does another place or role write anything', async () => {
  const { record, params, rev } = await stopping()
  const both = await staff(app, ['street', 'bureau'], null, [grid.streets[0]])
  const heard = await spoke(both, params, rev, record.residentId)
  await expect(both.call('decideChange', { params, body: { rev: heard.rev, confirm: true, words: '停发' } })).rejects.toMatchObject({
    code: 'forbidden',
    message: '本人的话是您记下的，要由另一位同事读过以后决定',
  })
  expect(await both.call('getAward', { params })).toMatchObject({
    may: { decide: false },
    mayNotBecause: '本人的话是您记下的，要由另一位同事读过以后决定',
  })
  const elsewhere = await staff(app, ['street'], null, [grid.streets[1]])
  await expect(spoke(elsewhere, params, heard.rev, record.residentId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(spoke(staffed.decider, params, heard.rev, record.residentId)).rejects.toMatchObject({
    code: expect.stringMatching(/forbidden|not_found/),
  })
})

test('what can’t have been is refused with the field: somebody who is not heard, a time to come, a time before they were told', async () => {
  const { record, params, rev } = await stopping()
  const hour = 3_600_000
  for (const [more, path, of] of [
    [{}, 'body.residentId', 'nobody'],
    [{ spokenAt: new Date(Date.now() + hour).toISOString() }, 'body.spokenAt', record.residentId],
    [{ spokenAt: new Date(Date.now() - hour).toISOString() }, 'body.spokenAt', record.residentId],
    [{ words: '嗯' }, 'body.words', record.residentId],
    [{ place: '' }, 'body.place', record.residentId],
  ] as const)
    await expect(spoke(staffed.clerk, params, rev, of, more)).rejects.toMatchObject({ issues: [{ path }] })
  const tries = await Promise.allSettled([1, 2].map(() => spoke(staffed.clerk, params, rev, record.residentId)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('of a household each grown-up is heard, also one without an account; all spoken, it is decided', async () => {
  const { me, record } = await poor(app, steward, grid, 24_500)
  const applicationId = await applyForAllowance(me, 'minimum-living')
  await proposed(staffed.clerk, applicationId)
  await agreed(staffed.decider, applicationId)
  const params = { awardId: (await me.call('listMyAwards')).items[0]?.id ?? '' }
  const son = await member(steward, record.householdId, { name: '李小芳', relation: 'child', birthDate: '1970-01-01' })
  await homeSeen(steward, record.householdId, 'vehiclesOwned', 1)
  const { rev } = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, kind: 'stop', words: '家里买了汽车' } })
  await me.call('speakOnChange', { params, body: { rev, words: '车是单位的' } })
  const heard = await spoke(staffed.clerk, params, rev + 1, son.residentId, {
    way: 'phone',
    identifiedBy: 'called_number',
    words: '我没有车',
  })
  expect(heard).toMatchObject({ state: 'heard', changes: [{ said: '王*明说：车是单位的\n李*芳说：我没有车' }] })
  expect(heard.speakers.every(({ hasSpoken }) => hasSpoken)).toBe(true)
})

test('it lies sealed, and nothing of it is in the audit', async () => {
  const { record, params, rev } = await stopping()
  await spoke(staffed.clerk, params, rev, record.residentId, { words: '我得了重病住院', place: '市一医院九号楼' })
  const dump = await rawDump(app, ['policy_awards', 'audit_log', 'idempotency_keys'])
  for (const canary of ['我得了重病住院', '市一医院九号楼']) expect(dump).not.toContain(canary)
})
