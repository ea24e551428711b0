import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayAskInBooks, mayDecideInBooks, mayReadBooks, mayReadCases } from '../access.ts'
import type { CharityStore } from '../charity/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { SettlementDesk } from './desk.ts'
import { presentSettlement } from './present.ts'
import type { SettlementStore } from './store.ts'

export interface SettlementParts {
  store: SettlementStore
  desk: SettlementDesk
  ledger: LedgerStore
  charities: CharityStore
  clock: Clock
}

const dayEnd = (date: string) => new Date(Date.parse(`${date}T00:00:00+08:00`) + 24 * 3_600_000)

export function settlementRoutes({ store, desk, ledger, charities, clock }: SettlementParts): Route[] {
  async function ofCharity(id: string) {
    const charity = await charities.get(id)
    return charity && { charity, charityId: charity._id }
  }

  return [
    route({
      operation: contract.getCharityFunds,
      load: ({ params }) => ofCharity(params.charityId),
      allow: mayReadBooks,
      audit: { none: 'sums name nobody' },
      run: async ({ query }, { charityId }) => {
        const [unsettledFen, bankFen, owedToDonorsFen] = await Promise.all([
          ledger.charityBalance('WxClearing', charityId),
          ledger.charityBalance('Bank', charityId),
          ledger.charityBalance('RefundPayable', charityId),
        ])
        const unsettledAtEndFen = query.date ? await ledger.unsettledAt(charityId, dayEnd(query.date)) : null
        return { charityId, unsettledFen, unsettledAtEndFen, bankFen, owedToDonorsFen, asOf: clock.now().toISOString() }
      },
    }),
    route({
      operation: contract.listSettlements,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadCases,
      audit: { none: 'sums of payouts name nobody' },
      run: async ({ query, actor }, scope) => {
        const page = toPage(await store.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((row) => presentSettlement(row, actorId(actor))), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.requestSettlement,
      load: ({ body }) => ofCharity(body.charityId),
      allow: mayAskInBooks,
      audit: { action: 'settlement.request', subject: ({ charityId }, made) => made?.id ?? charityId },
      run: async ({ body: { charityId: _, ...asked }, actor, context }, { charity }) =>
        presentSettlement(await desk.request(charity, asked, actorId(actor), context.idempotencySeed ?? ''), actorId(actor)),
    }),
    route({
      operation: contract.decideSettlement,
      load: ({ params }) => store.get(params.settlementId),
      allow: mayDecideInBooks,
      audit: { action: 'settlement.decide', subject: (settlement) => settlement._id },
      run: async ({ body, actor }, seen) => presentSettlement(await desk.decide(seen, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.requestSettlementReversal,
      load: ({ params }) => store.get(params.settlementId),
      allow: mayAskInBooks,
      audit: { action: 'settlement.ask-reversal', subject: (settlement) => settlement._id },
      run: async ({ body, actor }, seen) => presentSettlement(await desk.askReversal(seen, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.decideSettlementReversal,
      load: ({ params }) => store.get(params.settlementId),
      allow: mayDecideInBooks,
      audit: { action: 'settlement.decide-reversal', subject: (settlement) => settlement._id },
      run: async ({ body, actor }, seen) => presentSettlement(await desk.decideReversal(seen, body, actorId(actor)), actorId(actor)),
    }),
  ]
}
