import type { RecoveryWay, Repayment as Shown } from '@minsheng/shared/contracts/policy'
import type { SpokenKept } from '../../award/spoken/domain.ts'
import type { Owed } from './domain.ts'

/** As it is kept: `decided` is open or settled by what came in since. */
export type RecoveryStep = 'notice' | 'heard' | 'entering' | 'decided' | 'dropped'

/** What was paid too much for one benefit and is asked for, or given up. */
export interface RecoveryFacts {
  _id: string
  awardId: string
  policyId: string
  subjectKind: 'person' | 'household'
  residentId: string
  accountId: string
  path: string[]
  personName: string
  way: RecoveryWay
  state: RecoveryStep
  /** One at a time is told and not decided for one benefit; gone then. */
  openKey: string | null
  /** Until when the person is heard; null when nothing is taken, or they died. */
  hearUntil: string | null
  isDead: boolean
  months: Owed[]
  fen: number
  paidBackFen: number
  waivedFen: number
  /** Written down and not confirmed yet. */
  pendingFen: number
  proposedBy: string
  decidedBy: string | null
  decidedAt: Date | null
  /** What was written in the course of it: sealed, for it tells why. */
  dossier: string
  rev: number
  createdAt: Date
}

/** Money that came, or the rest that is given up, as it is kept. */
interface RepaymentKept extends Omit<Shown, 'recordedBy' | 'decidedBy'> {
  by: string
  confirmedBy: string | null
}

/** All that was written about one of them. */
export interface RecoveryDossier {
  words: string
  said: string | null
  saidAt: string | null
  /** Words that a clerk wrote down for somebody; absent where nobody's were. */
  spoken?: SpokenKept[]
  decision: { confirmed: boolean; words: string; toldTo: string | null; at: string } | null
  /** Oldest first; the last one alone may wait. */
  repayments: RepaymentKept[]
}
