import type { HelpClass, HelpRung } from '@minsheng/shared/contracts/help'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { addWorkingDays } from '@minsheng/shared/units/working-days'

/** A stretch of time: seconds that pass at night and on holidays too, or whole working days (调休 counted). */
export type Span = { seconds: number } | { workingDays: number }

/** What is promised for one class, frozen in each call at the moment it is raised. */
export interface SlaTerms {
  /** The version they were taken from. */
  version: string
  /** Who is told next while nobody takes it, each counted from when it was raised. */
  ladder: readonly { after: Span; to: HelpRung }[]
  /** Somebody is there. */
  onSite: Span | null
  /** It is dealt with, or told how it stands. */
  resolve: Span
}

const seconds = (count: number): Span => ({ seconds: count })
const minutes = (count: number): Span => seconds(count * 60)
const hours = (count: number): Span => minutes(count * 60)
const version = 'default-1'

/**
 * What holds where the district has published nothing else: our proposal, which the bureau has yet to confirm.
 * @remarks 无障碍环境建设法 (2023) 35 asks for one press and an answer, and names no time.
 */
export const defaultTerms: Readonly<Record<HelpClass, SlaTerms>> = {
  p0: {
    version,
    ladder: [
      { after: seconds(60), to: 'backup' },
      { after: seconds(180), to: 'community' },
      { after: seconds(300), to: 'district' },
    ],
    onSite: minutes(15),
    resolve: hours(2),
  },
  p1: {
    version,
    ladder: [
      { after: minutes(5), to: 'backup' },
      { after: minutes(15), to: 'community' },
      { after: minutes(30), to: 'district' },
    ],
    onSite: null,
    resolve: hours(24),
  },
  p2: { version, ladder: [{ after: { workingDays: 1 }, to: 'community' }], onSite: null, resolve: { workingDays: 5 } },
  p3: { version, ladder: [], onSite: null, resolve: { workingDays: 1 } },
}

/** When a stretch is over: to the second, or at the end of its last working day in Asia/Shanghai. */
export function endOf(span: Span, from: Date): Date {
  if ('seconds' in span) return new Date(from.getTime() + span.seconds * 1_000)
  const { date } = addWorkingDays(shanghaiDate(from), span.workingDays)
  return startOfDay(addDays(date, 1))
}
