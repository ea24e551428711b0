import { describe, expect, test } from 'vitest'
import { factCatalogue } from '../../contracts/people/facts/catalogue.ts'
import { ruleFacts } from '../facts.ts'
import { asked } from './ask.ts'
import { compileAmount, compileCondition } from './compile.ts'
import { encodeDay, encodePolicies, encodeSubject, layoutOf } from './encode.ts'
import { readCondition, readQuantity } from './parse-condition.ts'
import type { KnownFacts, RuleSubject } from './subject.ts'
import { NO, type Truth, UNKNOWN, YES } from './truth.ts'
import { walk, walkAmount } from './walk.ts'

const names = { facts: ruleFacts, parameters: new Set(['standardFen', 'shareBps']), policies: new Set(['minimumLiving']) }
const layout = layoutOf(ruleFacts, names.parameters, names.policies)
const parameters = { standardFen: 124_500, shareBps: 3_000 }

const person = (known: KnownFacts, household: KnownFacts = {}, others: readonly KnownFacts[] = []): RuleSubject => ({
  person: known,
  household,
  members: [known, ...others],
})

function decided(written: unknown, subject: RuleSubject, date = '2026-11-30') {
  const read = readCondition(written, names)
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  const day = { date, parameters }
  const step = walk(read.value, subject, day, {})
  const quick = compileCondition(read.value, layout)(encodeSubject(subject, layout), encodeDay(day, layout), encodePolicies({}, layout))
  expect(quick).toBe(step.truth)
  return step
}

function amount(written: unknown, subject: RuleSubject, date = '2026-11-30') {
  const read = readQuantity(written, names)
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  const day = { date, parameters }
  const interval = walkAmount(read.value, subject, day)
  expect(compileAmount(read.value, layout)(encodeSubject(subject, layout), encodeDay(day, layout))).toEqual(interval)
  return interval
}

describe('whole years', () => {
  test.each<[string, string, Truth]>([
    ['1946-11-30', '2026-11-29', NO],
    ['1946-11-30', '2026-11-30', YES],
    ['1946-12-01', '2026-11-30', NO],
    // Born on a leap day: a year older on 28 February of a common year, on the 29th of a leap year.
    ['1944-02-29', '2024-02-28', NO],
    ['1944-02-29', '2024-02-29', YES],
    ['1946-02-28', '2026-02-27', NO],
    ['1946-02-28', '2026-02-28', YES],
    ['1945-02-28', '2025-02-28', YES],
    ['1936-02-29', '2025-02-28', YES],
  ])('born %s, asked on %s: 80 or older is %i', (birthDate, date, truth) => {
    expect(decided({ value: { ageAt: 'birthDate' }, gte: 80 }, person({ birthDate }), date).truth).toBe(truth)
  })

  test('the month of a care need is counted to the day', () => {
    const months = { value: { monthsSince: 'longTermCareSince' }, gte: 6 }
    expect(decided(months, person({ longTermCareSince: '2026-05-31' })).truth).toBe(YES)
    expect(decided(months, person({ longTermCareSince: '2026-05-30' }), '2026-11-29').truth).toBe(NO)
  })
})

describe('an amount against a line', () => {
  const below = { fact: 'householdIncomeFen', lt: { perMember: { param: 'standardFen' } } }
  test.each<[number, Truth]>([
    [248_999, YES],
    [249_000, NO],
    [249_001, NO],
  ])('%i fen for two people', (householdIncomeFen, truth) => {
    expect(decided(below, person({}, { householdIncomeFen }, [{}])).truth).toBe(truth)
  })
})

describe('what is unknown', () => {
  test('is no answer, neither to a comparison nor to its opposite', () => {
    const nobody = person({})
    for (const written of [
      { fact: 'monthlyIncomeFen', lt: 1 },
      { not: { fact: 'employment', eq: 'employed' } },
      { fact: 'employment', ne: 'employed' },
      { fact: 'employment', nin: ['employed', 'flexible'] },
      { fact: 'livingAlone', eq: true },
      { fact: 'disabilityTypes', has: 'mental' },
      { value: { max: [{ fact: 'monthlyIncomeFen' }, 0] }, gte: 0 },
    ])
      expect(decided(written, nobody).truth).toBe(UNKNOWN)
  })

  test('does not matter beside what decides already', () => {
    const adult = person({ birthDate: '1980-01-01' })
    const old = { value: { ageAt: 'birthDate' }, gte: 80 }
    const alone = { fact: 'livingAlone', eq: true }
    expect(decided({ all: [old, alone] }, adult).truth).toBe(NO)
    expect(decided({ any: [{ not: old }, alone] }, adult).truth).toBe(YES)
  })

  test('can be asked about itself', () => {
    expect(decided({ fact: 'employment', known: true }, person({})).truth).toBe(NO)
    expect(decided({ fact: 'employment', known: true }, person({ employment: 'unable' })).truth).toBe(YES)
  })

  test('is asked for only where it can still change the answer', () => {
    const alone = { fact: 'livingAlone', eq: true }
    const poor = { fact: 'assistance', in: ['minimum_living', 'low_income'] }
    const retired = { fact: 'employment', eq: 'retired' }
    const subject = person({ birthDate: '1940-01-01', employment: 'retired' })
    expect([...asked(decided({ all: [retired, { any: [alone, poor] }] }, subject))].sort()).toEqual(['assistance', 'livingAlone'])
    expect([...asked(decided({ all: [{ any: [retired, alone] }, poor] }, subject))]).toEqual(['assistance'])
    expect([...asked(decided({ all: [{ not: retired }, alone] }, subject))]).toEqual([])
  })
})

describe('members of the household', () => {
  const working = { fact: 'employment', in: ['employed', 'flexible'] }
  const home = (...kinds: (string | null)[]) =>
    person(
      { employment: 'retired' },
      {},
      kinds.map((employment): KnownFacts => (employment === null ? {} : { employment })),
    )
  test.each<[string, unknown, RuleSubject, Truth]>([
    ['one is', { someMember: working }, home('employed', null), YES],
    ['none is, one unknown', { someMember: working }, home('student', null), UNKNOWN],
    ['all are not', { everyMember: { not: working } }, home('student', 'unable'), YES],
    ['one of two is', { countMembers: working, eq: 1 }, home('employed', 'student'), YES],
    ['one of two, one unknown', { countMembers: working, eq: 1 }, home('employed', null), UNKNOWN],
    ['two at most', { countMembers: working, lte: 2 }, home('employed', null), YES],
    ['two between one and three', { countMembers: working, between: [1, 3] }, home('employed', 'flexible'), YES],
  ])('%s', (_, written, subject, truth) => {
    expect(decided(written, subject).truth).toBe(truth)
  })
})

describe('amounts', () => {
  const topUp = { max: [0, { sub: [{ perMember: { param: 'standardFen' } }, { fact: 'householdIncomeFen' }] }] }

  test('fill up to the standard, exact to the fen', () => {
    expect(amount(topUp, person({}, { householdIncomeFen: 100_001 }, [{}]))).toEqual({ low: 148_999, high: 148_999 })
    expect(amount(topUp, person({}, { householdIncomeFen: 900_000 }))).toEqual({ low: 0, high: 0 })
  })

  test('reach from the least to the most while a fact is unknown', () => {
    expect(amount(topUp, person({}))).toEqual({ low: 0, high: 124_500 })
  })

  test('a share is rounded as written', () => {
    const of = (round: string) => ({ mulBps: [333, { param: 'shareBps' }], round })
    expect(['half_up', 'down', 'up'].map((round) => amount(of(round), person({})).low)).toEqual([100, 99, 100])
    expect(amount({ mulBps: [5, 1_000], round: 'half_up' }, person({})).low).toBe(1)
    expect(amount({ mulBps: [4, 1_000], round: 'half_up' }, person({})).low).toBe(0)
    // 9 × 10¹⁰ fen × 99.99 %: beyond where division of doubles is exact.
    expect(amount({ mulBps: [89_999_999_999, 9_999], round: 'down' }, person({})).low).toBe(89_990_999_999)
  })

  test('are looked up by grade and by band', () => {
    const byGrade = { lookup: 'disabilityGrade', cases: { first: 50_000, second: 25_000 }, otherwise: 0 }
    expect(amount(byGrade, person({ disabilityGrade: 'second' })).low).toBe(25_000)
    expect(amount(byGrade, person({}))).toEqual({ low: 0, high: 50_000 })
    const byAge = {
      bandOf: { ageAt: 'birthDate' },
      steps: [
        { below: 80, give: 0 },
        { below: 90, give: 5_000 },
        { below: 100, give: 10_000 },
      ],
      otherwise: 30_000,
    }
    expect(
      ['1946-12-01', '1946-11-30', '1936-12-01', '1936-11-30', '1926-11-30'].map((birthDate) => amount(byAge, person({ birthDate })).low),
    ).toEqual([0, 5_000, 5_000, 10_000, 30_000])
    expect(amount(byAge, person({}))).toEqual({ low: 0, high: 30_000 })
  })

  test('are given by twelfths of a year', () => {
    const prorated = (months: number) => ({ prorataMonths: 360_000, months, round: 'half_up' })
    expect([-1, 0, 1, 5, 12, 13].map((months) => amount(prorated(months), person({})).low)).toEqual([
      0, 0, 30_000, 150_000, 360_000, 360_000,
    ])
  })
})

test('every fact of the catalogue can be named in a rule', () => {
  expect([...ruleFacts.keys()]).toEqual(Object.keys(factCatalogue))
})
