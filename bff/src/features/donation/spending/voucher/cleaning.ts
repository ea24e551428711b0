import type { Clock } from '@minsheng/shared/units/clock'
import type { PeriodicJob } from '../../../../platform/jobs/periodic.ts'
import type { Log } from '../../../../platform/log/index.ts'
import type { SpendingStore } from '../store.ts'
import type { VoucherStore } from './store.ts'

const DAY_MS = 24 * 3_600_000
/** A form may lie open over a weekend. */
export const UNUSED_DAYS = 7
/** Between being put aside and being gone; a request that saw the file before has long been written by then. */
export const ASIDE_DAYS = 1
const AT_ONCE = 200

/**
 * Files uploaded as vouchers that no spending ever named are put aside after a week and gone a day later: they name
 * people and accounts, and nobody needs them.
 * @remarks 个人信息保护法 19: kept no longer than needed.
 */
export function createVoucherCleaning(parts: { vouchers: VoucherStore; spendings: SpendingStore; log: Log; clock: Clock }): PeriodicJob {
  const { vouchers, spendings, log, clock } = parts
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)

  async function run(signal: AbortSignal): Promise<void> {
    let removed = await vouchers.removeHalfDone(daysAgo(ASIDE_DAYS))
    const before = daysAgo(UNUSED_DAYS)
    const found = await vouchers.doubtful(before, AT_ONCE)
    const named = await spendings.namedFiles(found.map(({ _id }) => _id))
    await vouchers.keep([...named])
    const unused = found.filter(({ _id }) => !named.has(_id))
    await vouchers.putAside(
      unused.map(({ _id }) => _id),
      clock.now(),
    )
    for (const { _id, unusedSince } of unused) {
      if (signal.aborted) break
      if (unusedSince === undefined || unusedSince > daysAgo(ASIDE_DAYS)) continue
      await vouchers.remove(_id)
      removed += 1
    }
    if (removed > 0) log.info({ removed }, 'voucher files that no spending named are gone')
  }

  return { name: 'unused-vouchers', everyMs: 3_600_000, run }
}
