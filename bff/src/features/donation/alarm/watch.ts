import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import { stateOn } from '../code/domain.ts'
import type { CodeStore } from '../code/store.ts'
import { dateAfter } from '../scan/domain.ts'
import type { ActivityDocument, ScanStore } from '../scan/store.ts'
import type { Alarms } from './alarms.ts'
import { habitsOf, isOverdue, silenceRules, silentFrom } from './domain.ts'

const HOUR_MS = 3_600_000
/** A check that dies half way is begun again after this. */
const LEASE_MS = 10 * 60_000
/** Codes are asked about at least this often, for habits change. */
const LONGEST_MS = 24 * HOUR_MS
const MOST_A_RUN = 500

/** Asks of each code that is in use, when it may first have become suspicious, whether it has gone silent or unpatrolled. */
export function createWatch(parts: {
  scans: ScanStore
  codes: CodeStore
  alarms: Alarms
  /** Whether the charity has volunteers who patrol at all. */
  patrols: (charityId: string) => Promise<boolean>
  clock: Clock
}) {
  const { scans, codes, alarms, patrols, clock } = parts

  /** @returns when to ask again */
  async function look(activity: ActivityDocument): Promise<Date> {
    const now = clock.now()
    const later = (ms: number) => new Date(now.getTime() + ms)
    const code = await codes.get(activity._id)
    // Paused, revoked and expired codes are silent with good reason.
    if (!code || stateOn(code, shanghaiDate(now)) !== 'active') return later(LONGEST_MS)
    const lastDate = shanghaiDate(activity.lastScanAt)
    const days = await scans.days(activity._id, dateAfter(lastDate, -silenceRules.historyDays), lastDate)
    const habits = habitsOf(days, shanghaiDate(activity.firstScanAt), lastDate)
    const of = { codeId: code._id, charityId: code.charityId, venueId: code.venueId }

    const since = activity.lastPatrolAt ?? activity.firstScanAt
    if (isOverdue(habits, since, now) && (await patrols(code.charityId)))
      await alarms.overdue(of, habits, since, activity.lastPatrolAt !== null)

    // A code brought back from a pause is not silent since its last scan, but since it came back.
    const back = code.history.findLast((change) => change.to === 'active')?.at
    const silentSince = back && back > activity.lastScanAt ? back : activity.lastScanAt
    const due = silentFrom(habits, silentSince)
    if (due === null) return later(LONGEST_MS)
    if (due > now) return new Date(Math.min(Math.max(due.getTime(), now.getTime() + 60_000), now.getTime() + LONGEST_MS))
    await alarms.silent(of, habits, silentSince)
    return later(LONGEST_MS)
  }

  async function runDue(signal?: AbortSignal): Promise<number> {
    for (let done = 0; done < MOST_A_RUN; done += 1) {
      if (signal?.aborted) return done
      const now = clock.now()
      const activity = await scans.claimDue(now, new Date(now.getTime() + LEASE_MS))
      if (!activity) return done
      await scans.putOff(activity._id, await look(activity))
    }
    return MOST_A_RUN
  }

  const job: PeriodicJob = { name: 'code-watch', everyMs: 30_000, run: async (signal) => void (await runDue(signal)) }
  return { runDue, job }
}
