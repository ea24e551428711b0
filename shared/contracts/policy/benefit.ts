import * as z from 'zod'
import { benefitKinds, payoutRhythms, policyGroups } from '../../policy/policy/definition.ts'
import { policyStatuses } from '../../policy/rule/language.ts'
import { calendarDate, fen, id, json, operation } from '../operation.ts'
import { factName } from '../people/facts/contract.ts'
import { linkState } from '../privacy/data.ts'

export const tagPolicy = '政策'

/** From the least to the most, in fen; both the same when it is known. */
const range = z.strictObject({ low: fen, high: fen })
export type MoneyRange = z.output<typeof range>

const factValue = z.union([z.string().max(100), z.number(), z.boolean(), z.array(z.string().max(40)).max(20)])

/** Whether someone meets one thing a policy asks for, as far as it is known. */
const requirement = z.strictObject({ words: z.string(), state: z.enum(['met', 'open', 'unmet']) })

/** One policy as a person finds it in their 幸福清单. */
export const benefit = z.strictObject({
  policyId: id,
  title: z.string(),
  summary: z.string(),
  group: z.enum(policyGroups),
  kind: z.enum(benefitKinds),
  /** `upcoming`: comes by time alone, on `change.on`. */
  status: z.enum(policyStatuses),
  /** For the whole household together, not for each. */
  ofHousehold: z.boolean(),
  amount: range,
  every: z.enum(payoutRhythms).nullable(),
  /** The amount is the most there is, not what is paid. */
  ceiling: z.boolean(),
  /** The bureau has not confirmed the amount yet. */
  illustrative: z.boolean(),
  applying: z.enum(['automatic', 'application']),
  /** Calendar date the next payment is made by, for what is received. */
  nextPayDay: calendarDate.nullable(),
  requirements: z.array(requirement),
  /** Titles of policies that rule it out, or may. */
  excludedBy: z.array(z.string()),
  materials: z.array(z.string()),
  /** As people read them: `《中华人民共和国社会救助法》第二十一条`. */
  sources: z.array(z.string()),
  /** It is given only once, and was: on which day; null else. */
  givenOn: calendarDate.nullable(),
  /** What time alone changes within a year, if nothing else does. */
  change: z.strictObject({ on: calendarDate, kind: z.enum(['starts', 'ends', 'changes']), amount: range }).nullable(),
})
export type Benefit = z.output<typeof benefit>

/** Something unknown that could still open a policy. */
export const benefitQuestion = z.strictObject({
  fact: factName,
  title: z.string(),
  question: z.string(),
  /** What to leave out of the answer, in one sentence. */
  hint: z.string().nullable(),
  /** Of whom: the person, their household, or others in it (whom only a visit can ask). */
  about: z.enum(['me', 'household', 'others']),
  type: z.enum(['enum', 'set', 'bool', 'int', 'moneyFen', 'date']),
  /** Of an enum or set. */
  options: z.array(z.strictObject({ code: z.string(), words: z.string() })),
  /** Of an int. */
  unit: z.string().nullable(),
  /** Fen a year, at most, of what it could open. */
  worthFen: fen,
  /** Titles of the policies it could decide. */
  policies: z.array(z.string()),
})
export type BenefitQuestion = z.output<typeof benefitQuestion>

const totals = z.strictObject({
  /** Cash that comes each month. */
  month: range,
  /** Cash of a year. */
  year: range,
  /** Cash given once. */
  once: range,
  /** Service credits of a month; never added to cash. */
  creditMonth: range,
})

/** 幸福清单: what policies are to one person on one day. */
export const benefitList = z.strictObject({
  date: calendarDate,
  totals: z.strictObject({ enjoying: totals, entitled: totals }),
  items: z.array(benefit),
  /** The one that decides most money first. */
  questions: z.array(benefitQuestion),
})
export type BenefitList = z.output<typeof benefitList>

const answers = z
  .array(z.strictObject({ fact: factName, value: factValue }))
  .min(1, '请至少回答一个问题')
  .max(20, '一次最多回答 20 个问题')
  .refine((list) => new Set(list.map(({ fact }) => fact)).size === list.length, '同一个问题只回答一次')

const knownFacts = z.partialRecord(factName, factValue)

export const benefitContract = {
  getMyBenefits: operation({
    method: 'GET',
    path: '/api/v1/my-benefits',
    summary: '我的幸福清单：在享受的、可以申请的、可能有的、快到的，金额精确到分',
    tag: tagPolicy,
    audience: 'session',
    status: 200,
    response: json(
      z.strictObject({
        link: linkState,
        /** A phone number may have changed hands: what the bureau knows is told to whom is proven to be it. */
        realNameNeeded: z.boolean(),
        list: benefitList.nullable(),
        /** Ids of the policies they said they don't need. */
        declined: z.array(id),
      }),
    ),
    errors: ['too_many_requests', 'unavailable'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '看幸福清单' },
  }),
  answerBenefitQuestions: operation({
    method: 'POST',
    path: '/api/v1/my-benefits/answers',
    summary: '回答幸福清单里的问题；回答记为本人申报，办理时由部门核对',
    tag: tagPolicy,
    audience: 'session',
    body: json(z.strictObject({ answers })),
    status: 200,
    response: json(benefitList),
    errors: ['record_needed', 'real_name_needed', 'too_many_requests', 'unavailable'],
    idempotency: 'natural',
    actingFor: { scope: 'policy', deed: '回答了政策问题' },
  }),
  tryBenefits: operation({
    method: 'POST',
    path: '/api/v1/benefit-trials',
    summary: '试算：填几项情况，看可能有哪些政策；不登录也能用，填的内容不保存',
    tag: tagPolicy,
    audience: 'session',
    body: json(
      z.strictObject({
        person: knownFacts.default({}),
        household: knownFacts.default({}),
        /** The others of the household. */
        others: z.array(knownFacts).max(12, '最多填 12 位家人').default([]),
      }),
    ),
    status: 200,
    response: json(benefitList),
    errors: ['too_many_requests', 'unavailable'],
    idempotency: 'natural',
  }),
}
