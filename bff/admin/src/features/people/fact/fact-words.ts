import { type FactWord, observationSourceWords } from '@minsheng/shared/contracts/people'
import { formatDate } from '@minsheng/shared/units/clock'
import { confidenceWords } from '../words.ts'

/** Who said it, when it was so, until when it is good and how sure it is. */
export function wordLine({ source, observedAt, expiresAt, confidence }: FactWord): string {
  // The end is the first instant it no longer holds: the day before is the last good one.
  const until = expiresAt === null ? '长期有效' : `有效到 ${formatDate(new Date(Date.parse(expiresAt) - 1))}`
  return `${observationSourceWords[source]}，${formatDate(new Date(observedAt))}的情况，${until}，${confidenceWords(confidence)}`
}
