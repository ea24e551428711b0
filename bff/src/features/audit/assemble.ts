import type { Clock } from '@minsheng/shared/units/clock'
import { type AuditChainState, createAuditReasons } from '../../platform/audit/index.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import type { Log } from '../../platform/log/index.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import { chainRoutes } from './chain/routes.ts'
import { createVerificationStore } from './chain/store.ts'
import { createVerification } from './chain/verification.ts'
import { type ExportRequestFields, exportRequestFields } from './export-request/catalogue.ts'
import type { ExportRequestDocument } from './export-request/domain.ts'
import { exportRequestRoutes } from './export-request/routes.ts'
import type { ExportSource } from './export-request/source.ts'
import { createExportRequestStore } from './export-request/store.ts'
import { auditExport, type WriteWorkbook } from './record/export.ts'
import { recordRoutes } from './record/routes.ts'
import { createRecordStore } from './record/store.ts'
import { unusualRoutes } from './unusual/routes.ts'

const VERIFIED_EVERY_MS = 24 * 3_600_000
const LOOKED_EVERY_MS = 3_600_000

/** 审计: the record read by those who answer for it, its chain, and what may leave the house. */
export function createAudit(parts: {
  db: Database
  keys: KeyRing
  state: AuditChainState
  sources: readonly ExportSource[]
  workbook: WriteWorkbook
  staffIds: (text: string) => Promise<string[]>
  personIds: (text: string) => Promise<string[]>
  namesOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  log: Log
  onDamage: () => void
  clock: Clock
}) {
  const { db, keys, state, sources, workbook, staffIds, personIds, namesOf, log, onDamage, clock } = parts
  const record = createRecordStore(db, createAuditReasons({ db, keys, clock }))
  const requests = createExportRequestStore(
    db,
    createProtector<ExportRequestDocument, ExportRequestFields>(exportRequestFields, createDataKeys({ db, keys, clock }), keys),
  )
  const verifications = createVerificationStore(db)
  const verification = createVerification({ store: verifications, state, clock, log, onDamage })
  const all = [...sources, auditExport({ record, namesOf, workbook, clock })]
  return {
    async prepare() {
      await requests.prepare()
      await verifications.prepare()
    },
    routes: [
      ...recordRoutes({ record, staffIds, personIds, namesOf, clock }),
      ...unusualRoutes({ record, namesOf, clock }),
      ...chainRoutes({ state, store: verifications, verification, clock }),
      ...exportRequestRoutes({ requests, sources: all, namesOf, clock }),
    ],
    jobs: [
      {
        name: 'audit-verify',
        everyMs: LOOKED_EVERY_MS,
        async run() {
          const last = await verifications.last()
          if (last && clock.now().getTime() - last.startedAt.getTime() < VERIFIED_EVERY_MS) return
          await verification.start()
          await verification.idle()
        },
      },
    ] satisfies PeriodicJob[],
    idle: verification.idle,
  }
}
