import type { Clock } from '@minsheng/shared/units/clock'
import type { KeyRing } from '../crypto/keyring.ts'
import type { Database } from '../db/index.ts'
import { createDataKeys } from '../protect/data-keys.ts'
import { keyNumberOf, openWith, sealWith } from '../protect/seal.ts'
import type { KeptReason } from './row.ts'

/**
 * Data keys of the reasons, under a name of no collection: rows of the audit are never written anew, so what seals fields anew
 * passes them over. A key of the ring that goes takes nothing with it, for the data keys are wrapped anew.
 */
const DATA_KEYS = 'audit_reasons'

/** What somebody typed as their reason, sealed for as long as it lies in the audit. */
export interface AuditReasons {
  prepare(): Promise<void>
  /** Before the row is marked: mac, digest and chain hold for what lies there, and are checked without any key of fields. */
  seal(rowId: string, reason: string): Promise<KeptReason>
  /** Rows as they were written, with the reason as it was typed. */
  opened<Row extends { _id: string; reason?: KeptReason }>(rows: readonly Row[]): Promise<(Omit<Row, 'reason'> & { reason?: string })[]>
}

export function createAuditReasons({ db, keys, clock }: { db: Database; keys: KeyRing; clock: Clock }): AuditReasons {
  const dataKeys = createDataKeys({ db, keys, clock })
  const placeOf = (id: string) => ({ collection: 'audit_log', id, field: 'reason' })
  let prepared: Promise<void> | null = null
  async function prepare(): Promise<void> {
    prepared ??= dataKeys.prepare(DATA_KEYS).catch((error: unknown) => {
      prepared = null
      throw error
    })
    await prepared
    if (dataKeys.isOld(DATA_KEYS)) await dataKeys.refresh(DATA_KEYS)
  }
  function textOf(id: string, kept: KeptReason): string {
    // In clear in rows from before: they are in the chain as they are.
    if (typeof kept === 'string') return kept
    const bytes = Buffer.from(kept.sealed, 'base64')
    const secret = dataKeys.byNumber(DATA_KEYS, keyNumberOf(bytes))
    if (!secret) throw new Error(`data key ${DATA_KEYS}.${keyNumberOf(bytes)} is missing`)
    return openWith(secret, bytes, placeOf(id))
  }
  return {
    prepare,
    async seal(rowId, reason) {
      await prepare()
      const { number, secret } = dataKeys.current(DATA_KEYS)
      return { sealed: sealWith(secret, number, reason, placeOf(rowId)).toString('base64') }
    },
    async opened(rows) {
      const numbers = rows.flatMap(({ reason }) => (typeof reason === 'object' ? [keyNumberOf(Buffer.from(reason.sealed, 'base64'))] : []))
      // Another process may have made a newer one.
      if (numbers.some((number) => dataKeys.byNumber(DATA_KEYS, number) === null)) await dataKeys.refresh(DATA_KEYS)
      return rows.map(({ reason, ...row }) => ({ ...row, ...(reason === undefined ? {} : { reason: textOf(row._id, reason) }) }))
    },
  }
}
