import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesAhead } from '../policy/ahead.ts'
import { decide } from '../policy/decide.ts'
import { nextPayDay, questionsOf, totalsOf } from '../policy/worth.ts'
import { builtInCatalogue } from './index.ts'

const catalogue = builtInCatalogue()
type Facts = Record<string, string | number | boolean | string[]>
const alone = (person: Facts, household: Facts = {}) => ({ person, household, members: [person] })
const ahead = (person: Facts, on: string) => {
  const subject = alone(person)
  return changesAhead(catalogue, subject, on, decide(catalogue, subject, on))
}
const of = (policy: string, person: Facts, on = '2026-11-30') => ahead(person, on).find((change) => change.policy === policy)

describe('what comes by time alone', () => {
  const born = (birthDate: string) => ({ birthDate, registeredIn: 'district' })
  test('the 80th birthday, to the day', () => {
    expect(of('aged-allowance', born('1947-05-20'))).toEqual({
      policy: 'aged-allowance',
      on: '2027-05-20',
      from: 'not',
      to: 'entitled',
      amount: { low: 5_000, high: 5_000 },
    })
  })
  test('on 29 February: in a common year on the 28th', () => {
    expect(of('aged-allowance', born('1948-02-29'), '2027-06-01')?.on).toBe('2028-02-29')
    expect(of('aged-allowance', born('1947-02-28'), '2026-06-01')?.on).toBe('2027-02-28')
    expect(of('aged-allowance', born('1936-02-29'), '2025-06-01')?.on).toBe('2026-02-28')
  })
  test('a larger amount at 90', () => {
    expect(of('aged-allowance', born('1937-01-01'))).toMatchObject({
      on: '2027-01-01',
      from: 'entitled',
      to: 'entitled',
      amount: { low: 10_000 },
    })
  })
  test('an end: a child turns three', () => {
    expect(of('childcare-subsidy', born('2024-02-10'))).toMatchObject({ on: '2027-02-10', from: 'entitled', to: 'not' })
  })
  test('half a year of care', () => {
    const cared = { ...born('1990-01-01'), disabilityGrade: 'first', workInjuryCare: false, longTermCareSince: '2026-08-31' }
    expect(of('disabled-care-allowance', cared)?.on).toBe('2027-02-28')
  })
  test('nothing further away than a year, nothing today', () => {
    expect(of('aged-allowance', born('1949-05-20'))).toBeUndefined()
    expect(of('aged-allowance', born('1946-11-30'))).toBeUndefined()
  })
  test('is the same as asking each day of the year', () => {
    const date = fc
      .date({ min: new Date('1925-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    fc.assert(
      fc.property(date, date, (birthDate, longTermCareSince) => {
        const person = { birthDate, registeredIn: 'district', disabilityGrade: 'first', workInjuryCare: false, longTermCareSince }
        const subject = alone(person)
        const now = decide(catalogue, subject, '2026-11-30')
        const found = new Map(changesAhead(catalogue, subject, '2026-11-30', now).map(({ policy, on }) => [policy, on]))
        const stepped = new Map<string, string>()
        for (let day = 1; day <= 366; day += 1) {
          const on = new Date(Date.UTC(2026, 10, 30 + day)).toISOString().slice(0, 10)
          for (const [index, decision] of decide(catalogue, subject, on).entries()) {
            const was = now[index]
            const isSame =
              was?.status === decision.status && was.amount.low === decision.amount.low && was.amount.high === decision.amount.high
            if (!isSame && !stepped.has(decision.policy.id)) stepped.set(decision.policy.id, on)
          }
        }
        expect(found).toEqual(stepped)
      }),
      { numRuns: 6 },
    )
  })
})

describe('what it comes to', () => {
  const person = { birthDate: '1940-01-01', registeredIn: 'district', careLevel: 'severe', careSetting: 'home', disabilityGrade: 'none' }
  const poor = { householdIncomeFen: 100_000, householdAssetsFen: 0, vehiclesOwned: 0, homesOwned: 1 }
  const decisions = decide(catalogue, alone(person, poor), '2026-11-30')

  test('cash is added to cash and credits to credits, to the fen', () => {
    const entitled = decisions.filter(({ status }) => status === 'entitled')
    expect(entitled.map(({ policy }) => policy.id).sort()).toEqual([
      'aged-allowance',
      'disabled-elder-voucher',
      'elder-service-subsidy',
      'home-adaptation',
      'home-bed-build',
      'home-bed-run',
      'minimum-living',
    ])
    expect(totalsOf(entitled)).toEqual({
      month: { low: 29_500, high: 29_500 },
      year: { low: 354_000, high: 354_000 },
      once: { low: 0, high: 0 },
      creditMonth: { low: 67_500, high: 117_500 },
    })
  })

  test('the question that decides most money comes first, and asking it leaves it out', () => {
    const questions = questionsOf(decisions)
    const worth = questions.map(({ worthFen }) => worthFen)
    expect(worth).toEqual([...worth].sort((one, other) => other - one))
    const [first] = questions
    expect(first?.policies).toContain('extreme-hardship')
    const answered = decide(catalogue, alone({ ...person, monthlyIncomeFen: 0, legalSupport: 'able' }, poor), '2026-11-30')
    expect(questionsOf(answered).map(({ fact }) => fact)).not.toContain(first?.fact)
  })

  test.each([
    ['2026-11-09', '2026-11-10'],
    ['2026-11-10', '2026-11-10'],
    ['2026-11-11', '2026-12-10'],
    ['2026-12-31', '2027-01-10'],
  ])('on %s the next pay day is %s', (today, next) => {
    expect(nextPayDay(10, today)).toBe(next)
  })
})
