import * as z from 'zod'
import { policyStatuses } from '../rule/language.ts'
import { benefitKinds, payoutRhythms, policyGroups } from './definition.ts'

const id = z.string().regex(/^[a-z][a-z0-9-]{1,47}$/, '编号只用小写字母、数字和短横线')
const text = (most: number) => z.string().trim().min(1, '这里不能空着').max(most, `这里最多 ${most} 个字`)
const date = z.iso.date('日期要写成 2026-01-31 的样子')

const writtenSource = z.strictObject({
  title: text(100),
  number: text(40).nullable(),
  article: text(50).nullable(),
  /** The words of the document themselves, as whoever wrote it down read them there. */
  quotation: text(400).nullable().optional(),
})
const confidence = z.enum(['text', 'part', 'second_hand', 'memory'])

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
const facts = z.record(z.string(), value)
const writtenCase = z.strictObject({
  name: text(80),
  on: date,
  person: facts.default({}),
  household: facts.default({}),
  others: z.array(facts).max(20).default([]),
  status: z.enum(policyStatuses),
  low: z.int().min(0).default(0),
  high: z.int().min(0).default(0),
})
export type WrittenCase = z.input<typeof writtenCase>

const writtenVersion = z.strictObject({
  number: z.int().min(1),
  effectiveFrom: date,
  effectiveTo: date.nullable().default(null),
  sources: z.array(writtenSource).min(1, '至少写一份依据').max(10),
  confidence,
  illustrative: z.boolean(),
  who: z
    .array(z.strictObject({ words: text(80), when: z.unknown() }))
    .min(1, '至少写一个条件')
    .max(20),
  amount: z.unknown().optional(),
  ceiling: z.boolean().default(false),
  payout: z
    .strictObject({ every: z.enum(payoutRhythms), day: z.int().min(1).max(28), from: z.enum(['application', 'after_approval']) })
    .nullable()
    .default(null),
  onlyOnce: z
    .strictObject({ per: z.enum(['subject', 'event']), event: z.string().max(60).nullable().default(null), source: writtenSource })
    .nullable()
    .default(null),
  excludedBy: z.array(id).max(20).default([]),
  minus: z.array(id).max(20).default([]),
  disregardIncome: z.array(id).max(20).default([]),
  held: z.unknown().optional(),
  cases: z.array(writtenCase).min(3, '至少写三个例子，算得出来才能发布').max(200),
})

/** The frame of a policy as written; conditions and amounts in it are read by the rule language. */
export const writtenPolicy = z.strictObject({
  id,
  title: text(40),
  group: z.enum(policyGroups),
  subject: z.enum(['person', 'household']),
  benefit: z.enum(benefitKinds),
  summary: text(200),
  applying: z.enum(['automatic', 'application']),
  materials: z.array(text(60)).max(20).default([]),
  versions: z.array(writtenVersion).min(1, '至少要有一个版本').max(100),
})
export type WrittenPolicy = z.input<typeof writtenPolicy>

const parameterValue = z.strictObject({
  from: date,
  value: z.int().min(0),
  source: writtenSource,
  confidence,
  illustrative: z.boolean().optional(),
})
const writtenParameter = z.strictObject({
  key: z.string().regex(/^[a-z][A-Za-z0-9]{1,47}$/, '编号以小写字母开头，只用字母和数字'),
  title: text(60),
  unit: z.enum(['fen', 'bps', 'flag']),
  values: z
    .array(parameterValue)
    .min(1, '至少要有一个值')
    .refine(
      (values) => values.every(({ from }, index) => index === 0 || from > (values[index - 1]?.from ?? '')),
      '要按起始日期从早到晚写，同一天起只能有一个值',
    ),
})
export type WrittenParameter = z.input<typeof writtenParameter>

export const writtenCatalogue = z.strictObject({
  policies: z.array(z.unknown()).max(500),
  higherOf: z.array(z.strictObject({ policies: z.array(id).min(2, '择高至少要有两项'), source: writtenSource })).default([]),
  parameters: z.array(writtenParameter).max(500),
})
export type WrittenCatalogue = Omit<z.input<typeof writtenCatalogue>, 'policies'> & { policies: readonly WrittenPolicy[] }

/** The parts that a publication is written with. */
export const writtenParts = { id, text, date, source: writtenSource, case: writtenCase, version: writtenVersion, value: parameterValue }
