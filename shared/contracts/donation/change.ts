import * as z from 'zod'
import { calendarDate, id, instant } from '../operation.ts'

/** Texts whose change means another use of the money: filed again, decided by the bureau (慈善法 56). */
export const refiledField = z.enum(['use', 'beneficiaries', 'surplusPlan', 'filingNumber'])

/** Texts that the charity corrects by itself; the old text stays to be seen. */
export const correctedField = z.enum(['title', 'purpose', 'story', 'area', 'leader', 'cost', 'queryMethod'])

/** `requested`: waits for the bureau. `applied`: what is shown now. `rejected`: the old text stays. */
export const changeState = z.enum(['requested', 'applied', 'rejected'])

const what = {
  id,
  field: z.enum([...refiledField.options, ...correctedField.options]),
  before: z.string(),
  after: z.string(),
  /** What the public is told about it. */
  note: z.string(),
  filingNumber: z.string().nullable(),
}

/** A change as everybody sees it. */
export const publicChange = z.strictObject({
  ...what,
  changedOn: calendarDate,
  /** Until when donors who can't be reached are told by this notice; null for a correction. */
  noticeUntil: calendarDate.nullable(),
})

export type PublicChange = z.output<typeof publicChange>

export const campaignChange = z.strictObject({
  ...what,
  state: changeState,
  requestedAt: instant,
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
})

export type CampaignChange = z.output<typeof campaignChange>
