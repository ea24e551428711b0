import { appendFile, open } from 'node:fs/promises'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { newId } from '../crypto/id.ts'
import type { KeyRing } from '../crypto/keyring.ts'
import type { Database } from '../db/index.ts'
import { createLease } from '../events/lease.ts'
import type { PeriodicJob } from '../jobs/periodic.ts'
import type { Log } from '../log/index.ts'
import { createAuditKeys } from './keys.ts'
import type { AuditLog } from './log.ts'
import { chained, macOf } from './row.ts'
import { signAnchor, signCut } from './statement.ts'
import { createAuditStore } from './store.ts'

const SEALED_EVERY_MS = 1_000
const LEASE_MS = 15_000
const ANCHORED_EVERY_MS = 10 * 60_000
/** Longer than any request: what has not ended by then died. */
const ABANDONED_AFTER_MS = 5 * 60_000

const PRUNED_EVERY_MS = 24 * 3_600_000
/**
 * Three years, and well over the six months the law asks.
 * @remarks 网络安全法 (2026 wording): logs at least six months; 网络数据安全管理条例 article 12: records of passing on three years
 */
const KEPT_MS = 3 * 366 * 24 * 3_600_000

interface SealerParts {
  db: Database
  clock: Clock
  keys: KeyRing
  audit: Pick<AuditLog, 'begin' | 'closeAbandoned'>
  log: Log
  /** Where heads are written down outside the database. */
  anchorFile: string | undefined
  /** Called with what must not be: a row altered before it was chained, a head that went back. */
  onDamage: () => void
}

/** Chains what was written: one process at a time, within seconds, and never in anyone's way. */
export function createAuditSealer(parts: SealerParts) {
  const { db, clock, keys, audit, log, anchorFile, onDamage } = parts
  const store = createAuditStore(db)
  const auditKeys = createAuditKeys(keys)
  const lease = createLease(db.collection('leases'), 'audit-sealer', newId('sealer'), LEASE_MS, clock)
  let furthest = 0

  function damage(words: string, about: object): void {
    onDamage()
    log.error(about, words)
  }

  /** Chains everything that waits. @returns how many rows got their place */
  async function seal(): Promise<number> {
    let count = 0
    for (;;) {
      const rows = await store.openRows()
      if (rows.length === 0) return count
      const head = await store.head()
      if (head.seq < furthest) damage('the audit chain is shorter than it was', { seq: head.seq, was: furthest })
      const secrets = auditKeys.macSecrets()
      for (const row of rows) {
        const secret = secrets.get(row.kid ?? '')
        // Chained as it is found: the verifier names it, and what was done to it can't be undone unseen.
        if (row.mac !== undefined && (!secret || macOf(secret, row) !== row.mac))
          damage('an audit row was altered before it was chained', { row: row._id })
      }
      const chain = chained(rows, head)
      if (await store.place(chain)) count += chain.length
      furthest = Math.max(furthest, (await store.head()).seq)
    }
  }

  async function writeOutside(line: string): Promise<void> {
    if (!anchorFile) return
    await appendFile(anchorFile, `${line}\n`, { mode: 0o640 })
    const handle = await open(anchorFile, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  /** Signs the head and writes it down outside; the first of each day is told to everyone. @returns null when nothing is new */
  async function anchor() {
    const [head, last] = await Promise.all([store.head(), store.lastAnchor()])
    const now = clock.now()
    const date = shanghaiDate(now)
    const isNewDay = !last || shanghaiDate(new Date(last.at)) !== date
    if (head.seq === 0 || (last && !isNewDay && (last.seq >= head.seq || now.getTime() - Date.parse(last.at) < ANCHORED_EVERY_MS)))
      return null
    const made = signAnchor({ seq: head.seq, hash: head.hash, at: now.toISOString() }, auditKeys.current())
    await writeOutside(JSON.stringify(made))
    await store.keepAnchor(made, isNewDay ? date : null)
    return made
  }

  /**
   * Takes away what is older than its time: the cut is signed and on record before the first row goes, so that the chain is
   * verified from there on. Broken off in the midst, the next run goes on.
   * @returns how many rows went
   */
  async function prune(): Promise<number> {
    const now = clock.now()
    const due = await store.lastBefore(new Date(now.getTime() - KEPT_MS))
    const before = await store.cut()
    if (due && due.seq > (before?.seq ?? 0)) {
      const { seq, hash } = due
      const cut = signCut({ seq, hash, at: now.toISOString(), newestAt: due.at.toISOString() }, auditKeys.current())
      await writeOutside(JSON.stringify(signAnchor({ seq, hash, at: cut.at }, auditKeys.current())))
      await store.keepCut(cut)
    }
    const cut = await store.cut()
    if (!cut || (await store.rows.countDocuments({ seq: { $gt: 0, $lte: cut.seq } }, { limit: 1 })) === 0) return 0
    const subject = `rows up to ${cut.seq}`
    const intent = await audit.begin({ actor: { kind: 'anonymous' }, action: 'audit.prune', subject, requestId: 'audit-prune' })
    const dropped = await store.dropUpTo(cut.seq)
    await intent.end('done', `${subject}: ${dropped}`)
    return dropped
  }

  const jobs: PeriodicJob[] = [
    {
      name: 'audit-prune',
      everyMs: PRUNED_EVERY_MS,
      async run() {
        if (await lease.hold()) await prune()
      },
    },
    {
      name: 'audit-sealer',
      everyMs: SEALED_EVERY_MS,
      async run() {
        if (!(await lease.hold())) return
        await audit.closeAbandoned(ABANDONED_AFTER_MS)
        await seal()
        await anchor()
      },
    },
  ]
  return { seal, anchor, prune, jobs, release: lease.release }
}
