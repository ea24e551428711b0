import * as z from 'zod'
import { id, instant } from '../operation.ts'
import { plainText } from '../people/terms.ts'
import { wordsOf } from './terms.ts'

/** How somebody was heard who did not write it here. */
export const spokenWay = z.enum(['counter', 'phone', 'visit'])
export type SpokenWay = z.output<typeof spokenWay>

/** By what a clerk knew that it was them. */
export const identifiedBy = z.enum(['id_card', 'household_book', 'called_number', 'known_in_person'])
export type IdentifiedBy = z.output<typeof identifiedBy>

/** What somebody said at the counter, by phone or at their door, as a clerk writes it down. */
export const spokenBody = {
  rev: z.number().int().min(0),
  /** Who spoke, of those who are heard. */
  residentId: id,
  words: wordsOf('请写下本人说的话，至少 2 个字'),
  way: spokenWay,
  place: plainText(60).min(2, '请写明在哪里说的，比如“湖滨街道便民服务中心 3 号窗口”“电话 0571-8765 打给本人”'),
  /** When they spoke. */
  spokenAt: instant,
  identifiedBy,
}

/** Somebody who is heard, and whether they were. */
export const speaker = z.strictObject({ residentId: id, nameMasked: z.string(), hasSpoken: z.boolean() })

/** That somebody's words were written down for them: whoever decides reads it. */
export const spokenRecord = z.strictObject({
  nameMasked: z.string(),
  words: z.string(),
  way: spokenWay,
  place: z.string(),
  spokenAt: instant,
  identifiedBy,
  recordedBy: z.string(),
  byYou: z.boolean(),
  recordedAt: instant,
})
export type SpokenRecord = z.output<typeof spokenRecord>
