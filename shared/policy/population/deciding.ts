import type { Emitter } from '../rule/emitter.ts'
import type { ColumnScope } from './access.ts'

/** What a policy has come to, by its names in the code. */
export interface DecidedNames {
  status: string
  low: string
  high: string
  ask: readonly string[]
}

/** Expression of where something of a row is kept. */
export type Slot = (row: string) => string

/** Where a policy's decisions are kept; nowhere for fen where it never gives any. */
export interface Slots {
  status: Slot
  low: Slot | null
  high: Slot | null
  ask: readonly Slot[]
}

/** Code that decides policies one after the other. */
export interface Deciding {
  emitter: Emitter
  scope: ColumnScope
  /** Another policy as it was decided before; null when nothing is in force nor to come. */
  decided: (place: number) => DecidedNames | null
  placeOf: (policy: string) => number
  slotsOf: (place: number) => Slots
  /** A policy as it is kept. */
  stored: (place: number) => DecidedNames
  /** The row of whom is decided. */
  here: string
  /** Keeps values, for everyone they are decided of. */
  store: (values: readonly (readonly [slot: Slot, value: string])[]) => void
  /** Whether it is held against others of a group once they are all decided. */
  isSettledLater: (place: number) => boolean
  /** Word and bit of a fact that may be asked for; no words when nobody wants to know. */
  words: number
  bitOf: (fact: string) => { word: number; bit: number }
}
