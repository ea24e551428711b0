import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFilingNumberOf, isUscc, usccCheckCharacter } from './uscc.ts'

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** Registered organisations whose codes are public. */
const KNOWN = ['91440300708461136T', '91330100799655058B', '91110108551385082Q', '9144030071526726XG', '91110000802100433B']

const first17 = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 2, maxLength: 2 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 }),
    fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.join(''))

describe('统一社会信用代码', () => {
  test.each(KNOWN)('%s is well formed', (code) => expect(isUscc(code)).toBe(true))

  test('one changed character is always noticed', () => {
    fc.assert(
      fc.property(first17, fc.nat(17), fc.constantFrom(...ALPHABET), (head, position, character) => {
        const code = `${head}${usccCheckCharacter(head)}`
        expect(isUscc(code)).toBe(true)
        fc.pre(code[position] !== character)
        expect(isUscc(`${code.slice(0, position)}${character}${code.slice(position + 1)}`)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  test('two neighbours swapped are noticed unless they are equal', () => {
    fc.assert(
      fc.property(first17, fc.integer({ min: 8, max: 15 }), (head, at) => {
        fc.pre(head[at] !== head[at + 1])
        const code = `${head}${usccCheckCharacter(head)}`
        expect(isUscc(`${code.slice(0, at)}${code[at + 1]}${code[at]}${code.slice(at + 2)}`)).toBe(false)
      }),
    )
  })

  test.each([
    '',
    '9111000063367409',
    '91110108551385082q',
    '91110108551385082Q ',
    '9111010855138508IQ',
    '9111010855138508OQ',
    '９1110108551385082Q',
  ])('%j is not one', (text) => expect(isUscc(text)).toBe(false))

  test('no check character for what is not in the alphabet or not 17 long', () => {
    expect(usccCheckCharacter('9111000063367409I')).toBeUndefined()
    expect(usccCheckCharacter('9111000063367409')).toBeUndefined()
  })
})

describe('慈善中国 filing number', () => {
  const uscc = '53100000500021860R'
  test.each([
    [`${uscc}A26001`, true],
    [`${uscc}A261`, true],
    [`${uscc}A26`, false],
    [`${uscc}B26001`, false],
    [`53100000500021860TA26001`, false],
    [`${uscc}A2600100000`, false],
    [`x${uscc}A26001`, false],
  ])('%s: %s', (filing, expected) => expect(isFilingNumberOf(filing, uscc)).toBe(expected))
})
