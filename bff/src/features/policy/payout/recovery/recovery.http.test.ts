import type { DeskRecovery, PayoutBatch, RecoveryWay } from '@minsheng/shared/contracts/policy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../../scripts/testing/database.ts'
import { key, type SignedIn, staff } from '../../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../../testing/app.ts'
import { elder, homeSeen, type Office, poor, seen, spokenNow } from '../../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../../testing/grid.ts'
import { deliver } from '../../../../../testing/outbox.ts'
import {
  answered,
  fileRows,
  goToMonth,
  granted,
  lastDayOf,
  letGo,
  made,
  monthFrom,
  payOffice,
  registeredAs,
  returnsOf,
} from '../../../../../testing/payouts.ts'

let app: TestApp
let grid: TestGrid
let clock: HeldClock
let steward: SignedIn
let staffed: Office
let maker: SignedIn
let second: SignedIn

beforeAll(async () => {
  clock = heldClock()
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), {
    clock,
    work: false,
    environment: { SIGN_IN_LIMIT_FACTOR: '1000' },
  })
  grid = await testGrid(app)
  await everybody()
})
afterAll(() => app.close())

const everybody = async () => ({ steward, staffed, maker, second } = await payOffice(app, grid))
async function goTo(place: number) {
  goToMonth(clock, place)
  await everybody()
}
const yuan = (fen: number) => (fen / 100).toFixed(2)
const rowsOf = async ({ id: batchId }: Pick<PayoutBatch, 'id'>) =>
  (await maker.call('listPayoutRows', { params: { batchId }, query: { limit: 100 } })).items
/** A batch of a month that two people let go and the bank answered; those named are refused. */
async function paid(of: string, refused: readonly string[] = []) {
  const batch = await letGo(second, await made(maker, lastDayOf(of)))
  const file = (await fileRows(maker, batch.id)).slice(3, -1)
  const rows = new Map((await rowsOf(batch)).map((row) => [String(row.number), row]))
  const kept = await app.db
    .collection<{ _id: string; number: number; awardId: string }>('payout_rows')
    .find({ batchId: batch.id })
    .toArray()
  const awardOf = new Map(kept.map(({ number, awardId }) => [String(number), awardId]))
  const answers = file.map(([number = '', , , , sum = '']) => ({
    number,
    yuan: sum,
    ...(refused.includes(awardOf.get(number) ?? '') ? { reason: '银行系统故障' } : {}),
  }))
  return {
    batch: await answered(maker, batch.id, returnsOf(batch.id, answers)),
    rowOf: (awardId: string) => rows.get([...awardOf].find(([, id]) => id === awardId)?.[0] ?? ''),
  }
}
const overpaid = async (awardId: string) =>
  (await maker.call('listOverpaid', { query: { limit: 100 } })).items.find((one) => one.awardId === awardId)
const propose = (awardId: string, way: RecoveryWay, months: { month: string; fen: number }[], who = maker) =>
  who.call('proposeRecovery', { params: { awardId }, body: { way, months, words: '按核对的结果，这几个月多发了' }, idempotencyKey: key() })
const decide = (who: SignedIn, { id: recoveryId, rev }: Pick<DeskRecovery, 'id' | 'rev'>, more: object = {}) =>
  who.call('decideRecovery', { params: { recoveryId }, body: { rev, confirm: true, words: '情况属实，应当退回', ...more } })
const linesOf = async (awardId: string) =>
  (
    await app.db
      .collection<{ _id: string; awardId: string; month: string; number: number; kind: string; fen: number; dueFen: number }>(
        'payout_lines',
      )
      .find({ awardId })
      .sort({ month: 1, number: 1 })
      .toArray()
  ).map(({ month: of, kind, fen, dueFen }) => [of, kind, fen, dueFen])
const registerAs = (to: 'deceased' | 'moved_out', residentId: string) => registeredAs(steward, to, residentId, shanghaiDate(clock.now()))
/** Ended from this month on, by two people, when the person was heard. */
async function stopped(me: SignedIn | null, awardId: string) {
  const params = { awardId }
  const { rev } = await staffed.clerk.call('giveChangeNotice', {
    params,
    body: { rev: 0, kind: 'stop', words: '不再符合条件', fromMonth: monthFrom(0) },
  })
  if (me) await me.call('speakOnChange', { params, body: { rev, words: '知道了' } })
  await staffed.decider.call('decideChange', { params, body: { rev: me ? rev + 1 : rev, confirm: true, words: '停发' } })
}

describe('what was paid and is no longer due', () => {
  let arrives: Awaited<ReturnType<typeof elder>>
  let comesBack: typeof arrives
  let dead: typeof arrives
  let award: Awaited<ReturnType<typeof granted>>
  let refused: typeof award
  let late: typeof award
  let decided: DeskRecovery
  const months = [{ month: monthFrom(0), fen: 5_000 }]
  beforeAll(async () => {
    arrives = await elder(app, steward, grid)
    comesBack = await elder(app, steward, grid)
    dead = await elder(app, steward, grid)
    award = await granted(staffed, arrives.me)
    refused = await granted(staffed, comesBack.me)
    late = await granted(staffed, dead.me)
    await paid(monthFrom(0), [refused.id])
    // What is seen next is newer than what was seen before.
    clock.advance(1_000)
    for (const { record } of [arrives, comesBack]) await seen(steward, record.residentId, 'registeredIn', 'elsewhere')
    await registerAs('deceased', dead.record.residentId)
    clock.advance(1_000)
    await stopped(arrives.me, award.id)
    await stopped(comesBack.me, refused.id)
    await stopped(null, late.id)
  })

  test('is listed when it arrived, told, heard, and decided by another in writing', async () => {
    expect(await overpaid(award.id)).toMatchObject({ months, fen: 5_000, stillPays: false, recoveryId: null })
    // What the bank sent back owes nothing.
    expect(await overpaid(refused.id)).toBeUndefined()

    await expect(propose(award.id, 'pay_back', [{ month: monthFrom(0), fen: 5_001 }])).rejects.toMatchObject({
      issues: [{ path: 'body.months.0.fen', message: `${monthFrom(0)} 最多 50.00 元` }],
    })
    await expect(propose(award.id, 'pay_back', [{ month: monthFrom(-1), fen: 1 }])).rejects.toMatchObject({
      issues: [{ path: 'body.months.0.month' }],
    })
    await expect(propose(award.id, 'set_off', months)).rejects.toMatchObject({ issues: [{ path: 'body.way' }] })
    await expect(propose(refused.id, 'pay_back', months)).rejects.toMatchObject({ code: 'invalid_input' })
    const kept = await propose(award.id, 'waive', months)
    expect(await decide(second, kept, { confirm: false, words: '该退的要退' })).toMatchObject({ state: 'dropped', way: 'waive' })
    await deliver(app)
    expect((await arrives.me.call('listMessages', {})).items.map(({ title }) => title)).not.toContain('多发的待遇不用退')
    clock.advance(1_000)
    const told = await propose(award.id, 'pay_back', months)
    expect(told).toMatchObject({ state: 'notice', hearUntil: expect.any(String), may: { decide: false } })
    await expect(propose(award.id, 'waive', months)).rejects.toMatchObject({ code: 'wrong_state' })
    expect(await overpaid(award.id)).toMatchObject({ recoveryId: told.id })
    await deliver(app)
    expect((await arrives.me.call('listMessages', {})).items.map(({ title }) => title)).toContain('您的一项待遇可能多发了，先听您说')

    // Nothing is taken unheard, nothing by one alone, and nobody speaks for somebody else.
    await expect(decide(second, told)).rejects.toMatchObject({ message: expect.stringContaining('先听本人说') })
    const params = { recoveryId: told.id }
    const speak = (who: SignedIn) => who.call('speakOnRecovery', { params, body: { rev: told.rev, words: '钱已经用了，分两次退行吗' } })
    await expect(speak(comesBack.me)).rejects.toMatchObject({ code: 'not_found' })
    const spoken = (residentId: string, spokenAt = clock.now().toISOString()) =>
      maker.call('recordSpokenOnRecovery', { params, body: { rev: told.rev, residentId, ...spokenNow(), spokenAt } })
    await expect(spoken(comesBack.record.residentId)).rejects.toMatchObject({ issues: [{ path: 'body.residentId' }] })
    await expect(spoken(arrives.record.residentId, '2020-01-01T00:00:00.000Z')).rejects.toMatchObject({
      issues: [{ path: 'body.spokenAt' }],
    })
    const heard = await speak(arrives.me)
    expect(heard).toMatchObject({ state: 'heard', maySpeak: false, said: '钱已经用了，分两次退行吗' })
    const seenNow = await maker.call('getRecovery', { params })
    await expect(decide(maker, seenNow)).rejects.toMatchObject({ code: 'forbidden' })
    expect(seenNow.mayNotBecause).toContain('是您提出的')
    const other = await staff(app, ['bureau_leader'])
    const tries = await Promise.allSettled([decide(second, seenNow), decide(other, seenNow, { confirm: false })])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    decided = await maker.call('getRecovery', { params })
    if (decided.state === 'dropped') {
      // It was not taken: nothing is in the books, and it may be told anew.
      expect(await linesOf(award.id)).toHaveLength(1)
      clock.advance(1_000)
      const again = await propose(award.id, 'pay_back', months)
      const { rev } = await arrives.me.call('speakOnRecovery', { params: { recoveryId: again.id }, body: { rev: 0, words: '请分两次' } })
      decided = await decide(second, { id: again.id, rev })
    }
    expect(decided).toMatchObject({
      state: 'open',
      balance: { fen: 5_000, openFen: 5_000 },
      decision: { remedies: [{ way: 'reconsideration' }, { way: 'lawsuit' }] },
    })
    expect(await linesOf(award.id)).toEqual([
      [monthFrom(0), 'regular', 5_000, 5_000],
      [monthFrom(0), 'recovery', -5_000, 0],
    ])
    expect(await overpaid(award.id)).toBeUndefined()
    await deliver(app)
    expect((await arrives.me.call('listMessages', {})).items.map(({ title }) => title)).toContain('多发的待遇有了书面决定')
    await expect(decide(second, decided)).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('is open until the money came: written down by one, confirmed by another', async () => {
    const other = await staff(app, ['bureau_leader'])
    // Two transfers, each written down by one and confirmed by another.
    const of = { recoveryId: decided.id }
    const record = (rev: number, fen: number, on = shanghaiDate(new Date())) =>
      maker.call('recordRepayment', { params: of, body: { rev, kind: 'received', fen, on, reference: '流水 20261201-7' } })
    await expect(record(decided.rev, 5_001)).rejects.toMatchObject({ issues: [{ path: 'body.fen' }] })
    await expect(record(decided.rev, 1, lastDayOf(monthFrom(2)))).rejects.toMatchObject({ issues: [{ path: 'body.on' }] })
    const first = await record(decided.rev, 2_000)
    expect(first).toMatchObject({ balance: { openFen: 5_000, paidBackFen: 0 }, may: { record: false, confirm: false } })
    const confirm = (who: SignedIn, rev: number) => who.call('confirmRepayment', { params: of, body: { rev, confirm: true } })
    await expect(confirm(maker, first.rev)).rejects.toMatchObject({ code: 'forbidden' })
    const twice = await Promise.allSettled([confirm(second, first.rev), confirm(other, first.rev)])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const half = await second.call('getRecovery', { params: of })
    expect(half.balance).toMatchObject({ fen: 5_000, paidBackFen: 2_000, openFen: 3_000 })
    const rest = await record(half.rev, 3_000)
    expect(await confirm(second, rest.rev)).toMatchObject({ state: 'settled', balance: { paidBackFen: 5_000, openFen: 0 } })
    expect((await arrives.me.call('listMyRecoveries')).items[0]).toMatchObject({ state: 'settled', balance: { openFen: 0 } })
  })

  test('of who died: another decides at once and says who was told, or it is not claimed', async () => {
    const ofDead = await propose(late.id, 'pay_back', months)
    expect(ofDead).toMatchObject({ hearUntil: null, needsToldTo: true })
    await expect(decide(second, ofDead)).rejects.toMatchObject({ issues: [{ path: 'body.toldTo' }] })
    await decide(second, ofDead, { confirm: false, words: '身后没有财产，不追' })
    const waived = await decide(second, await propose(late.id, 'waive', months))
    expect(waived).toMatchObject({ state: 'settled', balance: { fen: 5_000, waivedFen: 5_000, openFen: 0 } })
    expect((await linesOf(late.id)).at(-1)).toEqual([monthFrom(0), 'recovery', 0, 5_000])
    expect(await overpaid(late.id)).toBeUndefined()
    // What came back and is no longer due is not sent again.
    await expect(made(maker, lastDayOf(monthFrom(0)))).rejects.toMatchObject({ message: expect.stringContaining('没有要发的') })
  })
})

test('what is set off lowers the next payments by their share, is open again when the bank sends one back, and is settled to the fen', async () => {
  const { me, record } = await poor(app, steward, grid, 24_500)
  const award = await granted(staffed, me, 'minimum-living')
  await goTo(1)
  await paid(monthFrom(1))
  await homeSeen(steward, record.householdId, 'householdIncomeFen', 84_500)
  const params = { awardId: award.id }
  const body = { rev: 0, kind: 'reduce' as const, words: '漏报了收入', fromMonth: monthFrom(1) }
  const { rev } = await staffed.clerk.call('giveChangeNotice', { params, body })
  // They say nothing: the days pass.
  await goTo(2)
  await staffed.decider.call('decideChange', { params, body: { rev, confirm: true, words: '按核对的收入' } })
  expect(await overpaid(award.id)).toMatchObject({ months: [{ month: monthFrom(1), fen: 60_000 }], stillPays: true })
  const told = await propose(award.id, 'set_off', [{ month: monthFrom(1), fen: 60_000 }])
  await expect(decide(second, told)).rejects.toMatchObject({ message: expect.stringContaining(told.hearUntil ?? '') })
  await goTo(3)
  const decided = await decide(second, told)
  expect(decided).toMatchObject({ state: 'open', setOffPercent: 20, setOffIllustrative: true })

  const balance = async () => (await maker.call('getRecovery', { params: { recoveryId: told.id } })).balance
  const sent = await paid(monthFrom(3), [award.id])
  expect(sent.rowOf(award.id)).toMatchObject({ fen: 64_000, setOffFen: 16_000, months: [monthFrom(2), monthFrom(3)] })
  expect(await balance()).toMatchObject({ setOffFen: 0, openFen: 60_000, onItsWayFen: 0 })

  await goTo(4)
  const waiting = await made(maker, lastDayOf(monthFrom(4)))
  expect((await rowsOf(waiting)).find(({ setOffFen }) => setOffFen > 0)).toMatchObject({ fen: 96_000, setOffFen: 24_000 })
  const repay = { kind: 'received' as const, fen: 40_000, on: shanghaiDate(clock.now()), reference: '流水 8' }
  const of = { recoveryId: told.id }
  const write = (at: number) => maker.call('recordRepayment', { params: of, body: { ...repay, rev: at } })
  await expect(write(decided.rev)).rejects.toMatchObject({ message: expect.stringContaining('正等审核') })
  await letGo(second, waiting)
  expect(await balance()).toMatchObject({ openFen: 60_000, onItsWayFen: 24_000 })
  await expect(write(decided.rev)).rejects.toMatchObject({ issues: [{ path: 'body.fen', message: expect.stringContaining('360.00') }] })
  const rows = (await fileRows(maker, waiting.id)).slice(3, -1).map(([number = '', , , , sum = '']) => ({ number, yuan: sum }))
  expect(rows.map((row) => row.yuan)).toContain(yuan(96_000))
  await answered(maker, waiting.id, returnsOf(waiting.id, rows))
  expect(await balance()).toMatchObject({ fen: 60_000, setOffFen: 24_000, openFen: 36_000, onItsWayFen: 0 })

  const { rev: written } = await maker.call('recordRepayment', { params: of, body: { ...repay, fen: 30_000, rev: decided.rev } })
  await second.call('confirmRepayment', { params: of, body: { rev: written, confirm: true } })
  await goTo(5)
  const last = await paid(monthFrom(5))
  // What is left is less than the share.
  expect(last.rowOf(award.id)).toMatchObject({ fen: 34_000, setOffFen: 6_000 })
  expect(await maker.call('getRecovery', { params: of })).toMatchObject({
    state: 'settled',
    balance: { fen: 60_000, setOffFen: 30_000, paidBackFen: 30_000, waivedFen: 0, openFen: 0 },
  })
  expect((await linesOf(award.id)).filter(([, kind]) => kind === 'recovery')).toEqual([[monthFrom(1), 'recovery', -60_000, 40_000]])
})
