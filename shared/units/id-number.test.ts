import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { birthDateOf, idNumberCheckCharacter, idNumberFault, normalIdNumber, sexOf } from './id-number.ts'

const TODAY = '2026-11-25'
/** The two examples printed in GB 11643-1999 itself. */
const PRINTED = ['11010519491231002X', '440524188001010014']

const first17 = fc
  .tuple(
    fc.constantFrom('330102', '110105', '659004', '810000'),
    fc.date({ min: new Date('1900-01-01'), max: new Date('2026-11-24'), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([region, born, sequence]) => `${region}${born.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`)

describe('公民身份号码', () => {
  test.each(PRINTED)('%s, printed in the standard, is well formed', (idNumber) => expect(idNumberFault(idNumber, TODAY)).toBeNull())

  test.each([
    ['', 'length'],
    ['11010519491231002', 'length'],
    ['11010519491231002XX', 'length'],
    ['１1010519491231002X', 'characters'],
    ['11010519491231002x', 'characters'],
    ['1101051949123100-X', 'characters'],
    ['01010519491231002X', 'region'],
    ['99010519491231002X', 'region'],
    ['11010519490229002X', 'birth_date'],
    ['11010519491301002X', 'birth_date'],
    ['11010518791231002X', 'birth_date'],
    ['11010520261126002X', 'birth_date'],
    ['110105194912310021', 'checksum'],
  ] as const)('%s: %s', (text, fault) => expect(idNumberFault(text, TODAY)).toBe(fault))

  test('born today is possible, tomorrow is not', () => {
    const of = (date: string) => {
      const head = `330102${date}001`
      return `${head}${idNumberCheckCharacter(head)}`
    }
    expect(idNumberFault(of('20261125'), TODAY)).toBeNull()
    expect(idNumberFault(of('20261126'), TODAY)).toBe('birth_date')
  })

  test('a small x and spaces around it are forgiven', () => {
    expect(normalIdNumber(' 11010519491231002x ')).toBe(PRINTED[0])
  })

  test('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (head, position, shift) => {
        const idNumber = `${head}${idNumberCheckCharacter(head)}`
        expect(idNumberFault(idNumber, TODAY)).toBeNull()
        const wrong = (Number(head[position]) + shift) % 10
        expect(idNumberFault(`${idNumber.slice(0, position)}${wrong}${idNumber.slice(position + 1)}`, TODAY)).not.toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })

  test('birth date and sex are read back', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31')
    expect(sexOf('11010519491231002X')).toBe('female')
    expect(sexOf('440524188001010014')).toBe('male')
  })
})
