import type { EncodedSubject } from '../../shared/policy/rule/encode.ts'
import { codeNumber, type Layout } from '../../shared/policy/rule/encode.ts'
import { NO, type Truth, UNKNOWN, YES } from '../../shared/policy/rule/truth.ts'

/** Decides one of the thirty rules of one person. */
export type HandRule = (subject: EncodedSubject) => Truth

/**
 * The thirty rules as one would write them by hand, three-valued, over the same numbers: the measure of what is made from
 * data. Each leaves as soon as it knows.
 */
export function handRules(layout: Layout, decided: number): readonly HandRule[] {
  const place = (name: string) => layout.person.get(name) ?? -1
  const homePlace = (name: string) => layout.household.get(name) ?? -1
  const code = (name: string, option: string) => {
    const fact = layout.facts.get(name)
    if (!fact) throw new Error(name)
    return codeNumber(fact, option)
  }
  const [BIRTH, LOCAL, VITAL, GRADE, TYPES] = ['birthDate', 'registeredIn', 'vitalStatus', 'disabilityGrade', 'disabilityTypes'].map(place)
  const [CARE, SINCE, INJURY, AID, SETTING] = ['careLevel', 'longTermCareSince', 'workInjuryCare', 'assistance', 'careSetting'].map(place)
  const [FATHER, MOTHER, ILL, LOSS, SEX] = ['fatherSituation', 'motherSituation', 'seriousIllness', 'onlyChildLoss', 'sex'].map(place)
  const [INSURANCE, INCOME, SUPPORT, ALONE, VETERAN] = [
    'medicalInsurance',
    'monthlyIncomeFen',
    'legalSupport',
    'livingAlone',
    'veteranStatus',
  ].map(place)
  const [WORK, SCHOOL, MARRIED] = ['employment', 'schooling', 'maritalStatus'].map(place)
  const [HOME_INCOME, ASSETS, SPENDING, HARDSHIP, HOUSING, HOMES, CARS] = [
    'householdIncomeFen',
    'householdAssetsFen',
    'necessarySpendingFen',
    'suddenHardship',
    'housing',
    'homesOwned',
    'vehiclesOwned',
  ].map(homePlace)
  const MENTAL = 2 ** code('disabilityTypes', 'mental')
  const INTELLECTUAL = 2 ** code('disabilityTypes', 'intellectual')

  type Row = Float64Array
  const at = (row: Row, index: number | undefined) => row[index ?? -1] ?? Number.NaN
  const one = (value: number, code0: number): Truth => (value === code0 ? YES : Number.isNaN(value) ? UNKNOWN : NO)
  const two = (value: number, first: number, second: number): Truth =>
    value === first || value === second ? YES : Number.isNaN(value) ? UNKNOWN : NO
  const within = (value: number, least: number, most: number): Truth =>
    Number.isNaN(value) ? UNKNOWN : value >= least && value <= most ? YES : NO
  const below = (value: number, line: number): Truth => (value < line ? YES : Number.isNaN(value) ? UNKNOWN : NO)
  const reaches = (value: number, line: number): Truth => (value >= line ? YES : Number.isNaN(value) ? UNKNOWN : NO)
  const not = (truth: Truth): Truth => (truth === UNKNOWN ? UNKNOWN : truth === YES ? NO : YES)
  const and = (a: Truth, b: Truth): Truth => (a < b ? a : b)
  const or = (a: Truth, b: Truth): Truth => (a > b ? a : b)

  const years = (row: Row) => Math.floor((decided - at(row, BIRTH)) / 384)
  const from = (row: Row, age: number) => reaches(years(row), age)
  const under = (row: Row, age: number) => below(years(row), age)
  const alive = (row: Row): Truth => (at(row, VITAL) === 1 || at(row, VITAL) === 2 ? NO : YES)
  const local = (row: Row) => one(at(row, LOCAL), 0)
  const hasType = (row: Row, bit: number): Truth => (Number.isNaN(at(row, TYPES)) ? UNKNOWN : at(row, TYPES) & bit ? YES : NO)
  const ofMind = (row: Row) => or(hasType(row, INTELLECTUAL), hasType(row, MENTAL))
  const severe = (row: Row): Truth => {
    const grade = at(row, GRADE)
    if (grade === 1 || grade === 2) return YES
    const third = two(grade, 3, 4)
    return third === NO ? or(one(grade, 1), NO) : or(two(grade, 1, 2), and(third, ofMind(row)))
  }
  const disabled = (row: Row) => within(at(row, GRADE), 1, 4)
  const needsCare = (row: Row) => within(at(row, CARE), 2, 4)
  const poor = (row: Row) => within(at(row, AID), 1, 3)
  /** Both hold before anything else is asked; the rest is then all there is to say. */
  const local2 = (row: Row, rest: (row: Row) => Truth): Truth => {
    if (alive(row) === NO) return NO
    const here = local(row)
    return here === NO ? NO : and(here, rest(row))
  }
  const gone = (value: number) => two(value, 1, 2)
  const parentAble = (value: number, ...codes: readonly number[]): Truth =>
    codes.includes(value) ? YES : Number.isNaN(value) ? UNKNOWN : NO
  const aged = (row: Row, least: number, most: number) => and(from(row, least), under(row, most))

  return [
    ({ person }) => local2(person, (row) => aged(row, 80, 90)),
    ({ person }) => local2(person, (row) => aged(row, 90, 100)),
    ({ person }) => local2(person, (row) => from(row, 100)),
    ({ person }) => local2(person, (row) => and(disabled(row), poor(row))),
    ({ person }) =>
      local2(person, (row) => {
        const is = severe(row)
        if (is === NO) return NO
        return and(is, and(reaches(Math.floor((decided - at(row, SINCE)) / 32), 6), one(at(row, INJURY), 0)))
      }),
    ({ person }) => local2(person, (row) => and(from(row, 60), and(poor(row), within(at(row, CARE), 1, 4)))),
    ({ person }) => (alive(person) === NO ? NO : and(from(person, 60), needsCare(person))),
    ({ person }) =>
      local2(person, (row) => {
        const old = from(row, 60)
        return old === NO ? NO : and(old, and(needsCare(row), and(poor(row), one(at(row, SETTING), 0))))
      }),
    ({ person }) => {
      const has = poor(person)
      if (has === NO) return NO
      const old = from(person, 60)
      return old === NO ? NO : and(has, and(old, or(needsCare(person), or(from(person, 80), disabled(person)))))
    },
    ({ person }) => local2(person, (row) => and(under(row, 18), and(gone(at(row, FATHER)), gone(at(row, MOTHER))))),
    ({ person }) =>
      local2(person, (row) => {
        const young = under(row, 18)
        if (young === NO) return NO
        const [father, mother] = [at(row, FATHER), at(row, MOTHER)]
        const either = or(parentAble(father, 5, 4, 8), parentAble(mother, 5, 4))
        return and(young, and(either, not(and(one(father, 1), one(mother, 1)))))
      }),
    ({ person }) =>
      local2(person, (row) => {
        const young = under(row, 18)
        return young === NO ? NO : and(young, or(poor(row), or(severe(row), one(at(row, ILL), 1))))
      }),
    ({ person }) => local2(person, (row) => under(row, 3)),
    ({ person }) => local2(person, (row) => and(under(row, 7), disabled(row))),
    ({ person }) =>
      local2(person, (row) => {
        const age = aged(row, 16, 60)
        return age === NO ? NO : and(age, and(severe(row), ofMind(row)))
      }),
    ({ person }) => local2(person, (row) => and(one(at(row, LOSS), 2), or(one(at(row, SEX), 0), from(row, 49)))),
    ({ person }) => local2(person, (row) => and(one(at(row, LOSS), 1), or(one(at(row, SEX), 0), from(row, 49)))),
    ({ person }) => (at(person, VITAL) === 1 ? two(at(person, LOCAL), 0, 1) : NO),
    ({ person }) => (alive(person) === NO ? NO : and(poor(person), not(one(at(person, INSURANCE), 0)))),
    ({ person }) =>
      local2(person, (row) => {
        const little = and(below(at(row, INCOME), 124_500), within(at(row, SUPPORT), 1, 2))
        return little === NO ? NO : and(little, or(from(row, 60), or(severe(row), under(row, 18))))
      }),
    ({ person, household }) => {
      const here = local(person)
      if (here === NO) return NO
      return and(here, and(below(at(household, HOME_INCOME), 249_000), and(one(at(household, CARS), 0), below(at(household, HOMES), 3))))
    },
    ({ person, household }) => {
      const here = local(person)
      return here === NO ? NO : and(here, and(below(at(household, HOME_INCOME), 498_001), below(at(household, ASSETS), 8_964_001)))
    },
    ({ person, household }) => {
      const here = local(person)
      return here === NO ? NO : and(here, and(below(at(household, HOME_INCOME), 1_300_000), reaches(at(household, SPENDING), 300_000)))
    },
    ({ household }) => not(one(at(household, HARDSHIP), 0)),
    ({ person }) => {
      if (alive(person) === NO) return NO
      const old = from(person, 60)
      return old === NO ? NO : and(old, and(one(at(person, ALONE), 1), or(needsCare(person), or(disabled(person), from(person, 80)))))
    },
    ({ person }) => local2(person, (row) => and(within(at(row, VETERAN), 1, 3), from(row, 60))),
    ({ person }) => and(two(at(person, WORK), 1, 2), and(aged(person, 40, 60), below(at(person, INCOME), 249_000))),
    ({ household }) => {
      const rents = within(at(household, HOUSING), 2, 4)
      return rents === NO ? NO : and(rents, and(below(at(household, HOME_INCOME), 500_000), one(at(household, HOMES), 0)))
    },
    ({ person }) => {
      const school = at(person, SCHOOL)
      return and(school === 6 ? YES : within(school, 2, 4), poor(person))
    },
    ({ person }) => {
      const old = from(person, 70)
      if (old === NO) return NO
      const married = at(person, MARRIED)
      return and(old, and(Number.isNaN(married) ? UNKNOWN : married !== 1 ? YES : NO, not(one(at(person, SUPPORT), 0))))
    },
  ]
}
