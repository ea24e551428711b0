import type { FactType, ObservationSource, SubjectKind } from './value.ts'

/** One fact as the whole product knows it. */
export type FactSpec = FactType & {
  title: string
  /** What a person is asked when it is unknown. */
  question: string
  subject: SubjectKind
  /** What it tells about someone (GB/T 43697-2024). */
  class: 'identity' | 'location' | 'family' | 'welfare' | 'health' | 'work' | 'money'
  /** From 3 on it lies sealed and is masked until someone gives a purpose. */
  level: 2 | 3 | 4
  /** An observation holds so many days when its source sets no end; null: until something newer is known. */
  validDays: number | null
  /** Who is believed before whom; sources that stand together are of the same authority. Those not named come last. */
  authority: readonly (readonly ObservationSource[])[]
  /** Two amounts closer than this share of the larger one are no disagreement. */
  toleranceBps?: number
}

/** Sources that anyone may be, as tiers of an authority. */
export const seen: readonly ObservationSource[] = ['visit']
export const said: readonly ObservationSource[] = ['declared']
export const paper: readonly ObservationSource[] = ['document']
/** In days; a year is a leap one, so that nothing runs out a day early. */
export const HALF_YEAR = 183
export const YEAR = 366
/** Yuan in fen. */
export const yuan = (amount: number) => amount * 100
