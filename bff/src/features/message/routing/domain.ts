import type { DispatchState, FurtherChannel, MessageKind, QuietHours, Urgency } from '@minsheng/shared/contracts/message'

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
const SHANGHAI_MINUTES = 8 * 60

/** Which ways a kind has and how pressing it usually is. A sender may say that one message is more pressing. */
export const kindRoutes: Readonly<Record<MessageKind, { urgency: Urgency; channels: readonly FurtherChannel[] }>> = {
  refund: { urgency: 'p2', channels: ['subscribe', 'sms'] },
  receipt: { urgency: 'p3', channels: ['subscribe'] },
  thanks: { urgency: 'p3', channels: ['subscribe'] },
  progress: { urgency: 'p3', channels: ['subscribe'] },
  monthly_gift: { urgency: 'p3', channels: ['subscribe'] },
  team: { urgency: 'p3', channels: ['subscribe'] },
  help: { urgency: 'p0', channels: ['subscribe', 'sms', 'voice'] },
  notice: { urgency: 'p2', channels: ['subscribe', 'sms', 'voice'] },
  desk: { urgency: 'p2', channels: ['sms'] },
}

/** Named here and nowhere else. */
export const routingRules = {
  quietHours: { from: '22:00', to: '08:00' },
  /** How long one way is waited for before the next is tried. */
  waitMinutes: { p0: 0.5, p1: 30, p2: 120, p3: 120 } satisfies Record<Urgency, number>,
  /** Arrived is enough, or it has to be read. */
  untilRead: { p0: true, p1: true, p2: false, p3: false } satisfies Record<Urgency, boolean>,
  /** Only what is pressing is worth a call. */
  callsFor: { p0: true, p1: true, p2: false, p3: false } satisfies Record<Urgency, boolean>,
  mostADay: { subscribe: 6, sms: 3, voice: 2 } satisfies Record<FurtherChannel, number>,
} as const

/** What became of a channel so far. */
export interface Tried {
  channel: FurtherChannel
  state: DispatchState
  /** When it was due, or when it ended. */
  at: Date
}

/** All that the next step hangs on. */
export interface Situation {
  now: Date
  kind: MessageKind
  urgency: Urgency
  read: boolean
  /** The same words went to the same person a moment ago under another key. */
  repeated: boolean
  tried: readonly Tried[]
  /** Whether a way is open at all: a quota is left, a number is known, the template has its provider's number. */
  reach: Readonly<Record<FurtherChannel, boolean>>
  off: readonly FurtherChannel[]
  quietHours: QuietHours | null
  /** Sent to this person since midnight. */
  sentToday: Readonly<Record<FurtherChannel, number>>
}

export type Step =
  | { do: 'send'; channel: FurtherChannel; at: Date }
  | { do: 'wait'; until: Date }
  | { do: 'end'; why: 'read' | 'repeated' | 'reached' | 'exhausted' }

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The instant itself, or the end of the quiet hours it falls in. */
export function afterQuiet(at: Date, quiet: QuietHours | null): Date {
  if (quiet === null) return at
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  const minute = (Math.floor(at.getTime() / MINUTE_MS) + SHANGHAI_MINUTES) % DAY_MINUTES
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!isQuiet) return at
  const ahead = (to - minute + DAY_MINUTES) % DAY_MINUTES
  return new Date((Math.floor(at.getTime() / MINUTE_MS) + ahead) * MINUTE_MS)
}

const ENDED_BADLY: readonly DispatchState[] = ['failed', 'expired', 'dead', 'dropped']

/** What is done next for one message: one way after the other, each only when the one before did not do, and none once it is read. */
export function nextStep(situation: Situation): Step {
  const { now, kind, urgency, tried } = situation
  if (situation.read) return { do: 'end', why: 'read' }
  if (situation.repeated && urgency !== 'p0') return { do: 'end', why: 'repeated' }
  const waitMs = routingRules.waitMinutes[urgency] * MINUTE_MS
  for (const channel of kindRoutes[kind].channels) {
    const before = tried.find((one) => one.channel === channel)
    if (!before) {
      if (mayUse(channel, situation)) return { do: 'send', channel, at: urgency === 'p0' ? now : afterQuiet(now, situation.quietHours) }
      continue
    }
    if (ENDED_BADLY.includes(before.state)) continue
    if (before.state === 'delivered' && !routingRules.untilRead[urgency]) return { do: 'end', why: 'reached' }
    const until = new Date(before.at.getTime() + waitMs)
    if (until > now) return { do: 'wait', until }
  }
  return { do: 'end', why: 'exhausted' }
}

function mayUse(channel: FurtherChannel, { urgency, reach, off, sentToday }: Situation): boolean {
  if (!reach[channel]) return false
  if (channel === 'voice' && !routingRules.callsFor[urgency]) return false
  // Safety comes before wishes and before sparing anyone.
  if (urgency === 'p0') return true
  return !off.includes(channel) && sentToday[channel] < routingRules.mostADay[channel]
}
