import type { Clock } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../auth/actor.ts'
import { newId } from '../crypto/id.ts'
import type { KeyRing } from '../crypto/keyring.ts'
import { type Database, isDuplicateKey } from '../db/index.ts'
import { createAuditKeys } from './keys.ts'
import { createAuditReasons } from './reasons.ts'
import { type AuditFacts, type AuditOutcome, macOf, type WrittenRow } from './row.ts'
import { createAuditStore } from './store.ts'

interface Deed {
  actor: Actor
  action: string
  subject: string
  requestId: string
  reason?: string
}

/** Work that is on record before it begins. */
export interface AuditIntent {
  /** @param subject what it turned out to be about, where that is known only afterwards */
  end(outcome: AuditOutcome, subject?: string): Promise<void>
}

/** The record of who did what; rows are only ever inserted. A write whose audit fails, fails. */
export interface AuditLog {
  record(row: Deed & { outcome: 'done' | 'refused' }): Promise<void>
  /** Before a write: when this fails, nothing is written; when the process dies after it, the record says so. */
  begin(deed: Deed): Promise<AuditIntent>
  /** Rows for what was begun this long ago and never ended. @returns how many */
  closeAbandoned(olderThanMs: number): Promise<number>
  prepare(): Promise<void>
}

export function createAuditLog(db: Database, clock: Clock, keys: KeyRing): AuditLog {
  const store = createAuditStore(db)
  const auditKeys = createAuditKeys(keys)
  const reasons = createAuditReasons({ db, keys, clock })
  const writer = newId('wrt')
  let n = 0
  let lost: number[] = []

  /** Numbered where it is made, so that numbers have no gap whatever becomes of the rows. */
  function written(facts: AuditFacts): WrittenRow {
    n += 1
    const { kid, macSecret } = auditKeys.current()
    const row = { ...facts, writer, n, ...(lost.length > 0 ? { lost } : {}), kid }
    lost = []
    return { ...row, mac: macOf(macSecret, row) }
  }

  async function insert(facts: AuditFacts): Promise<void> {
    const row = written(facts)
    try {
      await store.insert(row)
    } catch (error) {
      lost = [...lost, ...(row.lost ?? []), row.n]
      throw error
    }
  }

  const sealed = async (_id: string, reason: string | undefined) =>
    reason === undefined ? {} : { reason: await reasons.seal(_id, reason) }

  async function factsOf(_id: string, { actor, action, subject, requestId, reason }: Deed) {
    const at = clock.now()
    return { _id, at, actor: actorId(actor), action, subject, requestId, ...(await sealed(_id, reason)) }
  }

  return {
    async prepare() {
      await reasons.prepare()
      await store.prepare()
    },
    record: async ({ outcome, ...deed }) => insert({ ...(await factsOf(newId('aud'), deed)), outcome }),
    async begin(deed) {
      const intent = await factsOf(newId('aud'), deed)
      await store.begin(intent)
      return {
        async end(outcome, subject = intent.subject) {
          try {
            await insert({ ...intent, subject, outcome })
          } catch (error) {
            // It took so long that it was written down as unknown meanwhile: how it ended comes beside that.
            if (!isDuplicateKey(error)) throw error
            // Its reason is sealed anew, for it is bound to its row.
            const _id = newId('aud')
            await insert({ ...intent, ...(await sealed(_id, deed.reason)), _id, subject, outcome })
          }
          await store.ended(intent._id)
        },
      }
    },
    async closeAbandoned(olderThanMs) {
      const abandoned = await store.begunBefore(new Date(clock.now().getTime() - olderThanMs))
      for (const intent of abandoned) {
        if (!(await store.has(intent._id))) await insert({ ...intent, outcome: 'unknown' })
        await store.ended(intent._id)
      }
      return abandoned.length
    },
  }
}
