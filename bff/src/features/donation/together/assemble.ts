import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { WechatPort } from '../../../ports/wechat.ts'
import type { Send } from '../../message/index.ts'
import type { Projects } from '../campaign/projects.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import { createTextChecking } from './checking.ts'
import { togetherRoutes } from './routes.ts'
import { createTeamStore } from './store.ts'
import { decisionTellings } from './tellings.ts'

/** 一起捐: residents' pages, the check of their words, gifts through them. */
export function createTogether(parts: {
  db: Database
  gifts: GivingStore
  campaigns: CampaignStore
  projects: Projects
  wechat: WechatPort
  openidOf: (wechatAccountId: string) => Promise<string | null>
  send: Send
  log: Log
  clock: Clock
}) {
  const { db, gifts, campaigns, projects, wechat, openidOf, send, log, clock } = parts
  const teams = createTeamStore(db)
  const checking = createTextChecking({ teams, wechat, openidOf, log, clock })
  const jobs: PeriodicJob[] = [{ name: 'team-texts', everyMs: 2_000, run: checking.checkDue }]
  return {
    store: teams,
    prepare: teams.prepare,
    routes: togetherRoutes({ teams, gifts, campaigns, projects, checking, clock }),
    handlers: [decisionTellings({ teams, send })],
    jobs,
    idle: checking.idle,
  }
}
