import { createHash } from 'node:crypto'
import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import {
  charityScope,
  mayAskInBooks,
  mayChangeSpendingPicture,
  mayDecideInBooks,
  mayReadBooks,
  mayReadCases,
  mayReadPublic,
  voucherCharity,
} from '../access.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { CharityStore } from '../charity/store.ts'
import type { SpendingDesk } from './desk.ts'
import type { SpendingFacts } from './facts.ts'
import { presentDisbursement, presentDisbursementRow, presentSpending } from './present.ts'
import type { DisbursementDocument, SpendingStore } from './store.ts'
import { redrawVoucher } from './voucher/redraw.ts'
import type { VoucherStore } from './voucher/store.ts'

export interface SpendingParts {
  store: SpendingStore
  vouchers: VoucherStore
  desk: SpendingDesk
  facts: SpendingFacts
  campaigns: CampaignStore
  charities: CharityStore
  clock: Clock
}

const fileEndings: Record<string, string> = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }
const subjectOf = (disbursement: DisbursementDocument) => disbursement._id

export function spendingRoutes({ store, vouchers, desk, facts, campaigns, charities, clock }: SpendingParts): Route[] {
  async function withCharity(campaignId: string) {
    const campaign = await campaigns.get(campaignId)
    const charity = campaign && (await charities.get(campaign.charityId))
    return campaign && charity ? { campaign, charity, charityId: charity._id } : null
  }

  return [
    route({
      operation: contract.listSpending,
      load: async ({ params }) => {
        const campaign = await campaigns.get(params.projectId)
        return campaign && campaign.state !== 'draft' ? campaign : null
      },
      allow: mayReadPublic,
      audit: { none: 'public list' },
      run: async ({ query }, campaign) => {
        const page = toPage(await store.listPublic(campaign._id, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentSpending), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.uploadVoucher,
      load: ({ actor }) => ({ charityId: voucherCharity(actor) ?? '' }),
      allow: mayAskInBooks,
      audit: { action: 'voucher.upload', subject: (_, voucher) => voucher?.id ?? 'new' },
      run: async ({ body, actor, context }, { charityId }) => {
        const sha256 = createHash('sha256').update(body).digest('hex')
        const use = await desk.fileUse(charityId, sha256)
        if (use) throw new AppError('already_exists', { detail: use })
        const { content, contentType } = await redrawVoucher(body)
        const _id = derivedId('vch', context.idempotencySeed ?? '')
        const voucher = { _id, charityId, sha256, contentType, bytes: content.length, uploadedBy: actorId(actor), createdAt: clock.now() }
        await vouchers.put(voucher, content)
        return { id: _id, sha256, contentType, bytes: content.length }
      },
    }),
    route({
      operation: contract.getCampaignFunds,
      load: ({ params }) => campaigns.get(params.campaignId),
      allow: mayReadBooks,
      audit: { none: 'sums name nobody' },
      run: (_, campaign) => facts.campaign(campaign),
    }),
    route({
      operation: contract.listDisbursements,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadCases,
      audit: { action: 'disbursement.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query, actor }, scope) => {
        const page = toPage(await store.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((row) => presentDisbursementRow(row, actorId(actor))), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.getDisbursement,
      load: ({ params }) => store.get(params.disbursementId),
      allow: mayReadBooks,
      audit: { action: 'disbursement.read', subject: subjectOf },
      run: ({ actor }, disbursement) => presentDisbursement(disbursement, actorId(actor)),
    }),
    route({
      operation: contract.requestDisbursement,
      load: ({ body }) => withCharity(body.campaignId),
      allow: mayAskInBooks,
      audit: { action: 'disbursement.request', subject: ({ campaign }, made) => made?.id ?? campaign._id },
      run: async ({ body, actor, context }, loaded) =>
        presentDisbursement(await desk.request(loaded, body, actorId(actor), context.idempotencySeed ?? ''), actorId(actor)),
    }),
    route({
      operation: contract.decideDisbursement,
      load: ({ params }) => store.get(params.disbursementId),
      allow: mayDecideInBooks,
      audit: { action: 'disbursement.decide', subject: subjectOf },
      run: async ({ body, actor }, seen) => presentDisbursement(await desk.decide(seen, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.requestReversal,
      load: ({ params }) => store.get(params.disbursementId),
      allow: mayAskInBooks,
      audit: { action: 'disbursement.ask-reversal', subject: subjectOf },
      run: async ({ body, actor }, seen) => presentDisbursement(await desk.askReversal(seen, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.decideReversal,
      load: ({ params }) => store.get(params.disbursementId),
      allow: mayDecideInBooks,
      audit: { action: 'disbursement.decide-reversal', subject: subjectOf },
      run: async ({ body, actor }, seen) => presentDisbursement(await desk.decideReversal(seen, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.changeSpendingPicture,
      load: ({ params }) => store.get(params.disbursementId),
      allow: mayChangeSpendingPicture,
      audit: { action: 'disbursement.picture', subject: subjectOf },
      run: async ({ body, actor }, seen) => presentDisbursement(await desk.changePicture(seen, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.readVoucher,
      load: async ({ params }) => {
        const disbursement = await store.get(params.disbursementId)
        const voucher = disbursement?.vouchers.find(({ fileId }) => fileId === params.fileId)
        return disbursement && voucher ? { charityId: disbursement.charityId, voucher } : null
      },
      allow: mayReadBooks,
      audit: { action: 'voucher.read', subject: ({ voucher }) => voucher.fileId },
      run: async (_, { voucher }) => ({
        content: await vouchers.read(voucher.fileId),
        contentType: voucher.contentType,
        filename: `${voucher.fileId}.${fileEndings[voucher.contentType] ?? 'bin'}`,
      }),
    }),
  ]
}
