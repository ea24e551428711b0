/** Spaces and hyphens are how people read a number aloud, never part of it. */
export const bankCardDigits = (text: string): string => text.replaceAll(/[\s-]/g, '')

/**
 * Whether a number can be that of a bank card: 16 to 19 digits with the right check digit, so that one wrong or swapped
 * digit is seen before any money goes there.
 * @param digits without spaces
 * @remarks ISO/IEC 7812-1 (Luhn)
 */
export function isBankCardNumber(digits: string): boolean {
  if (!/^\d{16,19}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, character, place) => {
    const value = Number(character) * (place % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** `6222 **** 0123`: enough to know one's own card by. */
export const maskBankCard = (digits: string): string => `${digits.slice(0, 4)} **** ${digits.slice(-4)}`
