import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { checkLedger, createLedgerChecks } from './checks.ts'
import { disbursementJournal, giftPaidJournal, type Journal, refundJournal, settlementJournal, suspenseJournal } from './domain.ts'
import { createLedgerStore, type JournalDocument } from './store.ts'

let db: Database | null = null
const log = createLog('silent')
const postedAt = new Date('2026-07-01T00:00:00Z')
const clock = { now: () => new Date('2026-07-01T17:00:00Z') }
const base = { charityId: 'chr_1', campaignId: 'cmp_1', codeId: null }
const refund = (outRefundNo: string, amountFen: number) => ({ ...base, outTradeNo: 'GY_1', outRefundNo, amountFen })
const gift = (outTradeNo: string, amountFen: number) =>
  giftPaidJournal(
    { ...base, outTradeNo, spMchid: '1', transactionId: `4200-${outTradeNo}`, amountFen, paidAt: postedAt, source: 'notice' },
    postedAt,
  )

/** Puts journals and gifts into the database as a fault would, past every guard. */
const put = (...journals: Journal[]) =>
  at()
    .collection<JournalDocument>('journals')
    .insertMany(journals.map(({ key, ...rest }) => ({ _id: key, ...rest, outbox: [{}] }) as never))
const putGift = (_id: string, change: Record<string, unknown> = {}) =>
  at()
    .collection<{ _id: string }>('gifts')
    .insertOne({ _id, state: 'paid', amountFen: 100, ...change } as { _id: string })
const at = () => {
  if (!db) throw new Error('no database')
  return db
}
const broken = async () => {
  const { checks, ok } = await checkLedger({ db: at(), log, clock })
  const names = checks.filter((check) => check.breaches > 0).map((check) => check.name)
  expect(ok).toBe(names.length === 0)
  return names
}
const names = {
  shape: 'every journal balances and is posted as its kind says, under its own key',
  once: 'one order is paid once, one refund ends once',
  zero: 'debits equal credits over each charity',
  restricted: 'no campaign has given out more than it was given (Restricted ≥ 0)',
  payable: 'no donor was paid more than is owed (RefundPayable ≥ 0)',
  within: 'no gift is given back for more than was paid',
  follows: "a gift's own sums are those of its journals",
  totals: 'public totals are the plain sums of the journals',
  chain: 'every sealed day is chained to the day before, and none is missing',
  traced: 'each gift is traced as its journals say',
  content: 'every journal is as it was when its day was sealed',
}

beforeEach(async () => {
  await db?.drop()
  await db?.close()
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  await createLedgerStore({ db, log, clock }).prepare()
  await createLedgerChecks({ db, ledger: createLedgerStore({ db, log, clock }), log, clock }).prepare()
  await put(
    gift('GY_1', 100),
    gift('GY_2', 50),
    refundJournal('refund_accepted', refund('RF_1', 30), postedAt),
    refundJournal('refund_succeeded', refund('RF_1', 30), postedAt),
    refundJournal('refund_accepted', refund('RF_2', 20), postedAt),
    refundJournal('refund_closed', refund('RF_2', 20), postedAt),
    settlementJournal({ charityId: 'chr_1', reference: 'S1', clearedFen: 120, feeFen: 1 }, postedAt),
    disbursementJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId: 'D1', amountFen: 60 }, postedAt),
    suspenseJournal({ charityId: 'chr_1', caseId: 'C1', amountFen: 5, direction: 'missing' }, postedAt),
  )
  await putGift('GY_1', { refundedFen: 30 })
  await putGift('GY_2', { amountFen: 50 })
})
afterAll(async () => {
  await db?.drop()
  await db?.close()
})

test('a sound ledger: every invariant looked at, none broken', async () => {
  const { checks } = await checkLedger({ db: at(), log, clock })
  expect(checks.map(({ name, checked, breaches }) => [name, checked, breaches])).toEqual([
    [names.shape, 9, 0],
    [names.once, 6, 0],
    [names.zero, 1, 0],
    [names.restricted, 1, 0],
    [names.payable, 1, 0],
    [names.within, 2, 0],
    [names.follows, 2, 0],
    [names.totals, 1, 0],
    [names.chain, 1, 0],
    [names.content, 0, 0],
    [names.traced, 0, 0],
  ])
})

describe('each breach is found, by the invariant it breaks', () => {
  const journals = () => at().collection<JournalDocument>('journals')
  const key = 'pay:1:4200-GY_1'
  test.each<[string, () => Promise<unknown>, string[]]>([
    [
      'a leg edited',
      () => journals().updateOne({ _id: key }, { $set: { 'legs.1.amountFen': 99 } }),
      [names.shape, names.zero, names.totals],
    ],
    ['both legs edited', () => journals().updateOne({ _id: key }, { $set: { 'legs.$[].amountFen': 101 } }), [names.shape, names.totals]],
    ['another account', () => journals().updateOne({ _id: key }, { $set: { 'legs.0.account': 'Bank' } }), [names.shape]],
    [
      'a journal under a key not its own',
      () => put({ ...gift('GY_3', 1), key: 'pay:1:other' }).then(() => putGift('GY_3', { amountFen: 1 })),
      [names.shape],
    ],
    ['an event cut out', () => journals().updateOne({ _id: key }, { $set: { outbox: [] } }), [names.shape]],
    [
      'a refund ended twice',
      () => put(refundJournal('refund_closed', refund('RF_1', 30), postedAt)),
      [names.once, names.payable, names.within, names.follows],
    ],
    [
      'more given back than paid',
      () =>
        put(refundJournal('refund_accepted', refund('RF_3', 71), postedAt)).then(() =>
          at()
            .collection('gifts')
            .updateOne({ amountFen: 100 }, { $set: { refundingFen: 71 } }),
        ),
      [names.restricted, names.within],
    ],
    [
      'more spent than given',
      () => put(disbursementJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId: 'D2', amountFen: 61 }, postedAt)),
      [names.restricted],
    ],
    [
      'a gift that says more came back',
      () =>
        at()
          .collection('gifts')
          .updateOne({ amountFen: 100 }, { $set: { refundedFen: 31 } }),
      [names.follows],
    ],
    ['a gift paid in no journal', () => putGift('GY_9'), [names.follows]],
    ['a journal taken out', () => journals().deleteOne({ _id: key }), [names.restricted, names.within, names.follows]],
    [
      'a rollup that lies',
      () =>
        at()
          .collection<{ _id: string }>('ledger_rollups')
          .insertOne({ _id: 'campaignId:cmp_1', upTo: postedAt, raisedFen: 1, giftCount: 2, closing: null } as { _id: string }),
      [names.totals],
    ],
  ])('%s', async (_, breach, expected) => {
    await breach()
    expect(await broken()).toEqual(expected)
  })
})

test('the daily run keeps one result a day', async () => {
  const checks = createLedgerChecks({ db: at(), ledger: createLedgerStore({ db: at(), log, clock }), log, clock })
  await checks.runDaily()
  await put(gift(`GY_${randomUUID()}`, 1))
  await checks.runDaily()
  const kept = await at().collection<{ _id: string; ok: boolean; checks: unknown[] }>('ledger_reports').find().toArray()
  expect(kept).toMatchObject([{ _id: '2026-07-02', ok: true }])
  expect(kept[0]?.checks).toHaveLength(11)
})
