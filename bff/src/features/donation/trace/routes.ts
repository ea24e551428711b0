import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { type Route, route } from '../../../platform/http/route.ts'
import { ownsGift } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { SpendingStore } from '../spending/store.ts'
import { presentTrace } from './present.ts'
import type { TraceStore } from './store.ts'

interface TraceRouteParts {
  store: TraceStore
  gifts: Pick<GivingStore, 'gift'>
  spendings: Pick<SpendingStore, 'many'>
  campaigns: Pick<CampaignStore, 'many'>
  clock: Clock
}

const byId = <T extends { _id: string }>(documents: readonly T[]) => new Map(documents.map((document) => [document._id, document]))

export function traceRoutes({ store, gifts, spendings, campaigns, clock }: TraceRouteParts): Route[] {
  return [
    route({
      operation: contract.getMyGiftTrace,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: ownsGift,
      audit: { none: "reading one's own gift" },
      run: async ({ context }, gift) => {
        const { paidAt } = gift
        if (gift.state !== 'paid' || !paidAt) throw new AppError('wrong_state', { detail: '这笔捐款还没有到账，到账以后才能看到去向' })
        const [trace, returnedFen] = await Promise.all([store.gift(gift._id), store.returnedFen(gift._id)])
        const ids = trace?.uses.map(({ spendingId }) => spendingId) ?? []
        const places = [...new Set([...(trace?.uses ?? []), ...(trace?.unspent ?? [])].map(({ campaignId }) => campaignId))]
        const [shares, spent, titled] = await Promise.all([store.spendings(ids), spendings.many(ids), campaigns.many(places)])
        const answer = presentTrace({
          gift: { ...gift, paidAt },
          trace,
          returnedFen,
          shares: byId(shares),
          spendings: byId(spent),
          titles: new Map(titled.map(({ _id, title }) => [_id, title])),
          asOf: clock.now(),
        })
        if (!answer.settled) {
          context.log.warn({ giftId: gift._id, returnedFen, trace }, 'a gift and its trace do not agree; it is made anew')
          const state = await store.campaign(gift.campaignId)
          if (!state || state.asked <= state.served) await store.ask(gift.campaignId)
        }
        return answer
      },
    }),
  ]
}
