import * as z from 'zod'
import { calendarDate, id } from '../operation.ts'
import { boundary, placeKind } from './place.ts'
import { groupFact, relation, residentFacts } from './resident.ts'
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
] as const
export type PeopleFeedLine = z.output<(typeof peopleFeedLines)[number]>
