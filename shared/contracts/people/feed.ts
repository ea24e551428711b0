import * as z from 'zod'
import { calendarDate, id, instant } from '../operation.ts'
import { factName, factValue } from './facts/contract.ts'
import { observationSource, subjectKind } from './facts/value.ts'
import { boundary, placeKind } from './place.ts'
import { groupFact, relation, residentFacts } from './resident.ts'
import { timeOfDay } from './shift.ts'
import { placeCode, placeName } from './terms.ts'

/** How places and people stand in the feed; parents before children, households before their people. */
export const peopleFeedLines = [
  z.strictObject({
    type: z.literal('place'),
    id,
    kind: placeKind,
    parentId: id.nullable(),
    code: placeCode,
    name: placeName,
    boundary: boundary.nullable(),
    validFrom: calendarDate,
  }),
  z.strictObject({ type: z.literal('household'), id, code: z.string().min(1).max(40), placeId: id }),
  z.strictObject({
    type: z.literal('person'),
    id,
    householdId: id,
    relation,
    from: calendarDate,
    facts: residentFacts,
    groups: z.array(groupFact),
  }),
  /** Who answers for a grid from a day on. */
  z.strictObject({ type: z.literal('assignment'), id, gridId: id, workerId: id, from: calendarDate }),
  /** Someone's turn on duty in a grid; one that ends at or before its beginning ends on the next day. Times of day in Asia/Shanghai. */
  z.strictObject({ type: z.literal('shift'), id, gridId: id, workerId: id, date: calendarDate, startsAt: timeOfDay, endsAt: timeOfDay }),
  /** What is known of a person or household from the start, and who said so. */
  z.strictObject({
    type: z.literal('facts'),
    id,
    subject: z.strictObject({ kind: subjectKind, id }),
    observations: z
      .array(
        z.strictObject({
          fact: factName,
          value: factValue,
          source: observationSource,
          observedAt: instant,
          expiresAt: instant.nullable().optional(),
          confidence: z.number().int().min(0).max(100).optional(),
        }),
      )
      .min(1),
  }),
] as const
export type PeopleFeedLine = z.output<(typeof peopleFeedLines)[number]>
