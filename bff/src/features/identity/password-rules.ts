import { passwordLimits } from '@minsheng/shared/contracts/identity'

/** Words of this house that nobody's password may rest on. */
const ownWords = ['minsheng', 'shangcheng', 'minzheng', 'hangzhou', '民生直达', '上城', '民政']

const isRun = (text: string) => {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  return steps.size === 1 && [-1, 0, 1].includes([...steps][0] ?? 2)
}

/** True for `abababababab` and the like: one piece of up to four characters, again and again. */
const isRepeated = (text: string) => /^(.{1,4})\1+.{0,3}$/su.test(text)

/**
 * What is wrong with a new staff password, in words; null when it may be used. Length counts, not the kinds of characters.
 * @param about what others know of the person: user name, name
 * @remarks ASVS 5.0 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11
 */
export function passwordFault(password: string, about: readonly string[], isCommon: (password: string) => boolean): string | null {
  const length = [...password].length
  if (length < passwordLimits.least) return `新密码至少 ${passwordLimits.least} 位，可以用一句自己记得住的话`
  if (length > passwordLimits.most) return `新密码最多 ${passwordLimits.most} 位`
  const plain = password.normalize('NFKC').toLowerCase()
  if (isRun(plain) || isRepeated(plain)) return '新密码不要用重复或连续的字符'
  if (isCommon(password)) return '这个密码太多人用，容易被猜到，请换一个'
  const rest = [...ownWords, ...about.map((word) => word.toLowerCase()).filter((word) => word.length >= 2)].reduce(
    (left, word) => left.replaceAll(word, ''),
    plain,
  )
  if ([...rest].length < passwordLimits.least / 2) return '新密码不要只由账号、姓名或单位名称组成，请再加一些别的内容'
  return null
}
