import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../testing/app.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { giftPaidJournal, refundJournal } from './domain.ts'
import type { Fold } from './folds.ts'
import { createLedgerStore, type LedgerStore } from './store.ts'

let db: Database
const log = createLog('silent')
const marginMs = 1_000
const step = 2_000
const year = { paidFrom: new Date('2026-01-01T00:00:00Z'), paidBefore: new Date('2027-01-01T00:00:00Z') }

beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  await ledgerAt(heldClock()).prepare()
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

const ledgerAt = (clock: { now(): Date }, longestTail = 3) => createLedgerStore({ db, log, clock, limits: { longestTail, marginMs } })

/** Half of what is kept, down to the fen, at most 30 a gift: not plain, so that a wrong shortcut shows. */
const halfUpTo30 = (kept: number) => Math.min(30, Math.floor(Math.max(0, kept) / 2))

function world() {
  const clock = heldClock(new Date('2026-06-01T00:00:00Z'))
  const campaignId = `cmp_${randomUUID()}`
  const ledger = ledgerAt(clock)
  const fold: Fold = { id: campaignId, campaignId, ...year, of: halfUpTo30 }
  const kept = new Map<string, number>()
  return {
    clock,
    ledger,
    fold,
    async give(amountFen: number, postedAt = clock.now(), paidAt = postedAt) {
      const outTradeNo = `GY_${randomUUID()}`
      const paid = { charityId: 'c', campaignId, codeId: null, outTradeNo, spMchid: '1', transactionId: randomUUID(), amountFen, paidAt }
      await ledger.post(giftPaidJournal({ ...paid, source: 'notice' }, postedAt))
      if (paidAt >= year.paidFrom && paidAt < year.paidBefore) kept.set(outTradeNo, amountFen)
      return outTradeNo
    },
    async giveBack(outTradeNo: string, amountFen: number) {
      const refund = { charityId: 'c', campaignId, codeId: null, outTradeNo, outRefundNo: randomUUID(), amountFen }
      const journal = refundJournal('refund_accepted', refund, clock.now())
      await db.transaction((session) => ledger.postWith(journal, session))
      await ledger.told(journal)
      kept.set(outTradeNo, (kept.get(outTradeNo) ?? 0) - amountFen)
    },
    async expectRight(of: LedgerStore = ledger) {
      const { sumFen, giftCount } = await of.fold(fold)
      const counts = [...kept.values()].map(halfUpTo30)
      expect({ sumFen, giftCount }).toEqual({
        sumFen: counts.reduce((sum, fen) => sum + fen, 0),
        giftCount: counts.filter((fen) => fen > 0).length,
      })
      await of.idle()
    },
    rollup: () =>
      db.collection<{ _id: string; upTo: Date; sumFen: number; closing: unknown }>('ledger_rollups').findOne({ _id: `fold:${campaignId}` }),
    ids: () => [...kept.keys()],
  }
}

describe('a fold', () => {
  test('of nothing is nothing', async () => {
    await world().expectRight()
  })

  test('is rolled up when its tail is long, and says the same before and after', async () => {
    const at = world()
    for (let n = 1; n <= 8; n += 1) await at.give(10 * n)
    at.clock.advance(step)
    await at.expectRight()
    const rolled = await at.rollup()
    expect(rolled).toMatchObject({ closing: null, sumFen: 5 + 10 + 15 + 20 + 25 + 30 + 30 + 30 })
    await at.give(7)
    await at.expectRight()
    expect((await at.rollup())?.upTo).toEqual(rolled?.upTo)
  })

  test('a refund of a gift that was rolled up long ago changes what that gift counts for', async () => {
    const at = world()
    const ids = []
    for (let n = 1; n <= 6; n += 1) ids.push(await at.give(50))
    at.clock.advance(step)
    await at.expectRight()
    expect(await at.rollup()).not.toBeNull()
    at.clock.advance(step)
    for (const id of ids) {
      await at.giveBack(id, 21)
      await at.expectRight()
    }
    at.clock.advance(step)
    await at.expectRight()
    await at.giveBack(ids[0] ?? '', 29)
    await at.expectRight()
  })

  test('gifts outside its time do not count, nor does what comes back of them', async () => {
    const at = world()
    const early = await at.give(50, at.clock.now(), new Date(year.paidFrom.getTime() - 1))
    await at.give(50, at.clock.now(), year.paidFrom)
    await at.give(50, at.clock.now(), new Date(year.paidBefore.getTime() - 1))
    await at.give(50, at.clock.now(), year.paidBefore)
    await at.expectRight()
    expect((await at.ledger.fold(at.fold)).giftCount).toBe(2)
    const { campaignId } = at.fold
    const journal = refundJournal(
      'refund_accepted',
      { charityId: 'c', campaignId, codeId: null, outTradeNo: early, outRefundNo: randomUUID(), amountFen: 50 },
      at.clock.now(),
    )
    await db.transaction((session) => at.ledger.postWith(journal, session))
    await at.expectRight()
  })

  test('a journal that comes late, posted before the rollup ends, throws it away', async () => {
    const at = world()
    for (let n = 1; n <= 6; n += 1) await at.give(20)
    const then = at.clock.now()
    at.clock.advance(step)
    await at.expectRight()
    expect(await at.rollup()).not.toBeNull()
    await at.give(40, then)
    expect(await at.rollup()).toBeNull()
    await at.expectRight()
    at.clock.advance(step)
    await at.expectRight()
  })

  test('gifts are listed in order of payment with what is kept of each', async () => {
    const at = world()
    const [a, b] = [new Date('2026-03-02T00:00:00Z'), new Date('2026-03-01T00:00:00Z')]
    const first = await at.give(10, at.clock.now(), a)
    await at.give(20, at.clock.now(), b)
    await at.giveBack(first, 4)
    expect(await at.ledger.keptGifts(at.fold).toArray()).toMatchObject([
      { paidAt: b, keptFen: 20 },
      { paidAt: a, keptFen: 6 },
    ])
  })

  test('any history read by two processes, rolled up at any time, is what the gifts say', async () => {
    const anyStep = fc.oneof(
      fc.record({
        do: fc.constant('give' as const),
        fen: fc.integer({ min: 1, max: 120 }),
        ago: fc.integer({ min: 0, max: 3 * marginMs }),
      }),
      fc.record({ do: fc.constant('back' as const), fen: fc.integer({ min: 1, max: 60 }), which: fc.nat(50) }),
      fc.record({ do: fc.constant('wait' as const), fen: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('read' as const), fen: fc.nat(1) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 30 }), async (steps) => {
        const at = world()
        const other = ledgerAt(at.clock, 2)
        for (const one of steps) {
          if (one.do === 'give') await at.give(one.fen, new Date(at.clock.now().getTime() - one.ago))
          else if (one.do === 'back') {
            const ids = at.ids()
            const id = ids[one.which % Math.max(1, ids.length)]
            if (id) await at.giveBack(id, one.fen)
          } else if (one.do === 'wait') at.clock.advance(one.fen * marginMs)
          else await at.expectRight(one.fen === 0 ? at.ledger : other)
        }
        await at.expectRight(other)
        await at.expectRight()
      }),
      { numRuns: 25 },
    )
  })
})
