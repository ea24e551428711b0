import * as z from 'zod'
import { calendarDate, id } from '../operation.ts'
import { boundary, placeKind } from './place.ts'
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
] as const
export type PeopleFeedLine = z.output<(typeof peopleFeedLines)[number]>
