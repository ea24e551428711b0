import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import type { SignedIn } from '../../../../testing/actors.ts'
import { type HeldClock, heldClock, startTestApp, type TestApp } from '../../../../testing/app.ts'
import { CARD, elder, type Office } from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import { deliver } from '../../../../testing/outbox.ts'
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
  returnsOf,
} from '../../../../testing/payouts.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
let maker: SignedIn
let second: SignedIn
let clock: HeldClock
const payDay = (place: number) => lastDayOf(monthFrom(place))
const goTo = (place: number) => goToMonth(clock, place)

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

const OTHER_CARD = '6228480402564890018'
const paymentsOf = (me: SignedIn) => me.call('listMyPayments')
const rowsOf = async ({ id: batchId }: Pick<PayoutBatch, 'id'>) => (await maker.call('listPayoutRows', { params: { batchId } })).items

test('awards, a batch, two people, the bank’s file, its answer: and the person sees what came', async () => {
  const one = await elder(app, steward, grid)
  const other = await elder(app, steward, grid)
  await granted(staffed, one.me)
  await granted(staffed, other.me)
  const { next } = await paymentsOf(one.me)
  // Once its day is past, the day of the next month brings both.
  const isPast = Number(shanghaiDate(clock.now()).slice(8)) > 15
  expect(next).toMatchObject({ payOn: `${monthFrom(isPast ? 1 : 0)}-15`, fen: isPast ? 10_000 : 5_000, illustrative: true })

  const batch = await made(maker, payDay(0))
  expect(batch).toMatchObject({ state: 'waiting', count: 2, sumFen: 10_000, madeByYou: true, may: { decide: false, file: false } })
  expect(batch.marks).toEqual({ new: 2 })
  expect(await rowsOf(batch)).toMatchObject([
    {
      number: 1,
      title: '高龄津贴',
      fen: 5_000,
      lastFen: null,
      months: [monthFrom(0)],
      state: 'open',
      accountMasked: expect.stringContaining('*'),
    },
    { number: 2 },
  ])
  // Nothing is theirs to see before a second person agreed.
  expect((await paymentsOf(one.me)).items).toEqual([])
  await expect(letGo(maker, batch)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(fileRows(maker, batch.id)).rejects.toMatchObject({ code: 'wrong_state' })
  const approved = await letGo(second, batch)
  expect(approved).toMatchObject({ state: 'approved', open: { count: 2, fen: 10_000 } })
  expect((await paymentsOf(one.me)).items).toMatchObject([{ title: '高龄津贴', fen: 5_000, state: 'coming', needsCard: false }])

  const file = await fileRows(maker, batch.id)
  expect(file[1]).toEqual([batch.id, monthFrom(0), batch.payOn, '2', '100.00'])
  expect(file.slice(3, 5).map(([number, , account, , yuan]) => [number, account, yuan])).toEqual([
    ['1', CARD, '50.00'],
    ['2', CARD, '50.00'],
  ])
  const rows = await rowsOf(batch)
  const isFirst = (await paymentsOf(one.me)).items[0]?.id === rows[0]?.id
  const settled = await answered(
    maker,
    batch.id,
    returnsOf(batch.id, [
      { number: isFirst ? 1 : 2, yuan: '50.00' },
      { number: isFirst ? 2 : 1, yuan: '50.00', reason: '户名不符' },
    ]),
  )
  expect(settled).toMatchObject({
    state: 'settled',
    paid: { count: 1, fen: 5_000 },
    refused: { count: 1, fen: 5_000 },
    open: { count: 0, fen: 0 },
  })
  expect(await paymentsOf(one.me)).toMatchObject({ items: [{ state: 'paid' }], totals: { monthFen: 5_000, yearFen: 5_000 } })
  // This month is paid: it does not come again.
  expect((await paymentsOf(one.me)).next).toMatchObject({ payOn: `${monthFrom(1)}-15`, fen: 5_000 })
  const refused = await paymentsOf(other.me)
  expect(refused).toMatchObject({ items: [{ state: 'refused', reason: 'wrong_name', needsCard: true }], totals: { yearFen: 0 } })
  const titles = async ({ me }: typeof one) => {
    await deliver(app)
    return (await me.call('listMessages', {})).items.map(({ title }) => title)
  }
  expect(await titles(one)).toContain('您的待遇到账了')
  expect(await titles(other)).toContain('有一笔待遇被银行退回')
  expect(await titles(other)).not.toContain('您的待遇到账了')

  // Nothing goes to an account that was refused.
  expect(refused.next).toBeNull()

  // The way out: another card, and the next batch pays both months.
  const paidTo = async () => (await other.me.call('listMyAwards')).items[0]?.paidTo
  expect(await paidTo()).toEqual({ bank: '杭州银行湖滨支行', accountMasked: '6222 **** 0128' })
  await other.me.call('changePayoutAccount', {
    params: { awardId: refused.items[0]?.awardId ?? '' },
    body: { bank: '农业银行', number: OTHER_CARD },
  })
  expect(await paidTo()).toEqual({ bank: '农业银行', accountMasked: `${OTHER_CARD.slice(0, 4)} **** ${OTHER_CARD.slice(-4)}` })
  expect((await paymentsOf(other.me)).items[0]).toMatchObject({ needsCard: false })
  expect((await paymentsOf(other.me)).next).toMatchObject(
    isPast ? { payOn: `${monthFrom(1)}-15`, fen: 10_000 } : { payOn: `${monthFrom(0)}-15`, fen: 5_000 },
  )
  expect(await titles(other)).toContain('您的一项待遇换了收款的卡')
  goTo(1)
  await everybody()
  const following = await made(maker, payDay(1))
  expect(following).toMatchObject({ count: 2, sumFen: 15_000, marks: { again: 1 } })
  await letGo(second, following)
  const again = (await fileRows(maker, following.id)).find(([, , account]) => account === OTHER_CARD)
  expect(again?.[4]).toBe('100.00')
})
