import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { PayPort, RefundFacts } from '../../../ports/pay.ts'
import type { CharityStore } from '../charity/store.ts'
import type { Payments } from '../giving/payments.ts'
import type { GivingStore } from '../giving/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { createNotices } from '../notice/notices.ts'
import { createInbox } from '../notice/store.ts'
import { createRefundAsking } from './asking.ts'
import { createRefundDesk } from './desk.ts'
import { refundRoutes } from './routes.ts'
import { createSettleRefund } from './settle.ts'
import { createRefundStore } from './store.ts'
import { createRefundWithdrawal } from './withdrawal.ts'

/** Giving money back: undo, request and decision, WeChat Pay and bank. */
export function createRefunds(parts: {
  db: Database
  gifts: GivingStore
  ledger: LedgerStore
  charities: CharityStore
  payments: Payments
  pay: PayPort
  metrics: Metrics
  log: Log
  clock: Clock
}) {
  const { db, gifts, ledger, charities, payments, pay, metrics, log, clock } = parts
  const refunds = createRefundStore(db)
  const inbox = createInbox<RefundFacts>(db, 'refund_notices')
  const settle = createSettleRefund({ refunds, gifts, ledger, payments, us: pay.identity, metrics, log, clock })
  const desk = createRefundDesk({ refunds, gifts, ledger, charities, clock })
  const withdrawal = createRefundWithdrawal({ refunds, gifts, ledger, pay, settle, clock })
  const asking = createRefundAsking({ refunds, gifts, pay, settle, log, clock })
  const notices = createNotices({
    inbox,
    read: (raw, now) => pay.readRefundNotice(raw, now),
    apply: (eventType, facts) => (eventType.startsWith('REFUND.') ? settle(facts, 'notice') : Promise.resolve('ignored')),
    metrics,
    log,
    clock,
  })
  const jobs: PeriodicJob[] = [
    { name: 'refund-notices', everyMs: 2_000, run: notices.retryDue },
    { name: 'open-refunds', everyMs: 2_000, run: asking.askDue },
  ]
  return {
    async prepare() {
      await refunds.prepare()
      await inbox.prepare()
    },
    routes: refundRoutes({ refunds, gifts, desk, withdrawal, asking, notices }),
    jobs,
    store: refunds,
    async idle() {
      await asking.idle()
      await notices.idle()
    },
  }
}
