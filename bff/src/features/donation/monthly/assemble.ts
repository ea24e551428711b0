import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { Send } from '../../message/index.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import type { LedgerStore } from '../ledger/store.ts'
import { createMonthTicks } from './events.ts'
import { createReminders } from './reminders.ts'
import { monthlyRoutes } from './routes.ts'
import { createMonthlyStore } from './store.ts'

/** 月捐: promises to give each month, reminders, and months that were given. */
export function createMonthly(parts: {
  db: Database
  gifts: GivingStore
  ledger: LedgerStore
  campaigns: CampaignStore
  projects: Projects
  send: Send
  log: Log
  clock: Clock
}) {
  const { db, gifts, ledger, campaigns, projects, send, log, clock } = parts
  const monthlies = createMonthlyStore(db)
  const reminders = createReminders({ monthlies, campaigns, projects, send, log, clock })
  const ticks = createMonthTicks({
    monthlies,
    gift: gifts.giftForMoney,
    paidAt: async (giftId) => (await ledger.byOrder(giftId))?.paidAt ?? null,
  })
  const jobs: PeriodicJob[] = [{ name: 'monthly-reminders', everyMs: 5_000, run: reminders.remindDue }]
  return {
    store: monthlies,
    prepare: monthlies.prepare,
    routes: monthlyRoutes({ monthlies, gifts, campaigns, projects, clock }),
    handlers: [ticks],
    jobs,
  }
}
