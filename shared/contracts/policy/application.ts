import * as z from 'zod'
import { bankCardDigits, isBankCardNumber } from '../../units/bank-card.ts'
import { calendarDate, id, instant, json, operation, page, pageQuery, raw } from '../operation.ts'
import { plainText } from '../people/terms.ts'
import { applicationState, computed, materialLimits, tagApplying, usedFact, wordsOf, writtenDecision } from './terms.ts'

const policyParams = z.strictObject({ policyId: id })
const applicationParams = z.strictObject({ applicationId: id })
const rev = z.number().int().min(0)

const photoIds = z
  .array(id)
  .max(materialLimits.mostPhotos, `一项材料最多 ${materialLimits.mostPhotos} 张照片`)
  .refine((ids) => new Set(ids).size === ids.length, '同一张照片选了两次')

/** A paper that is asked for, or not, and why. */
export const materialAsked = z.strictObject({
  name: z.string(),
  needed: z.boolean(),
  /** Why it is not asked for: what is held already is never asked again. */
  because: z.string().nullable(),
})
export type MaterialAsked = z.output<typeof materialAsked>

const materialsGiven = z
  .array(z.strictObject({ name: z.string().trim().min(1).max(60), photoIds }))
  .max(12, '材料太多了，请分次补交')
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, '同一项材料写了两次')

/** What an application page begins with: everything already known filled in. */
export const applicationForm = z.strictObject({
  policyId: id,
  title: z.string(),
  summary: z.string(),
  ofHousehold: z.boolean(),
  applying: z.enum(['automatic', 'application']),
  computed,
  facts: z.array(usedFact),
  materials: z.array(materialAsked),
  /** Null: nothing is paid to an account. `heldMasked`: the one used last, if there is one. */
  payTo: z.strictObject({ nameMasked: z.string(), heldMasked: z.string().nullable(), heldBank: z.string().nullable() }).nullable(),
  /** The open application for it, if there is one. */
  openId: id.nullable(),
  /** It stands already. */
  enjoying: z.boolean(),
  /** It is given only once, and was: when, in a sentence for the person; null: nothing stands against it. */
  given: z.string().nullable(),
  /** What happens after, with the days it takes. */
  steps: z.array(z.string()),
})
export type ApplicationForm = z.output<typeof applicationForm>

/** A card number, checked by its last digit. */
export const bankCard = z
  .string()
  .max(40, '卡号太长了')
  .transform(bankCardDigits)
  .refine((digits) => /^\d{16,19}$/.test(digits), '卡号是 16 到 19 位数字，请对照银行卡再填一遍')
  .refine((digits) => !/^\d{16,19}$/.test(digits) || isBankCardNumber(digits), '卡号有一位不对，请对照银行卡再填一遍')

/** Where it is paid to: the account used last, or a new one in the person's own name. */
const payTo = z.discriminatedUnion('account', [
  z.strictObject({ account: z.literal('held') }),
  z.strictObject({
    account: z.literal('new'),
    bank: plainText(40).min(2, '请填写开户银行，比如“杭州银行湖滨支行”'),
    number: bankCard,
  }),
])

/** One application as the person follows it. */
export const application = z.strictObject({
  id,
  policyId: id,
  title: z.string(),
  ofHousehold: z.boolean(),
  /** Somebody else of the household applied, and it was decided about all of it. */
  asHousehold: z.boolean(),
  state: applicationState,
  submittedAt: instant,
  /** What happens next, by whom and by when. */
  next: z.strictObject({ words: z.string(), dueOn: calendarDate.nullable(), provisional: z.boolean(), late: z.boolean() }),
})
export type Application = z.output<typeof application>

export const supplementAsked = z.strictObject({
  items: z.array(z.string()),
  words: z.string(),
  askedAt: instant,
  dueOn: calendarDate,
  answeredAt: instant.nullable(),
})

export const objection = z.strictObject({
  words: z.string(),
  raisedAt: instant,
  dueOn: calendarDate,
  /** `upheld`: the decision stays. `reopened`: it is taken back and looked into again. */
  outcome: z.enum(['upheld', 'reopened']).nullable(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
})
export type Objection = z.output<typeof objection>

export const applicationStep = z.strictObject({
  at: instant,
  state: applicationState,
  /** In words: who did what. */
  words: z.string(),
})

export const applicationDetail = z.strictObject({
  ...application.shape,
  note: z.string().nullable(),
  materials: z.array(z.strictObject({ name: z.string(), photos: z.number().int() })),
  accountMasked: z.string().nullable(),
  bank: z.string().nullable(),
  supplement: supplementAsked.nullable(),
  decision: writtenDecision.nullable(),
  objection: objection.nullable(),
  steps: z.array(applicationStep),
  /** Someone acted in the person's name. */
  byProxy: z.boolean(),
  /** A child's: their guardian applied, by the register, and is paid. */
  byGuardian: z.boolean(),
  rev: z.number().int(),
  maySupplement: z.boolean(),
  mayWithdraw: z.boolean(),
  mayObject: z.boolean(),
})
export type ApplicationDetail = z.output<typeof applicationDetail>

const needsProof = ['record_needed', 'real_name_needed', 'too_many_requests'] as const

export const applicationContract = {
  getApplicationForm: operation({
    method: 'GET',
    path: '/api/v1/my-benefits/:policyId/application-form',
    summary: '申请页：已经掌握的情况先填好，只问还缺的材料',
    tag: tagApplying,
    audience: 'session',
    params: policyParams,
    status: 200,
    response: json(applicationForm),
    errors: ['not_found', ...needsProof],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看申请要什么' },
  }),
  uploadMaterialPhoto: operation({
    method: 'POST',
    path: '/api/v1/application-photos',
    summary: '上传一张材料照片，加密保存',
    tag: tagApplying,
    audience: 'session',
    body: raw(materialLimits.contentTypes, materialLimits.maxBytes),
    status: 201,
    response: json(z.strictObject({ id })),
    errors: ['unsupported_media_type', 'body_too_large', ...needsProof],
    idempotency: 'key',
    actingFor: { scope: 'policy', deed: '上传了申请材料的照片' },
  }),
  submitApplication: operation({
    method: 'POST',
    path: '/api/v1/applications',
    summary: '提交申请；不符合的也可以申请，由部门书面答复',
    tag: tagApplying,
    audience: 'session',
    body: json(
      z.strictObject({
        policyId: id,
        materials: materialsGiven.default([]),
        payTo: payTo.nullable().default(null),
        note: plainText(500).nullable().default(null),
        /** Told truthfully, and agreed that it is checked (社会救助法 40). */
        truthful: z.literal(true, '请先勾选“以上情况属实，同意核对”'),
      }),
    ),
    status: 201,
    // Nothing personal: answers under a key are kept as they were sent.
    response: json(z.strictObject({ id, dueOn: calendarDate })),
    errors: ['not_found', 'already_exists', 'wrong_state', ...needsProof],
    idempotency: 'key',
    actingFor: { scope: 'policy', deed: '提交了政策申请' },
  }),
  listMyApplications: operation({
    method: 'GET',
    path: '/api/v1/applications',
    summary: '我的申请，新的在前',
    tag: tagApplying,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(application)),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看申请进展' },
  }),
  getMyApplication: operation({
    method: 'GET',
    path: '/api/v1/applications/:applicationId',
    summary: '一份申请：到哪一步、接下来谁在哪天前办、书面决定',
    tag: tagApplying,
    audience: 'session',
    params: applicationParams,
    status: 200,
    response: json(applicationDetail),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看申请进展' },
  }),
  supplementApplication: operation({
    method: 'POST',
    path: '/api/v1/applications/:applicationId/supplements',
    summary: '补交缺的材料',
    tag: tagApplying,
    audience: 'session',
    params: applicationParams,
    body: json(z.strictObject({ rev, materials: materialsGiven.default([]), note: plainText(500).nullable().default(null) })),
    status: 200,
    response: json(applicationDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '补交了申请材料' },
  }),
  withdrawApplication: operation({
    method: 'POST',
    path: '/api/v1/applications/:applicationId/withdrawal',
    summary: '撤回申请；以后随时可以再申请',
    tag: tagApplying,
    audience: 'session',
    params: applicationParams,
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(applicationDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '撤回了政策申请' },
  }),
  objectToDecision: operation({
    method: 'POST',
    path: '/api/v1/applications/:applicationId/objections',
    summary: '对决定有异议：申请人和家里其他成年人都可以提，由没有经手过的人重新看',
    tag: tagApplying,
    audience: 'session',
    params: applicationParams,
    body: json(z.strictObject({ rev, words: wordsOf('请写明哪里不对，至少 2 个字') })),
    status: 200,
    response: json(applicationDetail),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '对申请决定提了异议' },
  }),
}
