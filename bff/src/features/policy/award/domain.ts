import type { ResidentState } from '@minsheng/shared/contracts/people'
import type { ChangeKind, Differs } from '@minsheng/shared/contracts/policy'
import { fullAgeYears } from '@minsheng/shared/law/assistance'
import { dated } from '@minsheng/shared/law/parameter'
import type { OnlyOnce } from '@minsheng/shared/policy/policy/definition'
import type { StandingAward } from '@minsheng/shared/policy/rule/subject'
import { addDays, addMonths } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { SpokenKept } from './spoken/domain.ts'

/** No award is known to end yet. */
export const OPEN_END = '9999-12'

/** The event that something was granted: it may open other policies to all who live together. */
export const AWARD_GRANTED = 'award.granted'

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

/** What keeps something from being given a second time. */
export interface GivenOnce {
  /** One for one subject, or for one event of it. */
  key: string
  /** The fact whose next observation is another event; null: there is no other time. */
  event: string | null
  /** Last month in which it is looked at, `yyyy-mm`. */
  through: string
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
  /** Of a child: the guardian who is paid for them. Null, or absent from before there were such: they are paid themself. */
  guardianId?: string | null
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
  /** Of what is given only once; null, or absent from before there were such: it may be given another time. */
  once: GivenOnce | null
  bank: string | null
  accountName: string | null
  accountNumber: string | null
  /** `none`; `notice`: the person was told of a change and is heard; `heard`: they spoke; the second person decides. */
  changeState: 'none' | 'notice' | 'heard'
  /** Until when the person is heard; null when nothing is to be changed, nothing is taken away, or they died. */
  hearUntil: string | null
  /** Who gave notice: another decides. */
  noticedBy: string | null
  /** How it would come out by today's rules, if otherwise: kept when people are matched anew. Null, or absent: as they say. */
  differs: Differs | null
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

/** As deciding sees it: from the day it was granted, also before the first month; what is given only once, also after it. */
export function standing(
  award: Pick<AwardFacts, 'lines' | 'lastMonth' | 'firstMonth' | 'createdAt'> & { once?: GivenOnce | null },
  month: string,
): StandingAward | null {
  const { once, firstMonth, lastMonth } = award
  if (month > lastMonth && (!once || month > once.through)) return null
  const line = lineIn(award, month < firstMonth ? firstMonth : month > lastMonth ? lastMonth : month)
  if (!line) return null
  const given = once ? { given: { on: shanghaiDate(award.createdAt), event: once.event } } : {}
  return { fen: line.fen, fromMonth: firstMonth, ...given }
}

/** A grant of what is given only once, as far as it stands against another. */
export interface Given {
  /** Calendar date in Shanghai. */
  on: string
  fen: number
}

/**
 * Whether what was granted on a day stands against granting it now. @param eventOn the day the event was seen on; null: none is known
 */
export const isGiven = ({ per }: Pick<OnlyOnce, 'per'>, { on }: Pick<Given, 'on'>, eventOn: string | null): boolean =>
  per === 'subject' || eventOn === null || eventOn <= on

/** What marks a grant as given once. @param subject policy and whom it is for @param lastsDays how long an event is one */
export function onceOf(
  { per, event }: Pick<OnlyOnce, 'per' | 'event'>,
  {
    subject,
    eventOn,
    today,
    lastsDays,
    lastMonth,
  }: { subject: string; eventOn: string | null; today: string; lastsDays: number; lastMonth: string },
): GivenOnce {
  if (per === 'subject') return { key: subject, event: null, through: OPEN_END }
  const on = eventOn ?? today
  const until = addDays(on, lastsDays).slice(0, 7)
  return { key: `${subject}|${on}`, event, through: until > lastMonth ? until : lastMonth }
}

/** A change in the course of an award, as it is kept. */
export interface ChangeKept {
  kind: ChangeKind
  toFen: number
  /** First month it is meant for; null, or absent from before there were such: the one after it is decided. */
  fromMonth?: string | null
  words: string
  noticedAt: string
  hearUntil: string | null
  said: string | null
  saidAt: string | null
  /** Of a household: who of its grown-ups spoke. Absent of one person's own. */
  voices?: { residentId: string; nameMasked: string; words: string; at: string }[]
  /** Words that a clerk wrote down for somebody; absent where nobody's were. */
  spoken?: SpokenKept[]
  decision: { confirmed: boolean; words: string; at: string; fromMonth: string | null } | null
}
/** Somebody else of the household who is to be paid, as it was proposed and decided. */
export interface PayeeKept {
  residentId: string
  name: string
  bank: string
  number: string
  words: string
  at: string
  proposedBy: string
  decision: { confirmed: boolean; words: string; at: string; by: string } | null
}
/** All that was written about changes: sealed as one. Newest last. */
export interface AwardDossier {
  changes: ChangeKept[]
  /** Absent from before anybody else could be paid. */
  payees?: PayeeKept[]
}

/** Someone of a household as far as it is decided who is paid. */
export interface HouseholdMember {
  residentId: string
  name: string
  nameMasked: string
  age: number
  path: string[]
}

/** Someone who is heard, by the account they are told at. */
export interface GrownUp {
  residentId: string
  nameMasked: string
  accountId: string
  /** They have an account of their own: what is sent is read by them. */
  isReached: boolean
}

/** Whether somebody may still speak on a change: once each. @param residentId who reads */
export function mayStillSpeak(
  { changeState, hearUntil }: Pick<AwardFacts, 'changeState' | 'hearUntil'>,
  last: ChangeKept | undefined,
  residentId: string,
) {
  if (changeState !== 'notice' || hearUntil === null || !last) return false
  return last.voices ? !last.voices.some((one) => one.residentId === residentId) : last.said === null
}

/** What a household said, with one voice more: whose it is stands beside it where there are several grown-ups. */
export function withVoice(last: ChangeKept, voice: NonNullable<ChangeKept['voices']>[number], grown: readonly GrownUp[]) {
  const voices = [...(last.voices ?? []), voice]
  const said = grown.length < 2 ? voice.words : voices.map(({ nameMasked, words }) => `${nameMasked}说：${words}`).join('\n')
  const isAllHeard = grown.every(({ residentId }) => voices.some((one) => one.residentId === residentId))
  return { change: { ...last, voices, said, saidAt: voice.at }, isAllHeard }
}

/** Those of a household who decide for themselves. @param date as of when their ages are */
export function grownOf(members: readonly HouseholdMember[], date: string): HouseholdMember[] {
  const { value: fullAge } = dated(fullAgeYears, date)
  return members.filter(({ age }) => age >= fullAge)
}

/** The proposal that waits for a second person. */
export const payeeWaiting = ({ payees = [] }: AwardDossier): PayeeKept | null => {
  const last = payees.at(-1)
  return last && last.decision === null ? last : null
}

/** The month after a calendar date's. */
export const monthAfter = (date: string): string => addMonths(date, 1).slice(0, 7)

/** The last month that is given before a month, `yyyy-mm`. */
export const monthBefore = (month: string): string => addMonths(`${month}-01`, -1).slice(0, 7)

/**
 * Whether somebody has to be heard before a change: whenever something is taken away, but for what was one person's own who
 * died. What was their household's is heard: others live of it.
 * @remarks 社会救助法 48
 */
export const isHeard = ({ subjectKind }: Pick<AwardFacts, 'subjectKind'>, kind: ChangeKind, { state }: { state: ResidentState }): boolean =>
  kind !== 'raise' && !(state === 'deceased' && subjectKind === 'person')

/**
 * Why a change can't be decided yet; null when it can: nobody loses anything unheard.
 * @remarks 社会救助法 48
 */
export function notHeardYet({ changeState, hearUntil }: Pick<AwardFacts, 'changeState' | 'hearUntil'>, today: string): string | null {
  if (changeState === 'none') return '没有要决定的变更'
  if (changeState === 'heard' || hearUntil === null || hearUntil < today) return null
  return `要先听本人说：等本人说了，或过了 ${hearUntil} 再决定`
}

/**
 * What is wrong with the month a change is to begin in; null when it may: lines follow one another. What was paid already
 * for months that are reduced or stopped is not taken by it: that is heard and decided apart.
 */
export function earlierFault(
  { firstMonth, lines }: Pick<AwardFacts, 'firstMonth' | 'lines'>,
  fromMonth: string,
  today: string,
): string | null {
  const earliest = lines.at(-1)?.fromMonth ?? firstMonth
  if (fromMonth < earliest) return `最早从 ${earliest} 起：以前的金额是那时另外决定的`
  return fromMonth > monthAfter(today) ? '最晚从下个月起' : null
}

/** What is wrong with a change of that kind, by what the rules come to now; null when it may be told. */
export function changeFault(kind: ChangeKind, isFen: number, rules: { fen: number | null; isMet: boolean }): string | null {
  if (kind === 'stop') return rules.isMet ? '按现在登记的情况，各项条件都符合，不能停发；情况变了的，请先登记' : null
  if (!rules.isMet) return '按现在登记的情况，有条件不符合或不清楚，金额算不出来'
  if (rules.fen === null) return '金额还算不出来，请先把缺的情况登记好'
  if (kind === 'raise') return rules.fen > isFen ? null : '按规则算出的金额没有变高'
  return rules.fen < isFen ? null : '按规则算出的金额没有变低'
}
