import * as z from 'zod'
import { proxyScope } from '../acting.ts'
import { calendarDate, id, instant } from '../operation.ts'
import { plainText } from '../people/terms.ts'

export const tagProxy = '亲情代办'

/** How many may act for one person, and for how many one may act, at a time. */
export const proxyLimits = { mostGiven: 5, mostReceived: 10, longestDays: 366, invitedDays: 7 } as const

export const proxyRelation = z.enum(['child', 'spouse', 'relative', 'neighbour', 'worker', 'other'])
export type ProxyRelation = z.output<typeof proxyRelation>

/**
 * `recorded`: written down by a worker for someone without a phone, not yet confirmed by a second one.
 * `lapsed`: nobody accepted in time. `refused`: the second worker did not confirm.
 */
export const proxyState = z.enum(['recorded', 'refused', 'invited', 'lapsed', 'declined', 'active', 'withdrawn', 'expired'])
export type ProxyState = z.output<typeof proxyState>

export const personName = z
  .string()
  .trim()
  .min(1, '请填写称呼')
  .max(20, '称呼最多 20 个字')
  .refine((text) => !/\p{Cc}/u.test(text), '里面有看不见的字符，请重新输入')

/** Eight digits, typed with or without the space in the middle. */
export const proxyCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{8}$/, '请填写 8 位数字的代办码'))

export const scopesChosen = z
  .array(proxyScope)
  .min(1, '请至少选一件事')
  .max(proxyScope.options.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, '同一件事选了两次')

/** A consent text as it was read; an old version is refused, so that nobody agrees to what they did not see. */
export const textVersion = z.string().min(1).max(20)
export const note = plainText(200)

/** An authorisation as the two people see it; each knows the other, so names are whole here. */
export const proxy = z.strictObject({
  id,
  /** `given`: the reader lets someone. `received`: the reader is let. */
  side: z.enum(['given', 'received']),
  state: proxyState,
  elderName: z.string(),
  elderPhoneMasked: z.string().nullable(),
  proxyName: z.string(),
  proxyPhoneMasked: z.string().nullable(),
  relation: proxyRelation,
  scopes: z.array(proxyScope),
  /** The last day on which it holds. */
  until: calendarDate,
  /** Until when it can be accepted. */
  openUntil: instant,
  channel: z.enum(['online', 'offline']),
  createdAt: instant,
  acceptedAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedBy: z.enum(['elder', 'proxy', 'bureau', 'time']).nullable(),
  textVersion: z.string(),
  /** To be told to the invited person; for the one who authorises alone, while it is open. */
  code: z.string().nullable(),
  /** The same as a picture to scan (data URL, PNG); in the answer about one authorisation alone. */
  codePicture: z.string().nullable(),
})
export type ProxyView = z.output<typeof proxy>

/** Something done, or tried, in another's name. `begun`: its end is not known, for the server stopped meanwhile. */
export const proxyDeed = z.strictObject({
  id,
  at: instant,
  proxyId: id,
  proxyName: z.string(),
  elderName: z.string(),
  scope: proxyScope,
  deed: z.string(),
  outcome: z.enum(['begun', 'done', 'refused']),
  /** How often the same was done on that day. */
  times: z.number().int().min(1),
})
export type ProxyDeed = z.output<typeof proxyDeed>
