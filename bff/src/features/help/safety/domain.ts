import { minutesOn, nightFromMinute, nightToMinute, safetyAnswerMinutes, safetyAskMinutes } from '@minsheng/shared/law/help-rules'
import { valueOn } from '@minsheng/shared/law/parameter'
import { startOfDay } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { CallFacts } from '../call/domain.ts'
import { type HelpClock, running } from '../clock/domain.ts'

/** A danger to whoever goes: somebody marked it, or it is called for as one. */
export const isDangerous = ({ isRisky, category }: Pick<CallFacts, 'isRisky' | 'category'>): boolean =>
  isRisky === true || category === 'danger'

/** Night in Asia/Shanghai; it begins on one day and ends on the next. @throws NoValueInForce */
export function isNight(at: Date): boolean {
  const day = shanghaiDate(at)
  const minute = Math.floor((at.getTime() - startOfDay(day).getTime()) / 60_000)
  return minute >= valueOn(nightFromMinute, day) || minute < valueOn(nightToMinute, day)
}

/** Whether a worker who is there is to be asked if all is well. */
export const needsCheckIn = (call: Pick<CallFacts, 'isRisky' | 'category'>, at: Date): boolean => isDangerous(call) || isNight(at)

/** When they are asked next. */
export const askAgain = (at: Date): HelpClock => running('ask', new Date(at.getTime() + minutesOn(safetyAskMinutes, shanghaiDate(at))))
/** Until when they have to have answered. */
export const answerBy = (at: Date): HelpClock =>
  running('check_in', new Date(at.getTime() + minutesOn(safetyAnswerMinutes, shanghaiDate(at))))
