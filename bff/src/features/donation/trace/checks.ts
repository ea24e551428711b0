import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../../platform/db/index.ts'
import { checkOf, type LedgerCheck } from '../ledger/check.ts'
import { isSame, traceOf } from './refresh.ts'
import { createTraceStore } from './store.ts'

/** Traces follow the journal within seconds; a campaign whose newest journal is younger is not yet held against it. */
const SETTLING_MS = 60_000

/** Folds every campaign's journals from scratch and compares with what is stored for donors. Reads only. */
export function createTraceChecks({ db, clock }: { db: Database; clock: Clock }) {
  const store = createTraceStore(db)
  return async function tracesHold(): Promise<LedgerCheck> {
    const check = checkOf('each gift is traced as its journals say')
    const seen = new Set<string>()
    for (const { _id } of await store.all()) {
      if (seen.has(_id)) continue
      const group = await store.groupOf(_id)
      for (const id of group) seen.add(id)
      const made = await traceOf(store, group)
      if (made.foldedTo.getTime() > clock.now().getTime() - SETTLING_MS) continue
      const stored = await store.storedOf(group)
      const gifts = new Map(stored.gifts.map((gift) => [gift._id, gift]))
      for (const [giftId, gift] of made.gifts) {
        const there = gifts.get(giftId)
        gifts.delete(giftId)
        if (there) check.look(giftId, isSame(there, gift) ? null : 'stored otherwise than its journals say')
        else check.look(giftId, made.touched(giftId) ? 'used, but not stored' : null)
      }
      for (const giftId of gifts.keys()) check.look(giftId, 'stored, but in no journal')
      const spendings = new Map(stored.spendings.map((spending) => [spending._id, spending]))
      for (const [id, spending] of made.spendings) {
        const there = spendings.get(id)
        check.look(id, there && isSame(there, spending) ? null : 'not stored as its journals say')
      }
    }
    return check.check
  }
}
