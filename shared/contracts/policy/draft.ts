import * as z from 'zod'
import { policyStatuses } from '../../policy/rule/language.ts'
import { calendarDate, fen, file, id, instant, json, operation, raw } from '../operation.ts'
import { benefit, tagPolicy } from './benefit.ts'
import { publicationKey, publicationKind, readingLine } from './publication.ts'

/** `submitted`: waits for a second person; `approved`: that one agreed, and it may be published. */
export const draftState = z.enum(['draft', 'submitted', 'approved', 'published', 'dropped'])

/** Where in a draft something is: `version.who.2.when`. */
const fault = z.strictObject({ path: z.string(), words: z.string() })
const outcome = z.strictObject({ status: z.enum(policyStatuses).nullable(), low: fen, high: fen, words: z.string() })

const caseResult = z.strictObject({
  policyId: z.string(),
  policyTitle: z.string(),
  name: z.string(),
  on: calendarDate,
  /** Written in this draft, or published earlier. */
  of: z.enum(['draft', 'published']),
  index: z.int().nullable(),
  wanted: outcome,
  found: outcome,
  passes: z.boolean(),
})

/** What stands in the way of a draft, and what it would make of the policies. */
export const draftFindings = z.strictObject({
  faults: z.array(fault),
  notes: z.array(z.strictObject({ level: z.enum(['error', 'warning']), path: z.string(), words: z.string() })),
  /** All cases of the draft, and those published earlier that would no longer hold. */
  cases: z.array(caseResult),
  tried: z.int(),
  ready: z.boolean(),
  reading: z.array(readingLine),
  /** Against what is published now. */
  differences: z.array(z.strictObject({ topic: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** What a citizen of the draft's first case reads of it. */
  preview: benefit.nullable(),
})
export type DraftFindings = z.output<typeof draftFindings>

/** Deeper than any rule that can be read, and nothing that follows a value into its depth loses its way. */
const DEEPEST = 1_000

function isWithinDepth(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []))
    if (level.length === 0) return true
  }
  return false
}

/** As it is written; what is wrong with it is told by the findings. */
const content = z.record(z.string().max(60), z.unknown()).refine(isWithinDepth, '嵌套太深，请分成几条写')

const head = {
  id,
  kind: publicationKind,
  key: publicationKey.nullable(),
  title: z.string(),
  /** A release of the software proposes it: 随软件更新的政策. */
  fromProduct: z.boolean(),
  state: draftState,
  why: z.string(),
  authorName: z.string(),
  submittedByName: z.string().nullable(),
  reviewedByName: z.string().nullable(),
  updatedAt: instant,
  rev: z.int().min(0),
}
export const draftRow = z.strictObject(head)
export type PolicyDraftRow = z.output<typeof draftRow>

export const policyDraft = z.strictObject({
  ...head,
  content,
  note: z.string().nullable(),
  /** Number it was published under. */
  publishedNumber: z.int().nullable(),
  findings: draftFindings,
  mayEdit: z.boolean(),
  mayReview: z.boolean(),
  mayPublish: z.boolean(),
})
export type PolicyDraft = z.output<typeof policyDraft>

const params = z.strictObject({ draftId: id })
const why = z.string().trim().min(4, '请写明为什么改，至少 4 个字').max(200, '最多 200 个字')
const rev = z.int().min(0)
const onDraft = { tag: tagPolicy, audience: 'staff', params, idempotency: 'natural' } as const
const draftErrors = ['forbidden', 'not_found', 'conflict', 'wrong_state', 'unavailable'] as const

export const draftContract = {
  listPolicyDrafts: operation({
    method: 'GET',
    path: '/api/v1/admin/policy-drafts',
    summary: '政策草稿：正在起草、等人复核、等公布的',
    tag: tagPolicy,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ items: z.array(draftRow) })),
    errors: ['forbidden', 'unavailable'],
    idempotency: 'natural',
  }),
  createPolicyDraft: operation({
    method: 'POST',
    path: '/api/v1/admin/policy-drafts',
    summary: '起草：从公布的一版开始改，或起草一项新的；一项同时只有一份草稿',
    tag: tagPolicy,
    audience: 'staff',
    body: json(z.strictObject({ kind: publicationKind, key: publicationKey.nullable(), why })),
    status: 201,
    response: json(policyDraft),
    errors: ['forbidden', 'not_found', 'already_exists', 'unavailable'],
    idempotency: 'key',
  }),
  getPolicyDraft: operation({
    ...onDraft,
    method: 'GET',
    path: '/api/v1/admin/policy-drafts/:draftId',
    summary: '一份草稿，和它现在的问题、例子结果、与公布的不同',
    status: 200,
    response: json(policyDraft),
    errors: draftErrors,
  }),
  checkPolicyDraft: operation({
    ...onDraft,
    method: 'POST',
    path: '/api/v1/admin/policy-drafts/:draftId/check',
    summary: '写到一半看看：有什么问题、例子算得对不对；不保存',
    body: json(z.strictObject({ content })),
    status: 200,
    response: json(draftFindings),
    errors: draftErrors,
  }),
  savePolicyDraft: operation({
    ...onDraft,
    method: 'PUT',
    path: '/api/v1/admin/policy-drafts/:draftId',
    summary: '保存草稿；有问题也能保存。复核过的改了以后要重新复核',
    body: json(z.strictObject({ rev, content, why })),
    status: 200,
    response: json(policyDraft),
    errors: draftErrors,
  }),
  submitPolicyDraft: operation({
    ...onDraft,
    method: 'POST',
    path: '/api/v1/admin/policy-drafts/:draftId/submit',
    summary: '交给另一人复核：没有问题、例子都算对的才能交',
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(policyDraft),
    errors: draftErrors,
  }),
  reviewPolicyDraft: operation({
    ...onDraft,
    method: 'POST',
    path: '/api/v1/admin/policy-drafts/:draftId/review',
    summary: '复核：没有参与起草的人同意或退回，写明意见',
    body: json(z.strictObject({ rev, approve: z.boolean(), note: z.string().trim().min(2, '请写明意见').max(200, '最多 200 个字') })),
    status: 200,
    response: json(policyDraft),
    errors: draftErrors,
  }),
  publishPolicyDraft: operation({
    ...onDraft,
    method: 'POST',
    path: '/api/v1/admin/policy-drafts/:draftId/publish',
    summary: '公布：复核同意的才能公布，公布以后不能再改',
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(policyDraft),
    errors: draftErrors,
  }),
  dropPolicyDraft: operation({
    ...onDraft,
    method: 'POST',
    path: '/api/v1/admin/policy-drafts/:draftId/drop',
    summary: '放弃一份草稿',
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(policyDraft),
    errors: draftErrors,
  }),
  exportPolicyDraft: operation({
    ...onDraft,
    method: 'GET',
    path: '/api/v1/admin/policy-drafts/:draftId/yaml',
    summary: '草稿，写成 YAML 文件',
    status: 200,
    response: file('application/yaml'),
    errors: draftErrors,
  }),
  importPolicyDraft: operation({
    ...onDraft,
    method: 'PUT',
    path: '/api/v1/admin/policy-drafts/:draftId/yaml',
    summary: '用 YAML 文件替换草稿的内容；读不懂的地方写明行号',
    query: z.strictObject({ rev: z.coerce.number().int().min(0) }),
    body: raw(['application/yaml', 'text/yaml'], 128 * 1024),
    status: 200,
    response: json(policyDraft),
    errors: [...draftErrors, 'invalid_input'],
  }),
}
