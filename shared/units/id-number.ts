/** Why a text is no 公民身份号码. */
export type IdNumberFault = 'length' | 'characters' | 'region' | 'birth_date' | 'checksum'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'
/** The first two digits of the codes of GB/T 2260. */
const REGIONS = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

/** The check character of the first 17 digits. */
export function idNumberCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, position) => total + weight * Number(first17[position]), 0)
  return CHECK.charAt(sum % 11)
}

function isRealDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === date
}

/** An ID number as it is stored: no spaces around it, a small x written large. */
export function normalIdNumber(text: string): string {
  return text.trim().replace(/x$/, 'X')
}

/**
 * What is wrong with an ID number, or null when it could be one.
 * @param today no one is born after it, yyyy-mm-dd
 * @remarks GB 11643-1999: region, birth date, sequence (odd for men), check character by ISO 7064 MOD 11-2.
 */
export function idNumberFault(idNumber: string, today: string): IdNumberFault | null {
  if (idNumber.length !== 18) return 'length'
  if (!/^\d{17}[\dX]$/.test(idNumber)) return 'characters'
  if (!REGIONS.has(idNumber.slice(0, 2))) return 'region'
  const born = birthDateOf(idNumber)
  if (!isRealDate(born) || born < '1880-01-01' || born > today) return 'birth_date'
  return idNumberCheckCharacter(idNumber.slice(0, 17)) === idNumber[17] ? null : 'checksum'
}

/** The birth date inside a well-formed ID number, yyyy-mm-dd. */
export function birthDateOf(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`
}

/** The sex inside a well-formed ID number. */
export function sexOf(idNumber: string): 'male' | 'female' {
  return Number(idNumber[16]) % 2 === 1 ? 'male' : 'female'
}

/** What to do about a wrong ID number, in a clerk's words. */
export const idNumberFaultWords: Record<IdNumberFault, string> = {
  length: '身份证号应为 18 位，请核对后补全',
  characters: '身份证号只能是 17 位数字加最后一位数字或 X，请去掉其他字符',
  region: '身份证号开头的地区编号不存在，请对照证件核对前 6 位',
  birth_date: '身份证号里的出生日期不存在或在今天之后，请对照证件核对第 7 到 14 位',
  checksum: '身份证号最后一位与前 17 位对不上，通常是有一位抄错，请对照证件核对',
}
