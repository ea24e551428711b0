import type { ImportFault } from '@minsheng/shared/contracts/people'
import type { Session } from '../../../platform/db/index.ts'
import type { ImportLine, Target } from './domain.ts'

/** What one pass over a file knows besides its rows. */
export interface PassContext {
  importId: string
  /** The importer's places; nothing outside is read or written. */
  scope: readonly string[]
  by: string
  today: string
  headings: ReadonlyMap<string, string>
  datum: 'wgs84' | 'gcj02' | 'bd09'
}

/** What is to become of a row. Writing happens later, in one transaction with its neighbours and the record of it. */
export type RowPlan =
  | { outcome: 'bad'; faults: ImportFault[] }
  | { outcome: 'unchanged' }
  | { outcome: 'fresh' | 'changed'; write: (session: Session) => Promise<Target[] | null> }

/** One pass: rows come in order, a chunk at a time. A write that gives null met somebody else's change. */
export interface Pass {
  plan(lines: readonly ImportLine[]): Promise<RowPlan[]>
}

/** Reads what the rows of one kind of file mean. */
export interface Planner {
  begin(lines: readonly ImportLine[], context: PassContext): Pass
}

export const NOT_YOURS = '不在您的范围内，请只留您负责的地方，或交给那里的人导入'

export const covers = (scope: readonly string[], path: readonly string[]) => path.some((placeId) => scope.includes(placeId))

/** Who the history names for what an import did. */
export const noteOf = ({ importId, by }: PassContext, at: Date, row: number) => ({
  by,
  at,
  why: `批量导入 ${importId.slice(4, 12)} 第 ${row} 行`,
})
