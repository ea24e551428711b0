import type { ResidentState } from '@minsheng/shared/contracts/people'
import type { PayMark, PayReason } from '@minsheng/shared/contracts/policy'
import type { Entry } from '../domain.ts'

/** What a payment is worked out from. */
export interface Planned {
  subjectKind: 'person' | 'household'
  hasAccount: boolean
  /** New lines, and those entered before that did not arrive. */
  fresh: readonly Pick<Entry, 'fen' | 'kind' | 'month'>[]
  carried: readonly Pick<Entry, 'fen' | 'month'>[]
  /** Of payments that came back: why, and whether the account is still the same. */
  cameBack: readonly { reason: PayReason | null; sameAccount: boolean }[]
  /** What the last month before this one came to; null: nothing was paid before. */
  lastFen: number | null
  /** What this month comes to by itself. */
  monthFen: number
  personState: ResidentState
  /** What is kept back of it for what was paid too much. */
  setOffFen?: number
}

const ofAccount: ReadonlySet<PayReason> = new Set(['closed_account', 'wrong_name', 'no_such_account', 'account_refused', 'other'])

/**
 * Why nothing goes to the bank; null when it does. Whoever moved away is paid until it is decided otherwise, for they are
 * heard first (社会救助法 48); a dead person's own benefit has nobody to be paid to.
 */
export function heldBecause(of: Planned): PayReason | null {
  if (of.personState === 'deceased' && of.subjectKind === 'person') return 'deceased'
  if (!of.hasAccount) return 'no_account'
  if (of.cameBack.some(({ reason, sameAccount }) => sameAccount && reason !== null && ofAccount.has(reason))) return 'account_refused'
  return fenOf(of) <= 0 ? 'set_off' : null
}

export const fenOf = ({ fresh, carried, setOffFen }: Pick<Planned, 'fresh' | 'carried' | 'setOffFen'>): number =>
  [...fresh, ...carried].reduce((sum, { fen }) => sum + fen, 0) - (setOffFen ?? 0)

export const monthsOf = ({ fresh, carried }: Pick<Planned, 'fresh' | 'carried'>): string[] =>
  [...new Set([...fresh, ...carried].map(({ month }) => month))].sort()

/** What a second person should look at. */
export function marksOf(of: Planned): PayMark[] {
  const { fresh, cameBack, lastFen, monthFen, personState } = of
  const isRegular = fresh.some(({ kind }) => kind === 'regular')
  return (
    [
      ['new', lastFen === null && cameBack.length === 0],
      ['raised', isRegular && lastFen !== null && monthFen > lastFen],
      ['reduced', isRegular && lastFen !== null && monthFen < lastFen],
      ['arrears', fresh.some(({ kind }) => kind === 'arrears')],
      ['again', cameBack.length > 0],
      ['deceased', personState === 'deceased'],
      ['moved_out', personState === 'moved_out'],
    ] as const
  ).flatMap(([mark, holds]) => (holds ? [mark] : []))
}
