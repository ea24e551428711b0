/** One time that everyone is matched anew: how far it is, and who is at it. */
export interface RematchJob {
  _id: string
  why: 'published' | 'day' | 'asked'
  state: 'waiting' | 'running' | 'done'
  /** Who works on it, and until when nobody else begins. */
  holder: string | null
  heldUntil: Date | null
  /** All homes up to this one, in the order of their ids, are done. */
  lastHome: string
  homesDone: number
  homesAll: number
  /** Calendar date everyone was decided for. */
  decidedFor: string | null
  peopleChanged: number | null
  createdAt: Date
  doneAt: Date | null
}

/** So long a full match is at rest before someone else goes on with it. */
export const HELD_MS = 30_000
