import type { ApplicationState, Computed, UsedFact } from '@minsheng/shared/contracts/policy'
import { acceptanceWorkingDays, decisionWorkingDays, reviewWorkingDays, supplementWorkingDays } from '@minsheng/shared/law/assistance'
import { dated, type Parameter, sourceWords } from '@minsheng/shared/law/parameter'
import { addMonths } from '@minsheng/shared/units/calendar'
import { formatYuan } from '@minsheng/shared/units/money'
import { addWorkingDays, workingDaysBetween } from '@minsheng/shared/units/working-days'

/** A paper, with the photos of it. */
export interface MaterialGiven {
  name: string
  photoIds: string[]
}

/** One clerk's proposal, with what the rules made of it then. */
export interface Proposal {
  grant: boolean
  /** How much within the most there is; null: what the rules come to; absent from before amounts were named. */
  amountFen?: number | null
  words: string
  reasons: { requirement: number; words: string }[]
  at: string
  computed: Computed
}

/** What was decided by two people, as it was written to the person. */
export interface DecisionMade {
  granted: boolean
  words: string
  at: string
  computed: Computed
  facts: UsedFact[]
  /** `yyyy-mm`; null when refused. */
  fromMonth: string | null
  firstPayDay: string | null
  amountFen: number | null
  /** The amount was named within the most there is: it is what is paid. Absent from before amounts were named. */
  isNamed?: boolean
  /** Of a household: since when each grown-up but the applicant knows of it. Absent from before they were told. */
  told?: { residentId: string; on: string }[]
}

/** One who objects. */
export interface ObjectionVoice {
  residentId: string
  nameMasked: string
  words: string
  at: string
}

export interface ObjectionRaised {
  words: string
  at: string
  /** Whose words these are; absent: the applicant's. */
  by?: { residentId: string; nameMasked: string }
  /** Others of the household who objected while it waited: it is answered to all of them at once. */
  also?: ObjectionVoice[]
  dueOn: string
  outcome: 'upheld' | 'reopened' | null
  answer: string | null
  answeredAt: string | null
}

/** What was written in the course of an application: sealed as one, for all of it tells why someone is in need. */
export interface Dossier {
  note: string | null
  supplement: { items: string[]; words: string; askedAt: string; dueOn: string; answeredAt: string | null; note: string | null } | null
  checkWords: string | null
  proposal: Proposal | null
  decision: DecisionMade | null
  objection: ObjectionRaised | null
  /** Decisions taken back after an objection. */
  earlier: DecisionMade[]
  /** The objections to them, answered; absent in files from before there were any. */
  answered?: ObjectionRaised[]
}

export const emptyDossier = (note: string | null): Dossier => ({
  note,
  supplement: null,
  checkWords: null,
  proposal: null,
  decision: null,
  objection: null,
  earlier: [],
})

/** What was done to an application, for its story. */
export const deeds = [
  'submit',
  'accept',
  'ask_supplement',
  'supplement',
  'check',
  'propose',
  'return',
  'approve',
  'refuse',
  'withdraw',
  'object',
  'uphold',
  'reopen',
] as const
export type Deed = (typeof deeds)[number]

export interface HistoryEntry {
  at: Date
  by: string
  deed: Deed
  to: ApplicationState
}

/** Someone's application for a policy, from the first press to the decision. */
export interface ApplicationFacts {
  _id: string
  policyId: string
  subjectKind: 'person' | 'household'
  /** Resident or household it is for. */
  subjectId: string
  residentId: string
  accountId: string
  byProxy: boolean
  /** Of a child: the guardian who applied, and is paid. Null, or absent from before guardians applied: none did. */
  guardianId?: string | null
  applicantName: string
  /** Where the applicant lives, from the district down. */
  path: string[]
  automatic: boolean
  state: ApplicationState
  /** One open application for one subject and policy; null when it is over. */
  openKey: string | null
  dueOn: string | null
  dueProvisional: boolean
  /** Working days of the review that are left while the person is waited for. */
  reviewLeft: number | null
  /** Open ones by their day first, the latest of the others then. */
  sortKey: string
  isObjected: boolean
  materials: MaterialGiven[]
  bank: string | null
  accountName: string | null
  accountNumber: string | null
  dossier: string
  proposedBy: string | null
  decidedBy: string | null
  /** Everyone who proposed or decided, also in rounds that were taken back: an objection is for others. */
  handledBy: string[]
  history: HistoryEntry[]
  rev: number
  createdAt: Date
}

const from: Readonly<Record<Deed, readonly ApplicationState[]>> = {
  submit: [],
  accept: ['submitted'],
  ask_supplement: ['submitted', 'accepted'],
  supplement: ['to_supplement'],
  check: ['accepted', 'to_supplement'],
  propose: ['checked'],
  return: ['proposed'],
  approve: ['proposed'],
  refuse: ['proposed'],
  withdraw: ['submitted', 'accepted', 'to_supplement', 'checked', 'proposed'],
  object: ['refused', 'approved'],
  uphold: ['refused', 'approved'],
  reopen: ['refused'],
}

/** Whether something can be done to an application that is where it is. */
export const canDo = (deed: Deed, state: ApplicationState): boolean => from[deed].includes(state)

export const openStates: readonly ApplicationState[] = ['submitted', 'accepted', 'to_supplement', 'checked', 'proposed']
export const isOpen = (state: ApplicationState): boolean => openStates.includes(state)

export interface Due {
  dueOn: string | null
  dueProvisional: boolean
}

const NONE: Due = { dueOn: null, dueProvisional: false }
const after = (today: string, days: number): Due => {
  const { date, provisional } = addWorkingDays(today, days)
  return { dueOn: date, dueProvisional: provisional }
}
const within = (parameter: Parameter, today: string): Due => after(today, dated(parameter, today).value)

/**
 * By when the next step is due, once something was done. The days the person is waited for are not the street's: what was
 * left of them goes on when the papers are in.
 * @param today calendar date in Shanghai
 */
export function dueAfter(deed: Deed, was: Due & { reviewLeft: number | null }, today: string): Due & { reviewLeft: number | null } {
  const reviewLeft = was.reviewLeft
  switch (deed) {
    case 'submit':
      return { ...within(acceptanceWorkingDays, today), reviewLeft: null }
    case 'accept':
    case 'reopen':
      return { ...within(reviewWorkingDays, today), reviewLeft: null }
    case 'ask_supplement':
      return {
        ...within(supplementWorkingDays, today),
        reviewLeft: was.dueOn === null ? null : workingDaysBetween(today, was.dueOn),
      }
    case 'supplement':
      return { ...(reviewLeft === null ? within(reviewWorkingDays, today) : after(today, Math.max(1, reviewLeft))), reviewLeft: null }
    case 'check':
      if (reviewLeft !== null) return { ...after(today, Math.max(1, reviewLeft)), reviewLeft: null }
      return { dueOn: was.dueOn, dueProvisional: was.dueProvisional, reviewLeft: null }
    case 'propose':
      return { ...within(decisionWorkingDays, today), reviewLeft: null }
    case 'return':
      return { ...within(decisionWorkingDays, today), reviewLeft: null }
    default:
      return { ...NONE, reviewLeft: null }
  }
}

const clocks: Partial<Record<ApplicationState, Parameter>> = {
  submitted: acceptanceWorkingDays,
  accepted: reviewWorkingDays,
  to_supplement: supplementWorkingDays,
  checked: reviewWorkingDays,
  proposed: decisionWorkingDays,
}

/** `15 个工作日内审核，依据《浙江省社会救助条例》第十一条`; null when nothing is due. */
export function lawWords(state: ApplicationState, date: string): string | null {
  const clock = clocks[state]
  if (!clock) return null
  const { value, source, illustrative } = dated(clock, date)
  const what: Partial<Record<ApplicationState, string>> = {
    submitted: '受理，或一次说清要补什么',
    to_supplement: '由本人补交',
    proposed: '决定',
  }
  return `${value} 个工作日内${what[state] ?? '审核'}，${illustrative ? '参照' : '依据'}${sourceWords(source)}${illustrative ? '（天数是我们自己的承诺）' : ''}`
}

/** Open ones by the day they are due, the latest decided of the others first. */
export function sortKeyOf(state: ApplicationState, dueOn: string | null, today: string): string {
  if (isOpen(state) && dueOn !== null) return `a${dueOn}`
  return `z${99_999_999 - Number(today.replaceAll('-', ''))}`
}

/** First month a benefit is paid for: that of the application, or the one after approval. `yyyy-mm`. */
export function firstMonth(from: 'application' | 'after_approval' | null, appliedOn: string, approvedOn: string): string {
  if (from === 'application') return appliedOn.slice(0, 7)
  if (from === null) return approvedOn.slice(0, 7)
  return addMonths(approvedOn, 1).slice(0, 7)
}

/**
 * What can't be granted yet, in words for the clerk; empty when it may be: every requirement met by facts that more than
 * the person's own word stands for, and an amount that is known to the fen.
 */
export function grantFaults({ computed, facts }: { computed: Computed; facts: readonly UsedFact[] }): string[] {
  const faults = computed.requirements.flatMap(({ words, state }) =>
    state === 'met' ? [] : [`“${words}”${state === 'open' ? '还不清楚' : '不符合'}`],
  )
  if (computed.excludedBy.length > 0) faults.push(`与${computed.excludedBy.join('、')}不能同时享受`)
  for (const fact of facts) if (fact.declaredOnly) faults.push(`“${fact.title}”只有本人申报，请先核实登记`)
  if (computed.every !== null && !computed.ceiling && computed.amount.low !== computed.amount.high)
    faults.push('金额还算不出来，请先把缺的情况登记好')
  return faults
}

/**
 * What is wrong with the amount of a grant, in words for the clerk; null when nothing is: named where the rules give only the
 * most there is and it is paid, and nowhere else.
 */
export function amountFault(
  amountFen: number | null,
  { amount: { low, high } }: Pick<Computed, 'amount'>,
  isNamed: boolean,
): string | null {
  if (!isNamed) return amountFen === null ? null : '这一项的金额按规则算出，不用另写'
  if (amountFen === null) return `规则只定了最多 ${formatYuan(high)} 元，请写明这次给多少`
  if (amountFen > high) return `最多 ${formatYuan(high)} 元，不能再多`
  return amountFen < Math.max(low, 1) ? `最少 ${formatYuan(Math.max(low, 1))} 元，不能再少` : null
}
