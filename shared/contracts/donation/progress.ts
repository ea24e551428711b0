import * as z from 'zod'
import { id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { shortText, tagDesk, tagResident, withRev } from './terms.ts'

export const progressFields = z.strictObject({
  projectId: id,
  title: shortText(40),
  text: shortText(2000),
  pictureIds: z.array(id).max(9, '最多 9 张图片'),
  /** The step of the plan that is done with it. */
  milestoneId: id.nullable(),
})

/** What stood there before a correction, and why it was corrected. */
const correction = z.strictObject({ at: instant, title: z.string(), text: z.string(), note: z.string() })

const shown = {
  id,
  title: z.string(),
  text: z.string(),
  pictures: z.array(z.string()),
  milestone: z.string().nullable(),
  corrections: z.array(correction),
}

/** 项目进展 as a resident reads it. */
export const progressPost = z.strictObject({ ...shown, publishedAt: instant })

export type ProgressPost = z.output<typeof progressPost>

/** The newest of a project that the reader gave to, with the page it leads to. */
export const myProgress = z.strictObject({ id, title: z.string(), publishedAt: instant, campaignId: id, projectTitle: z.string() })

export const progressPostRow = z.strictObject({
  ...progressFields.shape,
  ...shown,
  charityId: id,
  projectName: z.string(),
  state: z.enum(['draft', 'published']),
  publishedAt: instant.nullable(),
  rev: z.number().int(),
  createdAt: instant,
})

export type ProgressPostRow = z.output<typeof progressPostRow>

const params = z.strictObject({ postId: id })

export const progressContract = {
  listProgress: operation({
    method: 'GET',
    path: '/api/v1/projects/:projectId/progress',
    summary: '项目进展，新的在前',
    tag: tagResident,
    audience: 'public',
    params: z.strictObject({ projectId: id }),
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(progressPost)),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listMyProgress: operation({
    method: 'GET',
    path: '/api/v1/my-progress',
    summary: '我捐过的项目的最近进展',
    tag: tagResident,
    audience: 'session',
    status: 200,
    response: json(z.strictObject({ items: z.array(myProgress) })),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看项目进展' },
  }),
  listProgressPosts: operation({
    method: 'GET',
    path: '/api/v1/admin/progress-posts',
    summary: '项目进展（草稿和已发布）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      charityId: id.optional(),
      projectId: id.optional(),
      state: progressPostRow.shape.state.optional(),
    }),
    status: 200,
    response: json(page(progressPostRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createProgressPost: operation({
    method: 'POST',
    path: '/api/v1/admin/progress-posts',
    summary: '写一条项目进展（草稿）',
    tag: tagDesk,
    audience: 'staff',
    body: json(progressFields),
    status: 201,
    response: json(progressPostRow),
    errors: ['invalid_input', 'forbidden', 'not_found'],
    idempotency: 'key',
  }),
  updateProgressPost: operation({
    method: 'PUT',
    path: '/api/v1/admin/progress-posts/:postId',
    summary: '修改项目进展（仅草稿）',
    tag: tagDesk,
    audience: 'staff',
    params,
    body: json(z.strictObject({ rev: withRev.shape.rev, post: progressFields })),
    status: 200,
    response: json(progressPostRow),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  publishProgressPost: operation({
    method: 'POST',
    path: '/api/v1/admin/progress-posts/:postId/publish',
    summary: '发布项目进展',
    tag: tagDesk,
    audience: 'staff',
    params,
    body: json(withRev),
    status: 200,
    response: json(progressPostRow),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  correctProgressPost: operation({
    method: 'POST',
    path: '/api/v1/admin/progress-posts/:postId/corrections',
    summary: '更正已发布的进展：原文保留，说明公开',
    tag: tagDesk,
    audience: 'staff',
    params,
    body: json(z.strictObject({ rev: withRev.shape.rev, title: shortText(40), text: shortText(2000), note: shortText(200) })),
    status: 201,
    response: json(progressPostRow),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
