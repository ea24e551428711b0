import { createHash } from 'node:crypto'
import { canonicalText } from '@minsheng/shared/units/canonical-text'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { FIRST_PREV_HEAD, journalHash, type SealedDay, sealHead } from '@minsheng/shared/units/ledger-proof'
import { hexOf, merkleLevels, merkleRoot, type Sha256 } from '@minsheng/shared/units/merkle'

export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()

const DAY_MS = 24 * 3_600_000

/**
 * A day is sealed this long after its end. A journal carries the instant before its write; writes give up after seconds, a
 * transaction after a minute. What comes later all the same is sealed with the next day, as late.
 */
export const SEAL_MARGIN_MS = 30 * 60_000

/** The first instant of a calendar date in Asia/Shanghai. */
export const dayStart = (date: string): Date => new Date(`${date}T00:00:00+08:00`)
export const nextDay = (date: string): string => shanghaiDate(new Date(dayStart(date).getTime() + DAY_MS))
/** When a day may be sealed. */
export const sealableAt = (date: string): Date => new Date(dayStart(date).getTime() + DAY_MS + SEAL_MARGIN_MS)

/** A journal as it is hashed: all its fields, but not the event inside, which is for our own handlers. */
export function journalText({ _id: key, outbox: _, ...fields }: { _id: string; outbox?: unknown }): string {
  return canonicalText({ ...fields, key })
}

/** One journal in a sealed day. */
export interface Leaf {
  key: string
  hash: Uint8Array
}

export const leafOf = (journal: { _id: string; outbox?: unknown }): Leaf => ({
  key: journal._id,
  hash: journalHash(sha256, journalText(journal)),
})

export const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

export const rootOf = (leaves: readonly Leaf[]): string =>
  hexOf(
    merkleRoot(
      sha256,
      merkleLevels(
        sha256,
        leaves.map(({ hash }) => hash),
      ),
    ),
  )

/** Seals a day's leaves, by key, behind the day before. */
export function sealDay(date: string, leaves: readonly Leaf[], before: Pick<SealedDay, 'head'> | null): SealedDay {
  const day = { date, root: rootOf(leaves), count: leaves.length, prevHead: before?.head ?? FIRST_PREV_HEAD }
  return { ...day, head: sealHead(sha256, day) }
}
