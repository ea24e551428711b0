import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyForAllowance, elder, homeSeen, type Office, office, poor, proposed, seen } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { registeredAs } from '../../../../testing/payouts.ts'
import { confirming, drafted, published, reviewed, submitted } from '../../../../testing/policies.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
/** Goes on like the thread's own, by days ahead. */
let aheadMs = 0
const clock = { now: () => new Date(Date.now() + aheadMs) }
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  await everybody()
})
afterAll(() => app.close())

async function everybody() {
  steward = await staff(app, ['data_steward'], null, [grid.district])
  staffed = await office(app, grid)
}
async function granted(me: SignedIn, policyId: string): Promise<string> {
  const id = await applyForAllowance(me, policyId)
  await proposed(staffed.clerk, id)
  await agreed(staffed.decider, id)
  const award = (await me.call('listMyAwards')).items.find((one) => one.policyId === policyId)
  return award?.id ?? ''
}
const differing = async () => (await staffed.clerk.call('listAwards', { query: { differs: 'any', limit: 100 } })).items
const differenceOf = async (awardId: string) => (await differing()).find(({ id }) => id === awardId)?.differs ?? null
const becomes = (awardId: string, kind: string | null) =>
  until(
    () => differenceOf(awardId),
    (found) => (found?.kind ?? null) === kind,
    10_000,
  )

test('what a changed fact or a new standard would have come out otherwise is listed for people to look at, and stays as it is', async () => {
  const one = await poor(app, steward, grid, 24_500)
  const living = await granted(one.me, 'minimum-living')
  const other = await elder(app, steward, grid)
  const allowance = await granted(other.me, 'aged-allowance')
  const third = await elder(app, steward, grid)
  const gone = await granted(third.me, 'aged-allowance')
  const steady = await granted((await elder(app, steward, grid)).me, 'aged-allowance')
  expect(await app.app.policy.population.host.ready(30_000)).toBe(true)
  expect(await differing()).toEqual([])

  // Facts: more income is less to be given, another registered place is nothing, whoever died is not here.
  await homeSeen(steward, one.record.householdId, 'householdIncomeFen', 44_500)
  await seen(steward, other.record.residentId, 'registeredIn', 'elsewhere')
  await registeredAs(steward, 'deceased', third.record.residentId, dayFromToday(0))
  expect(await becomes(living, 'less')).toEqual({ kind: 'less', toFen: 80_000, since: dayFromToday(0) })
  expect(await becomes(allowance, 'not')).toMatchObject({ toFen: null })
  expect(await becomes(gone, 'gone')).toMatchObject({ kind: 'gone' })
  expect((await staffed.clerk.call('listAwards', { query: { differs: 'less' } })).items.map(({ id }) => id)).toEqual([living])
  const elsewhere = await staff(app, ['street'], null, [grid.streets[1]])
  expect((await elsewhere.call('listAwards', { query: { differs: 'any' } })).items).toEqual([])
  // Nothing was changed by it, and nobody was told.
  const { lines, state, rev, differs } = await staffed.clerk.call('getAward', { params: { awardId: living } })
  expect({ fens: lines.map(({ fen }) => fen), state, rev, differs }).toMatchObject({
    fens: [100_000],
    state: 'none',
    rev: 0,
    differs: { kind: 'less' },
  })

  // It follows what is known; what two people decided is no longer listed.
  await homeSeen(steward, one.record.householdId, 'householdIncomeFen', 34_500)
  expect(
    await until(
      () => differenceOf(living),
      (found) => found?.toFen === 90_000,
      10_000,
    ),
  ).toMatchObject({ kind: 'less' })
  const params = { awardId: living }
  const noticed = await staffed.clerk.call('giveChangeNotice', { params, body: { rev: 0, kind: 'reduce', words: '收入增加了' } })
  await one.me.call('speakOnChange', { params, body: { rev: noticed.rev, words: '知道了' } })
  await staffed.decider.call('decideChange', { params, body: { rev: noticed.rev + 1, confirm: true, words: '按核对的收入' } })
  await becomes(living, null)

  // A standard is raised from tomorrow: with the day comes what is given too little.
  const bureau = await staff(app, ['bureau'])
  const leader = await staff(app, ['bureau_leader'])
  const draft = await drafted(bureau, 'parameter', 'agedEighty', (content) => ({
    ...content,
    value: { ...(content.value as object), from: dayFromToday(1), value: 8_000, source: confirming },
    cases: [
      {
        policy: 'aged-allowance',
        name: '80 周岁，新标准',
        on: dayFromToday(1),
        person: { birthDate: '1946-11-30', registeredIn: 'district' },
        status: 'entitled',
        low: 8_000,
        high: 8_000,
      },
    ],
  }))
  await published(leader, await reviewed(leader, await submitted(bureau, draft)))
  expect(await differenceOf(steady)).toBeNull()
  aheadMs += 24 * 3_600_000
  await everybody()
  expect(await becomes(steady, 'more')).toEqual({ kind: 'more', toFen: 8_000, since: dayFromToday(1) })
  await expect(staffed.clerk.call('listAwards', { query: { differs: 'otherwise' as never } })).rejects.toMatchObject({
    issues: [{ path: 'query.differs' }],
  })
})
