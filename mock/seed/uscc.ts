import { usccCheckCharacter } from '@minsheng/shared/units/uscc'

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Check character of an organisation code (GB 11714), the ninth of those that a 统一社会信用代码 contains. */
function organisationCheck(first8: string): string {
  const sum = [...first8].reduce((total, character, index) => total + DIGITS.indexOf(character) * (WEIGHTS[index] ?? 0), 0)
  const value = 11 - (sum % 11)
  return value === 10 ? 'X' : value === 11 ? '0' : String(value)
}

/**
 * A well-formed code of a fictitious organisation in 上城区 (330102).
 * @param kind 51 society, 52 service institution, 53 foundation, 91 company
 */
export function fictitiousUscc(kind: '51' | '52' | '53' | '91', organisation8: string): string {
  const first17 = `${kind}330102${organisation8}${organisationCheck(organisation8)}`
  const check = usccCheckCharacter(first17)
  if (check === undefined) throw new Error(`not in the alphabet of the code: ${first17}`)
  return `${first17}${check}`
}
