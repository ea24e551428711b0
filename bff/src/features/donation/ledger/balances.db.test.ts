import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../testing/app.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import {
  creditBalanceFen,
  disbursementJournal,
  disbursementReversedJournal,
  giftPaidJournal,
  type Journal,
  settlementJournal,
  surplusJournal,
} from './domain.ts'
import { createLedgerStore, type JournalDocument, type LedgerStore } from './store.ts'

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

const ledgerAt = (clock: { now(): Date }, longestTail = 3) => createLedgerStore({ db, log, clock, limits: { longestTail, marginMs } })
const journals = () => db.collection<JournalDocument>('journals')
const rollups = () => db.collection<{ _id: string; upTo: Date; fen: number; closing: unknown }>('ledger_rollups')

const gift = (charityId: string, campaignId: string, amountFen: number, postedAt: Date) =>
  giftPaidJournal(
    {
      charityId,
      campaignId,
      codeId: null,
      outTradeNo: `GY_${randomUUID()}`,
      spMchid: '1',
      transactionId: randomUUID(),
      amountFen,
      paidAt: postedAt,
      source: 'notice',
    },
    postedAt,
  )

/** Each account as the journals plainly say, without any rollup. */
async function plain(charityId: string, campaignId: string) {
  const legs = (await journals().find({ charityId }).toArray()).flatMap((journal) => journal.legs)
  return {
    left: creditBalanceFen(legs, `Restricted:${campaignId}`),
    bank: 0 - creditBalanceFen(legs, 'Bank'),
    clearing: 0 - creditBalanceFen(legs, 'WxClearing'),
  }
}
const shown = async (ledger: LedgerStore, charityId: string, campaignId: string) => ({
  left: await ledger.left(campaignId),
  bank: await ledger.charityBalance('Bank', charityId),
  clearing: await ledger.charityBalance('WxClearing', charityId),
})

/** As every way out does it: guards, both balances, the journal, one transaction. */
async function spend(ledger: LedgerStore, at: { charityId: string; campaignId: string }, amountFen: number, clock: { now(): Date }) {
  await ledger.openGuard(at.campaignId)
  await ledger.openCharityGuard('Bank', at.charityId)
  const journal = await db.transaction(async (session) => {
    const left = await ledger.guardedBalance(at.campaignId, session)
    const bank = await ledger.guardedCharityBalance('Bank', at.charityId, session)
    if (left < amountFen || bank < amountFen) return null
    const posting = disbursementJournal({ ...at, disbursementId: randomUUID(), amountFen }, clock.now())
    await ledger.postWith(posting, session)
    return posting
  })
  if (journal) await ledger.told(journal)
  return journal
}

async function bring(ledger: LedgerStore, journal: Journal) {
  await db.transaction((session) => ledger.postWith(journal, session))
  await ledger.told(journal)
}

describe('balances are the plain sum', () => {
  test('whatever is given, settled, spent, taken back, handed on and waited, with rollups in between', async () => {
    const amountFen = fc.integer({ min: 1, max: 5_000_000 })
    const action = fc.oneof(
      fc.record({ do: fc.constant('give' as const), amountFen, lateMs: fc.constantFrom(0, 0, 0, 500, 5_000, 60_000) }),
      fc.record({ do: fc.constant('settle' as const), amountFen }),
      fc.record({ do: fc.constant('spend' as const), amountFen }),
      fc.record({ do: fc.constant('take back' as const) }),
      fc.record({ do: fc.constant('hand over' as const), amountFen, comes: fc.boolean() }),
      fc.record({ do: fc.constant('read' as const) }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 3_000, 30_000) }),
    )
    let rolledUp = 0
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 40 }), async (actions) => {
        const clock = heldClock()
        const ledger = ledgerAt(clock)
        const [charityId, campaignId] = [randomUUID(), randomUUID()]
        const spent: { disbursementId: string; amountFen: number }[] = []
        for (const one of actions) {
          const now = clock.now()
          if (one.do === 'wait') clock.advance(one.ms)
          else if (one.do === 'give') await ledger.post(gift(charityId, campaignId, one.amountFen, new Date(now.getTime() - one.lateMs)))
          else if (one.do === 'settle')
            await bring(ledger, settlementJournal({ charityId, reference: randomUUID(), clearedFen: one.amountFen, feeFen: 0 }, now))
          else if (one.do === 'spend') {
            const journal = await spend(ledger, { charityId, campaignId }, one.amountFen, clock)
            if (journal) spent.push(journal)
          } else if (one.do === 'take back') {
            const last = spent.pop()
            if (last) await bring(ledger, disbursementReversedJournal({ charityId, campaignId, ...last }, now))
          } else if (one.do === 'hand over') {
            const [from, to] = one.comes ? [randomUUID(), campaignId] : [campaignId, randomUUID()]
            const surplus = { charityId, surplusId: randomUUID(), campaignId: from, toCampaignId: to, amountFen: one.amountFen }
            await bring(ledger, surplusJournal(surplus, now))
          } else expect(await shown(ledger, charityId, campaignId)).toEqual(await plain(charityId, campaignId))
          await ledger.idle()
        }
        expect(await shown(ledger, charityId, campaignId)).toEqual(await plain(charityId, campaignId))
        await ledger.idle()
        if ((await rollups().findOne({ _id: `Restricted:${campaignId}` }))?.closing === null) rolledUp += 1
        expect(await shown(ledger, charityId, campaignId)).toEqual(await plain(charityId, campaignId))
      }),
      { numRuns: 40 },
    )
    expect(rolledUp).toBeGreaterThan(5)
  }, 120_000)

  test('while two processes give, spend, read and roll up at once: never more goes out than is there, and nothing is lost', async () => {
    const [charityId, campaignId] = [randomUUID(), randomUUID()]
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
    await bring(processes[0], settlementJournal({ charityId, reference: randomUUID(), clearedFen: 100_000, feeFen: 0 }, clock.now()))
    let working = true
    async function give(ledger: LedgerStore) {
      for (let index = 0; index < 60; index += 1)
        await ledger.post(gift(charityId, campaignId, 7, new Date(clock.now().getTime() - (index % 5 === 0 ? 3_000 : 0))))
    }
    async function take(ledger: LedgerStore) {
      let spent = 0
      for (let index = 0; index < 30; index += 1) if (await spend(ledger, { charityId, campaignId }, 11, clock)) spent += 1
      return spent
    }
    async function watch(ledger: LedgerStore) {
      while (working) {
        expect(await ledger.left(campaignId)).toBeGreaterThanOrEqual(0)
        await ledger.charityBalance('WxClearing', charityId)
      }
    }
    const watching = processes.map(watch)
    const [spentHere, spentThere] = await Promise.all([
      take(processes[0]),
      take(processes[1]),
      ...processes.flatMap((ledger) => [give(ledger), give(ledger)]),
    ])
    working = false
    await Promise.all(watching)
    for (const ledger of processes) {
      await ledger.idle()
      expect(await shown(ledger, charityId, campaignId)).toEqual(await plain(charityId, campaignId))
    }
    const spentFen = 11 * (Number(spentHere) + Number(spentThere))
    expect(await plain(charityId, campaignId)).toMatchObject({ left: 4 * 60 * 7 - spentFen, bank: 100_000 - spentFen })
    expect(spentFen).toBeGreaterThan(0)
    expect(await rollups().findOne({ _id: `Restricted:${campaignId}` })).not.toBeNull()
  }, 120_000)

  test('everything is asked for twenty times at once: exactly what is there goes out', async () => {
    const clock = heldClock()
    const ledger = ledgerAt(clock)
    const at = { charityId: randomUUID(), campaignId: randomUUID() }
    for (let index = 0; index < 10; index += 1) await ledger.post(gift(at.charityId, at.campaignId, 10, clock.now()))
    await bring(ledger, settlementJournal({ charityId: at.charityId, reference: randomUUID(), clearedFen: 100, feeFen: 0 }, clock.now()))
    clock.advance(60_000)
    await ledger.left(at.campaignId)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => spend(ledger, at, 30, clock)))
    expect(outcomes.filter((journal) => journal !== null)).toHaveLength(3)
    expect(await plain(at.charityId, at.campaignId)).toMatchObject({ left: 10, bank: 10 })
  })
})

describe('the rollup of a balance', () => {
  async function rolled() {
    const clock = heldClock()
    const ledger = ledgerAt(clock)
    const [charityId, campaignId] = [randomUUID(), randomUUID()]
    for (let index = 0; index < 10; index += 1) await ledger.post(gift(charityId, campaignId, 100, clock.now()))
    clock.advance(60_000)
    await shown(ledger, charityId, campaignId)
    await ledger.idle()
    return { clock, ledger, charityId, campaignId }
  }

  test('takes the tail in, so that the next read sums only what came after', async () => {
    const { clock, ledger, charityId, campaignId } = await rolled()
    expect(await rollups().findOne({ _id: `Restricted:${campaignId}` })).toMatchObject({ fen: 1_000, closing: null })
    expect(await rollups().findOne({ _id: `WxClearing@${charityId}` })).toMatchObject({ fen: 1_000, closing: null })
    // Were the journals below the rollup summed again, this change would show.
    await journals().updateMany({ campaignId }, { $set: { 'legs.$[].amountFen': 0 } })
    await ledger.post(gift(charityId, campaignId, 1, clock.now()))
    expect(await shown(ledger, charityId, campaignId)).toMatchObject({ left: 1_001, clearing: 1_001 })
  })

  test('is thrown away by a journal dated before its end, on every account the journal touches', async () => {
    const { clock, ledger, charityId, campaignId } = await rolled()
    const late = new Date(clock.now().getTime() - 30_000)
    await bring(
      ledgerAt(clock),
      surplusJournal({ charityId, surplusId: randomUUID(), campaignId: randomUUID(), toCampaignId: campaignId, amountFen: 5 }, late),
    )
    expect(await rollups().findOne({ _id: `Restricted:${campaignId}` })).toBeNull()
    expect(await rollups().findOne({ _id: `WxClearing@${charityId}` })).not.toBeNull()
    expect(await shown(ledger, charityId, campaignId)).toEqual(await plain(charityId, campaignId))
  })

  test('an advance that died half way is taken up by the next', async () => {
    const { clock, ledger, charityId, campaignId } = await rolled()
    const _id = `Restricted:${campaignId}`
    await rollups().updateOne({ _id }, { $set: { closing: { to: clock.now(), by: 'roll_dead' } } })
    clock.advance(60_000)
    for (let index = 0; index < 5; index += 1) await ledger.post(gift(charityId, campaignId, 3, clock.now()))
    clock.advance(60_000)
    expect(await ledger.left(campaignId)).toBe(1_015)
    await ledger.idle()
    expect(await rollups().findOne({ _id })).toMatchObject({ fen: 1_015, closing: null })
  })

  test('waits for a taker that is under way, and has its journal in the sum', async () => {
    const { clock, ledger, charityId, campaignId } = await rolled()
    await bring(ledger, settlementJournal({ charityId, reference: randomUUID(), clearedFen: 500, feeFen: 0 }, clock.now()))
    for (let index = 0; index < 5; index += 1) await ledger.post(gift(charityId, campaignId, 1, clock.now()))
    await ledger.openGuard(campaignId)
    const takenAt = clock.now()
    // The taker's instant lies before the end the advance will choose, and its commit after the advance has begun.
    clock.advance(60_000)
    await db.transaction(async (session) => {
      await ledger.guardedBalance(campaignId, session)
      const posting = disbursementJournal({ charityId, campaignId, disbursementId: randomUUID(), amountFen: 400 }, takenAt)
      await ledger.postWith(posting, session)
      await ledgerAt(clock).left(campaignId)
      await new Promise((resolve) => setTimeout(resolve, 150))
    })
    await ledger.left(campaignId)
    await ledger.idle()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await ledger.left(campaignId)).toBe((await plain(charityId, campaignId)).left)
    expect(await ledger.left(campaignId)).toBe(605)
  })
})
