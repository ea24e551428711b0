import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { OutboxEntry } from '../../../platform/events/outbox.ts'
import type { CharityScope } from '../access.ts'
import { OPEN_AT_WECHAT, type RefundKind, type RefundRoute, type RefundState } from './domain.ts'

export interface RefundDocument {
  /** Also WeChat Pay's out_refund_no, the same at every retry; after a close there is a new refund with a new number. */
  _id: string
  giftId: string
  charityId: string
  campaignId: string
  codeId: string | null
  subMchid: string
  transactionId: string
  amountFen: number
  giftAmountFen: number
  giftPaidAt: Date
  projectTitle: string
  charityName: string
  donorLabel: string
  kind: RefundKind
  route: RefundRoute
  state: RefundState
  /** Why, in the words of the one who asked; null for an undo. */
  reason: string | null
  requestedBy: string
  decision: { by: string; at: Date; note: string } | null
  bank: { paidOn: string; voucherNumber: string; by: string } | null
  /** The charity takes back its word before the transfer is made; the last one asked for, absent while none was. */
  withdrawal?: WithdrawalDocument
  settledAt: Date | null
  hold: string | null
  asks: number
  nextAskAt: Date | null
  rev: number
  createdAt: Date
  history: { at: Date; to: RefundState; why: string }[]
  /** Only what no journal tells. */
  outbox?: OutboxEntry[]
}

export interface WithdrawalDocument {
  reason: string
  requestedBy: string
  requestedAt: Date
  decision: { by: string; at: Date; approve: boolean; note: string } | null
}

export interface RefundFilter {
  charityId?: string
  state?: RefundState
  giftId?: string
}

export interface RefundMove {
  to: RefundState
  why: string
  at: Date
  event?: OutboxEntry
  set?: Partial<Pick<RefundDocument, 'route' | 'decision' | 'bank' | 'withdrawal' | 'settledAt' | 'hold' | 'nextAskAt'>>
}

export type RefundStore = ReturnType<typeof createRefundStore>

export function createRefundStore(db: Database) {
  const refunds = db.collection<RefundDocument>('refunds')

  return {
    async prepare() {
      await db.ensureIndexes('refunds', [
        { key: { giftId: 1 }, serves: 'the parts of a gift' },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'what waits for a person' },
        { key: { nextAskAt: 1 }, partialFilterExpression: { nextAskAt: { $type: 'date' } }, serves: 'refunds to ask WeChat Pay about' },
      ])
    },
    transaction: db.transaction,
    refund: (id: string) => refunds.findOne({ _id: id }, majorityRead),
    refundIn: (id: string, session: Session) => refunds.findOne({ _id: id }, { session }),
    partsIn: (giftId: string, session: Session) => refunds.find({ giftId }, { session }).toArray(),
    /** How many refunds of a campaign's gifts wait for the second person. */
    waitingOf: (campaignId: string, session?: Session) =>
      refunds.countDocuments({ state: 'requested', campaignId }, session ? { session } : majorityRead),
    insertIn: (refund: RefundDocument, session: Session) => refunds.insertOne(refund, { session }),
    /** Moves a refund that is still where it was seen. @throws Error when it is not: the transaction ends */
    async moveIn(
      refund: Pick<RefundDocument, '_id' | 'rev'>,
      { to, why, at, set, event }: RefundMove,
      session: Session,
    ): Promise<RefundDocument> {
      const moved = await refunds.findOneAndUpdate(
        { _id: refund._id, rev: refund.rev },
        { $set: { state: to, ...set }, $push: { history: { at, to, why }, ...(event ? { outbox: event } : {}) }, $inc: { rev: 1 } },
        { returnDocument: 'after', session },
      )
      if (!moved) throw new Error(`refund ${refund._id} moved meanwhile`)
      return moved
    },
    /** As `moveIn`, alone; null when the refund is no longer where it was seen. */
    move: (refund: Pick<RefundDocument, '_id' | 'rev'>, { to, why, at, set }: RefundMove) =>
      refunds.findOneAndUpdate(
        { _id: refund._id, rev: refund.rev },
        { $set: { state: to, ...set }, $push: { history: { at, to, why } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Takes the next refund WeChat Pay is to be asked about, and puts it off in the same step. */
    claimDue: (now: Date, putOffTo: Date) =>
      refunds.findOneAndUpdate(
        { nextAskAt: { $lte: now } },
        { $set: { nextAskAt: putOffTo }, $inc: { asks: 1 } },
        { sort: { nextAskAt: 1 }, returnDocument: 'after', ...durable },
      ),
    /** Takes a refund nobody has asked for yet, whenever it is due. */
    claimFirst: (id: string, putOffTo: Date) =>
      refunds.findOneAndUpdate(
        { _id: id, nextAskAt: { $ne: null }, asks: 0 },
        { $set: { nextAskAt: putOffTo }, $inc: { asks: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Asks again later; `hold` says why it does not move, and is left as it is when not given. */
    putOff: (id: string, nextAskAt: Date, hold?: string) =>
      refunds.updateOne(
        { _id: id, state: { $in: [...OPEN_AT_WECHAT] }, nextAskAt: { $ne: null } },
        { $set: { nextAskAt, ...(hold === undefined ? {} : { hold }) } },
        durable,
      ),
    list(scope: CharityScope, filter: RefundFilter, position: ListPosition | null, limit: number) {
      const wanted: Filter<RefundDocument> = {
        $and: [
          scope.all ? {} : { charityId: scope.charityId },
          filter.charityId ? { charityId: filter.charityId } : {},
          filter.state ? { state: filter.state } : {},
          filter.giftId ? { giftId: filter.giftId } : {},
          afterPosition(position),
        ],
      }
      return refunds
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },
  }
}
