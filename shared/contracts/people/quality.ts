import * as z from 'zod'
import { calendarDate, json, operation, page, pageQuery } from '../operation.ts'
import { residentRow } from './resident.ts'

const tag = '一库集 · 数据质量'

/** What a rule is about: the five dimensions of GB/T 36344-2018 that a register of people can be measured by. */
export const qualityDimension = z.enum(['completeness', 'validity', 'uniqueness', 'timeliness', 'consistency'])
export type QualityDimension = z.output<typeof qualityDimension>

export const qualityRuleId = z.enum([
  'id_number_present',
  'phone_present',
  'household_present',
  'id_number_sound',
  'phone_sound',
  'age_plausible',
  'id_number_once',
  'person_once',
  'sources_fresh',
  'deaths_decided_in_time',
  'household_agrees_with_state',
  'aged_group_agrees_with_age',
  'sources_agree',
])
export type QualityRuleId = z.output<typeof qualityRuleId>

const count = z.number().int().min(0)
/** Share of what was checked that is right, in hundredths of a percent; null when there was nothing to check. */
const score = z.number().int().min(0).max(10_000).nullable()

export const qualityRule = z.strictObject({
  id: qualityRuleId,
  dimension: qualityDimension,
  checked: count,
  failed: count,
  scoreBps: score,
  /** Earlier days, oldest first. */
  trend: z.array(z.strictObject({ date: calendarDate, scoreBps: score })),
  /** Whether single rows can be looked at. */
  hasRows: z.boolean(),
})
export type QualityRule = z.output<typeof qualityRule>

export const qualityContract = {
  getDataQuality: operation({
    method: 'GET',
    path: '/api/v1/admin/data-quality',
    summary: '数据质量：每条规则今天的得分和走势',
    tag,
    audience: 'staff',
    status: 200,
    response: json(
      z.strictObject({
        /** The day of the newest result; null before the first. */
        date: calendarDate.nullable(),
        scoreBps: score,
        rules: z.array(qualityRule),
      }),
    ),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listQualityRows: operation({
    method: 'GET',
    path: '/api/v1/admin/data-quality/:ruleId/rows',
    summary: '不符合一条规则的人，隐去个人信息；只列出自己负责的地方的',
    tag,
    audience: 'staff',
    params: z.strictObject({ ruleId: qualityRuleId }),
    query: z.strictObject({ ...pageQuery }),
    status: 200,
    response: json(page(residentRow)),
    errors: ['not_found', 'forbidden'],
    idempotency: 'natural',
  }),
}
