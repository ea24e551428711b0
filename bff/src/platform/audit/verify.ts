import { type ChainedRow, chainHash, digestOf, FIRST_PREV, macOf, type StoredRow } from './row.ts'
import { type Anchor, anchorHolds, type Cut, cutHolds } from './statement.ts'
import { writerBook } from './writers.ts'

/** A row that waits longer than this for its place means that the sealing stands still, or that someone took its place away. */
export const OPEN_AT_MOST_MS = 120_000

export type DamageKind =
  | 'edited'
  | 'removed'
  | 'reordered'
  | 'rewritten'
  | 'truncated'
  | 'forged'
  | 'not_chained'
  | 'taken_before_chaining'
  | 'anchor_forged'
  | 'cut_forged'
  | 'cut_too_early'

export interface Damage {
  kind: DamageKind
  /** Where it begins; null for a row without a place. */
  seq: number | null
  row: string | null
  words: string
}

export interface AuditReport {
  ok: boolean
  rows: number
  open: number
  head: { seq: number; hash: string }
  /** The last anchored place that agrees. */
  anchoredTo: number | null
  /** First the one that breaks the chain first. */
  damages: Damage[]
  /** What can't be told from a process that was killed; for a person to look at. */
  notices: string[]
}

export interface AuditEvidence {
  /** Chained rows by `seq`. */
  rows: AsyncIterable<ChainedRow> | Iterable<ChainedRow>
  open: readonly StoredRow[]
  anchors: readonly Anchor[]
  cut: Cut | null
  /** Secrets of row macs by kid; null: not at hand, so macs are not looked at. */
  macKeys: ReadonlyMap<string, Buffer> | null
  /** Public keys of anchors known from elsewhere; null: none at hand. */
  trusted: ReadonlySet<string> | null
  /** As of when: now, or the moment of a backup. */
  at: Date
  /** Rows younger than this may not be taken away. */
  keptAtLeastMs: number
}

interface Suspect {
  row: ChainedRow
  digest: string
}

/** Whether a row lies at another's place: sealed as itself, but not here. */
function isElsewhere({ row, digest }: Suspect, suspects: readonly Suspect[]): boolean {
  const others = suspects.filter((other) => other.row !== row)
  return (
    others.some((other) => chainHash(row.prev, row.seq, other.digest) === row.hash) ||
    others.some((other) => chainHash(row.prev, other.row.seq, digest) === row.hash)
  )
}

const MOST_COMPARED = 200

/** Looks at a whole chain, one row after the other; names every damage, the first one first. Reads only. */
export async function verifyAudit(evidence: AuditEvidence): Promise<AuditReport> {
  const { anchors, cut, macKeys, trusted, at } = evidence
  const damages: Damage[] = []
  const found = (kind: DamageKind, seq: number | null, row: string | null, words: string) => damages.push({ kind, seq, row, words })
  const good = new Map<number, Anchor[]>()
  for (const anchor of anchors)
    if (anchorHolds(anchor, trusted)) good.set(anchor.seq, [...(good.get(anchor.seq) ?? []), anchor])
    else found('anchor_forged', anchor.seq, null, `the anchor of row ${anchor.seq} (${anchor.at}) is not signed with a key of ours`)
  if (cut && !cutHolds(cut, trusted)) found('cut_forged', cut.seq, null, `rows up to ${cut.seq} were taken away without our signature`)
  if (cut && Date.parse(cut.at) - Date.parse(cut.newestAt) < evidence.keptAtLeastMs)
    found('cut_too_early', cut.seq, null, `rows up to ${cut.seq} were taken away before their time, on ${cut.at}`)

  const start = cut ? cut.seq : 0
  let head = { seq: start, hash: cut ? cut.hash : FIRST_PREV }
  let last: string | null = null
  let rows = 0
  let anchoredTo: number | null = null
  let maced = false
  const suspects: Suspect[] = []
  const removed: number[] = []
  const writers = writerBook(cut !== null)
  // Read before the chain, some may have got their place meanwhile.
  const open = new Map(evidence.open.map((row) => [row._id, row]))

  function checkMac(row: StoredRow, seq: number | null): void {
    if (!row.mac || !row.kid) {
      // Rows from before the chain have none; after the first that has one, none may be without.
      if (maced) found('forged', seq, row._id, `row ${row._id} was not written by the product: it has no mac`)
      return
    }
    maced = true
    const secret = macKeys?.get(row.kid)
    if (!macKeys) return
    if (!secret) found('forged', seq, row._id, `row ${row._id} names the key ${row.kid}, which the keyring does not have`)
    else if (macOf(secret, row) !== row.mac) found('edited', seq, row._id, `row ${row._id} is not as the product wrote it`)
  }

  for await (const row of evidence.rows) {
    if (row.seq <= start) continue
    rows += 1
    open.delete(row._id)
    const gap = row.seq - head.seq - 1
    if (gap > 0) removed.push(head.seq + 1)
    if (gap > 0)
      found('removed', head.seq + 1, null, gap === 1 ? `row ${head.seq + 1} is gone` : `rows ${head.seq + 1}–${row.seq - 1} are gone`)
    const digest = digestOf(row)
    if (chainHash(row.prev, row.seq, digest) !== row.hash) suspects.push({ row, digest })
    else {
      if (gap === 0 && row.prev !== head.hash && last !== suspects.at(-1)?.row._id)
        found('edited', head.seq, last, `row ${head.seq} is not the one that row ${row.seq} was chained to`)
      checkMac(row, row.seq)
    }
    for (const anchor of good.get(row.seq) ?? [])
      if (anchor.hash === row.hash) anchoredTo = row.seq
      else
        found(
          'rewritten',
          (anchoredTo ?? start) + 1,
          null,
          `the chain was written anew somewhere in rows ${(anchoredTo ?? start) + 1}–${row.seq}: the head anchored on ${anchor.at} is another`,
        )
    writers.note(row)
    head = { seq: row.seq, hash: row.hash }
    last = row._id
  }

  for (const suspect of suspects) {
    const { row } = suspect
    const isMoved = isElsewhere(suspect, suspects.slice(0, MOST_COMPARED))
    found(
      isMoved ? 'reordered' : 'edited',
      row.seq,
      row._id,
      `row ${row.seq} (${row._id}) ${isMoved ? 'is not at its place' : 'was edited'}`,
    )
  }
  const furthest = Math.max(0, ...good.keys())
  if (furthest > head.seq)
    found('truncated', head.seq + 1, null, `rows ${head.seq + 1}–${furthest} are gone: the anchor says the chain went so far`)
  for (const row of open.values()) {
    checkMac(row, null)
    writers.note(row)
    if (at.getTime() - row.at.getTime() > OPEN_AT_MOST_MS)
      found('not_chained', null, row._id, `row ${row._id} of ${row.at.toISOString()} has no place in the chain`)
  }
  const { holes, notices } = writers.holes(at)
  for (const { after, before, words } of holes) {
    const isExplained = removed.some((seq) => seq > (after ?? start) && seq < before)
    if (!isExplained) found('taken_before_chaining', after, null, words)
  }

  const place = ({ seq }: Damage) => seq ?? Number.MAX_SAFE_INTEGER
  damages.sort((a, b) => place(a) - place(b))
  return { ok: damages.length === 0, rows, open: open.size, head, anchoredTo, damages, notices }
}
