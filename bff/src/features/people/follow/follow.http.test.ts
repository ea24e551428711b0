import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { accepted, undone, uploaded } from '../../../../testing/imports.ts'
import { person, type TestPerson } from '../../../../testing/people.ts'
import { withStoredDatabase } from '../../../platform/db/backup/index.ts'

let app: TestApp
let grid: TestGrid
/** Who answers for the street somebody leaves, for the one they come to, and for both. */
let left: SignedIn
let joined: SignedIn
let steward: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  left = await staff(app, ['street'], null, [grid.streets[0]])
  joined = await staff(app, ['street'], null, [grid.streets[1]])
  steward = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

interface Case {
  _id: string
  residentIds: string[]
  path: string[]
  paths: { first: string[]; second: string[] }
  [field: string]: unknown
}
const reports = () => app.db.collection<Case>('death_reports')
const cases = () => app.db.collection<Case>('resident_duplicates')
const today = dayFromToday(0)

/** Someone whom a register reports dead, and who may be the same person as somebody in the street that they go to. */
async function someone(): Promise<TestPerson> {
  const one = await person(left, grid)
  const home = await person(joined, grid, { grid: 3 })
  const { rev } = await joined.call('getResident', { params: { residentId: home.residentId } })
  const path = (await app.db.collection<Case>('residents').findOne({ _id: one.residentId }))?.path ?? []
  const open = { state: 'open', rev: 0, createdAt: new Date() }
  const undecided = { decidedBy: null, decidedAt: null, note: null }
  await reports().insertOne({
    _id: `dth_${one.residentId}`,
    ...open,
    ...undecided,
    residentId: one.residentId,
    path,
    rowKey: 'r',
    diedOn: today,
  } as never)
  await joined.call('updateResident', {
    params: { residentId: home.residentId },
    body: { rev, facts: { name: one.name, phone: one.phone }, why: '核对证件' },
  })
  return one
}
async function seenBy(who: SignedIn, residentId: string): Promise<[reports: number, cases: number]> {
  const [dead, twice] = await Promise.all([
    who.call('listDeathReports', { query: { state: 'open', limit: 100 } }),
    who.call('listDuplicates', { query: { state: 'open', limit: 100 } }),
  ])
  return [
    dead.items.filter((item) => item.residentId === residentId).length,
    twice.items.filter(({ records }) => records.some(({ id }) => id === residentId)).length,
  ]
}
const seen = async (residentId: string) => [await seenBy(left, residentId), await seenBy(joined, residentId)]
// A case of two streets is for whoever covers both: neither street has it until both records are in one.
const before = [
  [1, 0],
  [0, 0],
]
const after = [
  [0, 0],
  [1, 1],
]

test('what is open about someone goes with them when they move to another household of another street', async () => {
  const { residentId } = await someone()
  expect(await seen(residentId)).toEqual(before)
  const home = await person(joined, grid, { grid: 3 })
  await steward.call('moveResident', {
    params: { residentId },
    body: { rev: 0, householdId: home.householdId, relation: 'other', from: '2024-01-01', why: '搬到别的街道' },
    idempotencyKey: key(),
  })
  expect(await seen(residentId)).toEqual(after)
})

test('when their whole household moves', async () => {
  const { residentId, householdId } = await someone()
  expect(await seen(residentId)).toEqual(before)
  await steward.call('moveHousehold', {
    params: { householdId },
    body: { rev: 0, placeId: grid.flats[3]?.[1] ?? '', from: '2024-06-01', why: '换房' },
  })
  expect(await seen(residentId)).toEqual(after)
})

test('when an import moves them, and back when it is undone', async () => {
  const { residentId, name, idNumber } = await someone()
  const home = await person(joined, grid, { grid: 3 })
  const { code } = await joined.call('getHousehold', { params: { householdId: home.householdId } })
  const csv = `户号,姓名,身份证号,与户主关系,入住日期\n${code},${name},${idNumber},其他,2024-03-01\n`
  const job = await accepted(app, steward, await uploaded(app, steward, 'resident', csv))
  expect(job.state).toBe('done')
  expect(await seen(residentId)).toEqual(after)
  await undone(app, steward, job)
  expect(await seen(residentId)).toEqual(before)
})

test('in the same write: when it can not go with them, they have not moved', async () => {
  const { residentId } = await someone()
  const validated = (validator: object) =>
    withStoredDatabase(app.config.MONGODB_URI, app.config.MONGODB_DB, (db) => db.command({ collMod: 'death_reports', validator }))
  const home = await person(joined, grid, { grid: 3 })
  const move = () =>
    steward.call('moveResident', {
      params: { residentId },
      body: { rev: 0, householdId: home.householdId, relation: 'other', from: '2024-01-01', why: '搬到别的街道' },
      idempotencyKey: key(),
    })
  await validated({ path: { $ne: grid.streets[1] } })
  await expect(move()).rejects.toMatchObject({ status: 500 })
  expect(await left.call('getResident', { params: { residentId } })).toMatchObject({ rev: 0, history: [] })
  expect(await seen(residentId)).toEqual(before)
  await validated({})
  await move()
  expect(await seen(residentId)).toEqual(after)
})

test('what was left behind before moves took it along is put right by itself', async () => {
  const { residentId, householdId } = await someone()
  const stale = (await reports().findOne({ _id: `dth_${residentId}` }))?.path ?? []
  const [found] = await cases()
    .find({ residentIds: residentId } as never)
    .toArray()
  const which = found?.residentIds[0] === residentId ? 'first' : 'second'
  await steward.call('moveHousehold', {
    params: { householdId },
    body: { rev: 0, placeId: grid.flats[3]?.[1] ?? '', from: '2024-06-01', why: '换房' },
  })
  await reports().updateOne({ _id: `dth_${residentId}` }, { $set: { path: stale } })
  await cases().updateOne({ _id: found?._id ?? '' }, { $set: { [`paths.${which}`]: stale } } as never)
  // Nobody sees it: it lies where the person no longer is.
  expect(await seen(residentId)).toEqual([
    [0, 0],
    [0, 0],
  ])
  const follow = app.app.people.jobs.find(({ name }) => name === 'open-cases-follow')
  await follow?.run()
  expect(await seen(residentId)).toEqual(after)
})
