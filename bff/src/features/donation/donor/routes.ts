import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import type { Clock } from '@minsheng/shared/units/clock'
import { decodeCursor, encodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadDonors } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import { presentGiftRow } from '../giving/present.ts'
import type { GivingStore } from '../giving/store.ts'
import { oneCharity } from '../one-charity.ts'
import { presentDonor } from './present.ts'
import type { DonorStore } from './store.ts'

interface DonorParts {
  donors: DonorStore
  gifts: Pick<GivingStore, 'gift'>
  campaigns: Pick<CampaignStore, 'many'>
  /** When a letter last reached each of these donors of a charity. */
  thankedAt: (charityId: string, donorIds: readonly string[]) => Promise<ReadonlyMap<string, Date>>
  clock: Clock
}

export function donorRoutes({ donors, gifts, campaigns, thankedAt, clock }: DonorParts): Route[] {
  return [
    route({
      operation: contract.listDonors,
      load: ({ actor, query }) => oneCharity(actor, query.charityId),
      allow: mayReadDonors,
      audit: { action: 'donor.list', subject: ({ charityId }) => charityId },
      run: async ({ query }, { charityId }) => {
        const position = decodeCursor(query.cursor)
        const asOf = clock.now().toISOString()
        const [rows, named, anonymous] = await Promise.all([
          donors.list(charityId, query, query.order, position, query.limit),
          position ? null : donors.sumOfNamed(charityId, query),
          position ? null : donors.sumOfAnonymous(charityId, query),
        ])
        const shown = rows.slice(0, query.limit)
        const [projects, thanked] = await Promise.all([
          campaigns.many([...new Set(shown.flatMap(({ campaignIds }) => campaignIds))]),
          thankedAt(
            charityId,
            shown.map(({ _id }) => _id),
          ),
        ])
        const titles = new Map(projects.map(({ _id, title }) => [_id, title]))
        const last = rows.length > query.limit ? shown.at(-1) : undefined
        return {
          items: shown.map((donor) => presentDonor(donor, titles, thanked.get(donor._id) ?? null)),
          nextCursor: last
            ? encodeCursor({ at: query.order === 'latest' ? last.last.at : new Date(last.totalFen), id: last.last.id })
            : null,
          summary:
            named && anonymous
              ? {
                  ...named,
                  anonymous: {
                    giftCount: anonymous.giftCount,
                    totalFen: anonymous.totalFen,
                    lastGivenAt: anonymous.last?.toISOString() ?? null,
                  },
                  asOf,
                }
              : null,
        }
      },
    }),
    route({
      operation: contract.listAnonymousGifts,
      load: ({ actor, query }) => oneCharity(actor, query.charityId),
      allow: mayReadDonors,
      audit: { action: 'donor.list-anonymous', subject: ({ charityId }) => charityId },
      run: async ({ query }, { charityId }) => {
        const page = toPage(await donors.listAnonymous(charityId, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentGiftRow), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.listDonorGifts,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: mayReadDonors,
      audit: { action: 'donor.gifts', subject: (gift) => gift._id },
      run: async ({ query }, gift) => {
        // An anonymous gift leads to nothing but itself.
        if (gift.anonymous || gift.state !== 'paid') return { items: [presentGiftRow(gift)], nextCursor: null }
        const rows = await donors.listOfDonor(gift.charityId, gift.donorId, decodeCursor(query.cursor), query.limit)
        const page = toPage(rows, query.limit)
        return { items: page.rows.map(presentGiftRow), nextCursor: page.nextCursor }
      },
    }),
  ]
}
