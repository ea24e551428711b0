import type { DataRequestKind, DataRequestState } from '@minsheng/shared/contracts/privacy'
import { dated, type Parameter, sourceWords } from '@minsheng/shared/law/parameter'
import { correctionWorkingDays, reviewWorkingDays } from '@minsheng/shared/law/personal-data'
import { daysBetween } from '@minsheng/shared/units/calendar'
import { addWorkingDays } from '@minsheng/shared/units/working-days'

/** Something asked about one's own data. */
export interface RequestFacts {
  _id: string
  kind: DataRequestKind
  accountId: string
  residentId: string | null
  /** Where the resident lives, for the desk that answers; null when the bureau doesn't know them. */
  path: string[] | null
  about: string
  wanted: string
  decisionId: string | null
  state: DataRequestState
  /** One open request about one thing; null when answered. */
  openKey: string | null
  dueOn: string
  dueProvisional: boolean
  decidedAt: Date | null
  decidedBy: string | null
  reason: string | null
  rev: number
  createdAt: Date
}

const clocks: Record<DataRequestKind, Parameter> = { correction: correctionWorkingDays, review: reviewWorkingDays }

/** By when it is answered, counted from the day after it was asked. @param today calendar date in Shanghai */
export function dueOf(kind: DataRequestKind, today: string): { dueOn: string; dueProvisional: boolean } {
  const { date, provisional } = addWorkingDays(today, dated(clocks[kind], today).value)
  return { dueOn: date, dueProvisional: provisional }
}

/** `10 个工作日内答复，依据《政务数据共享条例》第二十六条`. */
export function lawWords(kind: DataRequestKind, askedOn: string): string {
  const { value, source, illustrative } = dated(clocks[kind], askedOn)
  return `${value} 个工作日内答复，依据${sourceWords(source)}${illustrative ? '（天数是我们自己的承诺）' : ''}`
}

/** Calendar days left; negative when late, null when it is answered. */
export const daysLeft = ({ state, dueOn }: Pick<RequestFacts, 'state' | 'dueOn'>, today: string): number | null =>
  state === 'open' ? daysBetween(today, dueOn) : null
