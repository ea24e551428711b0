import type { Database, Filter } from '../../../platform/db/index.ts'
import { paidBetween } from '../donor/domain.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { ReceiptDocument } from '../receipt/store.ts'
import type { RefundDocument } from '../refund/store.ts'

export interface ExportScope {
  /** Null: of every charity. */
  charityId: string | null
  campaignId: string | null
  from: string | null
  to: string | null
}

export type ExportStore = ReturnType<typeof createExportStore>

/** The rows of a table, newest first, one after the other. */
export function createExportStore(db: Database) {
  const gifts = db.collection<GiftDocument>('gifts')
  const refunds = db.collection<RefundDocument>('refunds')
  const receipts = db.collection<ReceiptDocument>('receipts')

  const between = ({ from, to }: ExportScope) => paidBetween({ from: from ?? undefined, to: to ?? undefined })
  const of = ({ charityId, campaignId }: ExportScope) => ({ ...(charityId ? { charityId } : {}), ...(campaignId ? { campaignId } : {}) })

  return {
    prepare: () =>
      db.ensureIndexes('receipts', [
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's receipts, to take away" },
        { key: { createdAt: -1, _id: -1 }, serves: 'all receipts, to take away' },
      ]),
    /** Gifts that arrived on these days. */
    gifts(scope: ExportScope, limit: number) {
      const paidAt = between(scope)
      const wanted: Filter<GiftDocument> = { ...of(scope), state: 'paid', ...(paidAt ? { paidAt } : {}) }
      return gifts.find(wanted).sort({ createdAt: -1, _id: -1 }).limit(limit).batchSize(1_000)
    },
    /** Refunds asked for on these days. */
    refunds(scope: ExportScope, limit: number) {
      const createdAt = between(scope)
      const wanted: Filter<RefundDocument> = { ...of(scope), ...(createdAt ? { createdAt } : {}) }
      return refunds.find(wanted).sort({ createdAt: -1, _id: -1 }).limit(limit).batchSize(1_000)
    },
    /** Receipts made out on these days; a receipt knows its gift, not its campaign. */
    receipts(scope: ExportScope, limit: number) {
      const createdAt = between(scope)
      const wanted: Filter<ReceiptDocument> = {
        ...(scope.charityId ? { charityId: scope.charityId } : {}),
        state: { $ne: 'pending' },
        ...(createdAt ? { createdAt } : {}),
      }
      return receipts.find(wanted).sort({ createdAt: -1, _id: -1 }).limit(limit).batchSize(1_000)
    },
  }
}
