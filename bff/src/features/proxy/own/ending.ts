import { addDays, daysBetween } from '@minsheng/shared/units/calendar'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Lease } from '../../../platform/events/lease.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import { ENDING_DAYS, endingSoon, overAt } from '../domain.ts'
import type { ProxyStore } from '../store.ts'
import type { ProxyTellings } from './tellings.ts'

const EVERY_MS = 10 * 60_000
const BATCH = 100

interface EndingParts {
  proxies: Pick<ProxyStore, 'ending' | 'told'>
  tell: Pick<ProxyTellings, 'ending' | 'ended'>
  lease: Lease
  clock: Clock
}

/**
 * Authorisations end by the clock alone; this tells both people, a week before and when it is over. Told first and noted
 * then: a message has one key, so one that is sent again after a crash goes once.
 */
export function createProxyEnding({ proxies, tell, lease, clock }: EndingParts): PeriodicJob {
  async function work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await lease.hold())) {
      const now = clock.now()
      const today = shanghaiDate(now)
      const found = await proxies.ending(today, addDays(today, ENDING_DAYS), BATCH)
      for (const proxy of found) {
        if (proxy.until < today) {
          await tell.ended(proxy)
          await proxies.told(proxy._id, { endToldAt: now, endedAt: overAt(proxy.until), openKey: null })
          continue
        }
        if (endingSoon(proxy, today)) await tell.ending(proxy, daysBetween(today, proxy.until))
        await proxies.told(proxy._id, { warnedAt: now })
      }
      if (found.length < BATCH) return
    }
  }
  return { name: 'proxy-endings', everyMs: EVERY_MS, run: work }
}
