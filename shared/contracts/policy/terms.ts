import * as z from 'zod'
import { payoutRhythms } from '../../policy/policy/definition.ts'
import { policyStatuses } from '../../policy/rule/language.ts'
import { calendarDate, fen, instant } from '../operation.ts'
import { plainText } from '../people/terms.ts'

export const tagApplying = '政策 · 申请和待遇'

/** As many photos as one paper may have, and as large as one may be. */
export const materialLimits = {
  contentTypes: ['image/jpeg', 'image/png'],
  maxBytes: 8 * 1024 * 1024,
  mostPhotos: 6,
} as const

/**
 * Where an application is. `submitted`: nobody looked yet. `accepted`: the street is at it. `to_supplement`: something is
 * missing, which the person was told once. `checked`: all facts were looked into. `proposed`: one clerk proposed, another
 * decides. `approved`, `refused`, `withdrawn`: the end.
 */
export const applicationState = z.enum([
  'submitted',
  'accepted',
  'to_supplement',
  'checked',
  'proposed',
  'approved',
  'refused',
  'withdrawn',
])
export type ApplicationState = z.output<typeof applicationState>

/** What somebody writes to a person, or a person to the bureau. */
export const wordsOf = (least: string) => plainText(500).min(2, least)

/** A fact as a decision rests on it. */
export const usedFact = z.strictObject({
  title: z.string(),
  /** Null: masked until someone gives a purpose. */
  words: z.string().nullable(),
  source: z.string(),
  observedOn: calendarDate.nullable(),
  /** Said by the person alone: to be checked before anything is granted. */
  declaredOnly: z.boolean(),
})
export type UsedFact = z.output<typeof usedFact>

export const requirementState = z.enum(['met', 'open', 'unmet'])
export const requirementRow = z.strictObject({
  words: z.string(),
  state: requirementState,
  /** What the bureau says to it in a refusal. */
  reason: z.string().nullable(),
})
export type RequirementRow = z.output<typeof requirementRow>

/** What the rules make of an application on one day. */
export const computed = z.strictObject({
  date: calendarDate,
  status: z.enum(policyStatuses),
  requirements: z.array(requirementRow),
  excludedBy: z.array(z.string()),
  amount: z.strictObject({ low: fen, high: fen }),
  every: z.enum(payoutRhythms).nullable(),
  ceiling: z.boolean(),
  illustrative: z.boolean(),
  sources: z.array(z.string()),
})
export type Computed = z.output<typeof computed>

/** One way to object, and until when. */
export const remedy = z.strictObject({ way: z.enum(['objection', 'reconsideration', 'lawsuit']), words: z.string(), until: calendarDate })
export type Remedy = z.output<typeof remedy>

/** A written decision, as the person reads it. */
export const writtenDecision = z.strictObject({
  granted: z.boolean(),
  decidedAt: instant,
  /** From the bureau to the person. */
  words: z.string(),
  requirements: z.array(requirementRow),
  excludedBy: z.array(z.string()),
  /** Fen in one rhythm; null when refused, or when it gives no amount. */
  amountFen: fen.nullable(),
  every: z.enum(payoutRhythms).nullable(),
  /** The amount is the most there is. */
  ceiling: z.boolean(),
  /** The bureau has not confirmed the amount of the policy yet. */
  illustrative: z.boolean(),
  /** `yyyy-mm`: from which month it stands. */
  fromMonth: z.string().nullable(),
  firstPayDay: calendarDate.nullable(),
  sources: z.array(z.string()),
  remedies: z.array(remedy),
  /** Who was told; the law asks for these words. */
  office: z.string(),
})
export type WrittenDecision = z.output<typeof writtenDecision>
