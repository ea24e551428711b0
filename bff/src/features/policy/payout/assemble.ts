import type { Catalogue } from '@minsheng/shared/policy/policy/definition'
import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../platform/crypto/keyring.ts'
import type { Database } from '../../../platform/db/index.ts'
import type { DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import type { Speaker } from '../award/spoken/domain.ts'
import type { AwardRecord, AwardStore } from '../award/store.ts'
import type { RuleSubjects } from '../subject.ts'
import { type BatchFields, batchFields, type PayRowFields, payRowFields } from './catalogue.ts'
import { createPayoutDesk } from './desk.ts'
import { createMine } from './mine.ts'
import { createPlanner } from './planning/planner.ts'
import type { BatchDocument, PayRow } from './records.ts'
import { assembleRecoveries } from './recovery/assemble.ts'
import { type PayoutRouteParts, payoutRoutes } from './routes.ts'
import { createRowStore } from './row/store.ts'
import { createPayoutStore } from './store.ts'

interface PayoutParts extends Pick<PayoutRouteParts, 'titleOf' | 'namesOf' | 'placeNames' | 'presentAward'> {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  awards: AwardStore
  subjects: Pick<RuleSubjects, 'home'>
  /** A resident's registered name. */
  nameOf: (residentId: string) => Promise<string | null>
  isUnderAge: (residentId: string) => Promise<boolean>
  /** Who may be heard on something that was awarded. */
  speakersOf: (award: AwardRecord) => Promise<readonly Speaker[]>
  catalogue: () => Promise<Catalogue>
  clock: Clock
}

/** Paying what was awarded, month by month. */
export function assemblePayouts(parts: PayoutParts) {
  const { db, keys, dataKeys, awards, subjects, catalogue, clock, titleOf } = parts
  const store = createPayoutStore(db, createProtector<BatchDocument, BatchFields>(batchFields, dataKeys, keys))
  const rows = createRowStore(db, createProtector<PayRow, PayRowFields>(payRowFields, dataKeys, keys))
  const recoveries = assembleRecoveries({ ...parts, books: store })
  const { claimsOf, setOffPercent } = recoveries
  const planner = createPlanner({ awards, store, rows, subjects, catalogue, claimsOf, setOffPercent })
  const desk = createPayoutDesk({ store, rows, planner, awards, titleOf, clock })
  const mine = createMine({ awards, rows, planner, catalogue, titleOf, nameOf: parts.nameOf, isUnderAge: parts.isUnderAge, clock })
  return {
    async prepare() {
      await store.prepare()
      await rows.prepare()
      await recoveries.prepare()
    },
    /** What was paid to these accounts, newest first. */
    payments: rows.ofAccounts,
    /** What was asked back of these accounts, newest first. */
    recoveries: recoveries.ofAccounts,
    outboxCollections: [...rows.outboxCollections, ...recoveries.outboxCollections],
    routes: [...payoutRoutes({ ...parts, store, rows, desk, mine, awards }), ...recoveries.routes],
  }
}
