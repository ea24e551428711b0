/** 统一社会信用代码, GB 32100-2015: 18 characters, the last a check character (ISO 7064 MOD 31-3 weights). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The check character for the first 17 characters; undefined when one of them is not in the code's alphabet. */
export function usccCheckCharacter(first17: string): string | undefined {
  if (first17.length !== 17) return undefined
  let sum = 0
  let weight = 1
  for (const character of first17) {
    const value = ALPHABET.indexOf(character)
    if (value < 0) return undefined
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31]
}

/** True when the text is a well-formed 统一社会信用代码 whose check character is right. */
export function isUscc(text: string): boolean {
  return /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text) && usccCheckCharacter(text.slice(0, 17)) === text[17]
}

/** 慈善中国 filing number: USCC(18) + `A` + two-digit year + sequence; true when it belongs to `uscc`. */
export function isFilingNumberOf(filingNumber: string, uscc: string): boolean {
  const match = /^([0-9A-Z]{18})A(\d{2})(\d{1,6})$/.exec(filingNumber)
  return match !== null && match[1] === uscc
}
