import { createHash } from 'node:crypto'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { Log } from '../../../platform/log/index.ts'
import type { Alarms } from '../alarm/alarms.ts'
import type { CodeStore } from '../code/store.ts'
import { FORGED_REPEAT_MS, REPEAT_MS, shanghaiHour } from './domain.ts'
import type { ScanOf, ScanStore } from './store.ts'

/** A code scanned for the first time is asked about an hour later. */
const FIRST_CHECK_MS = 3_600_000

export type ScanCounts = ReturnType<typeof createScanCounts>

/** Counts scans after they are answered: a person who scans never waits for statistics, and never fails because of them. */
export function createScanCounts(parts: { store: ScanStore; codes: CodeStore; alarms: Alarms; log: Log; clock: Clock }) {
  const { store, codes, alarms, log, clock } = parts
  const running = new Set<Promise<void>>()
  /** Who scanned a moment ago, as a number that leads back to no one. */
  const markId = (what: string, codeId: string, actor: string) =>
    createHash('sha256').update(`${what}|${codeId}|${actor}`).digest('base64url').slice(0, 22)

  function soon(what: string, work: () => Promise<void>): void {
    const done = work()
      .catch((error: unknown) => log.warn({ err: error }, `${what} not counted`))
      .finally(() => running.delete(done))
    running.add(done)
  }

  async function count(of: ScanOf, actor: string): Promise<void> {
    const now = clock.now()
    if (!(await store.mark(markId('scan', of.codeId, actor), now, REPEAT_MS))) return
    await store.count(of, shanghaiDate(now), shanghaiHour(now), now, new Date(now.getTime() + FIRST_CHECK_MS))
    await alarms.resumed(of.codeId)
  }

  async function countForged(claims: string, actor: string): Promise<void> {
    const now = clock.now()
    const code = await codes.get(claims)
    if (!code) return
    if (!(await store.mark(markId('forged', claims, actor), now, FORGED_REPEAT_MS))) return
    const of = { codeId: code._id, charityId: code.charityId, venueId: code.venueId }
    await alarms.forgedSeen(of, await store.countForged(of, shanghaiDate(now)))
  }

  return {
    scanned: (of: ScanOf, actor: string) => soon('a scan', () => count(of, actor)),
    /** @param claims the id of the code that the forged one pretends to be */
    forged: (claims: string, actor: string) => soon('a forged code', () => countForged(claims, actor)),
    /** Waits for what is being counted, at shutdown. */
    async idle(): Promise<void> {
      await Promise.all(running)
    },
  }
}
