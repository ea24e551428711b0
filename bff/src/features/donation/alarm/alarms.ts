import { type Clock, formatInstant } from '@minsheng/shared/units/clock'
import { derivedId, newId } from '../../../platform/crypto/id.ts'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { ScanOf } from '../scan/store.ts'
import { distanceWords, expectedScans, forgedRules, type Habits, lengthWords } from './domain.ts'
import type { AlarmFacts, AlarmStore, Evidence } from './store.ts'

const SYSTEM = '系统'

export type Alarms = ReturnType<typeof createAlarms>

/** Everything that raises a 码警, and what lets one go again by itself. */
export function createAlarms({ store, metrics, clock }: { store: AlarmStore; metrics: Metrics; clock: Clock }) {
  async function raise(facts: Omit<AlarmFacts, '_id'>, evidence: Omit<Evidence, 'patrolId' | 'photoId'> & Partial<Evidence>) {
    const opened = await store.raise(
      { ...facts, _id: derivedId('alm', `${facts.subject}|${facts.kind}|${evidence.id}`) },
      { patrolId: null, photoId: null, ...evidence },
    )
    if (opened) metrics.events.inc({ event: `code_alarm_${facts.kind}` })
  }
  const ofCode = ({ codeId, charityId, venueId }: ScanOf) => ({ subject: `code:${codeId}`, codeId, charityId, venueId })

  return {
    raise,
    /** A busy code nobody scans any more. */
    silent(of: ScanOf, habits: Habits, lastScanAt: Date) {
      const now = clock.now()
      const expected = expectedScans(habits, lastScanAt, now)
      const words = `已经 ${lengthWords(now.getTime() - lastScanAt.getTime())}没有人扫，平时这么长时间大约有 ${Math.round(expected)} 次。码可能被盖住、撕掉或换掉了。`
      return raise(
        { ...ofCode(of), kind: 'silent', summary: words },
        // One silence is one evidence, however often it is looked at.
        { id: `silent-${lastScanAt.getTime()}`, at: now, source: 'clock', words },
      )
    },
    /** A busy code that nobody has patrolled for long. */
    overdue(of: ScanOf, habits: Habits, since: Date, patrolled: boolean) {
      const now = clock.now()
      const length = lengthWords(now.getTime() - since.getTime())
      const words = `${patrolled ? `已经 ${length}没有人巡查` : `开始使用 ${length}还没有人巡查过`}，这里平均每天扫 ${(habits.scans / habits.days).toFixed(1)} 次。`
      return raise(
        { ...ofCode(of), kind: 'overdue', summary: words },
        { id: `overdue-${since.getTime()}`, at: now, source: 'clock', words },
      )
    },
    /** A code scanned far from where it hangs, by a volunteer or by a giver who had allowed their place. */
    displaced(
      of: ScanOf,
      seen: { id: string; source: 'patrol' | 'giver'; distanceM: number; accuracyM: number; patrolId?: string; photoId?: string | null },
    ) {
      const words = `在离点位${distanceWords(seen.distanceM)}的地方被扫（手机误差${distanceWords(seen.accuracyM)}）。码可能被人拿走或翻印。`
      return raise(
        { ...ofCode(of), kind: 'displaced', summary: words },
        { id: seen.id, at: clock.now(), source: seen.source, words, patrolId: seen.patrolId ?? null, photoId: seen.photoId ?? null },
      )
    },
    /** Visitors met a code that pretends to be this one; `visitors` of them today. */
    async forgedSeen(of: ScanOf, visitors: number) {
      if (visitors < forgedRules.visitorsADay) return
      const now = clock.now()
      const words = `今天有 ${visitors} 位访客扫到冒充这张码的假码。`
      await raise({ ...ofCode(of), kind: 'forged', summary: words }, { id: newId('seen'), at: now, source: 'scan', words })
    },
    /** Somebody scanned again: the silence is over by itself. */
    resumed(codeId: string) {
      const at = clock.now()
      const note = `${formatInstant(at)} 又有人扫码，自动解除`
      return store.settle(`code:${codeId}`, 'silent', { to: 'closed', by: SYSTEM, at, note, result: 'resumed' })
    },
    async patrolled(codeIds: readonly string[]) {
      const at = clock.now()
      const note = `${formatInstant(at)} 志愿者已巡查，自动解除`
      for (const codeId of codeIds)
        await store.settle(`code:${codeId}`, 'overdue', { to: 'closed', by: SYSTEM, at, note, result: 'resumed' })
    },
  }
}
