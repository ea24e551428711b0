import * as z from 'zod'
import { benefitKinds, policyGroups } from '../../policy/policy/definition.ts'
import { publicationKinds } from '../../policy/publishing/content.ts'
import { calendarDate, file, instant, json, operation } from '../operation.ts'
import { factName } from '../people/facts/contract.ts'
import { tagPolicy } from './benefit.ts'

export const publicationKind = z.enum(publicationKinds)
/** A name of something published: the id of a policy, the key of a parameter or of a group. */
export const publicationKey = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,48}$/, '编号格式不对')

/** One line of a version, as people read it: 条件, 金额, 依据 … */
export const readingLine = z.strictObject({ topic: z.string(), text: z.string() })

/** What was published once and stays so. */
export const publication = z.strictObject({
  kind: publicationKind,
  key: publicationKey,
  number: z.int().min(1),
  title: z.string(),
  /** First day the law applies it; null for what counts from when it was published. */
  effectiveFrom: calendarDate.nullable(),
  effectiveTo: calendarDate.nullable(),
  publishedAt: instant,
  publishedByName: z.string(),
  reviewedByName: z.string(),
  why: z.string(),
  /** Came with the product; the bureau has not looked at it. */
  builtIn: z.boolean(),
  /** `in_force`: it counts today; `to_come`; `over`: a later one counts; `replaced`: corrected for its own day. */
  standing: z.enum(['in_force', 'to_come', 'over', 'replaced']),
  illustrative: z.boolean(),
  hash: z.string(),
  reading: z.array(readingLine),
})
export type PolicyPublication = z.output<typeof publication>

/** One policy in the list of them. */
export const policyRow = z.strictObject({
  policyId: publicationKey,
  title: z.string(),
  summary: z.string(),
  group: z.enum(policyGroups),
  kind: z.enum(benefitKinds),
  subject: z.enum(['person', 'household']),
  /** Number of the version in force; null when there is none today. */
  inForce: z.int().nullable(),
  inForceFrom: calendarDate.nullable(),
  /** First day of the next version. */
  nextFrom: calendarDate.nullable(),
  illustrative: z.boolean(),
  versions: z.int(),
  cases: z.int(),
  /** The draft that is being worked on. */
  draftId: z.string().nullable(),
})
export type PolicyRow = z.output<typeof policyRow>

export const parameterRow = z.strictObject({
  key: publicationKey,
  title: z.string(),
  unit: z.enum(['fen', 'bps', 'flag']),
  /** In words; null before the first day. */
  now: z.string().nullable(),
  /** The same in the unit: fen, hundredths of a percent, 1 or 0. */
  nowValue: z.int().nullable(),
  nowFrom: calendarDate.nullable(),
  next: z.string().nullable(),
  nextFrom: calendarDate.nullable(),
  illustrative: z.boolean(),
  source: z.string(),
  /** Titles of the policies that are worked out with it, and their ids in the same order. */
  policies: z.array(z.string()),
  policyIds: z.array(publicationKey),
  draftId: z.string().nullable(),
})
export type ParameterRow = z.output<typeof parameterRow>

/** Policies of which only the highest is given. */
export const groupRow = z.strictObject({
  key: publicationKey,
  policies: z.array(z.string()),
  source: z.string(),
  draftId: z.string().nullable(),
})
export type PolicyGroupRow = z.output<typeof groupRow>

/** What policies are written with: facts, parameters and policies by their names. */
const terms = z.strictObject({
  facts: z.array(
    z.strictObject({
      name: factName,
      title: z.string(),
      subject: z.enum(['person', 'household']),
      type: z.enum(['enum', 'set', 'bool', 'int', 'moneyFen', 'date']),
      options: z.array(z.strictObject({ code: z.string(), words: z.string() })),
      unit: z.string().nullable(),
    }),
  ),
  parameters: z.array(z.strictObject({ key: publicationKey, title: z.string(), unit: z.enum(['fen', 'bps', 'flag']) })),
  policies: z.array(z.strictObject({ id: publicationKey, title: z.string() })),
})
export type PolicyTerms = z.output<typeof terms>

const params = z.strictObject({ kind: publicationKind, key: publicationKey })

export const publicationContract = {
  listPolicies: operation({
    method: 'GET',
    path: '/api/v1/admin/policies',
    summary: '政策目录：现在施行的、将要施行的、正在起草的',
    tag: tagPolicy,
    audience: 'staff',
    status: 200,
    response: json(
      z.strictObject({
        items: z.array(policyRow),
        /** Whether every publication is still as it was published. */
        intact: z.boolean(),
        published: z.int(),
      }),
    ),
    errors: ['forbidden', 'unavailable'],
    idempotency: 'natural',
  }),
  listPolicyParameters: operation({
    method: 'GET',
    path: '/api/v1/admin/policy-parameters',
    summary: '政策参数：现在的值、将来的值、依据；和只发最高一项的政策',
    tag: tagPolicy,
    audience: 'staff',
    status: 200,
    response: json(z.strictObject({ items: z.array(parameterRow), groups: z.array(groupRow) })),
    errors: ['forbidden', 'unavailable'],
    idempotency: 'natural',
  }),
  getPolicyTerms: operation({
    method: 'GET',
    path: '/api/v1/admin/policy-terms',
    summary: '写政策可以用的事实、参数和政策',
    tag: tagPolicy,
    audience: 'staff',
    status: 200,
    response: json(terms),
    errors: ['forbidden', 'unavailable'],
    idempotency: 'natural',
  }),
  listPublications: operation({
    method: 'GET',
    path: '/api/v1/admin/publications/:kind/:key',
    summary: '一项政策或参数公布过的每一版，新的在前；`knownAt` 看那时公布了的',
    tag: tagPolicy,
    audience: 'staff',
    params,
    query: z.strictObject({ knownAt: instant.optional() }),
    status: 200,
    response: json(z.strictObject({ items: z.array(publication), draftId: z.string().nullable() })),
    errors: ['forbidden', 'not_found', 'unavailable'],
    idempotency: 'natural',
  }),
  exportPublication: operation({
    method: 'GET',
    path: '/api/v1/admin/publications/:kind/:key/yaml',
    summary: '最新公布的一版，写成 YAML 文件',
    tag: tagPolicy,
    audience: 'staff',
    params,
    status: 200,
    response: file('application/yaml'),
    errors: ['forbidden', 'not_found', 'unavailable'],
    idempotency: 'natural',
  }),
}
