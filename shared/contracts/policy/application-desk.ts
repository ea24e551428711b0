import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { revealPurpose } from '../people/resident.ts'
import { plainText } from '../people/terms.ts'
import { objection, supplementAsked } from './application.ts'
import { applicationState, computed, tagApplying, usedFact, wordsOf, writtenDecision } from './terms.ts'

const applicationParams = z.strictObject({ applicationId: id })
const rev = z.number().int().min(0)

/** One application in the desk's list: enough to know whose turn it is, nothing of why someone is in need. */
export const applicationRow = z.strictObject({
  id,
  title: z.string(),
  ofHousehold: z.boolean(),
  applicantMasked: z.string(),
  communityName: z.string(),
  state: applicationState,
  automatic: z.boolean(),
  submittedAt: instant,
  dueOn: calendarDate.nullable(),
  provisional: z.boolean(),
  /** Working or calendar days left as the law counts them are in `dueOn`; these are calendar days; negative: late. */
  daysLeft: z.number().int().nullable(),
  /** An objection waits for an answer. */
  objected: z.boolean(),
  rev: z.number().int(),
})
export type ApplicationRow = z.output<typeof applicationRow>

const proposal = z.strictObject({
  grant: z.boolean(),
  /** Named by the clerk within the most there is; null: what the rules come to. */
  amountFen: fen.nullable(),
  words: z.string(),
  byName: z.string(),
  byYou: z.boolean(),
  at: instant,
  computed,
})

export const deskApplication = z.strictObject({
  ...applicationRow.shape,
  policyId: id,
  residentId: id,
  note: z.string().nullable(),
  byProxy: z.boolean(),
  /** A child's: their guardian applied, by the register, and is paid. */
  byGuardian: z.boolean(),
  bank: z.string().nullable(),
  accountMasked: z.string().nullable(),
  materials: z.array(z.strictObject({ name: z.string(), photoIds: z.array(id) })),
  supplement: supplementAsked.nullable(),
  checkWords: z.string().nullable(),
  /** What the rules make of it now, with what is known now. */
  now: computed,
  /** The rules give only the most there is, and it is paid: whoever grants it names how much. */
  namesAmount: z.boolean(),
  facts: z.array(usedFact),
  proposal: proposal.nullable(),
  decision: writtenDecision.nullable(),
  objection: objection.nullable(),
  /** Decisions that were taken back. */
  earlier: z.array(writtenDecision),
  steps: z.array(z.strictObject({ at: instant, state: applicationState, words: z.string(), byName: z.string() })),
  /** The days the law gives for the step under way, in words. */
  lawWords: z.string().nullable(),
  may: z.strictObject({
    accept: z.boolean(),
    supplement: z.boolean(),
    check: z.boolean(),
    propose: z.boolean(),
    decide: z.boolean(),
    answerObjection: z.boolean(),
    reveal: z.boolean(),
  }),
  /** Why this reader may not decide, where another may. */
  mayNotBecause: z.string().nullable(),
})
export type DeskApplication = z.output<typeof deskApplication>

const answered = { status: 200, response: json(deskApplication), tag: tagApplying, audience: 'staff', idempotency: 'natural' } as const

export const applicationDeskContract = {
  listApplications: operation({
    method: 'GET',
    path: '/api/v1/admin/applications',
    summary: '救助申请：超期的在前，按期限排',
    tag: tagApplying,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      state: applicationState.optional(),
      objected: z.enum(['yes']).optional(),
      policyId: id.optional(),
    }),
    status: 200,
    response: json(page(applicationRow).extend({ openCount: z.number().int(), lateCount: z.number().int() })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  getApplication: operation({
    method: 'GET',
    path: '/api/v1/admin/applications/:applicationId',
    summary: '一份申请：情况和来源、逐条比对、材料、经过',
    params: applicationParams,
    // The register, or the law, may know the person or the policy no more.
    errors: ['not_found', 'wrong_state'],
    ...answered,
  }),
  getMaterialPhoto: operation({
    method: 'GET',
    path: '/api/v1/admin/applications/:applicationId/photos/:photoId',
    summary: '查看材料照片：会留下记录',
    tag: tagApplying,
    audience: 'staff',
    params: z.strictObject({ applicationId: id, photoId: id }),
    status: 200,
    response: { kind: 'file', contentType: 'image/jpeg' },
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  revealApplicationAccount: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/account-reveals',
    summary: '查看完整的银行卡号：写明用途，会留下记录',
    tag: tagApplying,
    audience: 'staff',
    params: applicationParams,
    body: json(z.strictObject({ purpose: revealPurpose, note: plainText(120).nullable() })),
    status: 200,
    response: json(z.strictObject({ name: z.string(), bank: z.string(), number: z.string() })),
    errors: ['not_found', 'wrong_state', 'too_many_requests'],
    idempotency: 'natural',
  }),
  acceptApplication: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/acceptance',
    summary: '受理',
    params: applicationParams,
    body: json(z.strictObject({ rev })),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...answered,
  }),
  askSupplement: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/supplement-requests',
    summary: '一次性告知要补的材料；一份申请只告知一次',
    params: applicationParams,
    body: json(
      z.strictObject({
        rev,
        items: z.array(plainText(60).min(2, '请写明材料名称')).min(1, '请写明缺哪些材料').max(12, '最多 12 项'),
        words: wordsOf('请写明为什么要补、怎么补'),
      }),
    ),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...answered,
  }),
  checkApplication: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/check',
    summary: '核对完毕：写明怎么核对的',
    params: applicationParams,
    body: json(z.strictObject({ rev, words: wordsOf('请写明怎么核对的') })),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...answered,
  }),
  proposeDecision: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/proposals',
    summary: '提出意见：给予，或不给予并逐条写明理由；由另一人决定',
    params: applicationParams,
    body: json(
      z.discriminatedUnion('proposal', [
        z.strictObject({
          proposal: z.literal('grant'),
          rev,
          words: wordsOf('请写明意见'),
          /** Where the rules give only the most there is, and it is paid: how much it is to be, in fen. */
          amountFen: fen.min(1, '金额要大于 0').nullable().default(null),
        }),
        z.strictObject({
          proposal: z.literal('refuse'),
          rev,
          words: wordsOf('请写给居民看的说明'),
          /** By the place of the requirement in the list. */
          reasons: z
            .array(z.strictObject({ requirement: z.number().int().min(0).max(50), words: wordsOf('请写明这一条为什么不符合') }))
            .min(1, '请至少写明一条不符合的条件和理由')
            .max(20),
        }),
      ]),
    ),
    errors: ['not_found', 'conflict', 'wrong_state'],
    ...answered,
  }),
  decideApplication: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/decisions',
    summary: '第二个人决定：同意意见，或退回重新核对',
    params: applicationParams,
    body: json(
      z.discriminatedUnion('decision', [
        z.strictObject({ decision: z.literal('agree'), rev }),
        z.strictObject({ decision: z.literal('return'), rev, words: wordsOf('请写明退回的理由') }),
      ]),
    ),
    errors: ['not_found', 'forbidden', 'conflict', 'wrong_state'],
    ...answered,
  }),
  answerObjection: operation({
    method: 'POST',
    path: '/api/v1/admin/applications/:applicationId/objection-answers',
    summary: '答复异议：由没有经手过的人维持，或撤销重新办理',
    params: applicationParams,
    body: json(z.strictObject({ rev, outcome: z.enum(['upheld', 'reopened']), words: wordsOf('请写明理由') })),
    errors: ['not_found', 'forbidden', 'conflict', 'wrong_state'],
    ...answered,
  }),
}
