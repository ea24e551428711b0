import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { member, person } from '../../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let clerk: SignedIn
let worker: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  clerk = await staff(app, ['data_steward'], null, [grid.district])
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
})
afterAll(() => app.close())

const flat = (at: number, which = 0) => grid.flats[at]?.[which] ?? ''
const get = (householdId: string) => clerk.call('getHousehold', { params: { householdId } })

test('a household moves with who lives in it; the old home knows who lived there then', async () => {
  const home = await person(clerk, grid, { name: '褚搬家' })
  await member(clerk, home.householdId, { relation: 'child', name: '褚跟着' })
  const moved = await clerk.call('moveHousehold', {
    params: { householdId: home.householdId },
    body: { rev: 0, placeId: flat(1), from: '2024-06-01', why: '换房' },
  })
  expect(moved).toMatchObject({ gridName: '东坡路第二网格', members: 2, rev: 1 })
  expect(moved.homes.map(({ from, to }) => [from, to])).toEqual([
    ['2024-06-01', null],
    [null, '2024-06-01'],
  ])
  const at = async (placeId: string, on: string, who = clerk) =>
    (await who.call('listHomePeople', { params: { placeId }, query: { on } })).households
      .filter(({ household }) => household.id === home.householdId)
      .map(({ people, elsewhere }) => [people.length, elsewhere])
  expect(await at(flat(0), '2024-05-31')).toEqual([[2, 0]])
  expect(await at(flat(0), '2024-06-01')).toEqual([])
  expect(await at(flat(1), '2024-06-01')).toEqual([[2, 0]])
  expect(await at(flat(1), '2024-05-31')).toEqual([])
  expect(await at(grid.buildings[0], '2024-05-31')).toEqual([[2, 0]])
  // The worker of the old grid is told how many lived there, not who: they are somebody else's now.
  expect(await at(flat(0), '2024-05-31', worker)).toEqual([[0, 2]])
  await expect(worker.call('getResident', { params: { residentId: home.residentId } })).rejects.toMatchObject({ code: 'not_found' })
  expect((await clerk.call('getResident', { params: { residentId: home.residentId } })).gridName).toBe('东坡路第二网格')
})

test.each([
  ['a day in the future', { from: dayFromToday(1) }, 'invalid_input'],
  ['where it lives already', { placeId: 'same' }, 'wrong_state'],
  ['a grid, where nobody lives', { placeId: 'grid' }, 'invalid_input'],
  ['an old version', { rev: 7 }, 'conflict'],
])('a move is refused: %s', async (_, change, code) => {
  const { householdId } = await person(clerk, grid)
  const named: Record<string, string> = { same: flat(0), grid: grid.grids[0] }
  const given = { rev: 0, placeId: flat(1), from: '2024-06-01', why: '换房', ...change }
  await expect(
    clerk.call('moveHousehold', { params: { householdId }, body: { ...given, placeId: named[given.placeId] ?? given.placeId } }),
  ).rejects.toMatchObject({ code })
})

test('another head: both say since when, and one at a time wins', async () => {
  const { householdId, residentId } = await person(clerk, grid)
  const spouse = await member(clerk, householdId, { relation: 'spouse' })
  const change = () =>
    clerk.call('changeHead', {
      params: { householdId },
      body: { rev: 0, residentId: spouse.residentId, formerHeadIs: 'spouse', from: '2025-01-01', why: '户主年事已高' },
    })
  const results = await Promise.allSettled([change(), change()])
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  const after = await get(householdId)
  expect(after.people.map(({ resident, relation, from }) => [resident?.id, relation, from])).toEqual([
    [spouse.residentId, 'head', '2025-01-01'],
    [residentId, 'spouse', '2025-01-01'],
  ])
  expect(after.former.map(({ relation }) => relation).sort()).toEqual(['head', 'spouse'])
  await expect(change()).rejects.toMatchObject({ code: 'conflict' })
})

test('a household ends when nobody lives in it any more', async () => {
  const { householdId, residentId } = await person(clerk, grid)
  const end = () => clerk.call('endHousehold', { params: { householdId }, body: { rev: 0, on: dayFromToday(0), why: '拆迁' } })
  await expect(end()).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('还有 1 人') })
  await clerk.call('changeResidentState', { params: { residentId }, body: { rev: 0, to: 'moved_out', on: dayFromToday(0), why: '搬走' } })
  expect(await end()).toMatchObject({ state: 'closed', members: 0 })
})

test.each([
  ['the whole address', '东坡路社区演示苑1幢102室'],
  ['the building and the flat', '演示苑1幢 102室'],
])('households are found by %s', async (_, text) => {
  const made = await clerk.call('createHousehold', { body: { placeId: flat(0, 1), from: '2020-01-01' }, idempotencyKey: key() })
  // It can be typed into a table and is taken there as a number.
  expect(made.code).toMatch(/^H-[0-9A-HJKMNP-TV-Z]{12}$/)
  const found = await clerk.call('searchHouseholds', { body: { text } })
  expect(found.items.map((item) => item.id)).toContain(made.id)
  expect(found.items.every((item) => item.gridName === '东坡路第一网格')).toBe(true)
  expect((await clerk.call('searchHouseholds', { body: { text: made.code } })).items.map((item) => item.id)).toEqual([made.id])
  const elsewhere = await staff(app, ['grid_worker'], null, [grid.grids[3]])
  expect((await elsewhere.call('searchHouseholds', { body: { text: made.code } })).items).toEqual([])
})
