import type { ExchangeSourceId } from '@minsheng/shared/contracts/people'
import type { Session } from '../../../platform/db/index.ts'
import { admit, type DeadReason, type ExchangeRowDocument, letterId, noCounts, type RunCounts } from './domain.ts'
import type { Landing } from './landing.ts'
import { canonical, identityOf, type RegisterRow, readRow } from './rows.ts'
import type { ExchangeStore, NewLetter } from './store.ts'

/** A row of a page with what tells it apart. */
interface ReceivedRow {
  rowKey: string
  version: number
  digest: string
  content: string
  read: { row: RegisterRow } | { reasons: DeadReason[] }
}

const contradiction: DeadReason = { field: 'version', message: '同一个版本来过两种内容，请和来源单位核对哪一种对' }

export type TakePage = ReturnType<typeof createTakePage>

/** Takes the rows of one page: reads them, admits what is new, lands it, keeps what can't land, and counts all of it. */
export function createTakePage({ store, landing }: { store: ExchangeStore; landing: Landing }) {
  function receive(sourceId: ExchangeSourceId, raw: unknown, now: Date): ReceivedRow {
    const content = canonical(raw)
    const { recordId, version } = identityOf(raw)
    return {
      rowKey: store.rowKey(sourceId, recordId, content),
      version,
      digest: store.digest(content),
      content,
      read: readRow(sourceId, raw, now),
    }
  }

  const letterOf = (sourceId: ExchangeSourceId, runId: string, row: ReceivedRow, reasons: DeadReason[], now: Date): NewLetter => ({
    _id: letterId(row.rowKey, row.digest),
    sourceId,
    rowKey: row.rowKey,
    version: row.version,
    row: row.content,
    reasons,
    state: 'open',
    runId,
    times: 1,
    decidedBy: null,
    decidedAt: null,
    note: null,
    rev: 0,
    createdAt: now,
  })

  /** Lands what is newest of each record; where that can't land, what came before it. */
  async function landNewest(waiting: readonly ReceivedRow[], now: Date, session: Session) {
    const landed = new Map<string, ReceivedRow>()
    const refused: { row: ReceivedRow; reasons: DeadReason[] }[] = []
    let rest = [...waiting].sort((one, other) => other.version - one.version)
    while (rest.length > 0) {
      const round: (ReceivedRow & { read: { row: RegisterRow } })[] = []
      const later: ReceivedRow[] = []
      for (const row of rest) {
        if (landed.has(row.rowKey)) continue
        if ('row' in row.read && !round.some(({ rowKey }) => rowKey === row.rowKey)) round.push({ ...row, read: row.read })
        else later.push(row)
      }
      const dead = await landing.land(
        round.map(({ rowKey, read }) => ({ rowKey, row: read.row })),
        now,
        session,
      )
      round.forEach((row, index) => {
        const reasons = dead.get(index)
        if (reasons) refused.push({ row, reasons })
        else landed.set(row.rowKey, row)
      })
      rest = later
    }
    return { landed, refused }
  }

  return {
    /** Outside the transaction, before it: harmless when the page is taken again. */
    async prepare(sourceId: ExchangeSourceId, raws: readonly unknown[], now: Date): Promise<ReceivedRow[]> {
      const received = raws.map((raw) => receive(sourceId, raw, now))
      await landing.prepare(received.flatMap(({ read }) => ('row' in read ? [read.row] : [])))
      return received
    },

    /** In the transaction that also moves the checkpoint, so that a page counts once or not at all. */
    async take(
      sourceId: ExchangeSourceId,
      runId: string,
      received: readonly ReceivedRow[],
      now: Date,
      session: Session,
    ): Promise<RunCounts> {
      const counts = { ...noCounts, received: received.length }
      const known = new Map((await store.rows([...new Set(received.map(({ rowKey }) => rowKey))], session)).map((row) => [row._id, row]))
      const letters: NewLetter[] = []
      const waiting: ReceivedRow[] = []
      const bury = (row: ReceivedRow, reasons: DeadReason[]) => {
        counts.dead += 1
        letters.push(letterOf(sourceId, runId, row, reasons, now))
      }
      for (const row of received) {
        const before = known.get(row.rowKey) ?? null
        const admission = admit(before, row, runId)
        if (admission === 'repeated') {
          counts.repeated += 1
          continue
        }
        const seen = before?.seen.runId === runId ? before.seen.digests : []
        const next: ExchangeRowDocument = {
          _id: row.rowKey,
          sourceId,
          version: before?.version ?? 0,
          digest: before?.digest ?? '',
          seen: { runId, digests: [...seen, row.digest] },
          landedAt: before?.landedAt ?? null,
        }
        known.set(row.rowKey, next)
        if ('reasons' in row.read) bury(row, row.read.reasons)
        else if (admission === 'contradicts') bury(row, [contradiction])
        else if (admission === 'older') counts.unchanged += 1
        else waiting.push(row)
      }
      const { landed, refused } = await landNewest(waiting, now, session)
      for (const { row, reasons } of refused) bury(row, reasons)
      for (const [rowKey, row] of landed) {
        const next = known.get(rowKey)
        if (next) known.set(rowKey, { ...next, version: row.version, digest: row.digest, landedAt: now })
      }
      counts.applied = landed.size
      // What an even newer version of the same page made old.
      counts.unchanged += waiting.length - landed.size - refused.length
      await store.saveRows([...known.values()], session)
      await store.keepLetters(letters, session)
      await store.supersedeLetters([...landed.values()], now, null, session)
      return counts
    },
  }
}
