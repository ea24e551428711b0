import * as z from 'zod'
import { calendarDate, fen, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { giftLimits, tagDesk, tagResident } from './terms.ts'

/** Days of a month on which a reminder may fall: those that every month has. */
export const monthlyLimits = { firstDay: 1, lastDay: 28 } as const

/** `ended`: its last month is over, or the project takes no gifts any more. `stopped`: by the giver. */
export const monthlyState = z.enum(['active', 'paused', 'stopped', 'ended'])

/**
 * `reminded` and `reminded_again`: waits for the giver. `given`: paid. `returned`: paid and given back. `missed`: the month
 * went by; nobody asks again.
 */
export const monthState = z.enum(['reminded', 'reminded_again', 'given', 'returned', 'missed'])

/** 月捐: a promise to give each month. Nothing is ever charged by itself: each month a reminder comes, and one tap pays. */
export const monthlyGift = z.strictObject({
  id,
  projectId: id,
  projectTitle: z.string(),
  charityName: z.string(),
  amountFen: fen,
  dayOfMonth: z.number().int(),
  /** The last day on which a reminder may come; null: until stopped. */
  until: calendarDate.nullable(),
  state: monthlyState,
  /** Why it ended by itself, in words; null otherwise. */
  stateReason: z.string().nullable(),
  /** The day of the next reminder; null when none will come. */
  nextOn: calendarDate.nullable(),
  /** A reminder whose month is not paid yet. */
  openMonth: z.string().nullable(),
  rev: z.number().int(),
  createdAt: instant,
})

export type MonthlyGift = z.output<typeof monthlyGift>

/** One month of a monthly gift. */
export const monthlyMonth = z.strictObject({
  /** yyyy-mm in Asia/Shanghai. */
  month: z.string(),
  amountFen: fen,
  state: monthState,
  giftId: id.nullable(),
})

export type MonthlyMonth = z.output<typeof monthlyMonth>

const terms = {
  amountFen: z.number('请填写金额').int('金额最多到分').min(giftLimits.minFen, '至少 0.01 元').max(giftLimits.maxFen, '单笔最多 50,000 元'),
  dayOfMonth: z
    .number('请选择每月几日')
    .int('请选择每月几日')
    .min(monthlyLimits.firstDay, '请选 1 日到 28 日')
    .max(monthlyLimits.lastDay, '请选 1 日到 28 日'),
  until: calendarDate.nullable(),
}

const monthlyParams = z.strictObject({ monthlyId: id })

/** What residents promised to give each month for one campaign; a promise, not money. */
export const monthlyPromise = z.strictObject({
  campaignId: id,
  campaignTitle: z.string(),
  charityName: z.string(),
  people: z.number().int().min(0),
  amountFen: fen,
  paused: z.number().int().min(0),
})

export type MonthlyPromise = z.output<typeof monthlyPromise>

export const monthlyContract = {
  startMonthlyGift: operation({
    method: 'POST',
    path: '/api/v1/monthly-gifts',
    summary: '约定每月捐一次：到日子提醒，不会自动扣款',
    tag: tagResident,
    audience: 'session',
    body: json(z.strictObject({ projectId: id, ...terms })),
    status: 201,
    response: json(monthlyGift),
    errors: ['invalid_input', 'not_found', 'campaign_not_open', 'too_many_requests'],
    idempotency: 'key',
    actingFor: { scope: 'giving', deed: '约定月捐' },
  }),
  listMyMonthlyGifts: operation({
    method: 'GET',
    path: '/api/v1/monthly-gifts',
    summary: '我的月捐',
    tag: tagResident,
    audience: 'session',
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(monthlyGift)),
    errors: [],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看月捐' },
  }),
  getMyMonthlyGift: operation({
    method: 'GET',
    path: '/api/v1/monthly-gifts/:monthlyId',
    summary: '一项月捐和它最近的月份',
    tag: tagResident,
    audience: 'session',
    params: monthlyParams,
    status: 200,
    response: json(z.strictObject({ ...monthlyGift.shape, months: z.array(monthlyMonth) })),
    errors: ['not_found'],
    idempotency: 'natural',
    actingFor: { scope: 'gifts', deed: '看一份月捐' },
  }),
  changeMonthlyGift: operation({
    method: 'PUT',
    path: '/api/v1/monthly-gifts/:monthlyId',
    summary: '改月捐的金额、日子或期限',
    tag: tagResident,
    audience: 'session',
    params: monthlyParams,
    body: json(z.strictObject({ rev: z.number().int().min(0), ...terms })),
    status: 200,
    response: json(monthlyGift),
    errors: ['invalid_input', 'not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
    actingFor: { scope: 'giving', deed: '改月捐' },
  }),
  setMonthlyGiftState: operation({
    method: 'POST',
    path: '/api/v1/monthly-gifts/:monthlyId/state',
    summary: '暂停、恢复或停止月捐，马上生效',
    tag: tagResident,
    audience: 'session',
    params: monthlyParams,
    body: json(z.strictObject({ to: z.enum(['active', 'paused', 'stopped']) })),
    status: 200,
    response: json(monthlyGift),
    errors: ['not_found', 'wrong_state', 'campaign_not_open'],
    idempotency: 'natural',
    actingFor: { scope: 'giving', deed: '停用或恢复月捐' },
  }),
  listMonthlyPromises: operation({
    method: 'GET',
    path: '/api/v1/admin/monthly-promises',
    summary: '各项目的月捐约定：几个人、每月多少（约定，不是到账）',
    tag: tagDesk,
    audience: 'staff',
    query: z.strictObject({ charityId: id.optional() }),
    status: 200,
    response: json(z.strictObject({ items: z.array(monthlyPromise) })),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
}
