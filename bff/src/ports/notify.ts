/** What a provider says when it is given something to send. */
export type Handed =
  /** Taken; `providerNumber` is what it calls it. */
  | { result: 'taken'; providerNumber: string }
  /** Not taken, and it never will be (`final`) or may be later. Nothing was sent. */
  | { result: 'refused'; code: string; final: boolean }
  /** No usable answer: it may have been sent or not. */
  | { result: 'unsure'; code: string }

/** What became of something that was sent. `unknown`: the provider has never heard of it. */
export type Fate =
  | { state: 'delivered'; at: Date }
  | { state: 'failed'; code: string; at: Date }
  | { state: 'waiting' }
  | { state: 'unknown' }

/** One thing to look up: by the number we gave it, and by the provider's when we know it. */
export interface LookUp {
  phone: string
  number: string
  providerNumber: string | null
  sentAt: Date
}
