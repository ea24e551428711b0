import type { Database } from '../../../../platform/db/index.ts'
import { keptFen, sumIndex } from '../../donor/store.ts'
import { outsideDonors } from '../../giving/domain.ts'
import type { GiftDocument } from '../../giving/store.ts'
import { type AccountGiving, paidUpTo, type ReceiverFilter } from '../domain.ts'

interface Grouped {
  _id: string
  name: { at: Date; name: string } | null
  giftCount: number
  amountFen: number
  last: Date | null
  campaignIds: (string | null)[]
  anonymous: AccountGiving['anonymous']
}

export type ReceiverStore = ReturnType<typeof createReceiverStore>

/** Who gave what, as a mailing needs it; answered from the same index as the donors. */
export function createReceiverStore(db: Database) {
  const gifts = db.collection<GiftDocument>('gifts')
  const ifNamed = (value: unknown, otherwise: unknown) => ({ $cond: ['$anonymous', otherwise, value] })

  return {
    async givings(charityId: string, filter: Omit<ReceiverFilter, 'minFen' | 'notYetThanked'>, asOf: Date): Promise<AccountGiving[]> {
      const givings: AccountGiving[] = []
      const found = gifts.aggregate<Grouped>(
        [
          {
            $match: {
              charityId,
              state: 'paid',
              // Those who read what is sent to them, as `hasReader` says.
              channel: { $ne: 'bank' },
              donorId: { $not: outsideDonors },
              paidAt: paidUpTo(filter, asOf),
              ...(filter.campaignId ? { campaignId: filter.campaignId } : {}),
            },
          },
          { $project: { donorId: 1, paidAt: 1, anonymous: 1, campaignId: 1, donorName: 1, keptFen } },
          { $match: { keptFen: { $gt: 0 } } },
          {
            $group: {
              _id: '$donorId',
              name: {
                $max: ifNamed({ $cond: [{ $eq: [{ $type: '$donorName' }, 'string'] }, { at: '$paidAt', name: '$donorName' }, null] }, null),
              },
              giftCount: { $sum: ifNamed(1, 0) },
              amountFen: { $sum: ifNamed('$keptFen', 0) },
              last: { $max: ifNamed('$paidAt', null) },
              campaignIds: { $addToSet: ifNamed('$campaignId', null) },
              anonymous: {
                $push: ifNamed('$$REMOVE', { paidAt: '$paidAt', keptFen: '$keptFen', campaignId: '$campaignId' }),
              },
            },
          },
        ],
        { hint: sumIndex },
      )
      for await (const { _id, name, giftCount, amountFen, last, campaignIds, anonymous } of found)
        givings.push({
          accountId: _id,
          name,
          named:
            giftCount > 0 && last
              ? { giftCount, amountFen, last, campaignIds: campaignIds.filter((id): id is string => id !== null).sort() }
              : null,
          anonymous,
        })
      return givings
    },
  }
}
