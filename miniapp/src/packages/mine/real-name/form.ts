import { ApiError } from '@minsheng/shared/client'
import { idNumberFault, idNumberFaultWords, normalIdNumber } from '@minsheng/shared/units/id-number'
import { failureWords } from '../../../platform/request/failure-words'

export interface RealNameForm {
  name: string
  idNumber: string
  agreed: boolean
}
export type RealNameErrors = Partial<Record<keyof RealNameForm, string>>

/** 关怀版: one thing a page. */
export const steps = ['先看一看', '填姓名', '填身份证号', '核对一遍'] as const

/** The number without the spaces people put between its groups, a small x written large. */
export const written = (idNumber: string) => normalIdNumber(idNumber.replace(/\s/g, ''))

const checks = {
  name: ({ name }: RealNameForm) => {
    if ([...name.trim()].length < 2) return '请填写身份证上的姓名'
    return /^[\p{Script=Han}A-Za-z· .]+$/u.test(name.trim()) ? null : '姓名只能用汉字或字母'
  },
  idNumber: ({ idNumber }: RealNameForm, today: string) => {
    if (idNumber.trim() === '') return '请填写身份证号'
    const fault = idNumberFault(written(idNumber), today)
    return fault && idNumberFaultWords[fault]
  },
  agreed: ({ agreed }: RealNameForm) => (agreed ? null : '看过说明、勾上以后才能认证'),
} as const

const asked: (keyof RealNameForm)[][] = [[], ['name'], ['idNumber'], ['agreed']]

/** What is missing or wrong on one step; of everything without a step. */
export function formErrors(form: RealNameForm, today: string, step?: number): RealNameErrors {
  const fields = step === undefined ? (['name', 'idNumber', 'agreed'] as const) : (asked[step] ?? [])
  const found = fields.map((field) => [field, checks[field](form, today)] as const).filter(([, words]) => words !== null)
  return Object.fromEntries(found) as RealNameErrors
}

const ways: Partial<Record<string, string>> = {
  real_name_mismatch: '都没有填错的话，请带身份证到社区，请工作人员核对；也可以拨打 12345。',
  real_name_unknown: '刚办的身份证要过几天才查得到。都没有填错的话，请带身份证到社区，请工作人员核对。',
  real_name_taken: '不是您本人办的，请拨打 12345，或带身份证到社区，请工作人员处理。',
  upstream_unavailable: '您填的没有问题，这次也不算次数。请过几分钟再试；着急的话，请带身份证到社区办。',
}

/** What happened, and the way out. */
export function refusalWords(error: unknown): string {
  if (error instanceof ApiError && error.code === 'too_many_requests' && error.retryAfterSeconds !== undefined)
    return `${error.message}。请过 ${Math.ceil(error.retryAfterSeconds / 60)} 分钟再试。`
  const { title, advice, code } = failureWords(error)
  return `${title}。${ways[code] ?? advice}`
}
