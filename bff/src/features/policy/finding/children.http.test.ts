import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { another, child, GROWN, parent, registeredHere } from '../../../../testing/families.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { person } from '../../../../testing/people.ts'
import { until } from '../../../../testing/wait.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let worker: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0] ?? ''])
})
afterAll(() => app.close())

const WITHIN_MS = 5_000
const told = async (me: SignedIn) =>
  (await me.call('listMessages', {})).items
    .filter(({ link }) => link?.startsWith('/packages/policy'))
    .map(({ title, body }) => ({ title, body }))
const news = {
  title: '有一项政策，您家孩子现在符合条件',
  body: '“育儿补贴”。要申请的，点开就能看到带什么材料、到哪里办。在幸福清单的“孩子的”里看。',
}
const heard = (me: SignedIn, count = 1) =>
  until(
    () => told(me),
    (found) => found.length >= count,
    WITHIN_MS,
  )
const moveTo = (residentId: string, householdId: string, relation: 'child' | 'other', rev = 0) =>
  steward.call('moveResident', {
    params: { residentId },
    body: { rev, householdId, relation, from: dayFromToday(0), why: '随父母迁入' },
    idempotencyKey: key(),
  })
const toVisit = async (residentId: string) =>
  (await worker.call('listUnanswered', { query: { limit: 100 } })).items.filter((row) => row.residentId === residentId)

describe('what becomes a child’s is told to who looks after them', () => {
  test('both parents of the home hear of it, and nobody else who lives there or elsewhere', async () => {
    const { me, record } = await parent(app, steward, grid)
    const father = await another(app, steward, record.householdId, 'spouse')
    const lodger = await another(app, steward, record.householdId, 'other')
    const elsewhere = await parent(app, steward, grid)
    for (const who of [me, father, lodger, elsewhere.me]) await who.call('getMyBenefits')
    const baby = await child(steward, record.householdId)
    await registeredHere(steward, baby.residentId)
    expect(await heard(me)).toEqual([news])
    expect(await heard(father)).toEqual([news])
    for (const who of [lodger, elsewhere.me]) expect(await told(who)).toEqual([])
    expect(await toVisit(baby.residentId)).toEqual([])
  })

  test('registered elsewhere and coming into the home is news of the register itself', async () => {
    const { me, record } = await parent(app, steward, grid)
    await me.call('getMyBenefits')
    const baby = await person(steward, grid, { birthDate: dayFromToday(-200) })
    await registeredHere(steward, baby.residentId)
    await moveTo(baby.residentId, record.householdId, 'child')
    expect(await heard(me)).toEqual([news])
    // What was told once is not told again by the next change in the home.
    await child(steward, record.householdId, 'other', GROWN)
    await child(steward, record.householdId, 'other', GROWN)
    expect(await told(me)).toEqual([news])
  })

  test('a household’s child whose guardian the register does not know is on the visit list, and told once it does', async () => {
    const { me, record } = await parent(app, steward, grid)
    await me.call('getMyBenefits')
    const baby = await child(steward, record.householdId, 'other')
    await registeredHere(steward, baby.residentId)
    const rows = await until(
      () => toVisit(baby.residentId),
      (found) => found.length > 0,
      WITHIN_MS,
    )
    expect(rows).toMatchObject([{ title: '育儿补贴', nameMasked: '李*宝', cause: 'guardian_unknown', toldOn: dayFromToday(0), days: 0 }])
    expect(await told(me)).toEqual([])
    await moveTo(baby.residentId, record.householdId, 'child')
    expect(await heard(me)).toEqual([news])
    expect(await toVisit(baby.residentId)).toEqual([])
  })

  test('where no guardian is told by us, somebody goes there', async () => {
    const { record } = await parent(app, steward, grid)
    const baby = await child(steward, record.householdId)
    await registeredHere(steward, baby.residentId)
    const rows = await until(
      () => toVisit(baby.residentId),
      (found) => found.length > 0,
      WITHIN_MS,
    )
    expect(rows).toMatchObject([{ title: '育儿补贴', cause: 'not_reached' }])
  })

  test('who took back that they may be known is not told of a child either: somebody goes there', async () => {
    const { me, record } = await parent(app, steward, grid)
    await me.call('getMyBenefits')
    await me.call('withdrawConsent', { params: { kind: 'resident_link' } })
    const baby = await child(steward, record.householdId)
    await registeredHere(steward, baby.residentId)
    await until(
      () => toVisit(baby.residentId),
      (found) => found.some(({ cause }) => cause === 'not_reached'),
      WITHIN_MS,
    )
    expect(await told(me)).toEqual([])
  })

  test('a day that comes for a child is waited for, and told to the guardians', async () => {
    const { me, record } = await parent(app, steward, grid)
    const baby = await child(steward, record.householdId)
    await registeredHere(steward, baby.residentId)
    await me.call('getMyBenefits')
    const kept = await app.db.collection<{ _id: string; nextOn: string | null }>('benefit_followers').findOne({ _id: me.accountId })
    // Nothing else changes for the parent within a year; the child turns two, then three.
    expect(kept?.nextOn ?? null).toBeNull()
    const toddler = await child(steward, record.householdId, 'child', dayFromToday(-1_000))
    await registeredHere(steward, toddler.residentId)
    await me.call('getMyBenefits')
    const next = await app.db.collection<{ _id: string; nextOn: string | null }>('benefit_followers').findOne({ _id: me.accountId })
    expect(next?.nextOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  })
})

test('the register tells in the same write, by numbers alone', async () => {
  const { record } = await parent(app, steward, grid)
  const baby = await child(steward, record.householdId)
  const rows = await app.db.collection<{ _id: string; outbox?: { payload: object }[] }>('register_changes').find({}).toArray()
  expect(rows.every((row) => Object.keys(row).every((name) => ['_id', 'at', 'outbox'].includes(name)))).toBe(true)
  expect(JSON.stringify(rows)).not.toContain(baby.name)
})
