import * as z from 'zod'
import { letterText } from './donation/letter.ts'

import {
  campaignFields,
  charityInput,
  charityProjectInput,
  disbursementFields,
  matchingFields,
  point,
  progressFields,
  teamInput,
  venue,
  voucher,
} from './donation.ts'

import { account } from './identity.ts'
import { calendarDate, fen, id, instant } from './operation.ts'
import { peopleFeedLines } from './people/feed.ts'

/** Who asked, and who decided. */
const twoPeople = { requestedBy: id, decidedBy: id }

/**
 * The feed a district is loaded from: one JSON object a line (`feed.ndjson`), in an order in which
 * nothing is named before it exists; pictures lie beside it under `pictures/`. Loading it twice changes nothing.
 */
export const feedLine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('picture'), id, file: z.string().regex(/^[a-z0-9-]+\.(svg|png|jpg|webp)$/), alt: z.string().max(80) }),
  z.strictObject({ type: z.literal('charity'), id, demo: z.boolean(), ...charityInput.shape }),
  z.strictObject({
    type: z.literal('venue'),
    id,
    name: z.string(),
    kind: venue.shape.kind,
    community: z.string(),
    address: z.string(),
    position: point.optional(),
  }),
  z.strictObject({
    type: z.literal('campaign'),
    id,
    state: z.enum(['draft', 'in_review', 'published', 'closed']),
    ...campaignFields.shape,
  }),
  z.strictObject({ type: z.literal('project'), id, ...charityProjectInput.shape }),
  /** A published post of progress of a project. */
  z.strictObject({ type: z.literal('progress'), id, publishedAt: instant, ...progressFields.shape }),
  z.strictObject({
    type: z.literal('code'),
    id: z.string().regex(/^[A-Za-z0-9_-]{12}$/),
    campaignId: id,
    venueId: id,
    expiresOn: calendarDate,
    state: z.enum(['active', 'paused', 'revoked']),
    reason: z.string().nullable(),
  }),
  /** Scans of one code on one day, by hour in Asia/Shanghai; at least one. */
  z.strictObject({
    type: z.literal('scans'),
    id,
    codeId: id,
    date: calendarDate,
    hours: z.record(z.string().regex(/^(1?\d|2[0-3])$/), z.number().int().min(1)).refine((hours) => Object.keys(hours).length > 0),
  }),
  /** Thanks that go by themselves to whoever gives to the campaign. */
  z.strictObject({ type: z.literal('automatic_thanks'), id, campaignId: id, text: letterText }),
  /** A matching agreement that two people have confirmed. */
  z.strictObject({ type: z.literal('matching'), id, ...matchingFields.shape }),
  /** A together page that is open. */
  z.strictObject({ type: z.literal('team'), id, ...teamInput.shape }),
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
    /** Where calls for help reach them. */
    phone: z
      .string()
      .regex(/^1\d{10}$/)
      .optional(),
  }),
  ...peopleFeedLines,
  /** The demo resident who gave the demo gifts: whoever signs in with this number finds them. Refused in production. */
  z.strictObject({ type: z.literal('resident'), id, phone: z.string().regex(/^1\d{10}$/), displayName: z.string() }),
  /** A demo gift of the past, paid and booked; refused in production, as is all demo money. */
  z.strictObject({
    type: z.literal('gift'),
    id,
    campaignId: id,
    amountFen: fen.min(1),
    paidOn: calendarDate,
    transactionId: z.string().min(1).max(32),
    donorName: z.string().max(20).nullable(),
    /** The account that gave; absent: the demo resident's. */
    donorId: id.optional(),
    /** The code that was scanned; absent: none. */
    codeId: id.optional(),
    /** Hour of the day in Asia/Shanghai; absent: ten. */
    hour: z.number().int().min(0).max(23).optional(),
  }),
  z.strictObject({
    type: z.literal('settlement'),
    id,
    charityId: id,
    settledOn: calendarDate,
    reference: z.string().max(64),
    clearedFen: fen.min(1),
    feeFen: fen,
    bankReceiptNumber: z.string(),
    ...twoPeople,
  }),
  /** A spending asked for and approved; its vouchers' files lie beside the pictures. */
  z.strictObject({
    type: z.literal('disbursement'),
    id,
    ...disbursementFields.omit({ vouchers: true }).shape,
    vouchers: z.array(
      z.strictObject({
        ...voucher.pick({ kind: true, issuer: true, number: true, date: true }).shape,
        file: z.string().regex(/^[a-z0-9-]+\.(pdf|png|jpg)$/),
      }),
    ),
    note: z.string(),
    ...twoPeople,
  }),
  /** All that a closed campaign has left, handed on. */
  z.strictObject({
    type: z.literal('surplus'),
    id,
    campaignId: id,
    toCampaignId: id,
    note: z.string(),
    /** Absent: the day it is loaded. */
    on: calendarDate.optional(),
    ...twoPeople,
  }),
])
export type FeedLine = z.output<typeof feedLine>
