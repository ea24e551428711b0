import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type ChainedRow, chained, chainHash, digestOf, FIRST_PREV, macOf, type StoredRow } from './row.ts'
import { type Anchor, type Cut, signAnchor, signCut } from './statement.ts'
import { type AuditEvidence, verifyAudit } from './verify.ts'

const DAY = 24 * 3_600_000
const at = new Date('2026-11-30T00:00:00Z')
const macSecret = randomBytes(32)
const signer = { kid: 's1', privateKey: generateKeyPairSync('ed25519').privateKey }
const stranger = { kid: 's1', privateKey: generateKeyPairSync('ed25519').privateKey }
const trusted = new Set([signAnchor({ seq: 0, hash: '', at: '' }, signer).publicKey])

function written(n: number, change: Partial<StoredRow> = {}): StoredRow {
  const row = {
    _id: `aud_${n}`,
    at: new Date(at.getTime() - DAY + n * 10_000),
    actor: `stf_${n % 3}`,
    action: 'resident.reveal',
    subject: `rsd_${n}`,
    outcome: 'done' as const,
    requestId: `req_${n}`,
    writer: 'wrt_1',
    n,
    kid: 's1',
    ...change,
  }
  return { ...row, mac: macOf(macSecret, row) }
}
const chainOf = (count: number) =>
  chained(
    Array.from({ length: count }, (_, i) => written(i + 1)),
    { seq: 0, hash: FIRST_PREV },
  ) as ChainedRow[]
const anchorAt = (rows: readonly ChainedRow[], seq: number, by = signer): Anchor =>
  signAnchor({ seq, hash: rows[seq - 1]?.hash ?? '', at: at.toISOString() }, by)
const look = (rows: readonly ChainedRow[], change: Partial<AuditEvidence> = {}) =>
  verifyAudit({
    rows,
    open: [],
    anchors: [],
    cut: null,
    macKeys: new Map([['s1', macSecret]]),
    trusted,
    at,
    keptAtLeastMs: 184 * DAY,
    ...change,
  })
const first = async (rows: readonly ChainedRow[], change: Partial<AuditEvidence> = {}) => {
  const { damages } = await look(rows, change)
  const [damage] = damages
  return damage && { kind: damage.kind, seq: damage.seq }
}
const without = (rows: readonly ChainedRow[], ...seqs: number[]) => rows.filter(({ seq }) => !seqs.includes(seq))
const withRow = (rows: readonly ChainedRow[], seq: number, change: Partial<ChainedRow>) =>
  rows.map((row) => (row.seq === seq ? ({ ...row, ...change } as ChainedRow) : row))
/** What someone does who has the database and the code, but not the keys. */
const writtenAnew = (rows: readonly ChainedRow[]) =>
  chained(
    rows.map(({ seq: _s, prev: _p, hash: _h, ...row }) => row),
    { seq: 0, hash: FIRST_PREV },
  ) as ChainedRow[]

test('a whole chain holds, with its anchors and what waits', async () => {
  const rows = chainOf(50)
  const report = await look(rows, { anchors: [anchorAt(rows, 20), anchorAt(rows, 50)], open: [written(51, { at })] })
  expect(report).toMatchObject({ ok: true, rows: 50, open: 1, anchoredTo: 50, damages: [], notices: [] })
  expect(report.head.hash).toBe(rows[49]?.hash)
})

describe('damage, each by its name and its first row', () => {
  const rows = chainOf(50)
  const anchors = [anchorAt(rows, 20), anchorAt(rows, 50)]
  // Fifty rows, each place once: no row is better protected than another.
  const places = rows.map(({ seq }) => seq)

  test('edited: any field, an added field, a taken field', async () => {
    for (const seq of places) {
      const { reason: _, ...plain } = rows[seq - 1] as ChainedRow
      expect(await first(withRow(rows, seq, { actor: 'stf_other' }))).toEqual({ kind: 'edited', seq })
      expect(await first(rows.map((row) => (row.seq === seq ? ({ ...plain, extra: 1 } as ChainedRow) : row)))).toEqual({
        kind: 'edited',
        seq,
      })
    }
  })
  test('edited, and its own hash made to fit', async () => {
    for (const seq of places.slice(0, -1)) {
      const bent = { ...(rows[seq - 1] as ChainedRow), outcome: 'refused' as const }
      const fitted = withRow(rows, seq, { ...bent, hash: chainHash(bent.prev, seq, digestOf(bent)) })
      expect(await first(fitted, { macKeys: null })).toEqual({ kind: 'edited', seq })
      expect(await first(fitted)).toEqual({ kind: 'edited', seq })
    }
  })
  test('removed: one, several, the first', async () => {
    for (const seq of places.slice(0, -1)) expect(await first(without(rows, seq))).toEqual({ kind: 'removed', seq })
    expect((await look(without(rows, 7, 8, 9))).damages[0]?.words).toBe('rows 7–9 are gone')
  })
  test('removed, and those behind moved up', async () => {
    const moved = writtenAnew(without(rows, 30))
    // The hole in the process's own numbers, and an anchor that went further.
    expect((await look(moved, { anchors })).damages.map(({ kind, seq }) => [kind, seq])).toEqual([
      ['taken_before_chaining', 29],
      ['truncated', 50],
    ])
  })
  test('reordered: two changed places', async () => {
    for (const [a, b] of [
      [3, 4],
      [10, 40],
      [1, 50],
    ] as const) {
      const [one, two] = [rows[a - 1] as ChainedRow, rows[b - 1] as ChainedRow]
      const placed = rows.map((row) =>
        row.seq === a
          ? { ...two, seq: one.seq, prev: one.prev, hash: one.hash }
          : row.seq === b
            ? { ...one, seq: two.seq, prev: two.prev, hash: two.hash }
            : row,
      )
      expect(await first(placed)).toEqual({ kind: 'reordered', seq: a })
      const numbered = rows.map((row) => (row.seq === a ? { ...two, seq: a } : row.seq === b ? { ...one, seq: b } : row))
      expect(await first(numbered)).toEqual({ kind: 'reordered', seq: a })
    }
  })
  test('truncated: the last rows, against an anchor', async () => {
    for (const seq of [49, 40, 20]) expect(await first(rows.slice(0, seq), { anchors })).toEqual({ kind: 'truncated', seq: seq + 1 })
    expect(await first([], { anchors })).toEqual({ kind: 'truncated', seq: 1 })
  })
  test('rewritten: edited and everything behind it chained anew', async () => {
    for (const seq of [1, 19, 21, 50]) {
      const bent = writtenAnew(withRow(rows, seq, { reason: '别的' }))
      expect(await first(bent, { anchors, macKeys: null })).toEqual({ kind: 'rewritten', seq: seq <= 20 ? 1 : 21 })
      // The mac tells the row itself; nothing else was touched.
      expect((await look(bent)).damages).toMatchObject([{ kind: 'edited', seq, row: `aud_${seq}` }])
    }
  })
  test('forged: a row of someone who has the database alone', async () => {
    const { mac: _, ...plain } = written(51)
    const { hash } = rows[49] as ChainedRow
    expect(await first([...rows, ...(chained([plain], { seq: 50, hash }) as ChainedRow[])])).toEqual({ kind: 'forged', seq: 51 })
    const guessed = { ...written(51), mac: 'f'.repeat(64) }
    expect(await first([...rows, ...(chained([guessed], { seq: 50, hash }) as ChainedRow[])])).toEqual({ kind: 'edited', seq: 51 })
  })
  test('before it is chained: taken away, edited, kept from its place', async () => {
    const gone = writtenAnew(without(rows, 12, 13))
    expect((await look(gone)).damages).toMatchObject([{ kind: 'taken_before_chaining', seq: 11 }])
    expect(await first(rows, { open: [{ ...written(51, { at }), actor: 'stf_other' }] })).toEqual({ kind: 'edited', seq: null })
    expect(await first(rows, { open: [written(51, { at: new Date(at.getTime() - 121_000) })] })).toEqual({ kind: 'not_chained', seq: null })
  })
  test('an anchor of another key, or altered', async () => {
    expect(await first(rows, { anchors: [anchorAt(rows, 50, stranger)] })).toEqual({ kind: 'anchor_forged', seq: 50 })
    expect(await first(rows, { anchors: [{ ...anchorAt(rows, 20), seq: 21 }] })).toEqual({ kind: 'anchor_forged', seq: 21 })
    expect(await first(rows, { anchors: [anchorAt(rows, 50, stranger)], trusted: null })).toBeUndefined()
  })
})

describe('what is no damage', () => {
  test('numbers of rows that could not be written, said by the next', async () => {
    const rows = chained([written(1), written(4, { lost: [2, 3] }), written(5)], { seq: 0, hash: FIRST_PREV }) as ChainedRow[]
    expect(await look(rows)).toMatchObject({ ok: true, notices: [] })
  })
  test('what died with its process is a notice; the same hole in the midst of a life is not', async () => {
    const rows = chained([written(1), written(3), written(4)], { seq: 0, hash: FIRST_PREV }) as ChainedRow[]
    expect((await look(rows)).notices).toEqual([expect.stringContaining('row 2 of process wrt_1 never came')])
    const lived = chained([written(1), written(3), written(90)], { seq: 0, hash: FIRST_PREV }) as ChainedRow[]
    expect((await look(lived)).damages[0]).toMatchObject({ kind: 'taken_before_chaining', seq: 1 })
  })
  test('rows from before the chain have no mac, as long as none with one stands before them', async () => {
    const { mac: _m, kid: _k, n: _n, writer: _w, ...old } = written(1)
    expect((await look(chained([old, written(1)], { seq: 0, hash: FIRST_PREV }) as ChainedRow[])).ok).toBe(true)
  })
})

describe('a cut', () => {
  const rows = chainOf(50)
  const cutAt = (seq: number, change: Partial<Cut> = {}, by = signer): Cut => ({
    ...signCut({ seq, hash: rows[seq - 1]?.hash ?? '', at: at.toISOString(), newestAt: '2023-01-01T00:00:00.000Z' }, by),
    ...change,
  })

  test('signed and in time: the chain goes on behind it, whether the old rows are gone or half gone', async () => {
    for (const left of [rows.slice(30), rows.slice(17)])
      expect(await look(left, { cut: cutAt(30), anchors: [anchorAt(rows, 20), anchorAt(rows, 50)] })).toMatchObject({ ok: true, rows: 20 })
  })
  test('too early, by another, or not what lay there', async () => {
    expect(await first(rows.slice(30), { cut: cutAt(30, { newestAt: '2026-11-01T00:00:00.000Z' }) })).toMatchObject({ kind: 'cut_forged' })
    const early = signCut({ seq: 30, hash: rows[29]?.hash ?? '', at: at.toISOString(), newestAt: '2026-06-30T00:00:00.000Z' }, signer)
    expect(await first(rows.slice(30), { cut: early })).toEqual({ kind: 'cut_too_early', seq: 30 })
    expect(await first(rows.slice(30), { cut: cutAt(30, {}, stranger) })).toEqual({ kind: 'cut_forged', seq: 30 })
    const other = signCut({ seq: 30, hash: 'a'.repeat(64), at: at.toISOString(), newestAt: '2023-01-01T00:00:00.000Z' }, signer)
    expect(await first(rows.slice(30), { cut: other })).toEqual({ kind: 'edited', seq: 30 })
    expect(await first(rows.slice(30))).toEqual({ kind: 'removed', seq: 1 })
  })
})
