import * as z from 'zod'
import { id, instant, json, operation } from '../operation.ts'
import { helpRung, tagHelpDesk } from './terms.ts'

const MOST_SECONDS = 30 * 24 * 3_600

/** A stretch of time: seconds that pass at night and on holidays too, or whole working days (调休 counted). */
export const span = z.union([
  z.strictObject({ seconds: z.number().int().min(10, '最短 10 秒').max(MOST_SECONDS, '最长 30 天') }),
  z.strictObject({ workingDays: z.number().int().min(1, '最少 1 个工作日').max(60, '最多 60 个工作日') }),
])
export const classTerms = z.strictObject({
  /** Who is told next while nobody takes it, each counted from when it was raised. */
  ladder: z.array(z.strictObject({ after: span, to: helpRung })).max(6, '最多 6 级'),
  onSite: span.nullable(),
  resolve: span,
  callBack: span.nullable(),
  rating: span,
})
const byClass = z.strictObject({ p0: classTerms, p1: classTerms, p2: classTerms, p3: classTerms })
export type HelpTermsByClass = z.output<typeof byClass>

const source = z.strictObject({
  title: z.string().trim().min(2, '请填写文件名称').max(100),
  number: z.string().trim().max(60).nullable(),
  article: z.string().trim().max(60).nullable(),
})

export const helpTermsVersion = z.strictObject({
  id,
  /** `built_in` came with the product. `proposed` waits for a second person. Published ones are never changed. */
  state: z.enum(['built_in', 'proposed', 'published', 'refused']),
  /** Calendar date in Asia/Shanghai; calls pressed from this day on. */
  from: z.iso.date(),
  /** In force today. */
  isCurrent: z.boolean(),
  classes: byClass,
  source,
  /** The bureau has not confirmed them: the desk says so beside the times. */
  illustrative: z.boolean(),
  reason: z.string().nullable(),
  proposedBy: z.string().nullable(),
  proposedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decision: z.string().nullable(),
  /** A second person may decide, and that is the reader. */
  mayDecide: z.boolean(),
  rev: z.number().int().min(0),
})
export type HelpTermsVersion = z.output<typeof helpTermsVersion>

export const proposedTerms = z.strictObject({
  from: z.iso.date('请选择从哪天起'),
  classes: byClass,
  source,
  illustrative: z.boolean(),
  reason: z.string().trim().min(2, '请写明为什么改，至少 2 个字').max(500, '最多 500 个字'),
})

export const helpTermsContract = {
  listHelpTerms: operation({
    method: 'GET',
    path: '/api/v1/desk/help-terms',
    summary: '一键呼的时限：每一版、从哪天起、谁提出谁同意',
    tag: tagHelpDesk,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ items: z.array(helpTermsVersion), today: z.iso.date() })),
    errors: [],
    idempotency: 'natural',
  }),
  proposeHelpTerms: operation({
    method: 'POST',
    path: '/api/v1/desk/help-terms',
    summary: '拟一版新的时限，从以后的一天起；另一个人同意后公布。已经呼叫的不受影响',
    tag: tagHelpDesk,
    audience: 'staff',
    body: json(proposedTerms),
    status: 201,
    response: json(helpTermsVersion),
    errors: ['wrong_state'],
    idempotency: 'key',
  }),
  decideHelpTerms: operation({
    method: 'POST',
    path: '/api/v1/desk/help-terms/:termsId/decision',
    summary: '同意或不同意一版拟好的时限；不能由提出的人决定',
    tag: tagHelpDesk,
    audience: 'staff',
    params: z.strictObject({ termsId: id }),
    body: json(
      z.strictObject({
        rev: z.number().int().min(0),
        agree: z.boolean(),
        why: z.string().trim().min(2, '请写明理由，至少 2 个字').max(500, '最多 500 个字'),
      }),
    ),
    status: 200,
    response: json(helpTermsVersion),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
