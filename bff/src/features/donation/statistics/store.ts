import type { Database, Filter } from '../../../platform/db/index.ts'
import { paidBetween } from '../donor/domain.ts'
import { keptFen, sumIndex } from '../donor/store.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { AmountCount, By, Cell } from './domain.ts'

export interface StatisticsScope {
  charityIds: readonly string[]
  campaignId?: string | undefined
  from: string
  to: string
}

export type StatisticsStore = ReturnType<typeof createStatisticsStore>

/** Sums over gifts, each from the index alone; what is left to do is small and done in `domain.ts`. */
export function createStatisticsStore(db: Database) {
  const gifts = db.collection<GiftDocument>('gifts')
  const hint = { hint: sumIndex }

  function counted({ charityIds, campaignId, ...days }: StatisticsScope): Filter<GiftDocument> {
    return { charityId: { $in: [...charityIds] }, state: 'paid', paidAt: paidBetween(days) ?? {}, ...(campaignId ? { campaignId } : {}) }
  }
  const cellPipeline = (scope: StatisticsScope, by: By) => [
    { $match: counted(scope) },
    { $project: { _id: 0, paidAt: 1, campaignId: 1, codeId: 1, channel: 1, amountFen: 1, keptFen } },
    {
      $group: {
        _id: {
          start: { $dateTrunc: { date: '$paidAt', unit: by, timezone: '+08:00', startOfWeek: 'monday' } },
          campaignId: '$campaignId',
          codeId: '$codeId',
          channel: '$channel',
        },
        giftCount: { $sum: { $cond: [{ $gt: ['$keptFen', 0] }, 1, 0] } },
        paidFen: { $sum: '$amountFen' },
        returnedFen: { $sum: { $subtract: ['$amountFen', '$keptFen'] } },
      },
    },
    { $replaceWith: { $mergeObjects: ['$_id', { giftCount: '$giftCount', paidFen: '$paidFen', returnedFen: '$returnedFen' }] } },
  ]

  return {
    cells: (scope: StatisticsScope, by: By) => gifts.aggregate<Cell>(cellPipeline(scope, by), hint).toArray(),
    explainCells: (scope: StatisticsScope, by: By) => gifts.aggregate(cellPipeline(scope, by), hint).explain('queryPlanner'),
    amounts: (scope: StatisticsScope) =>
      gifts
        .aggregate<AmountCount>(
          [
            { $match: counted(scope) },
            { $project: { _id: 0, keptFen } },
            { $match: { keptFen: { $gt: 0 } } },
            { $group: { _id: '$keptFen', count: { $sum: 1 } } },
            { $project: { _id: 0, fen: '$_id', count: 1 } },
          ],
          hint,
        )
        .toArray(),
    async people(scope: StatisticsScope): Promise<{ donorCount: number; repeatDonorCount: number }> {
      const [found] = await gifts
        .aggregate<{ donorCount: number; repeatDonorCount: number }>(
          [
            { $match: { ...counted(scope), anonymous: false } },
            { $project: { _id: 0, donorId: 1, keptFen } },
            { $match: { keptFen: { $gt: 0 } } },
            { $group: { _id: '$donorId', gifts: { $sum: 1 } } },
            {
              $group: { _id: null, donorCount: { $sum: 1 }, repeatDonorCount: { $sum: { $cond: [{ $gt: ['$gifts', 1] }, 1, 0] } } },
            },
            { $project: { _id: 0 } },
          ],
          hint,
        )
        .toArray()
      return found ?? { donorCount: 0, repeatDonorCount: 0 }
    },
    async oddities(scope: StatisticsScope): Promise<{ anonymousGiftCount: number; returnedGiftCount: number }> {
      const [found] = await gifts
        .aggregate<{ anonymousGiftCount: number; returnedGiftCount: number }>(
          [
            { $match: counted(scope) },
            { $project: { _id: 0, anonymous: 1, amountFen: 1, keptFen } },
            {
              $group: {
                _id: null,
                anonymousGiftCount: { $sum: { $cond: [{ $and: ['$anonymous', { $gt: ['$keptFen', 0] }] }, 1, 0] } },
                returnedGiftCount: { $sum: { $cond: [{ $lt: ['$keptFen', '$amountFen'] }, 1, 0] } },
              },
            },
            { $project: { _id: 0 } },
          ],
          hint,
        )
        .toArray()
      return found ?? { anonymousGiftCount: 0, returnedGiftCount: 0 }
    },
  }
}
