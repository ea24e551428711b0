import { setImmediate as breathe } from 'node:timers/promises'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { groupsOn } from '../resident/domain.ts'
import type { ResidentScan } from '../resident/scan/store.ts'
import type { ResidentRecord } from '../resident/store.ts'
import { judge, judgeSources, type PersonRuleId, personRuleIds, type QualitySource, type QualitySubject } from './domain.ts'
import type { NewQualityRow, QualityStore } from './store.ts'

/** So many residents are opened at a time; requests are answered in between. */
const BATCH = 500
/** Of one rule so many are listed: whoever mends them measures again. */
const MOST_ROWS = 1_000

export interface QualityGround {
  residents: ResidentScan
  /** Residents who may be registered twice. */
  maybeTwice: () => Promise<Set<string>>
  /** Residents about whom sources disagree. */
  disputed: () => Promise<Set<string>>
  /** Residents whom a register reports dead, since when. */
  reportedDead: () => Promise<Map<string, Date>>
  sources: () => Promise<QualitySource[]>
}

export function createQualityDesk({ store, ground, clock }: { store: QualityStore; ground: QualityGround; clock: Clock }) {
  const subjectOf = (
    resident: ResidentRecord,
    today: string,
    around: { shared: Set<string>; twice: Set<string>; disputed: Set<string>; dead: Map<string, Date> },
  ): QualitySubject => ({
    idNumber: resident.idNumber?.reveal() ?? null,
    phone: resident.phone?.reveal() ?? null,
    birthDate: resident.birthDate,
    sex: resident.sex,
    state: resident.state,
    householdId: resident.householdId,
    openMemberships: resident.memberships.flatMap(({ householdId, to }) => (to === null ? [householdId] : [])),
    groups: groupsOn(resident.groups, today),
    sharesIdNumber: resident.idNumberIndex !== null && around.shared.has(resident.idNumberIndex),
    maybeTwice: around.twice.has(resident._id),
    isDisputed: around.disputed.has(resident._id),
    reportedDeadAt: around.dead.get(resident._id) ?? null,
  })

  const desk = {
    /** Measures everyone by every rule and keeps the result of the day. */
    async measure(signal?: AbortSignal): Promise<void> {
      const now = clock.now()
      const today = shanghaiDate(now)
      const [shared, twice, disputed, dead] = await Promise.all([
        ground.residents.sharedIdNumbers(),
        ground.maybeTwice(),
        ground.disputed(),
        ground.reportedDead(),
      ])
      const tallies = new Map(personRuleIds.map((id) => [id, { id, checked: 0, failed: 0 }]))
      await store.clearRows(today)
      let after: string | null = null
      while (!signal?.aborted) {
        const batch: ResidentRecord[] = await ground.residents.after(after, BATCH)
        const fresh: NewQualityRow[] = []
        const list = (ruleId: PersonRuleId, resident: ResidentRecord) => {
          const failed = tallies.get(ruleId)?.failed ?? 0
          if (failed <= MOST_ROWS) fresh.push({ ruleId, residentId: resident._id, path: resident.path, date: today })
        }
        for (const resident of batch) {
          const { checked, broken } = judge(subjectOf(resident, today, { shared, twice, disputed, dead }), now, today)
          for (const id of checked) {
            const tally = tallies.get(id)
            if (tally) tally.checked += 1
          }
          for (const id of broken) {
            const tally = tallies.get(id)
            if (tally) tally.failed += 1
            list(id, resident)
          }
        }
        await store.saveRows(fresh)
        after = batch.at(-1)?._id ?? null
        if (batch.length < BATCH) break
        await breathe()
      }
      // Half a measuring is none: it is done anew when the process is back.
      if (signal?.aborted) return
      await store.saveResult(today, now, [...tallies.values(), judgeSources(await ground.sources(), now)])
    },

    /** Measures unless today's result is there. */
    async daily(signal?: AbortSignal): Promise<void> {
      if (!(await store.result(shanghaiDate(clock.now())))) await desk.measure(signal)
    },
  }
  return desk
}
