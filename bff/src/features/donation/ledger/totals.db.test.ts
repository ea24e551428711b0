import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../testing/app.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { giftPaidJournal } from './domain.ts'
import { createLedgerStore, type GiftPaidDocument, type LedgerStore } from './store.ts'

let db: Database
const log = createLog('silent')
const marginMs = 1_000

beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  await ledgerAt(heldClock()).prepare()
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

/** One process' ledger; rolls up after a tail of `longestTail`. */
const ledgerAt = (clock: { now(): Date }, longestTail = 3) => createLedgerStore({ db, log, clock, limits: { longestTail, marginMs } })

const journalOf = (campaignId: string, codeId: string | null, amountFen: number, postedAt: Date) =>
  giftPaidJournal(
    {
      charityId: 'chr_1',
      campaignId,
      codeId,
      outTradeNo: `GY_${randomUUID()}`,
      spMchid: '1',
      transactionId: randomUUID(),
      amountFen,
      paidAt: postedAt,
      source: 'notice',
    },
    postedAt,
  )

/** The plain sum over the journals, without any rollup. */
async function plain(field: 'campaignId' | 'codeId', id: string) {
  const found = await db
    .collection<{ _id: string; amountFen: number; campaignId: string; codeId: string | null }>('journals')
    .find({ [field]: id })
    .toArray()
  return { raisedFen: found.reduce((sum, journal) => sum + journal.amountFen, 0), giftCount: found.length }
}
async function expectPlainSums(ledger: LedgerStore, campaignId: string, codeId: string) {
  expect((await ledger.campaignTotals([campaignId])).get(campaignId)).toMatchObject(await plain('campaignId', campaignId))
  expect((await ledger.codeTotals([codeId])).get(codeId)).toMatchObject(await plain('codeId', codeId))
}
const rollups = () => db.collection<{ _id: string; upTo: Date; raisedFen: number; giftCount: number; closing: unknown }>('ledger_rollups')
const rollup = (id: string) => rollups().findOne({ _id: id })

/** An instant nobody waits for; the 1 s of kept totals is passed in the same step. */
const step = 2_000

describe('totals are the plain sum', () => {
  test('whatever is posted, read and waited, with rollups in between', async () => {
    const action = fc.oneof(
      fc.record({
        do: fc.constant('post' as const),
        amountFen: fc.integer({ min: 1, max: 5_000_000 }),
        coded: fc.boolean(),
        lateMs: fc.constantFrom(0, 0, 0, 500, 5_000, 60_000),
      }),
      fc.record({ do: fc.constant('read' as const) }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 3_000, 30_000) }),
    )
    let rolledUp = 0
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
        const clock = heldClock()
        const ledger = ledgerAt(clock)
        const [campaignId, codeId] = [randomUUID(), randomUUID()]
        for (const one of actions) {
          if (one.do === 'wait') clock.advance(one.ms)
          else if (one.do === 'post')
            await ledger.post(journalOf(campaignId, one.coded ? codeId : null, one.amountFen, new Date(clock.now().getTime() - one.lateMs)))
          else await expectPlainSums(ledger, campaignId, codeId)
          await ledger.idle()
        }
        clock.advance(step)
        await expectPlainSums(ledger, campaignId, codeId)
        await ledger.idle()
        if ((await rollup(`campaignId:${campaignId}`))?.closing === null) rolledUp += 1
        clock.advance(step)
        await expectPlainSums(ledger, campaignId, codeId)
      }),
      { numRuns: 40 },
    )
    expect(rolledUp).toBeGreaterThan(5)
  }, 60_000)

  test('while two processes post, read and roll up at once, some journals dated late', async () => {
    const [campaignId, codeId] = [randomUUID(), randomUUID()]
    // Each look at the clock moves it, so that ends, intents and journals fall between one another.
    const start = Date.now()
    let ticks = 0
    const clock = {
      now() {
        ticks += 40
        return new Date(start + ticks)
      },
    }
    const processes = [ledgerAt(clock), ledgerAt(clock)] as const
    const acknowledged: number[] = []
    let posting = true
    async function post(ledger: LedgerStore, count: number) {
      for (let index = 0; index < count; index += 1) {
        await ledger.post(journalOf(campaignId, codeId, 7, new Date(clock.now().getTime() - (index % 5 === 0 ? 3_000 : 0))))
        acknowledged.push(7)
      }
    }
    async function read(ledger: LedgerStore) {
      let seen = 0
      while (posting) {
        const atLeast = acknowledged.length
        const totals = (await ledger.codeTotals([codeId])).get(codeId)
        const atMost = (await plain('codeId', codeId)).giftCount
        // What was acknowledged before is there; a journal not yet acknowledged may or may not be.
        expect(totals?.giftCount).toBeGreaterThanOrEqual(atLeast)
        expect(totals?.giftCount).toBeLessThanOrEqual(atMost)
        expect(totals?.raisedFen).toBe((totals?.giftCount ?? 0) * 7)
        await ledger.campaignTotals([campaignId])
        seen += 1
      }
      return seen
    }
    const readers = processes.flatMap((ledger) => [read(ledger), read(ledger)])
    await Promise.all(processes.flatMap((ledger) => [post(ledger, 60), post(ledger, 60), post(ledger, 60)]))
    posting = false
    const reads = await Promise.all(readers)
    expect(Math.min(...reads)).toBeGreaterThan(0)
    for (const ledger of processes) {
      await ledger.idle()
      ticks += step
      await expectPlainSums(ledger, campaignId, codeId)
    }
    expect((await plain('codeId', codeId)).giftCount).toBe(360)
  }, 60_000)
})

describe('the rollup', () => {
  async function rolled(count = 10) {
    const clock = heldClock()
    const ledger = ledgerAt(clock)
    const [campaignId, codeId] = [randomUUID(), randomUUID()]
    for (let index = 0; index < count; index += 1) await ledger.post(journalOf(campaignId, codeId, 100, clock.now()))
    clock.advance(60_000)
    await expectPlainSums(ledger, campaignId, codeId)
    await ledger.idle()
    return { clock, ledger, campaignId, codeId }
  }

  test('takes the tail in, so that the next read sums only what came after', async () => {
    const { clock, ledger, campaignId, codeId } = await rolled()
    expect(await rollup(`campaignId:${campaignId}`)).toMatchObject({ giftCount: 10, raisedFen: 1_000, closing: null })
    expect(await rollup(`codeId:${codeId}`)).toMatchObject({ giftCount: 10, raisedFen: 1_000, closing: null })
    // Were the journals below the rollup summed again, this change would show.
    await db.collection('journals').updateMany({ campaignId }, { $set: { 'legs.$[].amountFen': 0 } })
    await ledger.post(journalOf(campaignId, codeId, 1, clock.now()))
    clock.advance(step)
    expect((await ledger.campaignTotals([campaignId])).get(campaignId)).toMatchObject({ raisedFen: 1_001, giftCount: 11 })
  })

  test('is thrown away by a journal dated before its end, in this process or another', async () => {
    const { clock, ledger, campaignId, codeId } = await rolled()
    await ledgerAt(clock).post(journalOf(campaignId, codeId, 5, new Date(clock.now().getTime() - 30_000)))
    expect(await rollup(`campaignId:${campaignId}`)).toBeNull()
    expect(await rollup(`codeId:${codeId}`)).toBeNull()
    clock.advance(step)
    await expectPlainSums(ledger, campaignId, codeId)
  })

  test('is mended by the second posting when the first writer died before telling it', async () => {
    const { clock, ledger, campaignId, codeId } = await rolled()
    const { key, ...rest } = journalOf(campaignId, codeId, 5, new Date(clock.now().getTime() - 30_000))
    await db.collection<GiftPaidDocument>('journals').insertOne({ _id: key, ...rest, outbox: [] })
    expect(await ledger.post({ key, ...rest })).toBe('already')
    clock.advance(step)
    await expectPlainSums(ledger, campaignId, codeId)
  })

  test('an advance that died half way is taken up by the next', async () => {
    const { clock, ledger, campaignId, codeId } = await rolled()
    await db
      .collection<{ _id: string }>('ledger_rollups')
      .updateOne({ _id: `codeId:${codeId}` }, { $set: { closing: { to: clock.now(), by: 'roll_dead' } } })
    clock.advance(60_000)
    for (let index = 0; index < 5; index += 1) await ledger.post(journalOf(campaignId, codeId, 3, clock.now()))
    clock.advance(60_000)
    await expectPlainSums(ledger, campaignId, codeId)
    await ledger.idle()
    expect(await rollup(`codeId:${codeId}`)).toMatchObject({ giftCount: 15, closing: null })
    await expectPlainSums(ledger, campaignId, codeId)
  })
})

test('an advance overtaken by a late journal and a second advance commits nothing', async () => {
  const clock = heldClock()
  const [campaignId, codeId] = [randomUUID(), randomUUID()]
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  /** The same database, but this process' rollups are committed only once released. */
  const slow: Database = {
    ...db,
    collection(name) {
      const collection = db.collection(name)
      if (name !== 'ledger_rollups') return collection as never
      return new Proxy(collection, {
        get: (target, property) => {
          const value: unknown = Reflect.get(target, property, target)
          if (property !== 'updateOne' || typeof value !== 'function') return typeof value === 'function' ? value.bind(target) : value
          return (...args: unknown[]) => released.then(() => value.apply(target, args))
        },
      }) as never
    },
  }
  const [first, second] = [createLedgerStore({ db: slow, log, clock, limits: { longestTail: 3, marginMs } }), ledgerAt(clock)]
  for (let index = 0; index < 10; index += 1) await second.post(journalOf(campaignId, codeId, 100, clock.now()))
  clock.advance(60_000)
  await first.codeTotals([codeId])
  const intended = Date.now() + 10_000
  while ((await rollup(`codeId:${codeId}`))?.closing == null && Date.now() < intended)
    await new Promise((resolve) => setTimeout(resolve, 10))
  // Its sum is done or nearly so; now a journal comes that it has not seen, and another process starts afresh.
  await new Promise((resolve) => setTimeout(resolve, 200))
  await second.post(journalOf(campaignId, codeId, 5, new Date(clock.now().getTime() - 30_000)))
  expect(await rollup(`codeId:${codeId}`)).toBeNull()
  await rollups().insertOne({
    _id: `codeId:${codeId}`,
    upTo: new Date(0),
    raisedFen: 0,
    giftCount: 0,
    closing: { to: clock.now(), by: 'roll_second' },
  })
  release()
  await first.idle()
  expect(await rollup(`codeId:${codeId}`)).toMatchObject({ upTo: new Date(0), closing: { by: 'roll_second' } })
  await expectPlainSums(second, campaignId, codeId)
})

describe('posting', () => {
  test('one order is paid once, and one transaction pays one order', async () => {
    const ledger = ledgerAt(heldClock())
    const first = journalOf(randomUUID(), null, 100, new Date())
    expect(await ledger.post(first)).toBe('posted')
    expect(await ledger.post(first)).toBe('already')
    expect(await ledger.post({ ...first, key: 'pay:1:another', transactionId: 'another' })).toBe('other')
    expect(await ledger.post({ ...first, outTradeNo: 'GY_another' })).toBe('other')
  })

  test('the same journal twenty times at once is written once', async () => {
    const ledger = ledgerAt(heldClock())
    const journal = journalOf(randomUUID(), null, 100, new Date())
    const answers = await Promise.all(Array.from({ length: 20 }, () => ledger.post(journal)))
    expect(answers.filter((answer) => answer === 'posted')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'already')).toHaveLength(19)
  })

  test('a journal that does not balance is never written', async () => {
    const journal = journalOf(randomUUID(), null, 100, new Date())
    await expect(ledgerAt(heldClock()).post({ ...journal, legs: journal.legs.slice(0, 1) })).rejects.toThrow('does not balance')
    expect(await db.collection<{ _id: string }>('journals').countDocuments({ _id: journal.key })).toBe(0)
  })
})
