import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../platform/db/index.ts'
import type { GaugeSpec } from '../../platform/http/gauges.ts'
import { latestLedgerReport } from './ledger/checks.ts'

const MINUTE_MS = 60_000
/** A shift notices within it; older cases are no news. */
const RECENT_MS = 24 * 60 * MINUTE_MS

/** What of gifts and their money waits for a person, or for too long. Each is counted by an index. */
export function donationGauges(db: Database, clock: Clock): GaugeSpec[] {
  const before = (ms: number) => new Date(clock.now().getTime() - ms)
  return [
    {
      name: 'minsheng_ledger_holds',
      help: 'The last daily look at the ledger: 1 every invariant holds, 0 one is broken',
      read: async () => {
        const report = await latestLedgerReport(db)
        return report === null || report.ok ? 1 : 0
      },
    },
    {
      name: 'minsheng_ledger_checked_seconds',
      help: 'How long ago the ledger was looked at; +Inf when never',
      read: async () => {
        const report = await latestLedgerReport(db)
        return report ? (clock.now().getTime() - report.at.getTime()) / 1000 : Number.POSITIVE_INFINITY
      },
    },
    {
      name: 'minsheng_quarantined_last_day',
      help: 'Money and refunds that did not fit their order, of the last 24 hours',
      read: () => db.collection('payment_cases').countDocuments({ createdAt: { $gte: before(RECENT_MS) } }),
    },
    {
      name: 'minsheng_reconciliation_days',
      help: 'Days with differences nobody settled, and days whose bill could not be used',
      label: 'state',
      read: async () => {
        const days = db.collection('reconciliations')
        const [differences, failed] = await Promise.all([
          days.countDocuments({ state: 'differences' }),
          days.countDocuments({ state: 'failed' }),
        ])
        return { differences, failed }
      },
    },
    {
      name: 'minsheng_notices_waiting',
      help: 'Verified notices of WeChat Pay received and still not processed after five minutes',
      read: async () => {
        const waiting = { state: 'received', nextTryAt: { $gt: new Date(0) }, receivedAt: { $lt: before(5 * MINUTE_MS) } }
        const counts = await Promise.all(['payment_notices', 'refund_notices'].map((name) => db.collection(name).countDocuments(waiting)))
        return counts.reduce((sum, count) => sum + count, 0)
      },
    },
  ]
}
