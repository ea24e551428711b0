/** Registers that other departments keep and the data hub hands out. */
export const registerNames = ['population', 'deaths', 'disability', 'allowance', 'enrolment', 'housing', 'care'] as const
export type RegisterName = (typeof registerNames)[number]

export interface RegisterAsk {
  /** `full`: everything the register holds now; `incremental`: what changed after `since`. */
  mode: 'full' | 'incremental'
  /** The watermark of the last exchange that ended; null asks from the beginning. */
  since: string | null
  /** Where the page before ended; null for the first. */
  cursor: string | null
  pageSize: number
}

/**
 * A page as it came: rows are anything until they are read one by one. `total` is the source's own count of the rows of
 * this exchange, `watermark` what the next incremental one starts from. `cursor_lost`: the source no longer knows the
 * cursor, the exchange has to be asked for from its start.
 */
export type RegisterPage =
  | { state: 'page'; rows: unknown[]; nextCursor: string | null; watermark: string; total: number }
  | { state: 'cursor_lost' }

/** A change of ours that other departments want to know. */
export interface OwnChange {
  /** The same change told twice has the same number. */
  changeId: string
  kind: 'death_confirmed' | 'moved_out'
  idNumber: string
  name: string
  /** yyyy-mm-dd */
  on: string
}

/** The data hub as a source of registers and a taker of our changes. */
export interface RegisterPort {
  /** @throws AppError `upstream_unavailable`, its words saying who can mend it */
  page(register: RegisterName, asked: RegisterAsk): Promise<RegisterPage>
  /** @throws AppError `upstream_unavailable` | `invalid_input`: the hub will never take it */
  push(change: OwnChange): Promise<void>
}
