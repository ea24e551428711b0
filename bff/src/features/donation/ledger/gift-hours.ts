import { type Database, majorityRead } from '../../../platform/db/index.ts'

/** Gifts by one code on one day in one hour of Asia/Shanghai, as the journals say. */
export interface GiftHour {
  codeId: string
  date: string
  hour: number
  gifts: number
  amountFen: number
}

export type GiftHours = ReturnType<typeof createGiftHours>

/** Gifts by code over time, for the venue's statistics: sums of journals, never of orders. */
export function createGiftHours(db: Database) {
  const journals = db.collection('journals')
  const paid = (codeIds: readonly string[], from: Date, before: Date) => ({
    codeId: { $in: [...codeIds] },
    postedAt: { $gte: from, $lt: before },
    kind: 'gift_paid',
  })
  const amountFen = {
    $sum: {
      $map: {
        input: { $filter: { input: '$legs', cond: { $eq: ['$$this.side', 'credit'] } } },
        in: '$$this.amountFen',
      },
    },
  }
  const inShanghai = (format: string) => ({ $dateToString: { date: '$postedAt', format, timezone: '+08:00' } })
  return {
    sums: (codeIds: readonly string[], from: Date, before: Date) =>
      journals
        .aggregate<{ codeId: string; gifts: number; amountFen: number }>(
          [
            { $match: paid(codeIds, from, before) },
            { $group: { _id: '$codeId', gifts: { $sum: 1 }, amountFen: { $sum: amountFen } } },
            { $project: { _id: 0, codeId: '$_id', gifts: 1, amountFen: 1 } },
          ],
          majorityRead,
        )
        .toArray(),
    byHour: (codeIds: readonly string[], from: Date, before: Date) =>
      journals
        .aggregate<GiftHour>(
          [
            { $match: paid(codeIds, from, before) },
            {
              $group: {
                _id: { codeId: '$codeId', date: inShanghai('%Y-%m-%d'), hour: inShanghai('%H') },
                gifts: { $sum: 1 },
                amountFen: { $sum: amountFen },
              },
            },
            { $project: { _id: 0, codeId: '$_id.codeId', date: '$_id.date', hour: { $toInt: '$_id.hour' }, gifts: 1, amountFen: 1 } },
          ],
          majorityRead,
        )
        .toArray(),
    /** When each code was last given to; codes never given to are left out. */
    async last(codeIds: readonly string[]): Promise<Map<string, Date>> {
      const found = await Promise.all(
        codeIds.map((codeId) =>
          journals.findOne({ codeId, kind: 'gift_paid' }, { sort: { postedAt: -1 }, projection: { postedAt: 1 }, ...majorityRead }),
        ),
      )
      return new Map(
        found.flatMap((journal, index) => {
          const at: unknown = journal?.postedAt
          return at instanceof Date ? [[codeIds[index] ?? '', at] as const] : []
        }),
      )
    },
  }
}
