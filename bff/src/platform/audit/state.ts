import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../crypto/keyring.ts'
import type { Database } from '../db/index.ts'
import { liveEvidence } from './evidence.ts'
import type { Anchor } from './statement.ts'
import { createAuditStore } from './store.ts'
import { type AuditReport, verifyAudit } from './verify.ts'

const MOST_DAYS = 4_000

/** How the chain stands, for whoever watches it. */
export interface AuditChainState {
  now(): Promise<{
    head: { seq: number; hash: string }
    waiting: number
    waitingSince: Date | null
    anchor: { seq: number; at: string } | null
    anchoredOutside: boolean
    prunedTo: number
  }>
  verify(): Promise<AuditReport>
  /** The first anchor of each day, oldest first. */
  dayAnchors(): Promise<Anchor[]>
}

export function createAuditState(parts: { db: Database; clock: Clock; keys: KeyRing; anchorFile: string | undefined }): AuditChainState {
  const store = createAuditStore(parts.db)
  return {
    async now() {
      const [{ seq, hash }, waiting, [oldest], anchor, cut] = await Promise.all([
        store.head(),
        store.openCount(),
        store.openRows(1),
        store.lastAnchor(),
        store.cut(),
      ])
      return {
        head: { seq, hash },
        waiting,
        waitingSince: oldest?.at ?? null,
        anchor: anchor && { seq: anchor.seq, at: anchor.at },
        anchoredOutside: parts.anchorFile !== undefined,
        prunedTo: cut?.seq ?? 0,
      }
    },
    verify: async () => verifyAudit(await liveEvidence(parts)),
    async dayAnchors() {
      const kept = await store.dayAnchors(MOST_DAYS)
      return kept.reverse().map(({ seq, hash, at, kid, publicKey, signature }) => ({ seq, hash, at, kid, publicKey, signature }))
    },
  }
}
