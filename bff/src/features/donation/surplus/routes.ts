import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayAskInBooks, mayDecideInBooks, mayReadCases } from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { SurplusDesk } from './desk.ts'
import { presentSurplus } from './present.ts'
import type { SurplusStore } from './store.ts'

export interface SurplusParts {
  store: SurplusStore
  desk: SurplusDesk
  campaigns: CampaignStore
  charities: CharityStore
}

export function surplusRoutes({ store, desk, campaigns, charities }: SurplusParts): Route[] {
  return [
    route({
      operation: contract.listSurpluses,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadCases,
      audit: { none: 'sums of campaigns name nobody' },
      run: async ({ query, actor }, scope) => {
        const page = toPage(await store.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((row) => presentSurplus(row, actorId(actor))), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.requestSurplus,
      load: async ({ body }) => {
        const campaign = await campaigns.get(body.campaignId)
        const charity = campaign && (await charities.get(campaign.charityId))
        return campaign && charity ? { campaign, charity, charityId: charity._id } : null
      },
      allow: mayAskInBooks,
      audit: { action: 'surplus.request', subject: ({ campaign }, made) => made?.id ?? campaign._id },
      run: async ({ body, actor, context }, loaded) =>
        presentSurplus(await desk.request(loaded, body, actorId(actor), context.idempotencySeed ?? ''), actorId(actor)),
    }),
    route({
      operation: contract.decideSurplus,
      load: ({ params }) => store.get(params.surplusId),
      allow: mayDecideInBooks,
      audit: { action: 'surplus.decide', subject: (surplus) => surplus._id },
      run: async ({ body, actor }, seen) => presentSurplus(await desk.decide(seen, body, actorId(actor)), actorId(actor)),
    }),
  ]
}
