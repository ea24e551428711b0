import type { ExchangeSourceId } from '@minsheng/shared/contracts/people'
import { idNumberFault, idNumberFaultWords, normalIdNumber } from '@minsheng/shared/units/id-number'
import * as z from 'zod'
import type { DeadReason } from './domain.ts'

const date = (title: string) => z.iso.date(`${title}不是一个真实的日期，应像 2026-01-31`)
/** Instants of other departments carry no zone; they are of Shanghai. */
const instant = z
  .string('变更时间没有填')
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, '变更时间的格式不对，应像 2026-01-31 09:30:00')
  .transform((text, context) => {
    const at = new Date(`${text.replace(' ', 'T')}+08:00`)
    // A day that does not exist is rolled over by some engines and refused by others.
    const isReal =
      !Number.isNaN(at.getTime()) && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ') === text
    if (!isReal) context.addIssue({ code: 'custom', message: '变更时间不是一个真实的时间' })
    return at
  })

const head = {
  recordId: z.string('记录编号没有填').min(1, '记录编号没有填').max(80, '记录编号太长'),
  version: z.number('版本号没有填').int('版本号不是整数').min(1, '版本号不对'),
  op: z.enum(['upsert', 'cancel'], '操作只能是登记或注销').default('upsert'),
  changedAt: instant,
  name: z.string('姓名没有填').trim().min(2, '姓名没有填，或不足 2 个字').max(30, '姓名太长'),
  idNumber: z.string('身份证号没有填').transform(normalIdNumber),
}
const option = <const T extends readonly [string, ...string[]]>(title: string, codes: T) => z.enum(codes, `${title}的代码不认识`)

const schemas = {
  population: z.object({
    ...head,
    address: z.string('地址没有填').min(2, '地址没有填').max(120, '地址太长'),
    gridCode: z.string('网格编号没有填').min(1, '网格编号没有填'),
  }),
  deaths: z.object({ ...head, diedOn: date('死亡日期') }),
  disability: z.object({
    ...head,
    category: option('残疾类别', ['1', '2', '3', '4', '5', '6', '7']),
    grade: option('残疾等级', ['1', '2', '3', '4']),
    issuedOn: date('发证日期'),
    expiresOn: date('有效期'),
  }),
  allowance: z.object({
    ...head,
    kind: option('救助类别', ['minimum_living', 'low_income', 'extreme_hardship', 'rigid_spending']),
    from: date('开始日期'),
    until: date('结束日期').nullable().default(null),
  }),
  enrolment: z.object({
    ...head,
    stage: option('学段', ['kindergarten', 'primary', 'junior', 'senior', 'higher', 'special']),
    enrolledOn: date('入学日期'),
  }),
  housing: z.object({
    ...head,
    homes: z.coerce.number('住房套数没有填').int('住房套数不是整数').min(0, '住房套数不对').max(100, '住房套数不对'),
  }),
  care: z.object({
    ...head,
    level: option('评估等级', ['0', '1', '2', '3', '4']),
    assessedOn: date('评估日期'),
    expiresOn: date('有效期'),
  }),
} satisfies Record<ExchangeSourceId, z.ZodType>

export type RowOf<S extends ExchangeSourceId> = { source: S } & z.output<(typeof schemas)[S]>
/** A row of any register, read and sound in itself. */
export type RegisterRow = { [S in ExchangeSourceId]: RowOf<S> }[ExchangeSourceId]

/** What the fields are called where people read them. */
export const fieldTitles: Readonly<Record<string, string>> = {
  recordId: '记录编号',
  version: '版本号',
  op: '操作',
  changedAt: '变更时间',
  name: '姓名',
  idNumber: '身份证号',
  address: '地址',
  gridCode: '网格编号',
  diedOn: '死亡日期',
  category: '残疾类别',
  grade: '残疾等级',
  issuedOn: '发证日期',
  expiresOn: '有效期',
  kind: '救助类别',
  from: '开始日期',
  until: '结束日期',
  stage: '学段',
  enrolledOn: '入学日期',
  homes: '住房套数',
  level: '评估等级',
  assessedOn: '评估日期',
}
/** By these the source is answered; whoever mends a row must not make it another one. */
const fixedFields = new Set(['recordId', 'version', 'op'])

/** Names of what may be mended in a row of this source. */
export const editableFields = (source: ExchangeSourceId): string[] =>
  Object.keys(schemas[source].shape).filter((name) => !fixedFields.has(name))

const SKEW_MS = 5 * 60_000
const dates = ['diedOn', 'issuedOn', 'from', 'enrolledOn', 'assessedOn'] as const

/**
 * Reads one row as it came. Everything that is wrong in it is told, not only the first.
 * @param now nothing is known of what comes after it
 */
export function readRow(source: ExchangeSourceId, raw: unknown, now: Date): { row: RegisterRow } | { reasons: DeadReason[] } {
  const parsed = schemas[source].safeParse(raw)
  if (!parsed.success)
    return {
      reasons: parsed.error.issues.map((issue) => ({
        field: issue.path.length > 0 ? String(issue.path[0]) : null,
        message: issue.path.length > 0 ? issue.message : '这一行不是约定的格式',
      })),
    }
  const row = { source, ...parsed.data } as RegisterRow
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const reasons: DeadReason[] = []
  const fault = idNumberFault(row.idNumber, today)
  if (fault) reasons.push({ field: 'idNumber', message: idNumberFaultWords[fault] })
  if (row.changedAt.getTime() > now.getTime() + SKEW_MS) reasons.push({ field: 'changedAt', message: '变更时间在将来' })
  for (const name of dates)
    if (name in row && String(row[name as keyof RegisterRow]) > today) reasons.push({ field: name, message: `${fieldTitles[name]}在将来` })
  if ('expiresOn' in row) {
    const start = 'issuedOn' in row ? row.issuedOn : row.assessedOn
    if (row.expiresOn <= start) reasons.push({ field: 'expiresOn', message: '有效期在开始日期之前' })
  }
  return reasons.length > 0 ? { reasons } : { row }
}

/** What tells a row apart even when it can't be read: its record and its version, if it says them. */
export function identityOf(raw: unknown): { recordId: string | null; version: number } {
  const parsed = z.object({ recordId: head.recordId.optional().catch(undefined), version: head.version.catch(0) }).safeParse(raw)
  return { recordId: parsed.data?.recordId ?? null, version: parsed.data?.version ?? 0 }
}

/** One text for one content, whatever the order of its fields. */
export function canonical(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return JSON.stringify(raw) ?? 'null'
  return JSON.stringify(Object.fromEntries(Object.entries(raw).sort(([one], [other]) => (one < other ? -1 : 1))))
}
