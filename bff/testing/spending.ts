import { systemClock } from '@minsheng/shared/units/clock'
import { disbursementJournal, disbursementReversedJournal, type Journal, surplusJournal } from '../src/features/donation/ledger/domain.ts'
import { createLedgerStore } from '../src/features/donation/ledger/store.ts'
import type { DisbursementDocument } from '../src/features/donation/spending/store.ts'
import { createLog } from '../src/platform/log/index.ts'
import { key } from './actors.ts'
import type { TestApp } from './app.ts'
import type { District } from './district.ts'

type WithDatabase = Pick<TestApp, 'db'>

const post = (test: WithDatabase, journal: Journal) =>
  test.db.transaction((session) =>
    createLedgerStore({ db: test.db, log: createLog('silent'), clock: systemClock }).postWith(journal, session),
  )

/** Spending of a campaign's money as it lies there once two people approved it: document and journal. */
export async function approvedSpending(
  test: WithDatabase,
  { charityId, campaignId }: Pick<District, 'charityId' | 'campaignId'>,
  change: Partial<DisbursementDocument> & { amountFen: number },
): Promise<DisbursementDocument> {
  const now = new Date()
  const spending: DisbursementDocument = {
    _id: `dis_${key()}`,
    charityId,
    campaignId,
    charityName: '演示慈善组织',
    projectTitle: '独居老人午餐',
    budgetLabel: '午餐',
    purpose: '望江街道老年食堂食材',
    payee: '演示菜场',
    spentOn: '2026-06-15',
    vouchers: [
      {
        kind: 'vat_invoice',
        issuer: '演示菜场',
        number: '24063300000012345678',
        date: '2026-06-15',
        fileId: 'fil_1',
        sha256: '0'.repeat(64),
        contentType: 'image/png',
        bytes: 1,
      },
    ],
    publicPictureId: null,
    state: 'approved',
    postedAt: now,
    reversedAt: null,
    requestedBy: 'stf_finance',
    decision: { by: 'stf_owner', at: now, note: '同意' },
    reversal: null,
    rev: 1,
    createdAt: now,
    history: [],
    ...change,
  }
  await test.db.collection<DisbursementDocument>('disbursements').insertOne(spending)
  await post(test, disbursementJournal({ charityId, campaignId, disbursementId: spending._id, amountFen: spending.amountFen }, now))
  return spending
}

/** Posted by mistake and posted back. */
export async function reverseSpending(test: WithDatabase, { _id, charityId, campaignId, amountFen }: DisbursementDocument): Promise<void> {
  await post(test, disbursementReversedJournal({ charityId, campaignId, disbursementId: _id, amountFen }, new Date()))
  await test.db
    .collection<DisbursementDocument>('disbursements')
    .updateOne({ _id }, { $set: { state: 'reversed', reversedAt: new Date() } })
}

/** What a campaign has left goes over to another. */
export const handOn = (test: WithDatabase, from: District, toCampaignId: string, amountFen: number) =>
  post(
    test,
    surplusJournal({ charityId: from.charityId, surplusId: key(), campaignId: from.campaignId, toCampaignId, amountFen }, new Date()),
  )
