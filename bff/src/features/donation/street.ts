import type { Clock } from '@minsheng/shared/units/clock'
import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { Database } from '../../platform/db/index.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import type { Log } from '../../platform/log/index.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import { createAlarms } from './alarm/alarms.ts'
import { alarmRoutes } from './alarm/routes.ts'
import { createAlarmStore } from './alarm/store.ts'
import { createWatch } from './alarm/watch.ts'
import type { CampaignStore } from './campaign/store.ts'
import type { CharityStore } from './charity/store.ts'
import type { CodeKeys } from './code/domain.ts'
import { sheetRoutes } from './code/sheet/routes.ts'
import type { CodeStore } from './code/store.ts'
import { createCodeFigures } from './code/wxacode/figures.ts'
import { createFigureStore } from './code/wxacode/store.ts'
import { createGiftHours } from './ledger/gift-hours.ts'
import { deskPatrolRoutes } from './patrol/desk-routes.ts'
import { giverRoutes } from './patrol/giver-routes.ts'
import { createInspect } from './patrol/inspection.ts'
import { createPhotoStore } from './patrol/photo/store.ts'
import { createPatrolRecords } from './patrol/records.ts'
import { residentPatrolRoutes } from './patrol/resident-routes.ts'
import { createPlanRound } from './patrol/round.ts'
import { createPatrolStore } from './patrol/store.ts'
import { createVolunteers } from './patrol/volunteers.ts'
import { createScanCounts } from './scan/counts.ts'
import { scanRoutes } from './scan/routes.ts'
import { createVenueFigures } from './scan/statistics.ts'
import { createScanStore } from './scan/store.ts'

interface StreetParts {
  db: Database
  codes: CodeStore
  campaigns: CampaignStore
  charities: CharityStore
  keys: CodeKeys
  cipher: FieldCipher
  wechat: WechatPort
  /** The masked phone number of a resident; null for a guest. */
  phoneOf: (accountId: string) => Promise<string | null>
  /** The name a member of staff goes by. */
  staffName: (accountId: string) => Promise<string>
  metrics: Metrics
  log: Log
  clock: Clock
  appId: string
  publicBaseUrl: string
}

/** The codes in the street: what is printed, who scans, who looks after them, and what is wrong. */
export function createStreet(parts: StreetParts) {
  const { db, codes, campaigns, charities, keys, clock, appId, publicBaseUrl, metrics, log } = parts
  const scans = createScanStore(db)
  const alarmStore = createAlarmStore(db)
  const patrolStore = createPatrolStore(db)
  const photos = createPhotoStore(db)
  const figureStore = createFigureStore(db)
  const figures = createCodeFigures({ store: figureStore, wechat: parts.wechat, clock })
  const alarms = createAlarms({ store: alarmStore, metrics, clock })
  const counts = createScanCounts({ store: scans, codes, alarms, log, clock })
  const volunteers = createVolunteers({ store: patrolStore, cipher: parts.cipher, phoneOf: parts.phoneOf, clock })
  const inspect = createInspect({ codes, campaigns, keys, appId, clock })
  const records = createPatrolRecords({ store: patrolStore, photos, codes, scans, alarms, inspect, clock })
  const planRound = createPlanRound({ store: patrolStore, codes, campaigns, clock })
  const watch = createWatch({ scans, codes, alarms, patrols: patrolStore.hasVolunteers, clock })
  const venueFigures = createVenueFigures({ scans, gifts: createGiftHours(db), campaigns })

  return {
    async prepare() {
      for (const part of [scans, alarmStore, patrolStore, photos, figureStore]) await part.prepare()
    },
    scans,
    counts,
    figures,
    watch,
    routes: [
      ...sheetRoutes({ codes, campaigns, charities, figures, keys, clock, appId, publicBaseUrl }),
      ...scanRoutes({ codes, figures: venueFigures, clock }),
      ...residentPatrolRoutes({ store: patrolStore, photos, volunteers, records, inspect, planRound, codes, charities, keys, clock }),
      ...deskPatrolRoutes({ store: patrolStore, photos, volunteers, keys, clock, publicBaseUrl }),
      ...giverRoutes({ codes, alarms, keys, appId, clock }),
      ...alarmRoutes({ alarms: alarmStore, codes, campaigns, charities, staffName: parts.staffName, clock }),
    ],
    jobs: [watch.job],
    idle: counts.idle,
  }
}
