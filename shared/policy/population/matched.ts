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
  /** Where its least fen lie among those of a row, the most next to it; null where it never gives any. */
  fenAt: number | null
  /** The facts still worth asking for, as bits of as many words as they need; none where nobody wants to know. */
  ask: readonly Int32Array[]
}

/**
 * Every policy of a catalogue for everyone, in the order of the catalogue. The fen of one person lie next to one
 * another: hardly anyone gets any one policy, but who gets one gets several, and then they are all at hand.
 */
export interface Matched {
  policies: readonly MatchedPolicy[]
  fen: FenValues
  /** Numbers of fen in a row. */
  fenWidth: number
}

/** From the least to the most fen of one policy to whoever lies in a row. */
export function fenOf({ policies, fen, fenWidth }: Matched, place: number, row: number): { low: number; high: number } {
  const at = policies[place]?.fenAt ?? null
  if (at === null) return { low: 0, high: 0 }
  return { low: fen[row * fenWidth + at] ?? 0, high: fen[row * fenWidth + at + 1] ?? 0 }
}

/** Where the fen of each policy lie in a row; null for those that never give any. */
export function fenPlaces(forms: readonly FenForm[]): readonly (number | null)[] {
  let next = 0
  return forms.map((form) => {
    if (form === 'none') return null
    next += 2
    return next - 2
  })
}

/** Room for the decisions of so many rows; what was in `before` is kept. */
export function roomForMatched(forms: readonly FenForm[], askWords: number, length: number, before: Matched | null): Matched {
  const places = fenPlaces(forms)
  const fenWidth = places.filter((place) => place !== null).length * 2
  const fen = forms.includes('double') ? doublesRoom(length * fenWidth) : intsRoom(length * fenWidth)
  if (before) fen.set(before.fen)
  const policies = places.map((fenAt, place): MatchedPolicy => {
    const was = before?.policies[place]
    const status = bytesRoom(length).fill(NO_STATUS)
    if (was) status.set(was.status)
    const ask = Array.from({ length: askWords }, (_, word) => {
      const room = intsRoom(length)
      const old = was?.ask[word]
      if (old) room.set(old)
      return room
    })
    return { status, fenAt, ask }
  })
  return { policies, fen, fenWidth }
}

/** Wipes what was decided of whoever lay in a row. */
export function clearRow({ policies, fen, fenWidth }: Matched, row: number): void {
  fen.fill(0, row * fenWidth, (row + 1) * fenWidth)
  for (const { status, ask } of policies) {
    status[row] = NO_STATUS
    for (const word of ask) word[row] = 0
  }
}
