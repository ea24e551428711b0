import * as z from 'zod'
import { payoutRhythms } from '../../policy/policy/definition.ts'
import { calendarDate, id, instant, json, operation, page, pageQuery } from '../operation.ts'
import { publicationKey } from './publication.ts'

export const tagPopulation = '政策 · 全区试算和覆盖'

/**
 * The live copy of everyone's facts that is counted over. `building`: it is being read in; `live`: no more than some seconds
 * old; `behind`: changes wait to be taken in.
 */
export const populationState = z.strictObject({
  state: z.enum(['building', 'live', 'behind']),
  /** Households read in, of all there are, while it is built. */
  homesDone: z.int(),
  homesAll: z.int(),
  people: z.int(),
  homes: z.int(),
  /** Households that could not be taken in, as those of more than a hundred members. */
  homesLeftOut: z.int(),
  behindSeconds: z.number(),
  /** Calendar date everyone is decided for; null before the first time. */
  decidedFor: calendarDate.nullable(),
})
export type PopulationState = z.output<typeof populationState>

/** A count of people or households. Null: between 1 and 4, which whoever may not open the list behind it is not told. */
export const headcount = z.int().min(0).nullable()
/** Fen for which the count beside it is told; null with it. */
const sumFen = z.int().nullable()

const changeGroups = ['gains', 'loses', 'more', 'less'] as const
const changeGroup = z.enum(changeGroups)

const changeCounts = {
  gains: headcount,
  loses: headcount,
  more: headcount,
  less: headcount,
  /** Fen that surely are got in one rhythm, a household's once. */
  fenBefore: sumFen,
  fenAfter: sumFen,
}
const policyHead = {
  policyId: publicationKey,
  title: z.string(),
  /** What is counted: persons, or households. */
  unit: z.enum(['person', 'household']),
  every: z.enum(payoutRhythms).nullable(),
}
const streetRow = { streetId: id, streetName: z.string() }

/** What changes of one policy, in all that one may see and street by street. */
export const policyChange = z.strictObject({
  ...policyHead,
  ...changeCounts,
  streets: z.array(z.strictObject({ ...streetRow, ...changeCounts })),
})
export type PolicyChange = z.output<typeof policyChange>

const whatIfValue = z.strictObject({ key: publicationKey, value: z.int().min(0).max(Number.MAX_SAFE_INTEGER) })
/** What is tried: other values of parameters, or a draft as it is saved now. */
export const whatIfChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('parameters'),
    values: z.array(whatIfValue).min(1, '请至少改一个参数').max(10, '一次最多改 10 个参数'),
  }),
  z.strictObject({ kind: z.literal('draft'), draftId: id }),
])
export type WhatIfChange = z.output<typeof whatIfChange>

/** `on`: decided for this day, before and after alike; left out: today, or the first day of a draft that is still to come. */
const whatIfBody = { change: whatIfChange, on: calendarDate.optional() }

export const whatIfResult = z.strictObject({
  on: calendarDate,
  /** Those with anyone for whom something changes. */
  policies: z.array(policyChange),
  /** Policies that were decided anew: those that read what changed, and those that hang on them. */
  decidedAnew: z.array(z.strictObject({ policyId: publicationKey, title: z.string() })),
  /** Cash in a month, over all policies of which it is told: what comes once is not in it, what comes by the year is a twelfth. */
  monthlyFenBefore: z.int(),
  monthlyFenAfter: z.int(),
  /** People there are in what one may see, and how old what was counted over is. */
  people: z.int(),
  behindSeconds: z.number(),
  /** Milliseconds it took to count. */
  tookMs: z.number(),
  /** Whether the list behind each number may be opened. */
  mayList: z.boolean(),
})
export type WhatIfResult = z.output<typeof whatIfResult>

/** One person in the list behind a number; of a household, the first of its members. */
export const populationPerson = z.strictObject({
  residentId: id,
  nameMasked: z.string(),
  streetName: z.string(),
  communityName: z.string(),
  gridName: z.string(),
  fenBefore: z.int().nullable(),
  fenAfter: z.int(),
})
export type PopulationPerson = z.output<typeof populationPerson>

const coverageDimensions = ['street', 'age', 'sex', 'disability'] as const
const coverageDimension = z.enum(coverageDimensions)

const coverageCounts = {
  /** Paid or held already. */
  enjoying: headcount,
  /** Theirs by the rules, and not claimed. */
  entitled: headcount,
  /** Perhaps theirs: something is not known. */
  possible: headcount,
}
export const coverageRow = z.strictObject({
  ...policyHead,
  ...coverageCounts,
  groups: z.array(z.strictObject({ group: z.string(), groupName: z.string(), ...coverageCounts })),
})
export type CoverageRow = z.output<typeof coverageRow>
const coverageStatus = z.enum(['enjoying', 'entitled', 'possible'])

/** One time that everyone was matched anew. */
export const rematch = z.strictObject({
  id,
  why: z.enum(['published', 'day', 'asked']),
  state: z.enum(['waiting', 'running', 'done']),
  decidedFor: calendarDate.nullable(),
  homesDone: z.int(),
  homesAll: z.int(),
  /** People of whom anything is otherwise than before; null until it is done. */
  peopleChanged: z.int().nullable(),
  startedAt: instant,
  doneAt: instant.nullable(),
})
export type Rematch = z.output<typeof rematch>

const errors = ['forbidden', 'unavailable'] as const
const onPeople = { tag: tagPopulation, audience: 'staff', status: 200, idempotency: 'natural' } as const

export const populationContract = {
  getPolicyPopulation: operation({
    ...onPeople,
    method: 'GET',
    path: '/api/v1/admin/policy-population',
    summary: '试算用的全区情况：读到哪里了、有多新',
    response: json(populationState),
    errors,
  }),
  tryWhatIf: operation({
    ...onPeople,
    method: 'POST',
    path: '/api/v1/admin/policy-what-ifs',
    summary: '试算：参数改成这样、或公布这份草稿，谁得到、谁失去、谁多谁少，每月多少钱，按街道；不保存。同一人新的一次试算会代替还没算的',
    body: json(z.strictObject(whatIfBody)),
    response: json(whatIfResult),
    errors: [...errors, 'invalid_input', 'not_found', 'conflict'],
  }),
  listWhatIfPeople: operation({
    ...onPeople,
    method: 'POST',
    path: '/api/v1/admin/policy-what-ifs/people',
    summary: '试算里一个数字后面的名单，姓名隐去一部分；只有自己管的地方',
    body: json(
      z.strictObject({
        ...whatIfBody,
        policyId: publicationKey,
        group: changeGroup,
        streetId: id.optional(),
        cursor: z.string().min(1).max(200).optional(),
        limit: z.int().min(1).max(100).default(20),
      }),
    ),
    response: json(page(populationPerson)),
    errors: [...errors, 'invalid_input', 'not_found', 'conflict'],
  }),
  getPolicyCoverage: operation({
    ...onPeople,
    method: 'GET',
    path: '/api/v1/admin/policy-coverage',
    summary: '覆盖：每项政策有多少人已享受、多少人符合还没享受，按街道、年龄、性别或残疾等级',
    query: z.strictObject({ by: coverageDimension.default('street') }),
    response: json(
      z.strictObject({
        by: coverageDimension,
        decidedFor: calendarDate,
        behindSeconds: z.number(),
        policies: z.array(coverageRow),
        mayList: z.boolean(),
      }),
    ),
    errors,
  }),
  listCoveragePeople: operation({
    ...onPeople,
    method: 'GET',
    path: '/api/v1/admin/policy-coverage/:policyId/people',
    summary: '覆盖里一个数字后面的名单，姓名隐去一部分；只有自己管的地方',
    params: z.strictObject({ policyId: publicationKey }),
    query: z.strictObject({
      ...pageQuery,
      status: coverageStatus,
      by: coverageDimension.default('street'),
      /** A group of `by`, as the numbers name it; left out: all. */
      group: z.string().min(1).max(64).optional(),
    }),
    response: json(page(populationPerson)),
    errors: [...errors, 'not_found'],
  }),
  startRematch: operation({
    ...onPeople,
    method: 'POST',
    path: '/api/v1/admin/policy-rematches',
    summary: '全部重新比对一遍；已经有一次在办的，答那一次',
    status: 201,
    response: json(rematch),
    errors,
    idempotency: 'key',
  }),
  listRematches: operation({
    ...onPeople,
    method: 'GET',
    path: '/api/v1/admin/policy-rematches',
    summary: '最近的几次全部比对：办到哪里了、变了多少人',
    response: json(z.strictObject({ items: z.array(rematch) })),
    errors,
  }),
}
