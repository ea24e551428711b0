import type { DifferenceDocument } from '../src/features/donation/reconciliation/store.ts'
import { newId } from '../src/platform/crypto/id.ts'
import { durable } from '../src/platform/db/index.ts'
import type { BillLine } from '../src/ports/bill.ts'
import type { TestApp } from './app.ts'
import type { District } from './district.ts'

/** A difference put straight into the store with its line of the bill, as a comparison of a day left it. */
export async function standingDifference(
  test: TestApp,
  { charityId, subMchid }: District,
  reconciliationId: string,
  state: 'open' | 'explained',
): Promise<DifferenceDocument> {
  const difference: DifferenceDocument = {
    _id: newId('dif'),
    reconciliationId,
    charityId,
    date: reconciliationId.slice(0, 10),
    kind: 'missing_here',
    item: 'payment',
    state,
    subject: newId('42').replace(/\D/g, ''),
    outTradeNo: 'OUTSIDE01',
    booksFen: null,
    billFen: 100,
    books: '没有这一笔',
    bill: '1.00 元',
    resolution: null,
    note: null,
    closeReason: null,
    suspenseFen: 100,
    postings: 1,
    explainedBy: null,
    explainedAt: null,
    confirmedBy: null,
    confirmedAt: null,
    rev: 0,
    createdAt: new Date(),
    history: [],
  }
  await test.db.collection<DifferenceDocument>('reconciliation_differences').insertOne(difference, durable)
  await test.db.collection<BillLine & { _id: string; charityId: string; date: string; sha1: string }>('bill_lines').insertOne(
    {
      _id: difference._id,
      charityId,
      date: difference.date,
      sha1: '',
      kind: 'payment',
      at: difference.createdAt,
      spMchid: test.config.WECHAT_PAY_SP_MCHID,
      subMchid,
      transactionId: difference.subject,
      outTradeNo: `OUT${difference.subject}`,
      refundId: null,
      outRefundNo: null,
      refundStatus: null,
      amountFen: 100,
      feeHundredThousandths: 0,
    },
    durable,
  )
  return difference
}
