import type { AwardRow } from '@minsheng/shared/contracts/policy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { StateTag } from '../../ui/state-tag.tsx'
import { changeWords } from './award-words.ts'

/** Whether a benefit is changing, and whose turn it is. */
export function ChangeTag({ of }: { of: Pick<AwardRow, 'state' | 'hearUntil'> }) {
  const { word, tone } = changeWords(of, shanghaiDate(new Date()))
  return <StateTag tone={tone}>{word}</StateTag>
}
