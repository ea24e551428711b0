import type { FactSource, GroupFact, Relation, ResidentState, SpecialGroup } from '@minsheng/shared/contracts/people'
import type { FieldIssue } from '@minsheng/shared/errors'
import { birthDateOf, idNumberFault, idNumberFaultWords, normalIdNumber, sexOf } from '@minsheng/shared/units/id-number'

export interface Membership {
  householdId: string
  relation: Relation
  from: string
  /** The first day it no longer held; null while it does. */
  to: string | null
}

export interface RecordedGroup extends GroupFact {
  recordedAt: Date
  recordedBy: string
}

/** What a resident was before a change; sealed fields stay as they were sealed. */
export interface FormerVersion {
  rev: number
  until: Date
  by: string
  why: string
  was: Record<string, unknown>
}

export interface Resident {
  _id: string
  name: string
  idNumber: string | null
  phone: string | null
  registeredAddress: string | null
  birthDate: string
  sex: 'male' | 'female'
  /** Places from the district down to the grid they live in. */
  path: string[]
  householdId: string | null
  relation: Relation | null
  memberships: Membership[]
  groups: RecordedGroup[]
  state: ResidentState
  /** The record that counts in this one's place; null unless merged. */
  mergedInto: string | null
  source: FactSource
  idNumberIndex: string | null
  phoneIndex: string | null
  /** Parts of the name, for search within a community. */
  nameTokens: string[]
  /** Whole name with birth date. */
  nameBirthIndex: string
  /** Name, birth date and phone together; null without a phone. */
  likenessIndex: string | null
  /** Group and place together, for each place on the path: one array, because two can't share an index. */
  groupKeys: string[]
  versions: FormerVersion[]
  rev: number
  createdAt: Date
  updatedAt: Date
  /** Absent while the record tells who it is. */
  anonymisedAt?: Date
}

/** What identifies and describes a person, whole and checked. */
export interface PlainFacts {
  name: string
  idNumber: string | null
  phone: string | null
  registeredAddress: string | null
  birthDate: string
  sex: 'male' | 'female'
}

export interface GivenFacts {
  name: string
  idNumber: string | null
  phone: string | null
  registeredAddress: string | null
  birthDate: string | null
  sex: 'male' | 'female' | null
}

/**
 * Checks the facts of a person and completes them from the ID number.
 * @param today yyyy-mm-dd; no one is born after it
 * @returns the facts, or every fault by its field with what to do
 */
export function completeFacts(given: GivenFacts, today: string): { facts: PlainFacts } | { issues: FieldIssue[] } {
  const issues: FieldIssue[] = []
  const idNumber = given.idNumber === null || given.idNumber.trim() === '' ? null : normalIdNumber(given.idNumber)
  const fault = idNumber === null ? null : idNumberFault(idNumber, today)
  if (fault) issues.push({ path: 'idNumber', message: idNumberFaultWords[fault] })
  const known = idNumber !== null && !fault
  const birthDate = known ? birthDateOf(idNumber) : given.birthDate
  const sex = known ? sexOf(idNumber) : given.sex
  if (known && given.birthDate && given.birthDate !== birthDate)
    issues.push({ path: 'birthDate', message: `和身份证号里的出生日期（${birthDate}）不一样，请核对，或留空由身份证号带出` })
  if (known && given.sex && given.sex !== sex)
    issues.push({ path: 'sex', message: '和身份证号里的性别不一样，请核对，或留空由身份证号带出' })
  if (!fault && !birthDate) issues.push({ path: 'birthDate', message: '没有身份证号时，请填写出生日期' })
  if (!fault && !sex) issues.push({ path: 'sex', message: '没有身份证号时，请填写性别' })
  if (!known && given.birthDate && given.birthDate > today) issues.push({ path: 'birthDate', message: '出生日期不能在今天之后' })
  if (issues.length > 0 || !birthDate || !sex) return { issues }
  return { facts: { ...given, name: given.name.trim(), idNumber, birthDate, sex } }
}

/** Whole years lived on a day. */
export function ageOn(birthDate: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** Groups in force on a day, each once. */
export function groupsOn(groups: readonly GroupFact[], date: string): SpecialGroup[] {
  return [...new Set(groups.filter((group) => group.from <= date && (group.to === null || date < group.to)).map((group) => group.kind))]
}

/** What a resident is found by as one of a group in a place. */
export const groupKey = (kind: SpecialGroup, placeId: string): string => `${kind}|${placeId}`

/** Memberships after moving into a household on a day; the one before ends there. */
export function movedInto(memberships: readonly Membership[], householdId: string, relation: Relation, from: string): Membership[] {
  return [...endedOn(memberships, from), { householdId, relation, from, to: null }]
}

/** Memberships after leaving on a day. */
export function endedOn(memberships: readonly Membership[], date: string): Membership[] {
  return memberships.map((membership) => (membership.to === null ? { ...membership, to: date } : membership))
}

const longestPart = 8

/** Parts of a name that it is found by: its first two characters and more, its syllables, its first letters. */
export function nameParts(name: string, syllables: readonly string[]): string[] {
  const characters = [...compactName(name)]
  const count = Math.min(characters.length, longestPart)
  const beginnings = (list: readonly string[], join: (part: readonly string[]) => string) =>
    Array.from({ length: Math.max(Math.min(list.length, count) - 1, 0) }, (_, index) => join(list.slice(0, index + 2)))
  return [
    ...new Set([
      ...beginnings(characters, (part) => part.join('')),
      ...beginnings(syllables, (part) => part.join('')),
      ...beginnings(syllables, (part) => part.map((syllable) => syllable.charAt(0)).join('')),
    ]),
  ]
}

/** A name without spaces and dots, letters small: as it is compared. */
export const compactName = (name: string): string => name.replace(/[\s·.'’]+/g, '').toLowerCase()

export type SearchText =
  | { kind: 'everything' }
  | { kind: 'id_number'; idNumber: string }
  | { kind: 'phone'; phone: string }
  | { kind: 'pinyin'; letters: string }
  | { kind: 'words'; text: string }
  | { kind: 'refused'; message: string }

/** What a person meant by the text in the one search box. */
export function understand(typed: string): SearchText {
  const text = typed.replace(/\s+/g, '')
  if (text === '') return { kind: 'everything' }
  if (/^\d{17}[\dXx]$/.test(text)) return { kind: 'id_number', idNumber: text.toUpperCase() }
  if (/^(1\d{10}|0\d{2,3}-?\d{7,8})$/.test(text)) return { kind: 'phone', phone: text }
  if (/^[\d-]+$/.test(text)) return { kind: 'refused', message: '手机号要填满 11 位，身份证号要填满 18 位' }
  if (/^[A-Za-z']+$/.test(text))
    return text.length < 2 ? { kind: 'refused', message: '拼音至少填 2 个字母' } : { kind: 'pinyin', letters: compactName(text) }
  return [...text].length < 2
    ? { kind: 'refused', message: '姓名至少填 2 个字，或写地址、网格名称' }
    : { kind: 'words', text: compactName(text) }
}

/** What stands in the place of a name that is kept no longer. */
export const NAMELESS = '（已匿名）'

/** States in which nobody lives here under this record any more. */
export const endedStates: readonly ResidentState[] = ['moved_out', 'deceased', 'merged']
