import { wardHeader } from '@minsheng/shared/words/ward'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyWithPapers, office, proposed } from '../../../../testing/applications.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { another, child, parent, registeredHere } from '../../../../testing/families.ts'
import { testGrid } from '../../../../testing/grid.ts'
import { registeredAs } from '../../../../testing/payouts.ts'
import { actingAs } from '../../../../testing/persons.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
})
afterAll(() => app.close())

test('whoever is paid for a child and lives with them no more is listed at the desk, and the child goes on being paid', async () => {
  const grid = await testGrid(app)
  const steward = await staff(app, ['data_steward'], null, [grid.district])
  const { clerk, decider } = await office(app, grid)
  const { me, record } = await parent(app, steward, grid)
  const baby = await child(steward, record.householdId)
  await registeredHere(steward, baby.residentId)
  const acting = { ...me, call: actingAs(app, me, wardHeader(baby.residentId)) } as SignedIn
  const id = await applyWithPapers(acting, 'childcare-subsidy')
  await proposed(clerk, id)
  await agreed(decider, id)
  const params = { awardId: (await acting.call('listMyAwards')).items[0]?.id ?? '' }
  await another(app, steward, record.householdId, 'spouse')
  expect(await app.app.policy.population.host.ready(30_000)).toBe(true)
  const differs = async () => (await clerk.call('getAward', { params })).differs
  expect(await differs()).toBeNull()
  await registeredAs(steward, 'moved_out', record.residentId, dayFromToday(0))
  await until(differs, (found) => found?.kind === 'payee', 10_000)
  expect(await clerk.call('getAward', { params })).toMatchObject({ lastMonth: null, fen: 30_000 })
})
