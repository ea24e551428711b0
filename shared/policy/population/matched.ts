import { policyStatuses } from '../rule/language.ts'
import { bytesRoom, doublesRoom, intsRoom } from './room.ts'

/** Stands for a policy with no version in force nor to come, and in rows nobody lies in. */
export const NO_STATUS = 255
export const statusCode = (status: (typeof policyStatuses)[number]) => policyStatuses.indexOf(status)

/** Statuses with which something is got, or will be, as bits: with no other are there fen, or anything to ask. */
export const GIVES = (['enjoying', 'entitled', 'possible', 'upcoming'] as const).reduce(
  (bits, status) => bits | (1 << statusCode(status)),
  0,
)

export type FenValues = Int32Array | Float64Array
/** How the fen of a policy lie: in 32 bits where they fit, else in doubles; none where it gives no amount. */
export type FenForm = 'none' | 'int' | 'double'

/** What one policy is to everyone, a place for each row of the copy. */
export interface MatchedPolicy {
  /** Place of the status in `policyStatuses`, or `NO_STATUS`. */
  status: Uint8Array
  /** From the least to the most fen in one rhythm; null where it never gives any. */
  low: FenValues | null
  high: FenValues | null
  /** The facts still worth asking for, as bits of as many words as they need; none where nobody wants to know. */
  ask: readonly Int32Array[]
}

/** Every policy of a catalogue for everyone, in the order of the catalogue. */
export type Matched = readonly MatchedPolicy[]

const fenOf = (form: FenForm, length: number): FenValues | null => {
  if (form === 'none') return null
  return form === 'int' ? intsRoom(length) : doublesRoom(length)
}

/** Room for the decisions of so many rows; what was in `before` is kept. */
export function roomForMatched(forms: readonly FenForm[], askWords: number, length: number, before?: Matched): Matched {
  return forms.map((form, place): MatchedPolicy => {
    const room: MatchedPolicy = {
      status: bytesRoom(length).fill(NO_STATUS),
      low: fenOf(form, length),
      high: fenOf(form, length),
      ask: Array.from({ length: askWords }, () => intsRoom(length)),
    }
    const was = before?.[place]
    if (was) {
      room.status.set(was.status)
      if (was.low) room.low?.set(was.low)
      if (was.high) room.high?.set(was.high)
      room.ask.forEach((word, index) => {
        const old = was.ask[index]
        if (old) word.set(old)
      })
    }
    return room
  })
}
