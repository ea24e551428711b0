import { type Database, durable } from '../../../platform/db/index.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { MonthlyDocument } from '../monthly/store.ts'
import type { ReceiptDocument } from '../receipt/store.ts'
import type { RefundDocument } from '../refund/store.ts'
import type { TeamDocument } from '../together/store.ts'

export type HoldingStore = ReturnType<typeof createHoldingStore>

/** More than anyone gives; a copy that would be larger says so. */
export const MOST_ROWS = 20_000

/** Everything of one person, and what closing an account does to it. Books and papers are never touched. */
export function createHoldingStore(db: Database) {
  const gifts = db.collection<GiftDocument>('gifts')
  const receipts = db.collection<ReceiptDocument>('receipts')
  const refunds = db.collection<RefundDocument>('refunds')
  const monthlies = db.collection<MonthlyDocument>('monthly_gifts')
  const teams = db.collection<TeamDocument>('teams')
  const of = (donorIds: readonly string[]) => ({ donorId: { $in: [...donorIds] } })
  const giftIds = async (donorIds: readonly string[]) =>
    (
      await gifts
        .find(of(donorIds), { projection: { _id: 1 } })
        .limit(MOST_ROWS)
        .toArray()
    ).map(({ _id }) => _id)

  return {
    countGifts: (donorIds: readonly string[]) => gifts.countDocuments(of(donorIds)),
    gifts: (donorIds: readonly string[], most = MOST_ROWS) =>
      gifts.find(of(donorIds)).sort({ createdAt: -1, _id: -1 }).limit(most).toArray(),
    async receipts(donorIds: readonly string[]) {
      return receipts
        .find({ giftId: { $in: await giftIds(donorIds) } })
        .sort({ createdAt: -1 })
        .limit(MOST_ROWS)
        .toArray()
    },
    monthlies: (donorIds: readonly string[]) => monthlies.find(of(donorIds)).sort({ createdAt: -1 }).toArray(),
    teams: (ownerIds: readonly string[]) =>
      teams
        .find({ ownerId: { $in: [...ownerIds] } })
        .sort({ createdAt: -1 })
        .toArray(),
    countAwaiting: (donorIds: readonly string[]) => gifts.countDocuments({ ...of(donorIds), state: 'awaiting' }),
    async countRefundsUnderWay(donorIds: readonly string[]): Promise<number> {
      return refunds.countDocuments({
        giftId: { $in: await giftIds(donorIds) },
        state: { $in: ['requested', 'accepted', 'processing', 'abnormal'] },
      })
    },
    /** Gifts stay in the books under an account that is nobody's any more; the name left with them goes. */
    async unname(donorIds: readonly string[], at: Date): Promise<void> {
      await gifts.updateMany(
        { ...of(donorIds), $or: [{ donorName: { $ne: null } }, { anonymous: false }, { payerIp: { $ne: null } }] },
        { $set: { donorName: null, anonymous: true, payerIp: null }, $inc: { rev: 1 } },
        durable,
      )
      await monthlies.updateMany(
        { ...of(donorIds), state: { $in: ['active', 'paused'] } },
        {
          $set: { state: 'stopped', nextRemindAt: null },
          $push: { history: { at, to: 'stopped', why: 'account closed' } },
          $inc: { rev: 1 },
        },
        durable,
      )
      await teams.updateMany({ ownerId: { $in: [...donorIds] } }, { $set: { starterName: null }, $inc: { rev: 1 } }, durable)
      await teams.updateMany(
        { ownerId: { $in: [...donorIds] }, state: { $in: ['checking', 'in_review', 'open'] } },
        { $set: { state: 'ended', nextCheckAt: null, waitsSince: null } },
        durable,
      )
    },
  }
}
