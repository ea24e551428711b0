import { createHash } from 'node:crypto'
import type { PayoutBatch } from '@minsheng/shared/contracts/policy'
import { addMonths } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { type SignedIn, staff } from '../../../../testing/actors.ts'
import { startTestApp, type TestApp } from '../../../../testing/app.ts'
import { CARD, elder, type Office } from '../../../../testing/applications.ts'
import { type TestGrid, testGrid } from '../../../../testing/grid.ts'
import {
  answered,
  fileRows,
  granted,
  lastDayOf,
  letGo,
  made,
  monthFrom,
  payOffice,
  registeredAs,
  returnsOf,
} from '../../../../testing/payouts.ts'

let app: TestApp
let grid: TestGrid
let steward: SignedIn
let staffed: Office
let maker: SignedIn
let second: SignedIn
const month = monthFrom(0)
const payOn = lastDayOf(month)

beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), freshDatabaseName(), { work: false, environment: { SIGN_IN_LIMIT_FACTOR: '1000' } })
  grid = await testGrid(app)
  ;({ steward, staffed, maker, second } = await payOffice(app, grid))
})
afterAll(() => app.close())

/** Someone whose allowance stands and was not paid this month. */
async function receiving() {
  const { me, record } = await elder(app, steward, grid)
  return { me, record, award: await granted(staffed, me) }
}
const registerAs = (to: 'deceased' | 'moved_out', residentId: string) => registeredAs(steward, to, residentId, shanghaiDate(new Date()))
const rowsOf = async ({ id: batchId }: Pick<PayoutBatch, 'id'>) => (await maker.call('listPayoutRows', { params: { batchId } })).items
const giveBack = ({ id: batchId, rev }: PayoutBatch) =>
  second.call('decidePayoutBatch', { params: { batchId }, body: { decision: 'return', rev, words: '请核对第一次发的' } })
const linesOf = (awardId: string) => app.db.collection<{ _id: string; awardId: string }>('payout_lines').find({ awardId }).toArray()
/** Let go by two people, with the file fetched. */
async function sent(): Promise<PayoutBatch> {
  const batch = await letGo(second, await made(maker, payOn))
  await fileRows(maker, batch.id)
  return maker.call('getPayoutBatch', { params: { batchId: batch.id } })
}

test('one batch waits at a time; given back, nothing is in the books, and the next one pays the same', async () => {
  const { me, award } = await receiving()
  const tries = await Promise.allSettled([made(maker, payOn), made(second === maker ? maker : await staff(app, ['bureau']), payOn)])
  const [batch] = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'wrong_state' } })
  if (!batch) throw new Error('one was made')
  const returned = await giveBack(batch)
  expect(returned).toMatchObject({ state: 'returned', words: '请核对第一次发的', may: { decide: false, file: false } })
  expect(await linesOf(award.id)).toEqual([])
  expect((await me.call('listMyPayments')).items).toEqual([])
  const again = await made(maker, payOn)
  expect(again).toMatchObject({ count: 1, sumFen: 5_000 })
  const words = await Promise.allSettled([letGo(second, again), letGo(await staff(app, ['bureau_leader']), again)])
  expect(words.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await linesOf(award.id)).toMatchObject([{ month, kind: 'regular', fen: 5_000, dueFen: 5_000, batchId: again.id }])
  // A month is paid once.
  await expect(made(maker, payOn)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('没有要发的') })
})

test('the books are never changed, and a card lies in them for nobody to read', async () => {
  const { award } = await receiving()
  const batch = await sent()
  const lines = app.db.collection<{ _id: string; fen: number; awardId: string }>('payout_lines')
  expect(() => lines.updateOne({ awardId: award.id }, { $set: { fen: 1 } })).toThrow(/append-only/)
  expect(() => lines.deleteOne({ awardId: award.id })).toThrow(/append-only/)
  const kept = await app.db.collection<{ _id: string; batchId: string }>('payout_rows').find({ batchId: batch.id }).toArray()
  expect(JSON.stringify(kept)).not.toContain(CARD)
  const auditor = await staff(app, ['auditor'])
  const looks = await auditor.call('searchAudit', { body: { action: 'payout.bank-file', subject: batch.id, limit: 10 } })
  expect(looks.items).toMatchObject([{ reason: '交杭州银行代发，王会计去办' }])
})

test('what changed since it was made is named, and nothing of the batch is paid', async () => {
  const { award } = await receiving()
  const batch = await made(maker, payOn)
  const awards = app.db.collection<{ _id: string; lastMonth: string; firstMonth: string }>('policy_awards')
  await awards.updateOne({ _id: award.id }, { $set: { firstMonth: addMonths(`${month}-01`, 1).slice(0, 7) } })
  await expect(letGo(second, batch)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('1 笔的情况变了') })
  expect(await linesOf(award.id)).toEqual([])
  expect(await giveBack(batch)).toMatchObject({ state: 'returned' })
})

test('a dead person’s own benefit is held, whoever moved away is paid and marked', async () => {
  const [died, moved] = [await receiving(), await receiving()]
  await registerAs('deceased', died.record.residentId)
  await registerAs('moved_out', moved.record.residentId)
  const batch = await made(maker, payOn)
  expect(batch).toMatchObject({ count: 1, held: { count: 1, fen: 5_000 }, marks: { deceased: 1, moved_out: 1 } })
  expect((await rowsOf(batch)).find(({ state }) => state === 'held')).toMatchObject({ reason: 'deceased', marks: ['new', 'deceased'] })
  const let1 = await letGo(second, batch)
  expect((await fileRows(maker, let1.id))[1]?.slice(3)).toEqual(['1', '50.00'])
  const held = await rowsOf(batch)
  const number = held.find(({ state }) => state === 'open')?.number ?? 0
  expect(await answered(maker, batch.id, returnsOf(batch.id, [{ number, yuan: '50.00' }]))).toMatchObject({ state: 'settled' })
})

describe('what the bank answers', () => {
  const share = ({ paid, refused, open }: PayoutBatch) => [paid, refused, open].map(({ count, fen }) => [count, fen])

  test('counts whole or not at all, and adds up to the batch at every moment', async () => {
    await receiving()
    await receiving()
    const batch = await sent()
    const [one, two] = (await rowsOf(batch)).filter(({ state }) => state === 'open').map(({ number }) => number)
    if (one === undefined || two === undefined) throw new Error('two were sent')
    const refusedWith = async (body: Buffer) => {
      const error = await answered(maker, batch.id, body).then(
        () => null,
        (thrown: unknown) => thrown as { issues?: { message: string }[] },
      )
      return error?.issues?.map(({ message }) => message)
    }
    expect(
      await refusedWith(
        returnsOf(batch.id, [
          { number: one, yuan: '50.00' },
          { number: 99, yuan: '50.00' },
        ]),
      ),
    ).toEqual(['第 5 行：序号 99 不在送出的文件里'])
    expect(await refusedWith(returnsOf(batch.id, [{ number: one, yuan: '50.01' }]))).toEqual([
      `第 4 行：序号 ${one} 的金额是 50.01，送出的是 50.00`,
    ])
    expect(await refusedWith(returnsOf('pob_other', [{ number: one, yuan: '50.00' }]))).toHaveLength(1)
    const now = () => maker.call('getPayoutBatch', { params: { batchId: batch.id } })
    expect(share(await now())).toEqual([
      [0, 0],
      [0, 0],
      [2, 10_000],
    ])
    const first = returnsOf(batch.id, [{ number: one, yuan: '50.00' }])
    const both = await Promise.allSettled([answered(maker, batch.id, first), answered(maker, batch.id, first)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(share(await now())).toEqual([
      [1, 5_000],
      [0, 0],
      [1, 5_000],
    ])
    await expect(answered(maker, batch.id, first)).rejects.toMatchObject({ code: 'already_exists' })
    // Another file can't say otherwise of what was answered.
    expect(await refusedWith(returnsOf(batch.id, [{ number: one, yuan: '50.00', reason: '户名不符' }]))).toEqual([
      `第 4 行：序号 ${one} 以前的回执已经答过`,
    ])
    const settled = await answered(maker, batch.id, returnsOf(batch.id, [{ number: two, yuan: '50.00', reason: '账户已销户' }]))
    expect(settled.state).toBe('settled')
    expect(share(settled)).toEqual([
      [1, 5_000],
      [1, 5_000],
      [0, 0],
    ])
    // Until the card is another one, it is held; the reason stays for the person to see.
    expect((await rowsOf(await made(maker, payOn))).filter(({ reason }) => reason === 'account_refused')).toMatchObject([
      { state: 'held', fen: 5_000, marks: ['again'] },
    ])
  })

  test('is nothing before the file was fetched', async () => {
    const batch = await maker.call('listPayoutBatches', {})
    const waiting = batch.items.find(({ state }) => state === 'waiting')
    await expect(answered(maker, waiting?.id ?? '', returnsOf(waiting?.id ?? '', [{ number: 1, yuan: '50.00' }]))).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})

test('a card is changed by whose benefit it is, and by nobody else', async () => {
  const [mine, other] = [await receiving(), await receiving()]
  const body = { bank: '农业银行', number: CARD }
  await expect(other.me.call('changePayoutAccount', { params: { awardId: mine.award.id }, body })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(
    mine.me.call('changePayoutAccount', { params: { awardId: mine.award.id }, body: { ...body, number: '6222021234567890129' } }),
  ).rejects.toMatchObject({ issues: [{ path: 'body.number', message: '卡号有一位不对，请对照银行卡再填一遍' }] })
})

describe('what was broken off', () => {
  const batches = () =>
    app.db.collection<{ _id: string; state: string; openKey: string | null; taking: string | null; createdAt: Date }>('payout_batches')
  const outOfTheWay = async () => {
    const waiting = (await maker.call('listPayoutBatches', {})).items.find(({ state }) => state === 'waiting')
    if (waiting) await giveBack(await maker.call('getPayoutBatch', { params: { batchId: waiting.id } }))
  }

  test('while a batch was made stands in nobody’s way for long', async () => {
    await outOfTheWay()
    await receiving()
    const batch = await made(maker, payOn)
    await batches().updateOne({ _id: batch.id }, { $set: { state: 'making' } })
    await expect(made(maker, payOn)).rejects.toMatchObject({ code: 'wrong_state' })
    await batches().updateOne({ _id: batch.id }, { $set: { createdAt: new Date(Date.now() - 11 * 60_000) } })
    const again = await made(maker, payOn)
    expect(again).toMatchObject({ count: batch.count, sumFen: batch.sumFen })
    await giveBack(again)
  })

  test('while the books were written is ended by agreeing once more, or given back and paid by the next', async () => {
    await outOfTheWay()
    const { award } = await receiving()
    const batch = await letGo(second, await made(maker, payOn))
    // As if the process had ended after the lines and before the batch was let go.
    const broken = { state: 'approving', openKey: 'waiting' }
    await batches().updateOne({ _id: batch.id }, { $set: broken })
    const rows = app.db.collection<{ _id: string; batchId: string }>('payout_rows')
    await rows.updateMany({ batchId: batch.id }, { $set: { isApproved: false } })
    expect(await letGo(second, batch)).toMatchObject({ state: 'approved', open: { count: batch.count, fen: batch.sumFen } })
    expect(await linesOf(award.id)).toHaveLength(1)

    await batches().updateOne({ _id: batch.id }, { $set: broken })
    await giveBack(await maker.call('getPayoutBatch', { params: { batchId: batch.id } }))
    const next = await letGo(second, await made(maker, payOn))
    expect(next).toMatchObject({ count: batch.count, sumFen: batch.sumFen })
    // What was due is paid, and entered once.
    expect(await linesOf(award.id)).toHaveLength(1)
  })

  test('while an answer of the bank was taken goes on with the same file, and no other comes between', async () => {
    await outOfTheWay()
    await receiving()
    await receiving()
    const batch = await sent()
    const [one, two] = (await rowsOf(batch)).filter(({ state }) => state === 'open').map(({ number }) => number)
    if (one === undefined || two === undefined) throw new Error('two were sent')
    const whole = returnsOf(batch.id, [
      { number: one, yuan: '50.00' },
      { number: two, yuan: '50.00', reason: '户名不符' },
    ])
    await batches().updateOne({ _id: batch.id }, { $set: { taking: createHash('sha256').update(whole).digest('hex') } })
    const rows = app.db.collection<{ _id: string; batchId: string; number: number }>('payout_rows')
    await rows.updateOne({ batchId: batch.id, number: one }, { $set: { state: 'paid' } })
    await expect(answered(maker, batch.id, returnsOf(batch.id, [{ number: two, yuan: '50.00' }]))).rejects.toMatchObject({
      code: 'wrong_state',
    })
    expect(await answered(maker, batch.id, whole)).toMatchObject({
      state: 'settled',
      paid: { count: 1, fen: 5_000 },
      refused: { count: 1, fen: 5_000 },
    })
  })
})
