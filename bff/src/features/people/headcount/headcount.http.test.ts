import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { accepted, undone, uploaded } from '../../../../testing/imports.ts'
import { freshIdNumber, member, person } from '../../../../testing/people.ts'
import { createHeadcounts } from './store.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  steward = await staff(app, ['data_steward'], null, [grid.district])
})
afterAll(() => app.close())

interface Row {
  _id: string
  path: string[]
  state: string
}
/** Everyone counted one by one. */
async function truth(): Promise<Record<string, [number, number]>> {
  const heads: Record<string, [number, number]> = {}
  for (const [at, name, state] of [
    [0, 'residents', 'present'],
    [1, 'households', 'open'],
  ] as const)
    for (const { path } of await app.db.collection<Row>(name).find({ state }).toArray())
      for (const id of path) {
        const of = heads[id] ?? [0, 0]
        of[at] += 1
        heads[id] = of
      }
  return heads
}
async function shown(): Promise<Record<string, [number, number]>> {
  const kinds = ['district', 'street', 'community', 'grid'] as const
  const maps = await Promise.all(kinds.map((kind) => steward.call('getPlaceMap', { params: { placeId: grid.district }, query: { kind } })))
  const features = maps.flatMap((map) => map.features).filter(({ properties }) => properties.residents + properties.households > 0)
  return Object.fromEntries(features.map(({ id, properties }) => [id, [properties.residents, properties.households]]))
}
const agree = async () => {
  const [map, counted] = [await shown(), await truth()]
  expect(map).toEqual(counted)
  return map
}

test('the numbers on the map follow whoever is registered, moves, leaves, dies, is merged or imported', async () => {
  const one = await person(steward, grid)
  const spouse = await member(steward, one.householdId, { relation: 'spouse' })
  const street = grid.streets[0]
  expect((await agree())[street]).toEqual([2, 1])
  const params = { residentId: spouse.residentId }
  await steward.call('updateResident', { params, body: { rev: 0, facts: { name: '李小红' }, why: '更正' } })
  await agree()
  const elsewhere = await person(steward, grid, { grid: 3 })
  await steward.call('moveResident', {
    params,
    body: { rev: 1, householdId: elsewhere.householdId, relation: 'other', from: '2024-01-01', why: '搬家' },
    idempotencyKey: key(),
  })
  expect((await agree())[grid.streets[1]]).toEqual([2, 1])
  await steward.call('moveHousehold', {
    params: { householdId: one.householdId },
    body: { rev: 0, placeId: grid.flats[2]?.[0] ?? '', from: '2024-06-01', why: '换房' },
  })
  expect((await agree())[grid.grids[2]]).toEqual([1, 1])
  const state = (residentId: string, rev: number, to: 'deceased' | 'moved_out' | 'present') =>
    steward.call('changeResidentState', { params: { residentId }, body: { rev, to, on: dayFromToday(0), why: '家属告知' } })
  await state(spouse.residentId, 2, 'deceased')
  await state(elsewhere.residentId, 0, 'moved_out')
  const after = await agree()
  expect(after[grid.streets[1]]).toEqual([0, 1])
  const { rev } = await steward.call('getHousehold', { params: { householdId: elsewhere.householdId } })
  await steward.call('endHousehold', {
    params: { householdId: elsewhere.householdId },
    body: { rev, on: dayFromToday(0), why: '已经没有人' },
  })
  expect((await agree())[grid.streets[1]]).toBeUndefined()

  const { code } = await steward.call('getHousehold', { params: { householdId: one.householdId } })
  const csv = `户号,姓名,身份证号,与户主关系,入住日期\n${code},百灵,${freshIdNumber('1934-03-18')},子女,2024-03-01\n`
  const job = await accepted(app, steward, await uploaded(app, steward, 'resident', csv))
  expect((await agree())[grid.grids[2]]).toEqual([2, 1])
  await undone(app, steward, job)
  expect((await agree())[grid.grids[2]]).toEqual([1, 1])
})

test('many who register in one grid at once, while others look at the map: nobody is in the way, and everyone is counted', async () => {
  const before = (await agree())[grid.grids[0]]?.[0] ?? 0
  const many = Array.from({ length: 12 }, () => person(steward, grid))
  await Promise.all([...many, ...Array.from({ length: 8 }, () => shown())])
  expect((await agree())[grid.grids[0]]?.[0]).toBe(before + 12)
  expect(await app.db.collection('place_count_marks').countDocuments()).toBe(0)
})

test('what was registered before there were counts is counted once, by whichever process comes first', async () => {
  for (const name of ['place_counts', 'place_count_marks']) await app.db.collection(name).deleteMany({})
  const counted = await truth()
  const processes = [createHeadcounts(app.db), createHeadcounts(app.db), createHeadcounts(app.db)]
  for (const heads of await Promise.all(processes.map(({ of }) => of([grid.district]))))
    expect(heads.get(grid.district)).toEqual({ residents: counted[grid.district]?.[0], households: counted[grid.district]?.[1] })
  await agree()
})

test('a count that was overtaken is not kept over the newer one', async () => {
  const counts = app.db.collection<{ _id: string; residents: number; rev: number }>('place_counts')
  const marks = app.db.collection<{ _id: string; path: string[] }>('place_count_marks')
  const id = grid.grids[0]
  const path = [grid.district, grid.streets[0], grid.communities[0], id]
  const right = (await truth())[id]?.[0]
  for (let round = 0; round < 20; round += 1) {
    await marks.insertOne({ _id: `mrk_${round}`, path })
    await counts.updateOne({ _id: id }, { $set: { residents: 999 }, $inc: { rev: 1 } })
    await Promise.all([1, 2, 3].map(() => createHeadcounts(app.db).refresh()))
    expect((await counts.findOne({ _id: id }))?.residents).toBe(right)
  }
})

test('a map in which nothing changed asks for nobody: it reads the counts of its places by their index', async () => {
  await shown()
  await app.db.profile(true)
  await shown()
  await app.db.profile(false)
  const seen = await app.db
    .collection<{ _id: string; ns: string; planSummary?: string; docsExamined?: number }>('system.profile')
    .find({ planSummary: { $exists: true } })
    .toArray()
  const of = (name: string) => seen.filter(({ ns }) => ns.endsWith(`.${name}`))
  expect(of('residents')).toEqual([])
  expect(of('households')).toEqual([])
  expect(of('place_counts').map(({ planSummary }) => planSummary)).toEqual(Array.from({ length: 4 }, () => 'IXSCAN { path: 1 }'))
  for (const { planSummary } of of('place_count_marks')) expect(planSummary).not.toContain('COLLSCAN')
})
