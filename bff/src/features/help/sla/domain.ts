import type { HelpClass } from '@minsheng/shared/contracts/help'
import { type ClassTerms, helpTermsOn, type Span } from '@minsheng/shared/law/help'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { addWorkingDays } from '@minsheng/shared/units/working-days'

/** What is promised for one call, frozen in it when it is pressed: what is published later changes nothing that is open. */
export interface SlaTerms extends ClassTerms {
  /** The version they were taken from, and whether the bureau has yet to confirm it. */
  version: string
  illustrative: boolean
}

/** @throws NoValueInForce on a day before there were any */
export function termsOf(urgency: HelpClass, at: Date): SlaTerms {
  const { version, illustrative, classes } = helpTermsOn(shanghaiDate(at))
  return { version, illustrative, ...classes[urgency] }
}

/** When a stretch is over: to the second, or at the end of its last working day in Asia/Shanghai. */
export function endOf(span: Span, from: Date): Date {
  if ('seconds' in span) return new Date(from.getTime() + span.seconds * 1_000)
  const { date } = addWorkingDays(shanghaiDate(from), span.workingDays)
  return startOfDay(addDays(date, 1))
}
