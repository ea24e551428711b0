import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { staff } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { homeSeen, office, poor } from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { goToMonth, granted, letGo, made, monthFrom, payOffice } from '../../../../testing/payouts.ts'

let app: TestApp
let clock: HeldClock

beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { clock, work: false })
})
afterAll(() => app.close())

async function goTo(place: number, grid: TestGrid) {
  goToMonth(clock, place)
  const { staffed, ...others } = await payOffice(app, grid)
  return { ...others, ...staffed, payOn: `${monthFrom(place)}-28` }
}

test('a raise with earlier effect pays what was missing for each month, on lines of their own, and the old lines stay', async () => {
  const grid = await testGrid(app)
  const { me, record } = await poor(app, await staff(app, ['data_steward'], null, [grid.district]), grid, 24_500)
  const award = await granted(await office(app, grid), me, 'minimum-living')
  expect(award).toMatchObject({ firstMonth: monthFrom(1), fen: 100_000 })
  const lines = async () => {
    const kept = app.db.collection<{ _id: string; awardId: string; month: string; kind: string; cause: string; fen: number }>(
      'payout_lines',
    )
    return (await kept.find({ awardId: award.id }).sort({ month: 1, number: 1 }).toArray()).map((line) => ({
      ...line,
      told: [line.month, line.kind, line.cause, line.fen],
    }))
  }
  const earlier = await goTo(2, grid)
  await letGo(earlier.second, await made(earlier.maker, earlier.payOn))
  const first = await lines()
  expect(first.map(({ told }) => told)).toEqual([
    [monthFrom(1), 'arrears', 'line-1', 100_000],
    [monthFrom(2), 'regular', 'line-1', 100_000],
  ])

  const { clerk, decider, steward, maker, second, payOn } = await goTo(3, grid)
  await homeSeen(steward, record.householdId, 'householdIncomeFen', 4_500)
  const params = { awardId: award.id }
  const notice = { rev: 0, kind: 'raise' as const, words: '收入核对有误' }
  await expect(clerk.call('giveChangeNotice', { params, body: { ...notice, fromMonth: monthFrom(0) } })).rejects.toMatchObject({
    issues: [{ path: 'body.fromMonth', message: `最早从 ${monthFrom(1)} 起：以前的金额是那时另外决定的` }],
  })
  const told = await clerk.call('giveChangeNotice', { params, body: { ...notice, fromMonth: monthFrom(2) } })
  expect(told.changes).toMatchObject([{ fromMonth: monthFrom(2), toFen: 120_000, hearUntil: null }])
  await decider.call('decideChange', { params, body: { rev: told.rev, confirm: true, words: '按核对的收入' } })
  const batch = await made(maker, payOn)
  expect((await maker.call('listPayoutRows', { params: { batchId: batch.id } })).items).toMatchObject([
    { fen: 140_000, lastFen: 100_000, months: [monthFrom(2), monthFrom(3)], marks: ['raised', 'arrears'] },
  ])
  await letGo(second, batch)
  const all = await lines()
  expect(all.filter(({ cause }) => cause === 'line-1')).toEqual(first)
  expect(all.filter(({ cause }) => cause === 'line-2').map(({ told: line }) => line)).toEqual([
    [monthFrom(2), 'arrears', 'line-2', 20_000],
    [monthFrom(3), 'regular', 'line-2', 120_000],
  ])
})
