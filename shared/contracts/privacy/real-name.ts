import * as z from 'zod'
import { idNumberFault, idNumberFaultWords, normalIdNumber } from '../../units/id-number.ts'
import { instant, json, operation } from '../operation.ts'
import { linkState, tagPrivacy } from './data.ts'

/** No one is born after it: whether a date lies in the future is asked of the register, not of a form. */
const ANY_DAY = '9999-12-31'

/** A name as on the ID card: Han characters or letters, without spaces around it. */
const cardName = z
  .string()
  .trim()
  .min(2, '请填写身份证上的姓名')
  .max(30, '姓名最多 30 个字')
  .refine((name) => /^[\p{Script=Han}A-Za-z· .]+$/u.test(name), '姓名只能用汉字或字母')

/** 18 characters that could be an ID number; a small x is taken as a large one, spaces between groups are dropped. */
const cardNumber = z
  .string()
  .max(40)
  .transform((text) => normalIdNumber(text.replaceAll(' ', '')))
  .superRefine((text, context) => {
    const fault = idNumberFault(text, ANY_DAY)
    if (fault) context.addIssue({ code: 'custom', message: idNumberFaultWords[fault] })
  })

/** How an account's real name stands. Of the number nothing is kept, and of the name half. */
export const realName = z.strictObject({
  state: z.enum(['none', 'verified']),
  /** `王*明`; null while `none`. */
  nameMasked: z.string().nullable(),
  verifiedAt: instant.nullable(),
  /** Whether the account is put together with a record of the bureau; only said once verified. */
  link: linkState.nullable(),
  /** False once verified, but for someone whom the register of residents did not have at that time. */
  mayVerify: z.boolean(),
  /** What is done with the number, word for word. */
  text: z.strictObject({ version: z.string(), paragraphs: z.array(z.string()) }),
})
export type RealName = z.output<typeof realName>

export const realNameContract = {
  getMyRealName: operation({
    method: 'GET',
    path: '/api/v1/me/real-name',
    summary: '我有没有实名认证，身份证号怎么用',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(realName),
    errors: [],
    idempotency: 'natural',
  }),
  verifyMyRealName: operation({
    method: 'POST',
    path: '/api/v1/me/real-name',
    summary: '实名认证：姓名和身份证号送公安登记核对，核对完不保存号码',
    tag: tagPrivacy,
    audience: 'session',
    body: json(z.strictObject({ name: cardName, idNumber: cardNumber, textVersion: z.string().min(1).max(20) })),
    status: 200,
    response: json(realName),
    errors: [
      'phone_needed',
      'consent_text_changed',
      'real_name_mismatch',
      'real_name_unknown',
      'real_name_taken',
      'wrong_state',
      'too_many_requests',
      'upstream_unavailable',
    ],
    idempotency: 'natural',
  }),
  withdrawMyRealName: operation({
    method: 'DELETE',
    path: '/api/v1/me/real-name',
    summary: '收回实名认证：删去认证的结果，账号不再和居民登记对上；可以再认证',
    tag: tagPrivacy,
    audience: 'session',
    status: 200,
    response: json(realName),
    errors: [],
    idempotency: 'natural',
  }),
}
