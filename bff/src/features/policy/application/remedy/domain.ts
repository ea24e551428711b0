import type { Remedy } from '@minsheng/shared/contracts/policy'
import { lawsuitMonths, objectionAnswerDays, objectionDays, reconsiderationDays } from '@minsheng/shared/law/assistance'
import { dated, sourceWords, valueOn } from '@minsheng/shared/law/parameter'
import { addDays, addMonths } from '@minsheng/shared/units/calendar'

/** Who decides, and against whom one goes to the district government or the court. */
export const OFFICE = '上城区民政局'

/** The last day to object with us. @param decidedOn calendar date the person was told on */
export const objectUntil = (decidedOn: string): string => addDays(decidedOn, valueOn(objectionDays, decidedOn))

/** By when an objection is answered. */
export const objectionDueOn = (today: string): string => addDays(today, valueOn(objectionAnswerDays, today))

/**
 * The ways to object and until when, as they stand under every decision.
 * @param decidedOn calendar date the person was told on
 * @remarks 社会救助法 45, 76: a refusal is written with reasons; 行政复议 or lawsuit.
 */
export function remediesOf(decidedOn: string): Remedy[] {
  const answer = dated(objectionAnswerDays, decidedOn)
  const reconsideration = dated(reconsiderationDays, decidedOn)
  const lawsuit = dated(lawsuitMonths, decidedOn)
  return [
    {
      way: 'objection',
      words: `在这里提出异议，由没有经手过的人重新看，${answer.value} 天内答复（依据${sourceWords(answer.source)}）`,
      until: objectUntil(decidedOn),
    },
    {
      way: 'reconsideration',
      words: `向上城区人民政府申请行政复议（依据${sourceWords(reconsideration.source)}）`,
      until: addDays(decidedOn, reconsideration.value),
    },
    {
      way: 'lawsuit',
      words: `向人民法院提起行政诉讼（依据${sourceWords(lawsuit.source)}）`,
      until: addMonths(decidedOn, lawsuit.value),
    },
  ]
}
