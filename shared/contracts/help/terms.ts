import * as z from 'zod'

export const tagHelp = '一键呼 · 居民'
export const tagHelpDesk = '一键呼 · 接警台'

/**
 * Where a call is. `countdown`: pressed, the five seconds in which it can be taken back run. `new`: it counts, nobody is
 * chosen yet. `dispatched`: somebody was told. `acked`: somebody takes it. `resolved`: it was dealt with and can be rated.
 * `merged`: another report of the same thing came first, and this one goes with it. `cancelled`: taken back by whoever called; after the countdown they still get a call back.
 */
export const callState = z.enum([
  'countdown',
  'new',
  'dispatched',
  'acked',
  'en_route',
  'on_site',
  'resolved',
  'closed',
  'cancelled',
  'transferred',
  'merged',
])
export type CallState = z.output<typeof callState>

/** How much hangs on it. `p0`: life. `p1`: water, power, gas. `p2`: the rest of what somebody has to come for. `p3`: a question. */
export const helpClass = z.enum(['p0', 'p1', 'p2', 'p3'])
export type HelpClass = z.output<typeof helpClass>

/** What it is about. Nobody has to say: a press alone is the most urgent there is. */
export const callCategory = z.enum(['illness', 'fall', 'danger', 'lost', 'utility', 'repair', 'errand', 'question', 'other'])
export type CallCategory = z.output<typeof callCategory>

/** Professional rescue: police, fire brigade, ambulance. */
export const rescue = z.enum(['110', '119', '120'])
export type Rescue = z.output<typeof rescue>

/** By which way a call came in. */
export const callSource = z.enum(['button', 'device', 'hotline', 'neighbour'])
export type CallSource = z.output<typeof callSource>

/** Whose turn it is: the worker on duty, those beside them, the community, the district's desk. */
export const helpRung = z.enum(['worker', 'backup', 'community', 'district'])
export type HelpRung = z.output<typeof helpRung>

/** What happened to a call, for its story. */
export const callDeed = z.enum([
  'press',
  'press_again',
  'report',
  'join',
  'merge',
  'unmerge',
  'raise',
  'dispatch',
  'escalate',
  'add',
  'attach',
  'photograph',
  'cancel',
  'call_back',
  'acknowledge',
  'refuse',
  'set_out',
  'arrive',
  'lower',
  'transfer',
  'feedback',
  'mark_risky',
  'ask_safe',
  'safe',
  'unsafe',
  'miss_check_in',
  'hand_over',
  'keep',
  'take_over',
  'turn_down',
  'resolve',
  'miss_on_site',
  'miss_resolve',
  'miss_call_back',
  'rate',
  'reopen',
  'close',
])
export type CallDeed = z.output<typeof callDeed>

export const helpLimits = {
  /** Seconds in which a press can be taken back. */
  countdownSeconds: 5,
  /** Characters of what is said to a call. */
  words: 500,
  /** At this many stars or fewer it is opened again. */
  badStars: 2,
} as const

/** A voice or a photo of a call. */
export const callFile = z.strictObject({
  id: z.string(),
  kind: z.enum(['photo', 'voice']),
  at: z.iso.datetime(),
  /** Of a voice. */
  seconds: z.number().int().nullable(),
})

/** A phone's place as it says it. Never a reason to refuse a call: what can't be is told and left out. */
export const callPlace = z.strictObject({
  lat: z.number(),
  lng: z.number(),
  /** Metres. */
  accuracyM: z.number().min(0),
  datum: z.enum(['wgs84', 'gcj02']),
})
export type CallPlace = z.output<typeof callPlace>

/** How long a stream of events is held, so that what somebody may see is asked again. */
export const streamSeconds = z.strictObject({ seconds: z.coerce.number().int().min(1).max(600).default(600) })

/** Where a phone without server-sent events connects; the ticket goes in the first message and is good for a moment. */
export const lineTicket = z.strictObject({ ticket: z.string(), path: z.literal('/api/v1/live') })
