import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { giftLimits, shortText, tagDesk, tagResident } from './terms.ts'

/** Most that a together page may name as its target, fen: ¥1,000,000.00. */
export const teamLimits = { titleCharacters: 20, wordsCharacters: 200, mostTargetFen: 100_000_000 } as const

/**
 * `checking`: the words are with WeChat's content check. `in_review`: a person at the charity reads them. `open`: anyone with
 * the link sees it. `refused`: the words can't be shown. `ended`: by its owner, or its last day is over.
 */
export const teamState = z.enum(['checking', 'in_review', 'open', 'refused', 'ended'])

export type TeamState = z.output<typeof teamState>

/** 一起捐: a page on which one resident invites others to give to a project. */
export const team = z.strictObject({
  id,
  projectId: id,
  projectTitle: z.string(),
  charityName: z.string(),
  title: z.string(),
  words: z.string(),
  /** Who started it, masked. */
  starterLabel: z.string(),
  targetFen: fen.nullable(),
  endsOn: calendarDate,
  state: teamState,
  /** The reader started it. */
  mine: z.boolean(),
  /** Why it is not shown to others, in words, for its owner alone. */
  stateReason: z.string().nullable(),
  acceptsGifts: z.boolean(),
  demo: z.boolean(),
  /** What was given through the page, less what went back. */
  raisedFen: fen,
  people: z.number().int().min(0),
  createdAt: instant,
})

export type Team = z.output<typeof team>

/** A gift through the page, as everyone may see it. */
export const teamGift = z.strictObject({ donorLabel: z.string(), amountFen: fen, paidAt: instant })

export type TeamGift = z.output<typeof teamGift>

export const teamReportReason = z.enum(['fraud', 'false', 'abusive', 'privacy', 'other'])

export const teamRow = z.strictObject({
  ...team.shape,
  charityId: id,
  /** Reports nobody has decided about yet. */
  openReports: z.number().int().min(0),
  /** The latest of them, newest first. */
  reports: z.array(z.strictObject({ reason: teamReportReason, words: z.string().nullable(), at: instant })),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  rev: z.number().int(),
})

export type TeamRow = z.output<typeof teamRow>

const teamParams = z.strictObject({ teamId: id })

export const teamInput = z.strictObject({
  projectId: id,
  title: shortText(teamLimits.titleCharacters),
  words: shortText(teamLimits.wordsCharacters),
  /** How the owner is called; shown masked. Null: 爱心人士. */
  starterName: shortText(20).nullable(),
  targetFen: z
    .number('请填写金额')
    .int('金额最多到分')
    .min(giftLimits.minFen, '至少 0.01 元')
    .max(teamLimits.mostTargetFen, '目标最多 1,000,000 元')
    .nullable(),
  endsOn: calendarDate,
})

export const togetherContract = {
  startTeam: operation({
    method: 'POST',
    path: '/api/v1/teams',
    summary: '发起一起捐（文字先检查，通过后别人才看得到）',
    tag: tagResident,
    audience: 'session',
    body: json(teamInput),
    status: 201,
    response: json(team),
    errors: ['invalid_input', 'not_found', 'campaign_not_open', 'too_many_requests'],
    idempotency: 'key',
  }),
  listMyTeams: operation({
    method: 'GET',
    path: '/api/v1/teams',
    summary: '我发起的一起捐',
    tag: tagResident,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(team)),
    errors: [],
    idempotency: 'natural',
  }),
  getTeam: operation({
    method: 'GET',
    path: '/api/v1/teams/:teamId',
    summary: '一个一起捐的页面',
    tag: tagResident,
    audience: 'session',
    params: teamParams,
    status: 200,
    response: json(team),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  listTeamGifts: operation({
    method: 'GET',
    path: '/api/v1/teams/:teamId/gifts',
    summary: '通过这个一起捐的捐赠（新的在前，称呼已遮）',
    tag: tagResident,
    audience: 'session',
    params: teamParams,
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(teamGift)),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  endTeam: operation({
    method: 'POST',
    path: '/api/v1/teams/:teamId/end',
    summary: '结束自己发起的一起捐',
    tag: tagResident,
    audience: 'session',
    params: teamParams,
    status: 200,
    response: json(team),
    errors: ['not_found'],
    idempotency: 'natural',
  }),
  reportTeam: operation({
    method: 'POST',
    path: '/api/v1/teams/:teamId/reports',
    summary: '举报一起捐的页面，由慈善组织的人来看',
    tag: tagResident,
    audience: 'session',
    params: teamParams,
    body: json(z.strictObject({ reason: teamReportReason, words: shortText(200).nullable() })),
    status: 202,
    response: json(z.strictObject({ received: z.literal(true) })),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  listTeams: operation({
    method: 'GET',
    path: '/api/v1/admin/teams',
    summary: '一起捐的页面（筛选）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({
      ...pageQuery,
      charityId: id.optional(),
      campaignId: id.optional(),
      state: teamState.optional(),
      /** Only those that wait for a person: words to read, or reports. */
      waiting: z.literal('yes').optional(),
    }),
    status: 200,
    response: json(page(teamRow)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  decideTeam: operation({
    method: 'POST',
    path: '/api/v1/admin/teams/:teamId/decisions',
    summary: '审阅一起捐的文字或举报：可以显示，或不显示',
    tag: tagDesk,
    audience: 'staff',
    params: teamParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), approve: z.boolean(), note: shortText(200) })),
    status: 201,
    response: json(teamRow),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
