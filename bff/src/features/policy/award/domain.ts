import type { StandingAward } from '@minsheng/shared/policy/rule/subject'

/** No award is known to end yet. */
export const OPEN_END = '9999-12'

/** What an award gives from a month on: lines are only ever added. */
export interface AwardLine {
  number: number
  /** `yyyy-mm`. */
  fromMonth: string
  /** In one rhythm of the policy; 0 where it gives a standing and no money. */
  fen: number
  why: 'granted' | 'raised' | 'reduced' | 'stopped'
  /** The rules' version it was worked out by. */
  versionNumber: number
  at: Date
  /** The two who decided. */
  proposedBy: string
  decidedBy: string
}

/** A benefit that stands for a person or household, with all that ever stood of it. */
export interface AwardFacts {
  _id: string
  policyId: string
  subjectKind: 'person' | 'household'
  subjectId: string
  /** Who applied, and is paid. */
  residentId: string
  accountId: string
  applicantName: string
  path: string[]
  applicationId: string
  every: 'month' | 'year' | 'once' | null
  ceiling: boolean
  firstMonth: string
  /** The last month it stands; `OPEN_END` while no end is decided. */
  lastMonth: string
  /** One standing award for one subject and policy; null when it is over. */
  openKey: string | null
  lines: AwardLine[]
  bank: string | null
  accountName: string | null
  accountNumber: string | null
  /** `none`; `notice`: the person was told of a change and is heard; `heard`: they spoke; the second person decides. */
  changeState: 'none' | 'notice' | 'heard'
  /** Until when the person is heard; null when nothing is to be changed. */
  hearUntil: string | null
  /** What was written in the course of changes: sealed, for it tells why. */
  dossier: string
  rev: number
  createdAt: Date
}

/** What stands in a month: the newest line that has begun; null before the first and after the last. */
export function lineIn({ lines, lastMonth }: Pick<AwardFacts, 'lines' | 'lastMonth'>, month: string): AwardLine | null {
  if (month > lastMonth) return null
  return lines.findLast(({ fromMonth }) => fromMonth <= month) ?? null
}

/** As deciding sees it: from the day it was granted, also before the first month. */
export function standing(award: Pick<AwardFacts, 'lines' | 'lastMonth' | 'firstMonth'>, month: string): StandingAward | null {
  if (month > award.lastMonth) return null
  const line = lineIn(award, month > award.firstMonth ? month : award.firstMonth)
  return line && { fen: line.fen, fromMonth: award.firstMonth }
}
