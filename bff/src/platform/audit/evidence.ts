import { existsSync, readFileSync } from 'node:fs'
import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../crypto/keyring.ts'
import { readBackedUpCollection } from '../db/backup/index.ts'
import type { Database } from '../db/index.ts'
import { createAuditKeys } from './keys.ts'
import type { ChainedRow, StoredRow } from './row.ts'
import type { Anchor, Cut } from './statement.ts'
import { createAuditStore } from './store.ts'
import type { AuditEvidence } from './verify.ts'

/**
 * 网络安全法 (2026 wording): logs at least six months; 184 days are the longest six months.
 * @remarks T: text seen
 */
export const LEAST_KEPT_MS = 184 * 24 * 3_600_000

/** The anchors of a file, one JSON line each; a last line that was cut off is none. */
export function anchorsOf(file: string | undefined): Anchor[] {
  if (!file || !existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Anchor)
}

function known(keys: KeyRing | null) {
  const auditKeys = keys ? createAuditKeys(keys) : null
  return { macKeys: auditKeys?.macSecrets() ?? null, trusted: auditKeys?.publicKeys() ?? null, keptAtLeastMs: LEAST_KEPT_MS }
}

/** What a running database holds. */
export async function liveEvidence(place: {
  db: Database
  clock: Clock
  keys: KeyRing | null
  anchorFile: string | undefined
}): Promise<AuditEvidence> {
  const { db, clock, keys, anchorFile } = place
  const store = createAuditStore(db)
  // In this order: what is chained or anchored while we read is then seen twice rather than not at all.
  const [cut, kept, open] = [await store.cut(), await store.anchors(), await store.openRows(0)]
  return { rows: store.chain(), open, anchors: [...anchorsOf(anchorFile), ...kept], cut, at: clock.now(), ...known(keys) }
}

const bySeq = (a: ChainedRow, b: ChainedRow) => a.seq - b.seq

/** What a backup holds, without a database; its rows are held in memory. */
export async function backedUpEvidence(place: {
  dir: string
  backupKey: Buffer | null
  keys: KeyRing | null
  anchorFile: string | undefined
}): Promise<AuditEvidence> {
  const { dir, backupKey, keys, anchorFile } = place
  const { rows, takenAt } = await readBackedUpCollection<StoredRow>(dir, 'audit_log', backupKey)
  const anchors = await readBackedUpCollection<Anchor & { _id: string }>(dir, 'audit_anchors', backupKey)
  const cuts = await readBackedUpCollection<Cut & { _id: string }>(dir, 'audit_cuts', backupKey)
  // An anchor of after the backup says nothing against it.
  const outside = anchorsOf(anchorFile).filter(({ at }) => new Date(at) <= takenAt)
  return {
    rows: rows.filter((row): row is ChainedRow => row.seq !== undefined).sort(bySeq),
    open: rows.filter(({ seq }) => seq === undefined),
    anchors: [...outside, ...anchors.rows],
    cut: cuts.rows[0] ?? null,
    at: takenAt,
    ...known(keys),
  }
}
