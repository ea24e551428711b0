import type { Written } from './content.ts'
import type { Fact } from './rule-forms.ts'

/** What a bare number stands for. */
export type Measure = 'fen' | 'count' | 'share'

export interface QuantityProps {
  /** Says what it is, for who can't see where it stands. */
  label: string
  value: Written
  onChange: (value: Written) => void
  measure: Measure
  facts: readonly Fact[]
}
