import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { countMonth, digestOf, monthStart } from '../closing/domain.ts'
import { createClosingStore } from '../closing/store.ts'
import { checkLedger, createLedgerChecks } from './checks.ts'
import {
  disbursementJournal,
  disbursementReversedJournal,
  giftPaidJournal,
  type Journal,
  payoutReversedJournal,
  refundJournal,
  settlementJournal,
  surplusJournal,
  suspenseJournal,
  suspenseReleasedJournal,
  topUpJournal,
} from './domain.ts'
import { createLedgerStore, type JournalDocument } from './store.ts'

let db: Database | null = null
const log = createLog('silent')
const postedAt = new Date('2026-07-01T00:00:00Z')
const clock = { now: () => new Date('2026-07-01T17:00:00Z') }
const august = new Date('2026-08-01T00:00:00+08:00')
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
const spent = { charityId: 'chr_1', campaignId: 'cmp_1' }
const voucher = (number: string) => ({ kind: 'vat_invoice', issuer: '食堂', number, sha256: number })
const add = (collection: string, _id: string, fields: Record<string, unknown>) =>
  at()
    .collection<{ _id: string }>(collection)
    .insertOne({ _id, ...fields })
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
  bank: 'no bank account has given out more than came in (Bank ≥ 0)',
  clearing: 'what is with WeChat is what is unsettled (gifts, refunds, settlements, differences)',
  suspense: 'Suspense holds what differences hold',
  requests: 'spendings, settlements and surpluses are what their journals say',
  vouchers: 'no voucher stands behind two spendings',
  balances: 'balances kept by rollup are the plain sums of the journals',
  months: 'closed months are, counted again, what was closed',
}

beforeEach(async () => {
  await db?.drop()
  await db?.close()
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  await createLedgerStore({ db, log, clock }).prepare()
  await createLedgerChecks({ db, ledger: createLedgerStore({ db, log, clock }), log, clock }).prepare()
  await put(
    disbursementJournal({ ...spent, disbursementId: 'D0', amountFen: 10 }, postedAt),
    disbursementReversedJournal({ ...spent, disbursementId: 'D0', amountFen: 10 }, postedAt),
    surplusJournal({ charityId: 'chr_1', surplusId: 'SP1', campaignId: 'cmp_1', toCampaignId: 'cmp_2', amountFen: 7 }, postedAt),
    suspenseReleasedJournal({ charityId: 'chr_1', caseId: 'C1', amountFen: 2, direction: 'missing' }, postedAt),
    gift('GY_1', 100),
    gift('GY_2', 50),
    refundJournal('refund_accepted', refund('RF_1', 30), postedAt),
    refundJournal('refund_succeeded', refund('RF_1', 30), postedAt),
    refundJournal('refund_accepted', refund('RF_2', 20), postedAt),
    refundJournal('refund_closed', refund('RF_2', 20), postedAt),
    settlementJournal({ charityId: 'chr_1', reference: 'S1', clearedFen: 110, feeFen: 1 }, postedAt),
    payoutReversedJournal({ charityId: 'chr_1', kind: 'settlement', settlementId: 'ST0', clearedFen: 110, feeFen: 1 }, postedAt),
    settlementJournal({ charityId: 'chr_1', reference: 'S1', round: 2, clearedFen: 124, feeFen: 1 }, postedAt),
    topUpJournal({ charityId: 'chr_1', reference: 'S1', amountFen: 4 }, postedAt),
    disbursementJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId: 'D1', amountFen: 60 }, postedAt),
    suspenseJournal({ charityId: 'chr_1', caseId: 'C1', amountFen: 5, direction: 'missing' }, postedAt),
  )
  await putGift('GY_1', { refundedFen: 30 })
  await putGift('GY_2', { amountFen: 50 })
  await add('refunds', 'RF_1', { charityId: 'chr_1', state: 'succeeded', route: 'wechat', amountFen: 30 })
  const payout = { charityId: 'chr_1', reference: 'S1' }
  await add('settlements', 'ST0', { ...payout, state: 'reversed', clearedFen: 110, feeFen: 1 })
  await add('settlements', 'ST1', { ...payout, state: 'confirmed', round: 2, clearedFen: 124, feeFen: 1 })
  await add('settlements', 'ST2', { ...payout, state: 'confirmed', kind: 'top_up', clearedFen: 4, feeFen: 0 })
  await add('disbursements', 'D0', { ...spent, state: 'reversed', amountFen: 10, vouchers: [voucher('V0')] })
  await add('disbursements', 'D1', { ...spent, state: 'approved', amountFen: 60, vouchers: [voucher('V1')] })
  await add('surpluses', 'SP1', { charityId: 'chr_1', campaignId: 'cmp_1', state: 'confirmed', amountFen: 7 })
  await add('reconciliation_differences', 'C1', { charityId: 'chr_1', suspenseFen: -5, releasedFen: -2 })
  const store = createClosingStore(db)
  const month = { charityId: 'chr_1', month: '2026-07' }
  const stretch = { from: monthStart('2026-07'), before: monthStart('2026-08') }
  const counted = countMonth(
    { ...month, journals: await store.journalsIn('chr_1', stretch) },
    await store.balancesBefore('chr_1', stretch.from),
    await store.movements('chr_1', stretch),
  )
  await add('month_closings', '2026-07_chr_1', { ...month, state: 'closed', counted, sha256: digestOf(counted) })
})
afterAll(async () => {
  await db?.drop()
  await db?.close()
})

test('a sound ledger: every invariant looked at, none broken', async () => {
  const { checks } = await checkLedger({ db: at(), log, clock })
  expect(checks.map(({ name, checked, breaches }) => [name, checked, breaches])).toEqual([
    [names.shape, 16, 0],
    [names.once, 6, 0],
    [names.zero, 1, 0],
    [names.restricted, 2, 0],
    [names.payable, 1, 0],
    [names.bank, 1, 0],
    [names.within, 2, 0],
    [names.follows, 2, 0],
    [names.totals, 1, 0],
    [names.clearing, 1, 0],
    [names.suspense, 1, 0],
    [names.requests, 8, 0],
    [names.vouchers, 2, 0],
    [names.balances, 5, 0],
    [names.months, 1, 0],
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
      [names.shape, names.zero, names.totals, names.months],
    ],
    [
      'both legs edited',
      () => journals().updateOne({ _id: key }, { $set: { 'legs.$[].amountFen': 101 } }),
      [names.shape, names.totals, names.months],
    ],
    ['another account', () => journals().updateOne({ _id: key }, { $set: { 'legs.0.account': 'Bank' } }), [names.shape, names.months]],
    [
      'a journal under a key not its own',
      () => put({ ...gift('GY_3', 1), key: 'pay:1:other' }).then(() => putGift('GY_3', { amountFen: 1 })),
      [names.shape, names.months],
    ],
    ['an event cut out', () => journals().updateOne({ _id: key }, { $set: { outbox: [] } }), [names.shape]],
    [
      'a refund ended twice',
      () => put(refundJournal('refund_closed', refund('RF_1', 30), postedAt)),
      [names.once, names.payable, names.within, names.follows, names.months],
    ],
    [
      'more given back than paid',
      () =>
        put(refundJournal('refund_accepted', refund('RF_3', 71), postedAt)).then(() =>
          at()
            .collection('gifts')
            .updateOne({ amountFen: 100 }, { $set: { refundingFen: 71 } }),
        ),
      [names.restricted, names.within, names.months],
    ],
    [
      'more spent than given',
      () => put(disbursementJournal({ charityId: 'chr_1', campaignId: 'cmp_1', disbursementId: 'D2', amountFen: 61 }, postedAt)),
      [names.restricted, names.bank, names.requests, names.months],
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
    [
      'more out of the bank than came in',
      () =>
        put(gift('GY_5', 500), disbursementJournal({ ...spent, disbursementId: 'D3', amountFen: 120 }, august)).then(() =>
          Promise.all([
            putGift('GY_5', { amountFen: 500 }),
            add('disbursements', 'D3', { ...spent, state: 'approved', amountFen: 120, vouchers: [] }),
          ]),
        ),
      [names.bank, names.months],
    ],
    ['a settlement that nobody recorded', () => at().collection('settlements').deleteMany({}), [names.clearing, names.requests]],
    [
      'a settlement that says it was taken back',
      () =>
        at()
          .collection<{ _id: string }>('settlements')
          .updateOne({ _id: 'ST1' }, { $set: { state: 'reversed' } }),
      [names.clearing, names.requests],
    ],
    [
      'a top-up posted that nobody asked for',
      () => put(topUpJournal({ charityId: 'chr_1', reference: 'S9', amountFen: 1 }, august)),
      [names.clearing, names.requests],
    ],
    [
      'a refund through WeChat that the books have not',
      () => add('refunds', 'RF_9', { charityId: 'chr_1', state: 'succeeded', route: 'wechat', amountFen: 1 }),
      [names.clearing],
    ],
    [
      'a difference that says it was passed on',
      () =>
        at()
          .collection('reconciliation_differences')
          .updateMany({}, { $set: { releasedFen: -3 } }),
      [names.suspense],
    ],
    [
      'a spending approved in no journal',
      () => add('disbursements', 'D4', { ...spent, state: 'approved', amountFen: 1, vouchers: [] }),
      [names.requests],
    ],
    [
      'a spending edited after it was posted',
      () =>
        at()
          .collection('disbursements')
          .updateOne({ state: 'approved' }, { $set: { amountFen: 61 } }),
      [names.requests],
    ],
    [
      'a surplus posted that nobody asked for',
      () => put(surplusJournal({ charityId: 'chr_1', surplusId: 'SP9', campaignId: 'cmp_1', toCampaignId: 'cmp_2', amountFen: 1 }, august)),
      [names.requests],
    ],
    [
      'one invoice behind two spendings',
      () => add('disbursements', 'D5', { ...spent, state: 'requested', amountFen: 1, vouchers: [{ ...voucher('V1'), sha256: 'other' }] }),
      [names.vouchers],
    ],
    ['a balance that lies', () => add('ledger_rollups', 'Restricted:cmp_1', { upTo: postedAt, fen: 99, closing: null }), [names.balances]],
    ['a posting in a closed month', () => put(gift('GY_6', 1)).then(() => putGift('GY_6', { amountFen: 1 })), [names.months]],
    [
      'a closed month edited',
      () =>
        at()
          .collection('month_closings')
          .updateMany({}, { $inc: { 'counted.accounts.0.closingFen': 1 } }),
      [names.months],
    ],
    ['a journal taken out', () => journals().deleteOne({ _id: key }), [names.restricted, names.within, names.follows, names.months]],
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
  expect(kept[0]?.checks).toHaveLength(18)
})
