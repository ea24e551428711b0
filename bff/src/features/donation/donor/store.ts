import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import type { Database, Filter } from '../../../platform/db/index.ts'
import type { GiftDocument } from '../giving/store.ts'
import { type DonorFilter, paidBetween } from './domain.ts'

export interface DonorSum {
  /** The account; never leaves the BFF. */
  _id: string
  /** The latest name given; null when none ever was. */
  name: { at: Date; name: string } | null
  giftCount: number
  totalFen: number
  first: Date
  last: { at: Date; id: string }
  campaignIds: string[]
}

export interface GiftSums {
  giftCount: number
  totalFen: number
  last: Date | null
}

export type DonorStore = ReturnType<typeof createDonorStore>

/** What the charity keeps of a gift. */
export const keptFen = { $subtract: ['$amountFen', { $add: [{ $ifNull: ['$refundedFen', 0] }, { $ifNull: ['$refundingFen', 0] }] }] }

/** Everything sums over gifts look at, in one index: they never fetch a gift. Named as a hint, for the planner would rather try others. */
export const sumIndex = {
  charityId: 1,
  state: 1,
  paidAt: 1,
  anonymous: 1,
  donorId: 1,
  campaignId: 1,
  codeId: 1,
  channel: 1,
  amountFen: 1,
  refundedFen: 1,
  refundingFen: 1,
  donorName: 1,
  _id: 1,
} as const

/** Paid gifts of a charity that the filter lets through. */
export function countedGifts(charityId: string, filter: DonorFilter): Filter<GiftDocument> {
  const paidAt = paidBetween(filter)
  return { charityId, state: 'paid', ...(paidAt ? { paidAt } : {}), ...(filter.campaignId ? { campaignId: filter.campaignId } : {}) }
}

export function createDonorStore(db: Database) {
  const gifts = db.collection<GiftDocument>('gifts')

  /** Named donors with their sums, those alone whose sum is wanted. */
  const grouped = (charityId: string, filter: DonorFilter) => [
    { $match: { ...countedGifts(charityId, filter), anonymous: false } },
    { $project: { donorId: 1, paidAt: 1, campaignId: 1, donorName: 1, keptFen } },
    { $match: { keptFen: { $gt: 0 } } },
    {
      $group: {
        _id: '$donorId',
        name: { $max: { $cond: [{ $eq: [{ $type: '$donorName' }, 'string'] }, { at: '$paidAt', name: '$donorName' }, null] } },
        giftCount: { $sum: 1 },
        totalFen: { $sum: '$keptFen' },
        first: { $min: '$paidAt' },
        last: { $max: { at: '$paidAt', id: '$_id' } },
        campaignIds: { $addToSet: '$campaignId' },
      },
    },
    ...(filter.minFen === undefined ? [] : [{ $match: { totalFen: { $gte: filter.minFen } } }]),
    ...(filter.maxFen === undefined ? [] : [{ $match: { totalFen: { $lte: filter.maxFen } } }]),
  ]

  const page = (charityId: string, filter: DonorFilter, order: 'latest' | 'most', position: ListPosition | null, limit: number) => {
    const [key, value] = order === 'latest' ? (['last.at', position?.at] as const) : (['totalFen', position?.at.getTime()] as const)
    const after = position ? [{ $match: { $or: [{ [key]: { $lt: value } }, { [key]: value, 'last.id': { $lt: position.id } }] } }] : []
    return [...grouped(charityId, filter), ...after, { $sort: { [key]: -1 as const, 'last.id': -1 as const } }, { $limit: limit + 1 }]
  }

  async function sums(match: Filter<GiftDocument>): Promise<GiftSums> {
    const [sum] = await gifts
      .aggregate<GiftSums>(
        [
          { $match: match },
          { $project: { paidAt: 1, keptFen } },
          { $match: { keptFen: { $gt: 0 } } },
          { $group: { _id: null, giftCount: { $sum: 1 }, totalFen: { $sum: '$keptFen' }, last: { $max: '$paidAt' } } },
          { $project: { _id: 0 } },
        ],
        { hint: sumIndex },
      )
      .toArray()
    return sum ?? { giftCount: 0, totalFen: 0, last: null }
  }

  return {
    prepare: () =>
      db.ensureIndexes('gifts', [{ key: sumIndex, serves: 'donors, letters and statistics of a charity, from the index alone' }]),
    /** A page of donors; for `most` the position's instant stands for the sum in fen. */
    list: (charityId: string, filter: DonorFilter, order: 'latest' | 'most', position: ListPosition | null, limit: number) =>
      gifts.aggregate<DonorSum>(page(charityId, filter, order, position, limit), { hint: sumIndex }).toArray(),
    stream: (charityId: string, filter: DonorFilter) =>
      gifts.aggregate<DonorSum>([...grouped(charityId, filter), { $sort: { totalFen: -1, 'last.id': -1 } }], {
        allowDiskUse: true,
        hint: sumIndex,
      }),
    async sumOfNamed(charityId: string, filter: DonorFilter): Promise<{ donorCount: number; giftCount: number; totalFen: number }> {
      const [sum] = await gifts
        .aggregate<{ donorCount: number; giftCount: number; totalFen: number }>(
          [
            ...grouped(charityId, filter),
            { $group: { _id: null, donorCount: { $sum: 1 }, giftCount: { $sum: '$giftCount' }, totalFen: { $sum: '$totalFen' } } },
            { $project: { _id: 0 } },
          ],
          { hint: sumIndex },
        )
        .toArray()
      return sum ?? { donorCount: 0, giftCount: 0, totalFen: 0 }
    },
    /** Of anonymous gifts only the sums; nothing here tells which of them came from one person. */
    sumOfAnonymous: (charityId: string, filter: DonorFilter) => sums({ ...countedGifts(charityId, filter), anonymous: true }),
    listAnonymous: (charityId: string, filter: DonorFilter, position: ListPosition | null, limit: number) =>
      gifts
        .find({ $and: [countedGifts(charityId, filter), { anonymous: true }, afterPosition(position)] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** What one donor gave this charity under a name, or without asking to stay unnamed. */
    listOfDonor: (charityId: string, donorId: string, position: ListPosition | null, limit: number) =>
      gifts
        .find({ $and: [{ charityId, donorId, state: 'paid', anonymous: false }, afterPosition(position)] })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    explainList: (charityId: string, filter: DonorFilter) =>
      gifts.aggregate(page(charityId, filter, 'latest', null, 20), { hint: sumIndex }).explain('queryPlanner'),
  }
}
