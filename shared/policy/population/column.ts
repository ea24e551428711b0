import type { AnyValue } from '../../contracts/people/facts/value.ts'
import { codeNumber, encodeValue } from '../rule/encode.ts'
import type { RuleFact } from '../rule/language.ts'
import { bytesRoom, doublesRoom, intsRoom } from './room.ts'

/** How the values of a fact lie in a column: a byte, a whole number of 32 bits, or a double. */
export type ColumnForm = 'byte' | 'int' | 'double'
export type ColumnValues = Uint8Array | Int32Array | Float64Array

/** What stands where nothing is known; of a double, NaN does. No fact is ever less than nothing. */
export const UNKNOWN_BYTE = 255
const UNKNOWN_INT = -1
export const MOST_INT = 2_147_483_647
const MOST_BYTE = UNKNOWN_BYTE - 1

/** The narrowest form that holds every value of a fact beside what is unknown. @throws RangeError when a set is too wide */
export function formOf(fact: RuleFact): ColumnForm {
  switch (fact.type) {
    case 'bool':
      return 'byte'
    case 'enum':
      return Object.keys(fact.options).length - 1 <= MOST_BYTE ? 'byte' : 'int'
    case 'set': {
      const options = Object.keys(fact.options).length
      if (options > 30) throw new RangeError(`${fact.name} has more options than a set can hold`)
      return options <= 7 ? 'byte' : 'int'
    }
    case 'date':
      return 'int'
    case 'int':
    case 'moneyFen':
      return fact.most <= MOST_BYTE ? 'byte' : fact.most <= MOST_INT ? 'int' : 'double'
  }
}

const unknownOf: Record<ColumnForm, number> = { byte: UNKNOWN_BYTE, int: UNKNOWN_INT, double: Number.NaN }

/** One fact of everyone. */
export interface Column {
  fact: RuleFact
  form: ColumnForm
  /** Its unknown mark. */
  unknown: number
  values: ColumnValues
}

export function createColumn(fact: RuleFact, length: number): Column {
  const form = formOf(fact)
  return { fact, form, unknown: unknownOf[form], values: room(form, length).fill(unknownOf[form]) }
}

function room(form: ColumnForm, length: number): ColumnValues {
  if (form === 'byte') return bytesRoom(length)
  return form === 'int' ? intsRoom(length) : doublesRoom(length)
}

/** Makes room for more; what is there stays. */
export function growColumn(column: Column, length: number): void {
  const grown = room(column.form, length).fill(column.unknown)
  grown.set(column.values)
  column.values = grown
}

/** How a value of a fact is coded in its column. @throws RangeError when it can't lie there */
export function coder(fact: RuleFact): (value: AnyValue | undefined) => number {
  const form = formOf(fact)
  const unknown = unknownOf[form]
  const codes = fact.type === 'enum' || fact.type === 'bool' ? codesByName(fact) : null
  const most = fact.type === 'int' || fact.type === 'moneyFen' ? fact.most : Number.POSITIVE_INFINITY
  return (value) => {
    if (value === undefined) return unknown
    const code = codes ? (codes.get(String(value)) ?? Number.NaN) : encodeValue(fact, value)
    if (Number.isSafeInteger(code) && code >= 0 && code <= most) return code
    throw new RangeError(`${fact.name} can't be ${JSON.stringify(value)}`)
  }
}

const codesByName = (fact: RuleFact) =>
  new Map((fact.type === 'enum' ? Object.keys(fact.options) : ['false', 'true']).map((code) => [code, codeNumber(fact, code)]))

/** Every value a byte may stand for beside what is unknown, as facts are known. */
export function valuesOfByte(fact: RuleFact): readonly AnyValue[] {
  switch (fact.type) {
    case 'bool':
      return [false, true]
    case 'enum':
      return Object.keys(fact.options)
    case 'set': {
      const options = Object.keys(fact.options)
      return Array.from({ length: 2 ** options.length }, (_, bits) => options.filter((__, index) => bits & (2 ** index)))
    }
    case 'int':
    case 'moneyFen':
      return Array.from({ length: fact.most + 1 }, (_, value) => value)
    case 'date':
      throw new RangeError(`${fact.name} is no byte`)
  }
}
