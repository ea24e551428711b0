import { describe, expect, test } from 'vitest'
import { bankCardDigits, isBankCardNumber, maskBankCard } from './bank-card.ts'

describe('the number of a bank card', () => {
  test.each(['6222021234567890128', '4111111111111111'])('%s can be one', (digits) => {
    expect(isBankCardNumber(digits)).toBe(true)
  })

  test.each([
    ['one wrong digit', '6222021234567890127'],
    ['two swapped', '6222021234567890182'],
    ['too short', '411111111111111'],
    ['too long', '62220212345678901270'],
    ['all alike', '0000000000000000'],
    ['not digits', '411111111111111a'],
    ['empty', ''],
  ])('%s can not', (_, digits) => {
    expect(isBankCardNumber(digits)).toBe(false)
  })

  test('is typed in groups and shown by its ends', () => {
    expect(bankCardDigits(' 6222 0212-3456 7890128')).toBe('6222021234567890128')
    expect(maskBankCard('6222021234567890128')).toBe('6222 **** 0128')
  })
})
