import { Readable } from 'node:stream'
import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import {
  charityScope,
  mayDecideMatching,
  mayReadDesk,
  mayReadOfCharity,
  mayReadPublic,
  mayRecordMatching,
  mayRecordMatchingPayment,
} from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { MatchingDesk } from './desk.ts'
import { allotter } from './domain.ts'
import type { Owed } from './owed.ts'
import { presentMatching, presentMatchingPayment, presentProjectMatching, statementHeader, statementRow } from './present.ts'
import type { MatchingDocument, MatchingStore } from './store.ts'

interface MatchingParts {
  matchings: MatchingStore
  desk: MatchingDesk
  owed: Owed
  campaigns: CampaignStore
  clock: Clock
}

export function matchingRoutes({ matchings, desk, owed, campaigns, clock }: MatchingParts): Route[] {
  async function present(found: readonly MatchingDocument[], readerId: string) {
    const comes = await owed.comesTo(found, clock.now())
    return found.flatMap((matching) => {
      const sums = comes.get(matching._id)
      return sums ? [presentMatching(matching, sums, readerId)] : []
    })
  }
  async function presentOne(matching: MatchingDocument, readerId: string) {
    const [presented] = await present([matching], readerId)
    if (!presented) throw new Error(`nothing to show of ${matching._id}`)
    return presented
  }

  return [
    route({
      operation: contract.listProjectMatchings,
      load: async ({ params }) => {
        const campaign = await campaigns.get(params.projectId)
        return campaign && campaign.state !== 'draft' ? campaign : null
      },
      allow: mayReadPublic,
      audit: { none: 'public' },
      run: async (_, campaign) => {
        const now = clock.now()
        const found = await matchings.publicOf(campaign._id)
        const comes = await owed.comesTo(found, now)
        return {
          items: found.flatMap((matching) => {
            const sums = comes.get(matching._id)
            return sums ? [presentProjectMatching(matching, sums, now)] : []
          }),
        }
      },
    }),
    route({
      operation: contract.listMatchings,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'matching.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query, actor }, scope) => {
        const page = toPage(await matchings.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: await present(page.rows, actorId(actor)), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getMatching,
      load: ({ params }) => matchings.matching(params.matchingId),
      allow: mayReadOfCharity,
      audit: { action: 'matching.read', subject: (matching) => matching._id },
      run: ({ actor }, matching) => presentOne(matching, actorId(actor)),
    }),
    route({
      operation: contract.recordMatching,
      load: ({ body }) => campaigns.get(body.campaignId),
      allow: mayRecordMatching,
      audit: { action: 'matching.record', subject: (campaign, made) => made?.id ?? campaign._id },
      run: async ({ body, actor, context }, campaign) =>
        presentOne(await desk.record(campaign, body, actorId(actor), context.idempotencySeed ?? ''), actorId(actor)),
    }),
    route({
      operation: contract.decideMatching,
      load: ({ params }) => matchings.matching(params.matchingId),
      allow: mayDecideMatching,
      audit: { action: 'matching.decide', subject: (matching) => matching._id },
      run: async ({ body, actor }, matching) => presentOne(await desk.decide(matching, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.endMatching,
      load: ({ params }) => matchings.matching(params.matchingId),
      allow: mayDecideMatching,
      audit: { action: 'matching.end', subject: (matching) => matching._id },
      run: async ({ body, actor }, matching) => presentOne(await desk.end(matching, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.exportMatchingStatement,
      load: ({ params }) => matchings.matching(params.matchingId),
      allow: mayReadOfCharity,
      audit: { action: 'matching.statement', subject: (matching) => matching._id },
      run: (_, matching) => {
        async function* lines() {
          yield `\uFEFF${statementHeader}\r\n`
          const allot = allotter(matching)
          let [number, sumFen] = [0, 0]
          for await (const gift of owed.giftsOf(matching)) {
            const fen = allot(gift.keptFen)
            number += 1
            sumFen += fen
            yield `${statementRow(number, gift, fen, sumFen)}\r\n`
          }
        }
        return { content: Readable.from(lines()), contentType: 'text/csv; charset=utf-8', filename: `配捐明细-${matching.companyName}.csv` }
      },
    }),
    route({
      operation: contract.listMatchingPayments,
      load: ({ params }) => matchings.matching(params.matchingId),
      allow: mayReadOfCharity,
      audit: { action: 'matching-payment.list', subject: (matching) => matching._id },
      run: async ({ query, actor }, matching) => {
        const page = toPage(await matchings.listPayments(matching._id, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((payment) => presentMatchingPayment(payment, actorId(actor))), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.recordMatchingPayment,
      load: ({ params }) => matchings.matching(params.matchingId),
      allow: mayRecordMatchingPayment,
      audit: { action: 'matching-payment.record', subject: (matching, made) => made?.id ?? matching._id },
      run: async ({ body, actor, context }, matching) =>
        presentMatchingPayment(await desk.recordPayment(matching, body, actorId(actor), context.idempotencySeed ?? ''), actorId(actor)),
    }),
    route({
      operation: contract.decideMatchingPayment,
      load: ({ params }) => matchings.payment(params.paymentId),
      allow: mayDecideMatching,
      audit: { action: 'matching-payment.decide', subject: (payment) => payment._id },
      run: async ({ body, actor }, payment) =>
        presentMatchingPayment(await desk.decidePayment(payment, body, actorId(actor)), actorId(actor)),
    }),
  ]
}
