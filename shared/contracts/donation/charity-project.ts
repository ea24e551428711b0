import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { budgetLine, shortText, tagDesk, withRev } from './terms.ts'

const milestoneInput = z.strictObject({ id, label: shortText(40), dueOn: calendarDate })

/** A step of the plan; done when a published post of progress says so. */
export const milestone = z.strictObject({ id, label: z.string(), dueOn: calendarDate, doneOn: calendarDate.nullable() })

export type Milestone = z.output<typeof milestone>

export const charityProjectState = z.enum(['open', 'closed'])

const fields = z.strictObject({
  charityId: id,
  name: shortText(40),
  purpose: shortText(200),
  startsOn: calendarDate,
  /** Null while no end is planned. */
  endsOn: calendarDate.nullable(),
  budget: z.array(budgetLine).max(20),
  milestones: z.array(milestoneInput).max(20),
})

export type CharityProjectFields = z.output<typeof fields>

export const charityProjectInput = fields.superRefine(({ startsOn, endsOn, milestones }, context) => {
  if (endsOn !== null && endsOn < startsOn) context.addIssue({ code: 'custom', path: ['endsOn'], message: '结束日期不能早于开始日期' })
  if (new Set(milestones.map((step) => step.id)).size < milestones.length)
    context.addIssue({ code: 'custom', path: ['milestones'], message: '有两个步骤的编号相同，请删掉一个重新添加' })
})

/** 慈善项目: what the money is spent on. Campaigns raise for it. */
export const charityProject = z.strictObject({
  id,
  ...fields.shape,
  milestones: z.array(milestone),
  charityName: z.string(),
  campaigns: z.array(z.strictObject({ id, title: z.string() })),
  state: charityProjectState,
  endedOn: calendarDate.nullable(),
  rev: z.number().int(),
  createdAt: instant,
})

export type CharityProject = z.output<typeof charityProject>

const params = z.strictObject({ projectId: id })

export const charityProjectContract = {
  listCharityProjects: operation({
    method: 'GET',
    path: '/api/v1/admin/charity-projects',
    summary: '慈善项目',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, charityId: id.optional() }),
    status: 200,
    response: json(page(charityProject)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  createCharityProject: operation({
    method: 'POST',
    path: '/api/v1/admin/charity-projects',
    summary: '新建慈善项目',
    tag: tagDesk,
    audience: 'staff',
    body: json(charityProjectInput),
    status: 201,
    response: json(charityProject),
    errors: ['forbidden', 'not_found'],
    idempotency: 'key',
  }),
  updateCharityProject: operation({
    method: 'PUT',
    path: '/api/v1/admin/charity-projects/:projectId',
    summary: '修改慈善项目（有募捐活动发布后，名称、目的和开始日期不能再改）',
    tag: tagDesk,
    audience: 'staff',
    params,
    body: json(z.strictObject({ rev: withRev.shape.rev, project: charityProjectInput })),
    status: 200,
    response: json(charityProject),
    errors: ['invalid_input', 'forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  closeCharityProject: operation({
    method: 'POST',
    path: '/api/v1/admin/charity-projects/:projectId/close',
    summary: '结束慈善项目（募捐活动都结束以后）',
    tag: tagDesk,
    audience: 'staff',
    params,
    body: json(withRev),
    status: 200,
    response: json(charityProject),
    errors: ['forbidden', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
