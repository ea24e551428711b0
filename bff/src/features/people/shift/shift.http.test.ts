import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { dayFromToday } from '../../../../testing/bodies.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'

let app: TestApp
let grid: TestGrid
let community: SignedIn
let day: SignedIn
let night: SignedIn
let stranger: SignedIn
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false })
  grid = await testGrid(app)
  community = await staff(app, ['community'], null, [grid.communities[0]])
  day = await staff(app, ['grid_worker'], null, [grid.grids[0], grid.grids[1]])
  night = await staff(app, ['grid_worker'], null, [grid.communities[0]])
  stranger = await staff(app, ['grid_worker'], null, [grid.grids[3]])
})
afterAll(() => app.close())

const first = dayFromToday(3)
const at = (date: string, hours: number) => new Date(startOfDay(date).getTime() + hours * 3_600_000)
const plan = (workerId: string, change: object = {}) => {
  const body = {
    placeId: grid.grids[0],
    workerId,
    from: first,
    to: addDays(first, 6),
    days: 'every_day' as const,
    startsAt: '08:30',
    endsAt: '17:30',
  }
  return community.call('planShifts', { body: { ...body, ...change }, idempotencyKey: key() })
}
const roster = (from = first, days = 7) => community.call('getRoster', { params: { placeId: grid.communities[0] }, query: { from, days } })
const called = async (placeId: string, when: Date) =>
  (await app.app.people.onDuty({ placeId, at: when })).map(({ accountId, because }) => [accountId, because])

test('day and night: whoever is on duty is found from a flat, and the gaps are shown', async () => {
  await community.call('assignWorker', { body: { placeId: grid.grids[0], workerId: night.accountId, from: first }, idempotencyKey: key() })
  expect(await plan(day.accountId)).toEqual({ planned: 7 })
  const flat = grid.flats[0]?.[0] ?? ''
  expect(await called(flat, at(first, 8.5))).toEqual([[day.accountId, 'shift']])
  // Nobody is planned at night, so the grid's own worker is called; before the assignment began there is nobody.
  expect(await called(flat, at(first, 17.5))).toEqual([[night.accountId, 'assigned']])
  expect(await called(flat, at(addDays(first, -1), 12))).toEqual([])
  const before = (await roster(first, 1)).grids[0]?.gaps
  expect(before).toEqual([
    { from: at(first, 0).toISOString(), to: at(first, 8.5).toISOString() },
    { from: at(first, 17.5).toISOString(), to: at(first, 24).toISOString() },
  ])
  expect(await plan(night.accountId, { startsAt: '17:30', endsAt: '08:30' })).toEqual({ planned: 7 })
  expect(await called(flat, at(addDays(first, 1), 3))).toEqual([[night.accountId, 'shift']])
  expect((await roster(addDays(first, 1), 2)).grids[0]?.gaps).toEqual([])
  expect((await roster(first, 1)).grids[1]?.gaps).toHaveLength(1)
})

test.each([
  ['the grid is manned already', () => night.accountId, { startsAt: '12:00', endsAt: '13:00' }, 'already_exists'],
  ['the person is elsewhere then', () => day.accountId, { placeId: 'grid2', startsAt: '17:00', endsAt: '18:00' }, 'already_exists'],
  [
    'the person does not answer for the place',
    () => stranger.accountId,
    { from: addDays(first, 20), to: addDays(first, 21) },
    'invalid_input',
  ],
  ['the past', () => day.accountId, { from: dayFromToday(-1), to: dayFromToday(0) }, 'invalid_input'],
  ['more days than planned at once', () => day.accountId, { from: addDays(first, 20), to: addDays(first, 112) }, 'invalid_input'],
  ['a time of day that is none', () => day.accountId, { startsAt: '25:00' }, 'invalid_input'],
])('a plan is refused: %s', async (_, worker, change, code) => {
  const given = 'placeId' in change ? { ...change, placeId: grid.grids[1] } : change
  await expect(plan(worker(), given)).rejects.toMatchObject({ code })
})

test('rest days alone, holidays and weekends', async () => {
  const { restDays } = await roster(addDays(first, 30), 14)
  const { planned } = await plan(day.accountId, { from: addDays(first, 30), to: addDays(first, 43), days: 'rest_days' })
  expect(planned).toBe(restDays.length)
  expect(planned).toBeGreaterThan(0)
})

test('two plans at one moment for one grid: one stands', async () => {
  const both = { from: addDays(first, 60), to: addDays(first, 62) }
  const results = await Promise.allSettled([plan(day.accountId, both), plan(night.accountId, both)])
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already_exists' })
})

test('someone stands in, and the turn comes back; a cancelled one leaves a gap', async () => {
  const from = addDays(first, 80)
  await plan(day.accountId, { from, to: from })
  const [turn] = (await roster(from, 1)).grids[0]?.shifts ?? []
  const substitute = (rev: number, workerId: string) =>
    community.call('substituteShift', { params: { shiftId: turn?.id ?? '' }, body: { rev, workerId, why: '请假' } })
  expect(await substitute(0, night.accountId)).toMatchObject({ worker: { id: night.accountId }, insteadOf: { id: day.accountId }, rev: 1 })
  expect(await called(grid.grids[0], at(from, 9))).toEqual([[night.accountId, 'shift']])
  await expect(substitute(0, day.accountId)).rejects.toMatchObject({ code: 'conflict' })
  await expect(substitute(1, stranger.accountId)).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await substitute(1, day.accountId)).toMatchObject({ insteadOf: null, rev: 2 })
  await community.call('cancelShift', { params: { shiftId: turn?.id ?? '' }, body: { rev: 2, why: '改期' } })
  expect((await roster(from, 1)).grids[0]).toMatchObject({ shifts: [], gaps: [{ from: at(from, 0).toISOString() }] })
})
