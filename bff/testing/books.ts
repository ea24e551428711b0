import { randomUUID } from 'node:crypto'
import type { DisbursementFields } from '@minsheng/shared/contracts/donation'
import { systemClock } from '@minsheng/shared/units/clock'
import { checkLedger } from '../src/features/donation/ledger/checks.ts'
import { disbursementJournal, type Journal, settlementJournal, surplusJournal } from '../src/features/donation/ledger/domain.ts'
import { createLedgerStore } from '../src/features/donation/ledger/store.ts'
import { createSettlementStore } from '../src/features/donation/settlement/store.ts'
import { createSpendingStore } from '../src/features/donation/spending/store.ts'
import { createSurplusStore } from '../src/features/donation/surplus/store.ts'
import { createLog } from '../src/platform/log/index.ts'
import { key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import { dayFromToday } from './bodies.ts'
import type { District } from './district.ts'
import { bookedGift } from './refunds.ts'

const ledgerOf = (test: TestApp) => createLedgerStore({ db: test.db, log: createLog('silent'), clock: systemClock })

async function posted(test: TestApp, journal: Journal): Promise<void> {
  await test.db.transaction((session) => ledgerOf(test).postWith(journal, session))
  await ledgerOf(test).told(journal)
}

const decided = { requestedBy: 'stf_1', rev: 1, createdAt: new Date(), history: [] }
const decision = () => ({ by: 'stf_2', at: new Date(), note: '核对无误' })

/** So much was given for another campaign of the charity and came into its bank account. */
export async function banked(test: TestApp, place: District, clearedFen: number): Promise<void> {
  await bookedGift(test, { ...place, campaignId: `cmp_${randomUUID()}` }, { amountFen: clearedFen })
  const [_id, reference, { charityId }] = [randomUUID(), randomUUID(), place]
  const money = { reference, clearedFen, feeFen: 0 }
  await createSettlementStore(test.db).insert({
    _id,
    charityId,
    charityName: '演示慈善组织',
    settledOn: dayFromToday(0),
    ...money,
    bankReceiptNumber: '回单',
    state: 'confirmed',
    decision: decision(),
    ...decided,
  })
  await posted(test, settlementJournal({ charityId, ...money }, new Date()))
}

/** So much came over from another campaign, which was given it. */
export async function tookOver(test: TestApp, place: District, amountFen: number): Promise<void> {
  const [_id, from] = [randomUUID(), `cmp_${randomUUID()}`]
  await bookedGift(test, { ...place, campaignId: from }, { amountFen })
  const money = { charityId: place.charityId, campaignId: from, toCampaignId: place.campaignId, amountFen }
  await createSurplusStore(test.db).insert({
    _id,
    ...money,
    charityName: '演示慈善组织',
    projectTitle: '夏日清凉',
    toProjectTitle: '独居老人午餐',
    basis: 'surplus_plan',
    filedChange: null,
    note: '继续用于老人',
    surplusPlan: '用于下一年度',
    state: 'confirmed',
    decision: decision(),
    ...decided,
  })
  await posted(test, surplusJournal({ ...money, surplusId: _id }, new Date()))
}

/** So much of the campaign's money is spent, from the bank account. */
export async function spend(test: TestApp, place: District, amountFen: number): Promise<void> {
  await banked(test, place, amountFen)
  const money = { charityId: place.charityId, campaignId: place.campaignId, amountFen }
  const _id = randomUUID()
  await createSpendingStore(test.db).insert({
    _id,
    ...money,
    charityName: '演示慈善组织',
    projectTitle: '独居老人午餐',
    budgetLabel: '午餐',
    purpose: '午餐',
    payee: '小营老年食堂',
    spentOn: dayFromToday(0),
    vouchers: [],
    publicPictureId: null,
    state: 'approved',
    postedAt: new Date(),
    reversedAt: null,
    decision: decision(),
    reversal: null,
    ...decided,
  })
  await posted(test, disbursementJournal({ ...money, disbursementId: _id }, new Date()))
}

/** The ledger looked at two minutes on, when every state must have followed its journal. */
export const checkLater = (test: TestApp) =>
  checkLedger({ db: test.db, log: createLog('silent'), clock: { now: () => new Date(Date.now() + 120_000) } })

/** Looked at only where there are vouchers, closed months and sealed days. */
export const needsVouchersAndSeals = [
  'no voucher stands behind two spendings',
  'closed months are, counted again, what was closed',
  'every journal is as it was when its day was sealed',
]

/** A PDF that no other call gives. */
export const voucherPdf = () => Buffer.from(`%PDF-1.4\n% ${randomUUID()}\ntrailer <<>>\n%%EOF\n`)

/** What finance and owner of one charity do with its books. */
export function booksOf(place: Pick<District, 'charityId' | 'campaignId'>) {
  const upload = (by: SignedIn, body = voucherPdf(), contentType = 'application/pdf') =>
    by.call('uploadVoucher', { body, contentType, idempotencyKey: key() })
  const fields = (fileId: string, change: Partial<DisbursementFields> = {}): DisbursementFields => ({
    campaignId: place.campaignId,
    budgetLabel: '午餐',
    purpose: '六月第一周的午餐',
    payee: '小营老年食堂',
    spentOn: dayFromToday(-1),
    amountFen: 100,
    vouchers: [{ kind: 'vat_invoice', issuer: '小营老年食堂', number: randomUUID(), date: dayFromToday(-1), fileId }],
    publicPictureId: null,
    ...change,
  })
  const request = async (by: SignedIn, change: Partial<DisbursementFields> = {}) =>
    by.call('requestDisbursement', { body: fields((await upload(by)).id, change), idempotencyKey: key() })
  const decide = (by: SignedIn, disbursement: { id: string; rev: number }, approve = true) =>
    by.call('decideDisbursement', {
      params: { disbursementId: disbursement.id },
      body: { rev: disbursement.rev, approve, note: approve ? '票据齐全' : '发票看不清' },
    })
  const settle = (by: SignedIn, change: Record<string, unknown> = {}) =>
    by.call('requestSettlement', {
      body: {
        charityId: place.charityId,
        settledOn: dayFromToday(0),
        reference: randomUUID(),
        clearedFen: 100,
        feeFen: 0,
        bankReceiptNumber: '回单 001',
        ...change,
      },
      idempotencyKey: key(),
    })
  return { upload, fields, request, decide, settle }
}
