export type Row = Record<string, unknown> & { recordId: string; version: number; op: 'upsert' | 'cancel' }
export type NewRow = Record<string, unknown> & { recordId: string; op?: 'upsert' | 'cancel' }

export interface PageAsk {
  mode: string
  since: string
  cursor: string
  pageSize: number
}

export type PageAnswer =
  | { state: 'page'; rows: unknown[]; nextCursor: string | null; watermark: string; total: number }
  | { state: 'cursor_lost' }

/** A register as a log of its changes: whole as it stands now, or what came after a watermark. */
export function createRegister(first: () => NewRow[]) {
  let changes: Row[] | null = null
  const exchanges = new Map<string, { rows: Row[]; watermark: string }>()

  function log(): Row[] {
    if (changes) return changes
    const made: Row[] = []
    changes = made
    add(first())
    return made
  }
  function add(rows: readonly NewRow[]): number[] {
    const all = log()
    return rows.map((row) => {
      const version = all.length + 1
      all.push({ op: 'upsert', ...row, version } as Row)
      return version
    })
  }

  function begin(ask: PageAsk): string {
    const all = log()
    const watermark = String(all.length)
    const rows =
      ask.mode === 'full'
        ? [...new Map(all.map((row) => [row.recordId, row])).values()].filter((row) => row.op !== 'cancel')
        : all.filter((row) => row.version > Number(ask.since || 0))
    const id = `${ask.mode}-${ask.since || 0}-${watermark}`
    exchanges.set(id, { rows, watermark })
    return id
  }

  return {
    add,
    /** @param spoil what a misbehaving source makes of the rows of one page; `offset` counts from the exchange's first row */
    page(ask: PageAsk, spoil: (rows: Row[], offset: number) => unknown[]): PageAnswer {
      const [id = '', at = '0'] = ask.cursor === '' ? [begin(ask)] : ask.cursor.split('.')
      const exchange = exchanges.get(id)
      if (!exchange) return { state: 'cursor_lost' }
      const offset = Number(at)
      const rows = exchange.rows.slice(offset, offset + ask.pageSize)
      const next = offset + ask.pageSize
      return {
        state: 'page',
        rows: spoil(rows, offset),
        nextCursor: next < exchange.rows.length ? `${id}.${next}` : null,
        watermark: exchange.watermark,
        total: exchange.rows.length,
      }
    },
    forgetCursors: () => exchanges.clear(),
    /** The newest row of each record that `test` takes. */
    find: (test: (row: Row) => boolean) => [...log()].reverse().find(test),
    /** Empty from now on, so that a test fills it. */
    clear() {
      changes = []
      exchanges.clear()
    },
    reset() {
      changes = null
      exchanges.clear()
    },
  }
}
export type Register = ReturnType<typeof createRegister>
