import { setOffSharePercent } from '@minsheng/shared/law/assistance'
import { valueOn } from '@minsheng/shared/law/parameter'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../../../../platform/crypto/keyring.ts'
import type { Database } from '../../../../platform/db/index.ts'
import type { DataKeys } from '../../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../../platform/protect/protector.ts'
import type { AwardStore } from '../../award/store.ts'
import type { RuleSubjects } from '../../subject.ts'
import { createSetOffStore } from '../row/set-off-store.ts'
import type { PayoutStore } from '../store.ts'
import { type RecoveryFields, recoveryFields } from './catalogue.ts'
import { createClaims } from './claims.ts'
import { createRecoveryDesk } from './desk.ts'
import { createOverpaid } from './overpaid.ts'
import type { RecoveryFacts } from './records.ts'
import { createRepaying } from './repaying.ts'
import { type RecoveryRouteParts, recoveryRoutes } from './routes.ts'
import { createRecoveryStore } from './store.ts'

interface RecoveryParts extends Pick<RecoveryRouteParts, 'titleOf' | 'namesOf' | 'placeNames'> {
  db: Database
  keys: KeyRing
  dataKeys: DataKeys
  books: PayoutStore
  awards: AwardStore
  subjects: Pick<RuleSubjects, 'home'>
  speakersOf: Parameters<typeof createRecoveryDesk>[0]['speakersOf']
  clock: Clock
}

/** Taking back what was paid too much. */
export function assembleRecoveries(parts: RecoveryParts) {
  const { db, keys, dataKeys, books, awards, subjects, clock } = parts
  const store = createRecoveryStore(db, createProtector<RecoveryFacts, RecoveryFields>(recoveryFields, dataKeys, keys))
  const setOffs = createSetOffStore(db)
  const desk = createRecoveryDesk({ store, books, setOffs, awards, subjects, speakersOf: parts.speakersOf, clock })
  const repaying = createRepaying({ store, setOffs, clock })
  const overpaid = createOverpaid({ awards, books, setOffs, store, subjects })
  return {
    prepare: store.prepare,
    outboxCollections: store.outboxCollections,
    claimsOf: createClaims(store, setOffs),
    setOffPercent: () => valueOn(setOffSharePercent, shanghaiDate(clock.now())),
    /** What was asked back of these accounts, newest first. */
    ofAccounts: store.ofAccounts,
    routes: recoveryRoutes({ ...parts, store, desk, repaying, overpaid, setOffs }),
  }
}
