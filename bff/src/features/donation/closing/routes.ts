import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayAskInBooks, mayDecideInBooks, mayReadBooks } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { Months, MonthView } from './months.ts'
import { presentClosing, presentMonth } from './present.ts'
import { trialSheet } from './sheet.ts'

export interface ClosingParts {
  months: Months
  charities: CharityStore
  campaigns: CampaignStore
}

export function closingRoutes({ months, charities, campaigns }: ClosingParts): Route[] {
  async function ofCharity(id: string) {
    const charity = await charities.get(id)
    return charity && { charity, charityId: charity._id }
  }
  type Loaded = NonNullable<Awaited<ReturnType<typeof ofCharity>>>

  async function present(view: MonthView, { charity }: Loaded, actor: Actor) {
    const ids = view.counted.accounts.flatMap(({ account }) => account.split(':').slice(1))
    const titles = new Map((await campaigns.many([...new Set(ids)])).map((campaign) => [campaign._id, campaign.title]))
    return presentMonth(view, { charityName: charity.name, campaignTitle: (id) => titles.get(id) }, actorId(actor))
  }

  const subject = ({ charityId }: Loaded) => charityId

  return [
    route({
      operation: contract.listClosings,
      load: ({ params }) => ofCharity(params.charityId),
      allow: mayReadBooks,
      audit: { none: 'sums name nobody' },
      run: async (_, { charityId }) => ({
        items: (await months.list(charityId)).map(({ month, closing }) => presentClosing(charityId, month, closing)),
      }),
    }),
    route({
      operation: contract.getTrialBalance,
      load: ({ params }) => ofCharity(params.charityId),
      allow: mayReadBooks,
      audit: { none: 'sums name nobody' },
      run: async ({ params, actor }, loaded) => present(await months.view(loaded.charityId, params.month), loaded, actor),
    }),
    route({
      operation: contract.exportTrialBalance,
      load: ({ params }) => ofCharity(params.charityId),
      allow: mayReadBooks,
      audit: { action: 'trial-balance.export', subject },
      run: async ({ params, actor }, loaded) => {
        const month = await present(await months.view(loaded.charityId, params.month), loaded, actor)
        return { content: await trialSheet(month), filename: `试算平衡表-${loaded.charity.name}-${params.month}.xlsx` }
      },
    }),
    route({
      operation: contract.requestClosing,
      load: ({ params }) => ofCharity(params.charityId),
      allow: mayAskInBooks,
      audit: { action: 'closing.request', subject },
      run: async ({ params, actor }, loaded) =>
        present(await months.request(loaded.charityId, params.month, actorId(actor)), loaded, actor),
    }),
    route({
      operation: contract.decideClosing,
      load: ({ params }) => ofCharity(params.charityId),
      allow: mayDecideInBooks,
      audit: { action: 'closing.decide', subject },
      run: async ({ params, body, actor }, loaded) =>
        present(await months.decide(loaded.charityId, params.month, body, actorId(actor)), loaded, actor),
    }),
  ]
}
