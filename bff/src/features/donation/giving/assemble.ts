import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { PaymentFacts, PayPort } from '../../../ports/pay.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { createNotices } from '../notice/notices.ts'
import { createInbox } from '../notice/store.ts'
import { createPayments } from './payments.ts'
import { createSettle } from './settle.ts'
import type { GivingStore } from './store.ts'

/** From the order to the journal: what WeChat Pay says of a payment, by notice or when asked. */
export function createGiving(parts: {
  db: Database
  store: GivingStore
  ledger: LedgerStore
  pay: PayPort
  openidOf: (wechatAccountId: string) => Promise<string | null>
  metrics: Metrics
  log: Log
  clock: Clock
}) {
  const { db, store, ledger, pay, openidOf, metrics, log, clock } = parts
  const settle = createSettle({ store, ledger, us: pay.identity, metrics, log, clock })
  const inbox = createInbox<PaymentFacts>(db, 'payment_notices')
  const notices = createNotices({
    inbox,
    read: (raw, now) => pay.readNotice(raw, now),
    apply: (eventType, facts) => (eventType === 'TRANSACTION.SUCCESS' ? settle(facts, 'notice') : Promise.resolve('ignored')),
    metrics,
    log,
    clock,
  })
  const payments = createPayments({ store, pay, settle, openidOf, log, clock })

  /** Should a process die between journal and gift, the journal's event brings the gift along. */
  const giftFollowsJournal: EventHandler = {
    name: 'gift-follows-journal',
    types: ['gift.paid'],
    async handle(entry) {
      const journal = await ledger.byOrder(String(entry.payload.outTradeNo))
      if (journal)
        await store.settleGift(journal.outTradeNo, 'paid', journal.source, clock.now(), {
          paidAt: journal.paidAt,
          transactionId: journal.transactionId,
          ...(journal.payerTotalFen === undefined ? {} : { payerTotalFen: journal.payerTotalFen }),
        })
    },
  }
  const jobs: PeriodicJob[] = [
    { name: 'payment-notices', everyMs: 2_000, run: notices.retryDue },
    { name: 'unpaid-orders', everyMs: 2_000, run: payments.checkDue },
  ]
  return { prepare: inbox.prepare, payments, notices, jobs, handlers: [giftFollowsJournal] }
}
