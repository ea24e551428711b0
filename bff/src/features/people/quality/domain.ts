import type { QualityDimension, QualityRuleId, SpecialGroup } from '@minsheng/shared/contracts/people'
import { birthDateOf, idNumberFault, sexOf } from '@minsheng/shared/units/id-number'
import { ageOn } from '../resident/domain.ts'

/** A resident as far as the rules look. */
export interface QualitySubject {
  idNumber: string | null
  phone: string | null
  birthDate: string
  sex: 'male' | 'female'
  state: 'present' | 'moved_out' | 'deceased' | 'merged'
  householdId: string | null
  /** Households this person belongs to now by their memberships. */
  openMemberships: readonly string[]
  /** Groups in force today. */
  groups: readonly SpecialGroup[]
  /** Another record has the same ID number. */
  sharesIdNumber: boolean
  /** Waits in the list of those registered twice. */
  maybeTwice: boolean
  /** Sources disagree about one of their facts and nobody decided. */
  isDisputed: boolean
  /** Since when some register says that they died; null when none does. */
  reportedDeadAt: Date | null
}

/** A source as far as the rules look. */
export interface QualitySource {
  everyMinutes: number
  lastDoneAt: Date | null
  isStarted: boolean
}

export interface QualityTally {
  id: QualityRuleId
  checked: number
  failed: number
}

interface PersonRule {
  dimension: QualityDimension
  /** Whom the rule is about. */
  applies: (subject: QualitySubject) => boolean
  holds: (subject: QualitySubject, now: Date, today: string) => boolean
}

/** So long a reported death may wait for someone to look. */
const DEATH_WAITS_MS = 7 * 24 * 3_600_000
/** An adult can be called; a child is reached through its parents. */
const ADULT = 18
/** 高龄, as the group is meant. */
const AGED = 80
const OLDEST = 115
const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/

const isPresent = ({ state }: QualitySubject) => state === 'present'

/** Each rule says whom it is about and when it holds; what does not apply is not counted. */
export const personRules = {
  id_number_present: { dimension: 'completeness', applies: isPresent, holds: ({ idNumber }) => idNumber !== null },
  phone_present: {
    dimension: 'completeness',
    applies: (subject) => isPresent(subject),
    holds: ({ phone, birthDate }, _, today) => phone !== null || ageOn(birthDate, today) < ADULT,
  },
  household_present: { dimension: 'completeness', applies: isPresent, holds: ({ householdId }) => householdId !== null },
  id_number_sound: {
    dimension: 'validity',
    applies: ({ idNumber }) => idNumber !== null,
    holds: ({ idNumber, birthDate, sex }, _, today) =>
      idNumber !== null && idNumberFault(idNumber, today) === null && birthDateOf(idNumber) === birthDate && sexOf(idNumber) === sex,
  },
  phone_sound: { dimension: 'validity', applies: ({ phone }) => phone !== null, holds: ({ phone }) => phone !== null && PHONE.test(phone) },
  age_plausible: {
    dimension: 'validity',
    applies: isPresent,
    holds: ({ birthDate }, _, today) => birthDate <= today && ageOn(birthDate, today) <= OLDEST,
  },
  id_number_once: { dimension: 'uniqueness', applies: ({ idNumber }) => idNumber !== null, holds: ({ sharesIdNumber }) => !sharesIdNumber },
  person_once: { dimension: 'uniqueness', applies: isPresent, holds: ({ maybeTwice }) => !maybeTwice },
  deaths_decided_in_time: {
    dimension: 'timeliness',
    applies: ({ reportedDeadAt }) => reportedDeadAt !== null,
    holds: ({ reportedDeadAt }, now) => reportedDeadAt !== null && now.getTime() - reportedDeadAt.getTime() <= DEATH_WAITS_MS,
  },
  household_agrees_with_state: {
    dimension: 'consistency',
    applies: () => true,
    holds: ({ state, householdId, openMemberships }) =>
      state === 'present'
        ? openMemberships.length <= 1 && (openMemberships[0] ?? null) === householdId
        : householdId === null && openMemberships.length === 0,
  },
  aged_group_agrees_with_age: {
    dimension: 'consistency',
    applies: ({ groups }) => groups.includes('aged'),
    holds: ({ birthDate }, _, today) => ageOn(birthDate, today) >= AGED,
  },
  sources_agree: { dimension: 'consistency', applies: isPresent, holds: ({ isDisputed }) => !isDisputed },
} as const satisfies Partial<Record<QualityRuleId, PersonRule>>

export type PersonRuleId = keyof typeof personRules
export const personRuleIds = Object.keys(personRules) as PersonRuleId[]

/** What each rule measures, those about sources included. */
export const dimensionOf = (id: QualityRuleId): QualityDimension => (id === 'sources_fresh' ? 'timeliness' : personRules[id].dimension)

/** Rules that this person breaks, and rules they were measured by. */
export function judge(subject: QualitySubject, now: Date, today: string): { checked: PersonRuleId[]; broken: PersonRuleId[] } {
  const checked = personRuleIds.filter((id) => personRules[id].applies(subject))
  return { checked, broken: checked.filter((id) => !personRules[id].holds(subject, now, today)) }
}

/** A source that was started has to have ended an exchange within twice its rhythm. */
export function judgeSources(sources: readonly QualitySource[], now: Date): QualityTally {
  const started = sources.filter(({ isStarted }) => isStarted)
  const isStale = ({ lastDoneAt, everyMinutes }: QualitySource) =>
    lastDoneAt === null || now.getTime() - lastDoneAt.getTime() > 2 * everyMinutes * 60_000
  return { id: 'sources_fresh', checked: started.length, failed: started.filter(isStale).length }
}

/** Share that is right, in hundredths of a percent, never rounded up to all; null when nothing was checked. */
export function scoreOf(checked: number, failed: number): number | null {
  return checked === 0 ? null : Math.floor(((checked - failed) * 10_000) / checked)
}

/** The whole as the mean of its rules, each of the same weight. */
export function wholeScore(tallies: readonly QualityTally[]): number | null {
  const scores = tallies.flatMap(({ checked, failed }) => scoreOf(checked, failed) ?? [])
  return scores.length === 0 ? null : Math.floor(scores.reduce((sum, score) => sum + score, 0) / scores.length)
}
