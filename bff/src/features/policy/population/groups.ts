import type { Population } from '@minsheng/shared/policy/population/population'
import { CODE_PER_YEAR, decisionCode } from '@minsheng/shared/policy/rule/date-code'
import type { CountedGroup } from './counted.ts'
import type { Whereabouts } from './whereabouts.ts'

/** Ages by which people are counted: from, in whole years. */
export const ageBands = [0, 3, 6, 18, 60, 70, 80, 90] as const
export const UNKNOWN = 'unknown'
export const ageGroup = (from: number) => `from${from}`

/** The groups people are counted by, and which of them someone in a row is in. */
export interface Groups {
  names: readonly string[]
  of: (row: number) => number
}

const factOf = { age: 'birthDate', sex: 'sex', disability: 'disabilityGrade' } as const

/** @param date calendar date of which the ages are */
export function groupsBy(by: CountedGroup, population: Population, where: Whereabouts, date: string): Groups {
  if (by === 'street') {
    const unknown = where.streets.length
    return {
      names: [...where.streets, UNKNOWN],
      of(row) {
        const street = where.streetOf(population.homeOf[row] ?? -1)
        return street < 0 ? unknown : street
      },
    }
  }
  const column = population.person.find(({ fact }) => fact.name === factOf[by])
  if (!column) throw new RangeError(`${factOf[by]} has no column`)
  const { values, unknown, fact } = column
  if (by === 'age') {
    const today = decisionCode(date)
    return {
      names: [...ageBands.map(ageGroup), UNKNOWN],
      of(row) {
        const code = values[row] ?? unknown
        if (code === unknown || code > today) return ageBands.length
        const years = Math.floor((today - code) / CODE_PER_YEAR)
        return ageBands.findLastIndex((from) => years >= from)
      },
    }
  }
  const codes = fact.type === 'enum' ? Object.keys(fact.options) : []
  return {
    names: [...codes, UNKNOWN],
    of(row) {
      const code = values[row] ?? unknown
      return code === unknown ? codes.length : code
    },
  }
}
