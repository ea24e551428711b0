import { Readable } from 'node:stream'
import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayExportGifts, mayGive, mayReadCases, mayReadDesk, mayReadPublic, ownsGift } from '../access.ts'
import { isPublic } from '../campaign/domain.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import { codeReason } from '../code/domain.ts'
import type { CodeStore } from '../code/store.ts'
import type { Notices } from '../notice/notices.ts'
import { nextCheckAt, PAY_WINDOW_MS, unpayableReason } from './domain.ts'
import { type Payments, payerIpOf } from './payments.ts'
import { csvHeader, csvRow, presentCase, presentGift, presentGiftRow } from './present.ts'
import type { GiftDocument, GivingStore } from './store.ts'
import type { Through } from './through.ts'

interface GivingParts {
  store: GivingStore
  campaigns: CampaignStore
  codes: CodeStore
  projects: Projects
  payments: Payments
  notices: Notices
  through: Through
  clock: Clock
}

export function givingRoutes({ store, campaigns, codes, projects, payments, notices, through, clock }: GivingParts): Route[] {
  const giftLimit = createRateLimit(30, 60)
  const checkLimit = createRateLimit(60, 60)
  const today = () => shanghaiDate(clock.now())
  const channelOf = (visitor: Visitor) => (visitor.channel === 'weapp' ? 'jsapi' : 'h5')

  async function openProject(id: string) {
    const [found] = await projects.withCharity(await campaigns.many([id]))
    return found && isPublic(found.campaign) ? found : null
  }

  /** The venue of a code that may be given to. @throws AppError `campaign_not_open` with the code's reason */
  async function venueOf(codeId: string | null, campaignId: string): Promise<string | null> {
    if (codeId === null) return null
    const code = await codes.get(codeId)
    if (!code || code.campaignId !== campaignId)
      throw new AppError('invalid_input', { issues: [{ path: 'body.codeId', message: '这个公益码不属于该项目，请重新扫码' }] })
    const reason = codeReason(code, today())
    if (reason) throw new AppError('campaign_not_open', { detail: reason })
    return (await codes.venue(code.venueId))?.name ?? null
  }

  return [
    route({
      operation: contract.createGift,
      load: ({ body }) => openProject(body.projectId),
      allow: mayGive,
      audit: { none: 'the gift keeps its own history' },
      run: async ({ body, actor, context }, found) => {
        if (actor.kind !== 'visitor') throw new AppError('unauthenticated')
        await giftLimit.spend(actor.accountId)
        if (found.notAccepting || !found.charity.subMchid)
          throw new AppError('campaign_not_open', { detail: found.notAccepting ?? undefined })
        const venueName = await venueOf(body.codeId, body.projectId)
        const donorName = body.anonymous ? null : body.donorName
        const now = clock.now()
        const partOf = await through(body, actor, now)
        const gift = await store.insertGift({
          _id: derivedId('GY', context.idempotencySeed ?? ''),
          donorId: actor.accountId,
          campaignId: found.campaign._id,
          charityId: found.charity._id,
          codeId: body.codeId,
          amountFen: body.amountFen,
          anonymous: body.anonymous,
          donorName,
          projectTitle: found.campaign.title,
          charityName: found.charity.name,
          venueName,
          channel: channelOf(actor),
          subMchid: found.charity.subMchid,
          payerIp: actor.channel === 'weapp' ? null : payerIpOf(context.ip),
          state: 'awaiting',
          payBefore: new Date(now.getTime() + PAY_WINDOW_MS),
          paidAt: null,
          transactionId: null,
          ...partOf,
          checks: 0,
          nextCheckAt: nextCheckAt(0, now),
          rev: 0,
          createdAt: now,
          history: [{ at: now, to: 'awaiting', why: 'ordered' }],
        })
        // The same key long after, or for something else once its record is forgotten, must not open an old order.
        if (
          gift.amountFen !== body.amountFen ||
          gift.campaignId !== body.projectId ||
          gift.codeId !== body.codeId ||
          gift.donorName !== donorName ||
          gift.teamId !== partOf.teamId ||
          gift.monthlyId !== partOf.monthlyId
        )
          throw new AppError('idempotency_key_reused')
        const unpayable = unpayableReason(gift, now)
        if (unpayable) throw new AppError('wrong_state', { detail: unpayable })
        return { gift: presentGift(gift), payment: await payments.open(gift, actor.wechatAccountId) }
      },
    }),
    route({
      operation: contract.listMyGifts,
      load: ({ actor }) => (actor.kind === 'visitor' ? actor : null),
      allow: mayGive,
      audit: { none: "reading one's own gifts" },
      run: async ({ query }, visitor) => {
        const [rows, sum] = await Promise.all([
          store.listOfDonor(visitor.ownerIds, decodeCursor(query.cursor), query.limit),
          store.sumOfDonor(visitor.ownerIds),
        ])
        const page = toPage(rows, query.limit)
        return { items: page.rows.map(presentGift), nextCursor: page.nextCursor, ...sum }
      },
    }),
    route({
      operation: contract.getMyGift,
      load: ({ params }) => store.gift(params.giftId),
      allow: ownsGift,
      audit: { none: "reading one's own gift" },
      run: (_, gift) => presentGift(gift),
    }),
    route({
      operation: contract.checkGiftPayment,
      load: ({ params }) => store.gift(params.giftId),
      allow: ownsGift,
      audit: { none: 'the gift keeps its own history' },
      run: async ({ context }, gift) => {
        await checkLimit.spend(gift.donorId)
        if (gift.state !== 'awaiting') return presentGift(gift)
        try {
          await payments.check(gift)
        } catch (error) {
          // The gift is still known to us; the poller goes on asking.
          if (!(error instanceof AppError) || error.code !== 'upstream_unavailable') throw error
          context.log.warn({ err: error, outTradeNo: gift._id }, 'payment check unanswered')
        }
        return presentGift((await store.gift(gift._id)) ?? gift)
      },
    }),
    route({
      operation: contract.resumeGiftPayment,
      load: ({ params }) => store.gift(params.giftId),
      allow: ownsGift,
      audit: { none: 'the gift keeps its own history' },
      run: async ({ actor }, gift) => {
        if (actor.kind !== 'visitor') throw new AppError('unauthenticated')
        if (gift.state === 'awaiting') await payments.check(gift)
        const fresh: GiftDocument = (await store.gift(gift._id)) ?? gift
        const unpayable = unpayableReason(fresh, clock.now())
        if (unpayable) throw new AppError('wrong_state', { detail: unpayable })
        if (fresh.channel !== channelOf(actor))
          throw new AppError('wrong_state', {
            detail:
              fresh.channel === 'jsapi' ? '这笔捐赠是在微信小程序里下的单，请回到小程序支付' : '这笔捐赠是在网页上下的单，请回到网页支付',
          })
        const found = await openProject(fresh.campaignId)
        if (!found || found.notAccepting) throw new AppError('campaign_not_open', { detail: found?.notAccepting ?? undefined })
        await venueOf(fresh.codeId, fresh.campaignId)
        return { gift: presentGift(fresh), payment: await payments.open(fresh, actor.wechatAccountId) }
      },
    }),
    route({
      operation: contract.receivePaymentNotice,
      load: nothing,
      allow: mayReadPublic,
      audit: { none: 'the inbox keeps every verified notice' },
      run: async ({ body, context }) => {
        await notices.receive({
          body,
          timestamp: context.header('Wechatpay-Timestamp'),
          nonce: context.header('Wechatpay-Nonce'),
          signature: context.header('Wechatpay-Signature'),
          serial: context.header('Wechatpay-Serial'),
        })
        return undefined
      },
    }),
    route({
      operation: contract.listGifts,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadDesk,
      audit: { action: 'gift.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query }, scope) => {
        const [rows, sum] = await Promise.all([store.list(scope, query, decodeCursor(query.cursor), query.limit), store.sum(scope, query)])
        const page = toPage(rows, query.limit)
        return { items: page.rows.map(presentGiftRow), nextCursor: page.nextCursor, ...sum }
      },
    }),
    route({
      operation: contract.exportGifts,
      load: ({ actor }) => charityScope(actor),
      allow: mayExportGifts,
      audit: { action: 'gift.export', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: ({ query }, scope) => {
        async function* lines() {
          yield `\uFEFF${csvHeader}\r\n`
          for await (const gift of store.stream(scope, query)) yield `${csvRow(gift)}\r\n`
        }
        return { content: Readable.from(lines()), contentType: 'text/csv; charset=utf-8', filename: `捐赠记录-${today()}.csv` }
      },
    }),
    route({
      operation: contract.listPaymentCases,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadCases,
      audit: { action: 'payment-case.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query }, scope) => {
        const page = toPage(await store.listCases(scope, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map(presentCase), nextCursor: page.nextCursor }
      },
    }),
  ]
}
