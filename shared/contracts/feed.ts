import * as z from 'zod'
import { campaignFields, charityInput, venue } from './donation.ts'
import { account } from './identity.ts'
import { calendarDate, id } from './operation.ts'
import { peopleFeedLines } from './people/feed.ts'

/**
 * The feed a district is loaded from: one JSON object a line (`feed.ndjson`), in an order in which
 * nothing is named before it exists; pictures lie beside it under `pictures/`. Loading it twice changes nothing.
 */
export const feedLine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('picture'), id, file: z.string().regex(/^[a-z0-9-]+\.(svg|png|jpg|webp)$/), alt: z.string().max(80) }),
  z.strictObject({ type: z.literal('charity'), id, demo: z.boolean(), ...charityInput.shape }),
  z.strictObject({ type: z.literal('venue'), id, name: z.string(), kind: venue.shape.kind, community: z.string(), address: z.string() }),
  z.strictObject({ type: z.literal('campaign'), id, state: z.enum(['draft', 'published', 'closed']), ...campaignFields.shape }),
  z.strictObject({
    type: z.literal('code'),
    id: z.string().regex(/^[A-Za-z0-9_-]{12}$/),
    campaignId: id,
    venueId: id,
    expiresOn: calendarDate,
    state: z.enum(['active', 'paused', 'revoked']),
    reason: z.string().nullable(),
  }),
  /** Demo staff; refused in production. The password is a demo password, printed by the start command. */
  z.strictObject({
    type: z.literal('staff'),
    id,
    username: z.string().min(1).max(64),
    password: z.string().min(8).max(128),
    displayName: z.string(),
    roles: account.shape.roles,
    charityId: id.nullable(),
    placeIds: z.array(id).optional(),
  }),
  ...peopleFeedLines,
])
export type FeedLine = z.output<typeof feedLine>
