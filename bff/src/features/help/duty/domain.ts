/** One stretch of work of one worker, as they said themself. */
export interface Duty {
  _id: string
  accountId: string
  /** The account while it goes on: one at a time. */
  openKey: string | null
  startedAt: Date
  /** When it ends by itself. */
  until: Date
  endedAt: Date | null
  /** Whether the phone's place may be used meanwhile, and by which text. */
  location: 'agreed' | 'declined'
  textVersion: string
  /** Whether they go to people; those of the desks see to it that somebody goes. */
  goes: boolean
  /** The places they answer for. */
  placeIds: string[]
  /** Those, and all that lie above them. */
  within: string[]
  rev: number
}

/** Where a worker's phone was last, WGS 84. */
export interface WorkerPlace {
  lat: number
  lng: number
  accuracyM: number
}

/** The last place a phone told. */
export interface WorkerFix {
  _id: string
  /** Sealed. */
  place: string
  at: Date
  /** From then on it is no longer read, and soon gone. */
  forgetAt: Date
}

/** Somebody who said that they are at work. */
export interface AtWork {
  accountId: string
  goes: boolean
  placeIds: readonly string[]
  within: readonly string[]
  /** Null where they did not agree, or it is too old. */
  fix: { place: WorkerPlace; at: Date } | null
}

/** A phone that tells more often than this is heard and not written down. */
export const FIX_EVERY_MS = 20_000

export const isOn = ({ endedAt, until }: Pick<Duty, 'endedAt' | 'until'>, at: Date): boolean => endedAt === null && at < until
