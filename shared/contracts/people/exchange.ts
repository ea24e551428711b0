import * as z from 'zod'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { revealPurpose } from './resident.ts'

const tag = '一库集 · 数据交换'

/** Registers of other departments that the data hub hands out. */
export const exchangeSourceId = z.enum(['population', 'deaths', 'disability', 'allowance', 'enrolment', 'housing', 'care'])
export type ExchangeSourceId = z.output<typeof exchangeSourceId>

/** `full`: everything the source holds; `incremental`: what changed since the last exchange that ended. */
export const exchangeKind = z.enum(['full', 'incremental'])
export type ExchangeKind = z.output<typeof exchangeKind>

export const exchangeRunState = z.enum(['running', 'paused', 'done', 'failed'])
export type ExchangeRunState = z.output<typeof exchangeRunState>

const count = z.number().int().min(0)

export const exchangeRun = z.strictObject({
  id,
  sourceId: exchangeSourceId,
  kind: exchangeKind,
  state: exchangeRunState,
  startedAt: instant,
  endedAt: instant.nullable(),
  pages: count,
  /** How often the source lost the place and the exchange began again from its start. */
  restarts: count,
  /** What the source says it sent; null before its first answer. */
  sent: count.nullable(),
  received: count,
  /** Received more than once in this exchange. */
  repeated: count,
  applied: count,
  /** Known already, or older than what is known. */
  unchanged: count,
  dead: count,
  /** Whether what came, each row once, is what the source says it sent; null until it ended. */
  agrees: z.boolean().nullable(),
  /** Why it stands still, in words. */
  fault: z.string().nullable(),
  nextTryAt: instant.nullable(),
})
export type ExchangeRun = z.output<typeof exchangeRun>

export const exchangeSource = z.strictObject({
  id: exchangeSourceId,
  state: z.enum(['active', 'paused']),
  everyMinutes: z.number().int().min(1),
  /** When the next incremental exchange begins by itself; null until the first one was started by a person. */
  nextAt: instant.nullable(),
  lastDoneAt: instant.nullable(),
  /** The exchange under way or, when there is none, the last one. */
  run: exchangeRun.nullable(),
  openLetters: count,
  rev: count,
})
export type ExchangeSource = z.output<typeof exchangeSource>

export const deadLetterState = z.enum(['open', 'replayed', 'superseded', 'discarded'])
export type DeadLetterState = z.output<typeof deadLetterState>

export const deadLetter = z.strictObject({
  id,
  sourceId: exchangeSourceId,
  state: deadLetterState,
  receivedAt: instant,
  /** How often this row has come. */
  times: z.number().int().min(1),
  reasons: z.array(z.strictObject({ field: z.string().nullable(), message: z.string() })),
  /** What stands in the row, hidden; `editable`: may be mended. */
  fields: z.array(z.strictObject({ name: z.string(), title: z.string(), masked: z.string(), editable: z.boolean() })),
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  /** Whether the reader may look into it, mend it or set it aside. */
  mayDecide: z.boolean(),
  rev: count,
})
export type DeadLetter = z.output<typeof deadLetter>

export const deathReportState = z.enum(['open', 'confirmed', 'dismissed', 'withdrawn'])
export type DeathReportState = z.output<typeof deathReportState>

export const deathReport = z.strictObject({
  id,
  state: deathReportState,
  residentId: id,
  nameMasked: z.string(),
  age: z.number().int(),
  communityName: z.string(),
  gridName: z.string(),
  /** What the register says; not yet true for us. */
  diedOn: calendarDate,
  reportedAt: instant,
  decidedAt: instant.nullable(),
  note: z.string().nullable(),
  rev: count,
})
export type DeathReport = z.output<typeof deathReport>

const sourceParams = z.strictObject({ sourceId: exchangeSourceId })
const letterParams = z.strictObject({ letterId: id })
const rev = z.number().int().min(0)
const why = z.string().trim().min(2, '请写明原因或依据').max(200)

export const exchangeContract = {
  listExchangeSources: operation({
    method: 'GET',
    path: '/api/v1/admin/exchange-sources',
    summary: '数据来源：每个来源的进度、对账和待处理的问题数据',
    tag,
    audience: 'staff',
    status: 200,
    response: json(
      z.strictObject({
        items: z.array(exchangeSource),
        /** Our own changes on their way to other departments. */
        pushes: z.strictObject({ waiting: count, sent: count, refused: count }),
      }),
    ),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  startExchange: operation({
    method: 'POST',
    path: '/api/v1/admin/exchange-sources/:sourceId/runs',
    summary: '开始一次交换：增量或全量',
    tag,
    audience: 'staff',
    params: sourceParams,
    body: json(z.strictObject({ kind: exchangeKind })),
    status: 201,
    response: json(exchangeRun),
    errors: ['forbidden', 'wrong_state'],
    idempotency: 'key',
  }),
  pauseExchange: operation({
    method: 'POST',
    path: '/api/v1/admin/exchange-sources/:sourceId/pause',
    summary: '暂停一个来源：进行中的交换停在最近一页',
    tag,
    audience: 'staff',
    params: sourceParams,
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(exchangeSource),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  resumeExchange: operation({
    method: 'POST',
    path: '/api/v1/admin/exchange-sources/:sourceId/resume',
    summary: '继续一个来源：从停下的那一页接着取',
    tag,
    audience: 'staff',
    params: sourceParams,
    body: json(z.strictObject({ rev })),
    status: 200,
    response: json(exchangeSource),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  listExchangeRuns: operation({
    method: 'GET',
    path: '/api/v1/admin/exchange-runs',
    summary: '交换记录，最近的在前',
    tag,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, sourceId: exchangeSourceId.optional() }),
    status: 200,
    response: json(page(exchangeRun)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  listDeadLetters: operation({
    method: 'GET',
    path: '/api/v1/admin/dead-letters',
    summary: '问题数据：没能收下的行和原因',
    tag,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, sourceId: exchangeSourceId.optional(), state: deadLetterState.optional() }),
    status: 200,
    response: json(page(deadLetter)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  revealDeadLetter: operation({
    method: 'POST',
    path: '/api/v1/admin/dead-letters/:letterId/reveals',
    summary: '查看问题数据里的一项：写明用途，会留下记录',
    tag,
    audience: 'staff',
    params: letterParams,
    body: json(z.strictObject({ field: z.string().min(1).max(40), purpose: revealPurpose, note: z.string().trim().max(120).nullable() })),
    status: 200,
    response: json(z.strictObject({ value: z.string().nullable() })),
    errors: ['not_found', 'too_many_requests'],
    idempotency: 'natural',
  }),
  replayDeadLetter: operation({
    method: 'POST',
    path: '/api/v1/admin/dead-letters/:letterId/replay',
    summary: '改好后重新收一次；没有改的项目保持原样',
    tag,
    audience: 'staff',
    params: letterParams,
    body: json(
      z.strictObject({
        rev,
        changes: z.record(z.string().min(1).max(40), z.string().trim().max(200, '最多 200 个字')),
        why,
      }),
    ),
    status: 200,
    response: json(deadLetter),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  discardDeadLetter: operation({
    method: 'POST',
    path: '/api/v1/admin/dead-letters/:letterId/discard',
    summary: '不再处理这一行，写明原因',
    tag,
    audience: 'staff',
    params: letterParams,
    body: json(z.strictObject({ rev, why })),
    status: 200,
    response: json(deadLetter),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
  listDeathReports: operation({
    method: 'GET',
    path: '/api/v1/admin/death-reports',
    summary: '有部门报告去世、等社区核实的人',
    tag,
    audience: 'staff',
    query: z.strictObject({ ...pageQuery, state: deathReportState.optional() }),
    status: 200,
    response: json(page(deathReport)),
    errors: ['forbidden'],
    idempotency: 'natural',
  }),
  decideDeathReport: operation({
    method: 'POST',
    path: '/api/v1/admin/death-reports/:reportId/decision',
    summary: '核实结果：确已去世，或人还健在',
    tag,
    audience: 'staff',
    params: z.strictObject({ reportId: id }),
    body: json(
      z.strictObject({ rev, verdict: z.enum(['confirmed', 'dismissed']), note: z.string().trim().min(2, '请写明怎么核实的').max(200) }),
    ),
    status: 200,
    response: json(deathReport),
    errors: ['not_found', 'conflict', 'wrong_state'],
    idempotency: 'natural',
  }),
}
