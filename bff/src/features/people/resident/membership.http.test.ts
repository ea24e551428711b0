import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { idsOf, member, person } from '../../../../testing/people.ts'

let app: TestApp
let grid: TestGrid
let worker: SignedIn
let street: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  worker = await staff(app, ['grid_worker'], null, [grid.grids[0]])
  street = await staff(app, ['street'], null, [grid.streets[0]])
})
afterAll(() => app.close())

const today = dayFromToday(0)

describe('households and groups', () => {
  test('who moves is with the new household from that day, and the old one remembers', async () => {
    const mother = await person(street, grid, { name: '母亲甲' })
    const daughter = await member(street, mother.householdId, { name: '女儿甲', relation: 'child' })
    const flat = await person(street, grid, { grid: 1, name: '女婿甲' })
    await street.call('moveResident', {
      params: { residentId: daughter.residentId },
      body: { rev: 0, householdId: flat.householdId, relation: 'spouse', from: '2024-03-08', why: '结婚迁入' },
      idempotencyKey: key(),
    })
    const home = (householdId: string, asOf?: string) => street.call('getHousehold', { params: { householdId }, query: { asOf } })
    const names = async (householdId: string, asOf?: string) =>
      (await home(householdId, asOf)).people.map(({ resident }) => resident?.nameMasked)
    expect(await names(mother.householdId)).toEqual(['母*甲'])
    expect(await names(mother.householdId, '2024-03-07')).toEqual(['母*甲', '女*甲'])
    expect(await names(flat.householdId)).toEqual(['女*甲', '女*甲'])
    expect((await home(mother.householdId)).former).toMatchObject([{ relation: 'child', from: '2021-05-01', to: '2024-03-08' }])
    // The first grid's worker no longer has her in sight; the second's has.
    await expect(worker.call('getResident', { params: { residentId: daughter.residentId } })).rejects.toMatchObject({ code: 'not_found' })
    const second = await staff(app, ['grid_worker'], null, [grid.grids[1]])
    expect(await second.call('getResident', { params: { residentId: daughter.residentId } })).toMatchObject({ gridName: '东坡路第二网格' })
    // Nor through her mother's household: that she was a child of it till then is all that is told.
    const left = await worker.call('getHousehold', { params: { householdId: mother.householdId } })
    expect(left.former).toEqual([{ resident: null, relation: 'child', from: '2021-05-01', to: '2024-03-08' }])
    const then = await worker.call('getHousehold', { params: { householdId: mother.householdId }, query: { asOf: '2024-03-07' } })
    expect(then.people.map(({ resident, relation }) => [resident?.nameMasked ?? null, relation])).toEqual([
      ['母*甲', 'head'],
      [null, 'child'],
    ])
  })

  test('who comes back lives there again from that day; not in a household that ended or moved away', async () => {
    const { residentId, householdId } = await person(worker, grid)
    const change = (rev: number, to: 'present' | 'moved_out', on: string, who = worker, id = residentId) =>
      who.call('changeResidentState', { params: { residentId: id }, body: { rev, to, on, why: '登记' } })
    await change(0, 'moved_out', '2024-01-01')
    await expect(change(1, 'present', '2023-12-31')).rejects.toMatchObject({ issues: [{ path: 'body.on' }] })
    const back = await change(1, 'present', '2025-02-01')
    expect(back.memberships.map(({ from, to }) => [from, to])).toEqual([
      ['2021-05-01', '2024-01-01'],
      ['2025-02-01', null],
    ])
    // The household moves to another grid while they are away.
    await change(2, 'moved_out', '2025-03-01')
    const home = { placeId: grid.flats[1]?.[0] ?? '', from: '2025-04-01', why: '换房' }
    await street.call('moveHousehold', { params: { householdId }, body: { rev: 0, ...home } })
    await expect(change(3, 'present', '2025-05-01')).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await change(3, 'present', '2025-05-01', street)).toMatchObject({ state: 'present', gridName: '东坡路第二网格' })
    const gone = await person(worker, grid)
    await change(0, 'moved_out', '2024-01-01', worker, gone.residentId)
    await worker.call('endHousehold', { params: { householdId: gone.householdId }, body: { rev: 0, on: '2024-02-01', why: '拆迁' } })
    await expect(change(1, 'present', '2024-03-01', worker, gone.residentId)).rejects.toMatchObject({ code: 'wrong_state' })
    // Nor can anyone be registered in it, or moved into it.
    await expect(member(worker, gone.householdId)).rejects.toMatchObject({ code: 'wrong_state' })
    const other = await person(worker, grid)
    await expect(
      worker.call('moveResident', {
        params: { residentId: other.residentId },
        body: { rev: 0, householdId: gone.householdId, relation: 'other', from: today, why: '迁入' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('leaving and coming back; the dead do not move', async () => {
    const { residentId, householdId } = await person(worker, grid)
    const change = (rev: number, to: 'present' | 'moved_out' | 'deceased', on = today) =>
      worker.call('changeResidentState', { params: { residentId }, body: { rev, to, on, why: '登记' } })
    await expect(change(0, 'moved_out', '2021-04-30')).rejects.toMatchObject({ issues: [{ path: 'body.on' }] })
    expect(await change(0, 'moved_out')).toMatchObject({ state: 'moved_out', householdId: null })
    expect(await change(1, 'present')).toMatchObject({ state: 'present', householdId })
    expect(await change(2, 'deceased')).toMatchObject({ state: 'deceased' })
    await expect(
      worker.call('moveResident', {
        params: { residentId },
        body: { rev: 3, householdId, relation: 'head', from: today, why: '登记' },
        idempotencyKey: key(),
      }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('a group has a source and an end, is not entered twice, and is found', async () => {
    const { residentId } = await person(worker, grid)
    const add = (rev: number, change: object = {}) =>
      worker.call('addGroup', {
        params: { residentId },
        body: { rev, kind: 'living_alone', source: 'visit', from: '2025-01-01', to: null, ...change },
        idempotencyKey: key(),
      })
    expect(await add(0)).toMatchObject({ groups: ['living_alone'] })
    await expect(add(1)).rejects.toMatchObject({ code: 'already_exists' })
    await expect(add(1, { kind: 'aged', from: dayFromToday(1) })).rejects.toMatchObject({ issues: [{ path: 'body.from' }] })
    expect(await idsOf(worker, '', { group: 'living_alone' })).toContain(residentId)
    const ended = await worker.call('endGroup', {
      params: { residentId },
      body: { rev: 1, kind: 'living_alone', on: today, why: '与女儿同住' },
    })
    expect(ended).toMatchObject({ groups: [], groupFacts: [{ kind: 'living_alone', to: today }] })
    expect(await idsOf(worker, '', { group: 'living_alone' })).not.toContain(residentId)
    expect(await add(2, { from: today })).toMatchObject({ groups: ['living_alone'] })
  })
})
