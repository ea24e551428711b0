import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { agreed, applyWithPapers, CARD, homeSeen, poor, proposed } from '../../../../testing/applications.ts'
import { testGrid } from '../../../../testing/grid.ts'
import { answered, fileRows, goToMonth, lastDayOf, letGo, made, monthFrom, payOffice, returnsOf } from '../../../../testing/payouts.ts'

let app: TestApp
let clock: HeldClock
beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    clock,
    work: false,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
})
afterAll(() => app.close())

test('relief within a ceiling: the clerk names how much, a second person agrees, and the next batch pays it once', async () => {
  const grid = await testGrid(app)
  const { steward, staffed, maker, second } = await payOffice(app, grid)
  const { me, record } = await poor(app, steward, grid, 24_500)
  await homeSeen(steward, record.householdId, 'suddenHardship', 'accident')
  const id = await applyWithPapers(me, 'temporary-relief')
  const params = { applicationId: id }

  await expect(proposed(staffed.clerk, id)).rejects.toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'body.amountFen', message: '规则只定了最多 7,470.00 元，请写明这次给多少' }],
  })
  const checked = await staffed.clerk.call('getApplication', { params })
  expect(checked).toMatchObject({ state: 'checked', namesAmount: true, now: { amount: { low: 0, high: 747_000 } } })
  const propose = (amountFen: number) =>
    staffed.clerk.call('proposeDecision', {
      params,
      body: { proposal: 'grant', rev: checked.rev, words: '家里失火，按损失给', amountFen },
    })
  await expect(propose(747_001)).rejects.toMatchObject({ issues: [{ path: 'body.amountFen', message: '最多 7,470.00 元，不能再多' }] })
  await expect(propose(0)).rejects.toMatchObject({ issues: [{ path: 'body.amountFen' }] })
  expect(await propose(300_001)).toMatchObject({ proposal: { amountFen: 300_001 } })
  await agreed(staffed.decider, id)
  const { decision } = await me.call('getMyApplication', { params })
  expect(decision).toMatchObject({ amountFen: 300_001, ceiling: false, every: 'once', fromMonth: monthFrom(0) })
  expect(decision?.firstPayDay).toMatch(/-28$/)
  expect((await me.call('listMyAwards')).items).toMatchObject([{ fen: 300_001, ceiling: false, every: 'once' }])

  const batch = await made(maker, lastDayOf(monthFrom(0)))
  expect((await maker.call('listPayoutRows', { params: { batchId: batch.id } })).items).toMatchObject([
    { title: '临时救助', fen: 300_001, months: [monthFrom(0)], state: 'open' },
  ])
  await letGo(second, batch)
  expect((await fileRows(maker, batch.id)).find(([, , account]) => account === CARD)?.[4]).toBe('3000.01')
  await answered(maker, batch.id, returnsOf(batch.id, [{ number: 1, yuan: '3000.01' }]))
  expect(await me.call('listMyPayments')).toMatchObject({ items: [{ title: '临时救助', fen: 300_001, state: 'paid' }], next: null })

  // Whoever's amount the rules give, names none.
  const other = await poor(app, steward, grid, 24_500)
  const allowance = await applyWithPapers(other.me, 'aged-allowance')
  await expect(proposed(staffed.clerk, allowance, 'grant', 6_000)).rejects.toMatchObject({
    issues: [{ path: 'body.amountFen', message: '这一项的金额按规则算出，不用另写' }],
  })
  const { rev } = await staffed.clerk.call('getApplication', { params: { applicationId: allowance } })
  const body = { proposal: 'grant' as const, rev, words: '符合条件，建议给予' }
  await staffed.clerk.call('proposeDecision', { params: { applicationId: allowance }, body })
  await agreed(staffed.decider, allowance)
  // Paid, it is not paid again.
  goToMonth(clock, 1)
  const later = await payOffice(app, grid)
  const next = await made(later.maker, lastDayOf(monthFrom(1)))
  expect((await later.maker.call('listPayoutRows', { params: { batchId: next.id } })).items).toMatchObject([{ title: '高龄津贴' }])
})
