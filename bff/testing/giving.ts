import { systemClock } from '@minsheng/shared/units/clock'
import type { GiftDocument, NoticeDocument, PaymentCaseDocument } from '../src/features/donation/giving/store.ts'
import { giftPaidJournal } from '../src/features/donation/ledger/domain.ts'
import { createLedgerStore, type GiftPaidDocument } from '../src/features/donation/ledger/store.ts'
import { derivedId } from '../src/platform/crypto/id.ts'
import { createLog } from '../src/platform/log/index.ts'
import { guestWeapp, key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import type { District } from './district.ts'
import type { payStandIn } from './pay-stand-in.ts'
import { until } from './wait.ts'

/** Giving at one place, seen from both sides: what the visitor does, and what the store keeps. */
export function givingAt(app: TestApp, place: District, pay: ReturnType<typeof payStandIn>) {
  const gifts = app.db.collection<GiftDocument>('gifts')
  const stateOf = async (id: string) => (await gifts.findOne({ _id: id }))?.state
  const give = (by: SignedIn, idempotencyKey = key(), amountFen = 100) =>
    by.call('createGift', {
      body: { projectId: place.campaignId, codeId: place.codeId, amountFen, anonymous: false, donorName: null },
      idempotencyKey,
    })
  const becomes = (id: string, state: string) =>
    until(
      () => stateOf(id),
      (now) => now === state,
    )
  /** Makes the poller's next round ask about the order. */
  const due = (id: string, change: Partial<GiftDocument> = {}) =>
    gifts.updateOne({ _id: id }, { $set: { nextCheckAt: new Date(0), ...change } })
  return {
    gifts,
    /** For tests in which nothing is given back. */
    journals: app.db.collection<GiftPaidDocument>('journals'),
    cases: app.db.collection<PaymentCaseDocument>('payment_cases'),
    notices: app.db.collection<NoticeDocument>('payment_notices'),
    /** The ledger as another process of ours would hold it. */
    ledger: createLedgerStore({ db: app.db, log: createLog('silent'), clock: systemClock }),
    give,
    /** The number an order will have, so that the stand-in can be told before. */
    numberOf: (by: SignedIn, idempotencyKey: string) => derivedId('GY', `${by.accountId}|${idempotencyKey}`),
    stateOf,
    becomes,
    due,
    /** An order paid without a word from WeChat Pay, and not yet asked about. */
    async paidSilently(amountFen = 100) {
      const by = await guestWeapp(app)
      const { gift } = await give(by, key(), amountFen)
      await pay.behave(gift.id, { notice: 'silent' })
      await gifts.updateOne({ _id: gift.id }, { $set: { nextCheckAt: null } })
      await pay.pay(gift.id)
      const { transactionId } = (await pay.order(gift.id)) ?? {}
      if (!transactionId) throw new Error('a paid order has its transaction')
      return { by, id: gift.id, transactionId }
    },
    /** Paid a moment ago, and how WeChat Pay will treat its refunds. */
    async paid(refund: NonNullable<Parameters<typeof pay.behave>[1]['refund']> = {}, notice = 'normal') {
      const by = await guestWeapp(app)
      const { gift } = await give(by)
      await pay.behave(gift.id, { notice, refund: { delayMs: 0, ...refund } })
      await pay.pay(gift.id)
      if (notice !== 'normal') await due(gift.id)
      await becomes(gift.id, 'paid')
      return { by, id: gift.id }
    },
    journalOf(id: string, transactionId: string, amountFen = 100) {
      const now = new Date()
      const { charityId, campaignId, codeId } = place
      return giftPaidJournal(
        {
          charityId,
          campaignId,
          codeId,
          outTradeNo: id,
          spMchid: app.config.WECHAT_PAY_SP_MCHID,
          transactionId,
          amountFen,
          paidAt: now,
          source: 'notice',
        },
        now,
      )
    },
  }
}
