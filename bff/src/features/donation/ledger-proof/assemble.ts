import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { GivingStore } from '../giving/store.ts'
import { createProofs } from './proofs.ts'
import { ledgerProofRoutes } from './routes.ts'
import { createSealing } from './sealing.ts'
import { createProofStore } from './store.ts'

/** 账本指纹: each day of the ledger sealed, and each donor able to check that their gift is in it. */
export function createLedgerProof(parts: { db: Database; gifts: Pick<GivingStore, 'gift'>; log: Log; clock: Clock }) {
  const { db, gifts, log, clock } = parts
  const store = createProofStore(db)
  const proofs = createProofs({ store, clock })
  const { sealDue } = createSealing({ store, log, clock })
  const job: PeriodicJob = { name: 'ledger-seal', everyMs: 60_000, run: sealDue }
  return { prepare: store.prepare, routes: ledgerProofRoutes({ store, proofs, gifts }), job, newestHead: proofs.newestHead }
}
