import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { PaymentFacts, RefundFacts } from '../../../ports/pay.ts'
import type { CharityScope } from '../access.ts'
import type { InboxDocument } from '../notice/store.ts'
import type { RefundRoute } from '../refund/domain.ts'
import { type CaseKind, type GiftState, mayBecome } from './domain.ts'

export interface GiftDocument {
  /** Also WeChat Pay's out_trade_no. */
  _id: string
  donorId: string
  campaignId: string
  charityId: string
  codeId: string | null
  amountFen: number
  anonymous: boolean
  donorName: string | null
  /** Names as they were when the gift was made. */
  projectTitle: string
  charityName: string
  venueName: string | null
  channel: 'jsapi' | 'h5' | 'bank'
  subMchid: string
  /** Sent to WeChat Pay with an H5 order and the same at each retry; removed when the gift is settled. */
  payerIp: string | null
  state: GiftState
  payBefore: Date
  paidAt: Date | null
  transactionId: string | null
  /** What the payer paid themselves, where a coupon of WeChat's paid the rest; absent when not told. */
  payerTotalFen?: number
  /** Of the amount: back with the donor, and on its way back; absent while nothing ever was. */
  refundedFen?: number
  refundingFen?: number
  /** Which way the last part of it goes back; absent while nothing ever was. */
  returnRoute?: RefundRoute
  /** The together page it was given through; the monthly gift it is a month of; the matching agreement it fulfils. */
  teamId?: string
  monthlyId?: string
  matchingId?: string
  /** Set when WeChat Pay gave up on an undo: until then the donor may ask again. */
  undoUntil?: Date
  checks: number
  nextCheckAt: Date | null
  rev: number
  createdAt: Date
  history: { at: Date; to: GiftState; why: string }[]
}

export type NoticeDocument = InboxDocument<PaymentFacts>

export interface PaymentCaseDocument {
  _id: string
  kind: CaseKind
  outTradeNo: string
  transactionId: string
  expected: string
  arrived: string
  charityId: string | null
  facts: PaymentFacts | RefundFacts
  createdAt: Date
}

export interface GiftFilter {
  charityId?: string
  campaignId?: string
  codeId?: string
  state?: GiftState
  from?: string
  to?: string
}

export type GivingStore = ReturnType<typeof createGivingStore>

const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`)

function giftQuery(scope: CharityScope, filter: GiftFilter): Filter<GiftDocument> {
  const range = {
    ...(filter.from ? { $gte: dayStart(filter.from) } : {}),
    ...(filter.to ? { $lt: new Date(dayStart(filter.to).getTime() + 24 * 3600_000) } : {}),
  }
  return {
    $and: [
      scope.all ? {} : { charityId: scope.charityId },
      filter.charityId ? { charityId: filter.charityId } : {},
      filter.campaignId ? { campaignId: filter.campaignId } : {},
      filter.codeId ? { codeId: filter.codeId } : {},
      filter.state ? { state: filter.state } : {},
      filter.from || filter.to ? { createdAt: range } : {},
    ],
  }
}

const keptFen = { $subtract: ['$amountFen', { $add: [{ $ifNull: ['$refundedFen', 0] }, { $ifNull: ['$refundingFen', 0] }] }] }
const sumFields = { amountFen: 1, refundedFen: 1, refundingFen: 1 } as const

export function createGivingStore(db: Database) {
  const gifts = db.collection<GiftDocument>('gifts')
  const cases = db.collection<PaymentCaseDocument>('payment_cases')

  /** Paid gifts and their sum, less what was given back or is on its way back. */
  async function paidSum(filter: Filter<GiftDocument>): Promise<{ totalPaidFen: number; paidCount: number }> {
    const [sum] = await gifts
      .aggregate<{ totalPaidFen: number; paidCount: number }>([
        { $match: { $and: [filter, { state: 'paid' }] } },
        { $group: { _id: null, totalPaidFen: { $sum: keptFen }, paidCount: { $sum: 1 } } },
        { $project: { _id: 0 } },
      ])
      .toArray()
    return sum ?? { totalPaidFen: 0, paidCount: 0 }
  }

  return {
    async prepare() {
      await db.ensureIndexes('gifts', [
        { key: { donorId: 1, createdAt: -1, _id: -1 }, serves: 'my gifts' },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's gifts" },
        { key: { campaignId: 1, createdAt: -1, _id: -1 }, serves: "a campaign's gifts" },
        { key: { codeId: 1, createdAt: -1, _id: -1 }, serves: "a code's gifts" },
        {
          key: { teamId: 1, state: 1, createdAt: -1, _id: -1 },
          partialFilterExpression: { teamId: { $type: 'string' } },
          serves: 'gifts through a together page, and their sum',
        },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, state: 1, createdAt: -1, ...sumFields }, serves: "the sum of a charity's paid gifts, from the index alone" },
        { key: { state: 1, createdAt: -1, ...sumFields }, serves: 'the sum of all paid gifts, from the index alone' },
        { key: { nextCheckAt: 1 }, partialFilterExpression: { state: 'awaiting' }, serves: 'unpaid orders to ask about' },
      ])
      await db.ensureIndexes('payment_cases', [
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { transactionId: 1 }, serves: 'what WeChat Pay said of a quarantined payment' },
      ])
    },
    gift: (id: string) => gifts.findOne({ _id: id }),
    giftForMoney: (id: string) => gifts.findOne({ _id: id }, majorityRead),
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insertGift(gift: GiftDocument): Promise<GiftDocument> {
      try {
        await gifts.insertOne(gift, durable)
        return gift
      } catch (error) {
        const same = isDuplicateKey(error) ? await gifts.findOne({ _id: gift._id }) : null
        if (same) return same
        throw error
      }
    },
    /** A gift that came by bank transfer, in the transaction that books it. */
    insertWith: (gift: GiftDocument, session: Session) => gifts.insertOne(gift, { session }),
    /** A gift whose payment was found in the bill, in the transaction that books it; false when it is in the books already. */
    async bookWith(
      gift: Pick<GiftDocument, '_id' | 'rev'>,
      money: Pick<GiftDocument, 'amountFen' | 'paidAt' | 'transactionId' | 'subMchid' | 'payerTotalFen'>,
      at: Date,
      session: Session,
    ): Promise<boolean> {
      const booked = await gifts.updateOne(
        { _id: gift._id, rev: gift.rev, state: { $in: [...mayBecome.paid] } },
        {
          $set: { state: 'paid', nextCheckAt: null, payerIp: null, ...money },
          $push: { history: { at, to: 'paid', why: 'booked from the bill' } },
          $inc: { rev: 1 },
        },
        { session },
      )
      return booked.matchedCount === 1
    },
    /** What the payer paid themselves of a quarantined payment, where a coupon of WeChat's paid the rest. */
    async ownPartOf(transactionId: string, amountFen: number): Promise<{ payerTotalFen?: number }> {
      const found = await cases.findOne({ transactionId, 'facts.payerTotalFen': { $gte: 0, $lt: amountFen } })
      const payerTotalFen = found && 'payerTotalFen' in found.facts ? found.facts.payerTotalFen : null
      return payerTotalFen === null ? {} : { payerTotalFen }
    },
    /** Moves a gift if it still may; null when another way got there first. */
    settleGift: (
      id: string,
      to: Exclude<GiftState, 'awaiting'>,
      why: string,
      at: Date,
      money: { paidAt: Date; transactionId: string; payerTotalFen?: number } | null,
    ) =>
      gifts.findOneAndUpdate(
        { _id: id, state: { $in: [...mayBecome[to]] } },
        { $set: { state: to, nextCheckAt: null, payerIp: null, ...(money ?? {}) }, $push: { history: { at, to, why } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Takes the next order that is due to be asked about, and puts it off in the same step. */
    claimDueCheck: (now: Date, putOffTo: Date) =>
      gifts.findOneAndUpdate(
        { state: 'awaiting', nextCheckAt: { $lte: now } },
        { $set: { nextCheckAt: putOffTo }, $inc: { checks: 1 } },
        { sort: { nextCheckAt: 1 }, returnDocument: 'after', ...durable },
      ),
    setNextCheck: (id: string, at: Date) => gifts.updateOne({ _id: id, state: 'awaiting' }, { $set: { nextCheckAt: at } }, durable),
    listOfDonor: (donorIds: readonly string[], position: ListPosition | null, limit: number) =>
      gifts
        .find({ donorId: { $in: [...donorIds] }, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Campaigns that these accounts gave to, the newest gifts' first. */
    async campaignsOfDonor(donorIds: readonly string[], limit: number): Promise<string[]> {
      const found = await gifts
        .aggregate<{ _id: string }>([
          { $match: { donorId: { $in: [...donorIds] }, state: 'paid' } },
          { $group: { _id: '$campaignId', last: { $max: '$createdAt' } } },
          { $sort: { last: -1 } },
          { $limit: limit },
        ])
        .toArray()
      return found.map(({ _id }) => _id)
    },
    sumOfDonor: (donorIds: readonly string[]) => paidSum({ donorId: { $in: [...donorIds] } }),
    list: (scope: CharityScope, filter: GiftFilter, position: ListPosition | null, limit: number) =>
      gifts
        .find({ $and: [giftQuery(scope, filter), afterPosition(position)] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    sum: (scope: CharityScope, filter: GiftFilter) => paidSum(giftQuery(scope, filter)),
    stream: (scope: CharityScope, filter: GiftFilter) =>
      gifts.find(giftQuery(scope, filter)).sort({ createdAt: -1, _id: -1 }).batchSize(500),

    /** What was given through together pages, less what went back, and by how many. */
    async teamSums(teamIds: readonly string[]): Promise<Map<string, { raisedFen: number; people: number }>> {
      const rows = await gifts
        .aggregate<{ _id: string; raisedFen: number; people: number }>([
          { $match: { teamId: { $in: [...teamIds] }, state: 'paid' } },
          { $group: { _id: { team: '$teamId', donor: '$donorId' }, fen: { $sum: keptFen } } },
          { $group: { _id: '$_id.team', raisedFen: { $sum: '$fen' }, people: { $sum: { $cond: [{ $gt: ['$fen', 0] }, 1, 0] } } } },
        ])
        .toArray()
      return new Map(rows.map(({ _id, ...sums }) => [_id, sums]))
    },
    /** Gifts through a together page of which something is kept. */
    listOfTeam: (teamId: string, position: ListPosition | null, limit: number) =>
      gifts
        .find({ teamId, state: 'paid', $expr: { $gt: [keptFen, 0] }, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    many: (ids: readonly string[]) => gifts.find({ _id: { $in: [...ids] } }).toArray(),

    giftWith: (id: string, session: Session) => gifts.findOne({ _id: id }, { session }),
    /** What of a gift is back and on its way, told in the transaction that changes it. */
    async countReturned(
      id: string,
      change: { refundedFen?: number; refundingFen?: number },
      session: Session,
      set: { returnRoute?: RefundRoute; undoUntil?: Date } = {},
    ): Promise<void> {
      const told = await gifts.updateOne(
        { _id: id },
        { $inc: { rev: 1, ...change }, ...(Object.keys(set).length > 0 ? { $set: set } : {}) },
        { session },
      )
      if (told.matchedCount !== 1) throw new Error(`gift ${id} is missing`)
    },

    /** One case for one transaction and kind. */
    async openCase(payment: PaymentCaseDocument): Promise<void> {
      await cases.insertOne(payment, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
    },
    listCases: (scope: CharityScope, position: ListPosition | null, limit: number) =>
      cases
        .find({ $and: [scope.all ? {} : { charityId: scope.charityId }, afterPosition(position)] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
  }
}
