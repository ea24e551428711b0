import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { freshPhone, person } from '../../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let street: SignedIn
let one: SignedIn
let other: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  street = await staff(app, ['street'], null, [grid.streets[0]])
  one = await staff(app, ['grid_worker'], null, [grid.grids[0]])
  other = await staff(app, ['grid_worker'], null, [grid.grids[1]])
})
afterAll(() => app.close())

const today = dayFromToday(0)
const detail = (residentId: string) => street.call('getResident', { params: { residentId } })
const caseOf = async (residentId: string) =>
  (await street.call('listDuplicates', { query: { limit: 100 } })).items.filter((item) =>
    item.records.some((record) => record.id === residentId),
  )

/** The same person registered in two grids by two workers, who can't see each other's. */
async function twins(change: { idNumber?: null } = {}) {
  const first = await person(one, grid, { name: '孪生甲' })
  const home = await person(other, grid, { grid: 1 })
  if (change.idNumber === null)
    await one.call('updateResident', {
      params: { residentId: first.residentId },
      body: { rev: 0, facts: { idNumber: null }, why: '证件号待核' },
    })
  const second = await other.call('createResident', {
    body: {
      householdId: home.householdId,
      relation: 'parent',
      from: today,
      facts: {
        name: first.name,
        idNumber: change.idNumber === null ? null : first.idNumber,
        phone: first.phone,
        birthDate: change.idNumber === null ? '1949-06-15' : null,
        sex: change.idNumber === null ? 'female' : null,
        registeredAddress: null,
      },
      source: 'visit',
    },
    idempotencyKey: key(),
  })
  const [found] = await caseOf(second.id)
  if (!found) throw new Error('the two were not noticed')
  return { first, secondId: second.id, found }
}
const merge = (duplicateId: string, rev: number, keepId: string) =>
  street.call('mergeDuplicate', { params: { duplicateId }, body: { rev, keepId, note: '电话核实' } })

test.each([
  ['the same ID number', {}, 'id_number'],
  ['name, birth date and phone', { idNumber: null }, 'name_birth_date_phone'],
] as const)('two records are noticed by %s, once', async (_, change, because) => {
  const { first, secondId, found } = await twins(change)
  expect(found).toMatchObject({ because, state: 'open' })
  expect(found.records.map((record) => record.id)).toEqual([first.residentId, secondId])
  expect(await caseOf(first.residentId)).toHaveLength(1)
})

test('merged, one record counts and has the groups of both; the other is found no more and says where it went', async () => {
  const { first, secondId, found } = await twins()
  await other.call('addGroup', {
    params: { residentId: secondId },
    body: { rev: 0, kind: 'aged', source: 'police', from: '2025-01-01', to: null },
    idempotencyKey: key(),
  })
  expect(await merge(found.id, 0, first.residentId)).toMatchObject({ state: 'merged', mayUndo: true, note: '电话核实' })
  expect(await detail(first.residentId)).toMatchObject({ groups: ['aged'], state: 'present' })
  expect(await detail(secondId)).toMatchObject({ state: 'merged', mergedInto: first.residentId, mayWrite: false })
  const { items } = await street.call('searchResidents', { body: { text: first.idNumber } })
  expect(items.map((item) => item.id)).toEqual([first.residentId])
  await expect(
    other.call('changeResidentState', { params: { residentId: secondId }, body: { rev: 2, to: 'moved_out', on: today, why: '试试' } }),
  ).rejects.toMatchObject({ code: 'wrong_state' })
})

test('whoever was known by the merged record is known by the one that counts', async () => {
  const { first, secondId, found } = await twins()
  await merge(found.id, 0, first.residentId)
  const { own } = app.app.people
  expect(await own.home(secondId)).toMatchObject({ me: first.residentId, householdId: first.householdId, state: 'present' })
  expect(await own.contact(secondId)).toMatchObject({ phone: first.phone, present: true })
  expect(await own.path(secondId)).toEqual(await own.path(first.residentId))
  expect((await own.household(secondId)).members.map(({ me }) => me)).toEqual([true])
  const subject = { accountId: 'acc_1', ownerIds: ['acc_1'], proven: false }
  expect(await own.holding.show({ ...subject, residentId: secondId })).toEqual(
    await own.holding.show({ ...subject, residentId: first.residentId }),
  )
})

test('of many at the same moment one merges', async () => {
  const { first, secondId, found } = await twins()
  const results = await Promise.allSettled([0, 1, 2, 3].map((turn) => merge(found.id, 0, turn % 2 ? first.residentId : secondId)))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  for (const result of results)
    if (result.status === 'rejected') expect(['conflict', 'wrong_state']).toContain((result.reason as { code: string }).code)
  const states = [await detail(first.residentId), await detail(secondId)].map(({ state }) => state).sort()
  expect(states).toEqual(['merged', 'present'])
})

describe('taken back', () => {
  test('both are as they were', async () => {
    const { first, secondId, found } = await twins()
    const before = [await detail(first.residentId), await detail(secondId)]
    await merge(found.id, 0, secondId)
    expect(await street.call('undoMerge', { params: { duplicateId: found.id }, body: { rev: 1, note: '并错了' } })).toMatchObject({
      state: 'open',
    })
    const after = [await detail(first.residentId), await detail(secondId)]
    const facts = ({ rev: _rev, history: _history, ...rest }: (typeof after)[number]) => rest
    expect(after.map(facts)).toEqual(before.map(facts))
    const { items } = await street.call('searchResidents', { body: { text: first.idNumber } })
    expect(items.map((item) => item.id).sort()).toEqual([first.residentId, secondId].sort())
    expect(await merge(found.id, 2, first.residentId)).toMatchObject({ state: 'merged' })
  })

  test('not when a record was changed since, and neither half is', async () => {
    const { first, secondId, found } = await twins()
    await merge(found.id, 0, first.residentId)
    await one.call('updateResident', {
      params: { residentId: first.residentId },
      body: { rev: 1, facts: { phone: freshPhone() }, why: '换号' },
    })
    expect((await caseOf(first.residentId))[0]).toMatchObject({ mayUndo: false })
    await expect(street.call('undoMerge', { params: { duplicateId: found.id }, body: { rev: 1, note: '并错了' } })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    expect(await detail(secondId)).toMatchObject({ state: 'merged' })
  })
})

test('known to be two people they are not asked about again', async () => {
  const { first, secondId, found } = await twins()
  expect(
    await street.call('dismissDuplicate', { params: { duplicateId: found.id }, body: { rev: 0, note: '双胞胎，证件号录错' } }),
  ).toMatchObject({ state: 'different' })
  await other.call('updateResident', { params: { residentId: secondId }, body: { rev: 0, facts: { phone: freshPhone() }, why: '换号' } })
  expect(await caseOf(first.residentId)).toMatchObject([{ state: 'different' }])
  await expect(merge(found.id, 1, first.residentId)).rejects.toMatchObject({ code: 'wrong_state' })
})

test('someone who is neither of the two can’t be kept', async () => {
  const { found } = await twins()
  const stranger = await person(one, grid)
  await expect(merge(found.id, 0, stranger.residentId)).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'body.keepId' }] })
})

test('a case goes where the two live now: who answers for it no more is shown nothing of it', async () => {
  const { first, secondId } = await twins()
  const far = await staff(app, ['street'], null, [grid.streets[1]])
  const district = await staff(app, ['data_steward'], null, [grid.district])
  const shown = async (who: SignedIn) =>
    (await who.call('listDuplicates', { query: { limit: 100 } })).items.filter((item) =>
      item.records.some((record) => record.id === secondId),
    ).length
  expect([await shown(street), await shown(far)]).toEqual([1, 0])
  const moveTo = async (residentId: string, rev: number) => {
    const home = await person(district, grid, { grid: 3 })
    await district.call('moveResident', {
      params: { residentId },
      body: { rev, householdId: home.householdId, relation: 'other', from: today, why: '搬到别的街道' },
      idempotencyKey: key(),
    })
  }
  await moveTo(secondId, 0)
  expect([await shown(street), await shown(far), await shown(district)]).toEqual([0, 0, 1])
  await moveTo(first.residentId, 0)
  expect([await shown(street), await shown(far)]).toEqual([0, 1])
})
