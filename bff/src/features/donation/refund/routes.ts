import { donationContract as contract } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import { actorId } from '../../../platform/auth/actor.ts'
import { decodeCursor, toPage } from '../../../platform/db/cursor.ts'
import { createRateLimit } from '../../../platform/http/rate-limit.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { charityScope, mayDecideRefund, mayReadPublic, mayReadRefunds, mayRequestRefund, ownsGift } from '../access.ts'
import type { GivingStore } from '../giving/store.ts'
import type { Notices } from '../notice/notices.ts'
import type { RefundAsking } from './asking.ts'
import type { RefundDesk } from './desk.ts'
import { presentRefund, presentRefundRow } from './present.ts'
import type { RefundStore } from './store.ts'
import type { RefundWithdrawal } from './withdrawal.ts'

interface RefundParts {
  refunds: RefundStore
  gifts: GivingStore
  desk: RefundDesk
  withdrawal: RefundWithdrawal
  asking: RefundAsking
  notices: Notices
}

export function refundRoutes({ refunds, gifts, desk, withdrawal, asking, notices }: RefundParts): Route[] {
  const undoLimit = createRateLimit(30, 60)
  return [
    route({
      operation: contract.undoGift,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: ownsGift,
      audit: { none: 'the refund keeps its own history' },
      run: async ({ actor, context }, gift) => {
        await undoLimit.spend(actorId(actor))
        const refund = await desk.undo(gift, actorId(actor), context.idempotencySeed ?? '')
        asking.askSoon(refund)
        return presentRefund(refund)
      },
    }),
    route({
      operation: contract.listRefunds,
      load: ({ actor }) => charityScope(actor),
      allow: mayReadRefunds,
      audit: { action: 'refund.list', subject: (scope) => (scope.all ? 'all' : scope.charityId) },
      run: async ({ query, actor }, scope) => {
        const page = toPage(await refunds.list(scope, query, decodeCursor(query.cursor), query.limit), query.limit)
        return { items: page.rows.map((refund) => presentRefundRow(refund, actorId(actor))), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.requestRefund,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: mayRequestRefund,
      audit: { action: 'refund.request', subject: (gift) => gift._id },
      run: async ({ actor, body, context }, gift) => {
        const refund = await desk.request(gift, body, actorId(actor), context.idempotencySeed ?? '')
        if (refund.amountFen !== body.amountFen || refund.reason !== body.reason) throw new AppError('idempotency_key_reused')
        return presentRefundRow(refund, actorId(actor))
      },
    }),
    route({
      operation: contract.decideRefund,
      load: ({ params }) => refunds.refund(params.refundId),
      allow: mayDecideRefund,
      audit: { action: 'refund.decide', subject: (refund) => refund._id },
      run: async ({ actor, body }, refund) => {
        const decided = await desk.decide(refund, body, actorId(actor))
        asking.askSoon(decided)
        return presentRefundRow(decided, actorId(actor))
      },
    }),
    route({
      operation: contract.recordBankRefund,
      load: ({ params }) => refunds.refund(params.refundId),
      allow: mayRequestRefund,
      audit: { action: 'refund.bank-transfer', subject: (refund) => refund._id },
      run: async ({ actor, body }, refund) => presentRefundRow(await desk.recordTransfer(refund, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.requestRefundWithdrawal,
      load: ({ params }) => refunds.refund(params.refundId),
      allow: mayRequestRefund,
      audit: { action: 'refund.ask-withdrawal', subject: (refund) => refund._id },
      run: async ({ actor, body }, refund) => presentRefundRow(await withdrawal.request(refund, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.decideRefundWithdrawal,
      load: ({ params }) => refunds.refund(params.refundId),
      allow: mayDecideRefund,
      audit: { action: 'refund.decide-withdrawal', subject: (refund) => refund._id },
      run: async ({ actor, body }, refund) => presentRefundRow(await withdrawal.decide(refund, body, actorId(actor)), actorId(actor)),
    }),
    route({
      operation: contract.receiveRefundNotice,
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
  ]
}
