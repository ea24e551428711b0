/** A home that a household left; sealed fields stay as they were sealed. */
export interface FormerHome {
  path: string[]
  homeTokens: string[]
  from: string | null
  /** The first day it no longer lived there. */
  to: string
  was: Record<string, unknown>
}

/** People who live together at one address. */
export interface Household {
  _id: string
  /** The number on its papers. */
  code: string
  /** Places from the district down to the grid. */
  path: string[]
  /** The flat (or building) itself. */
  placeId: string
  /** The address in words. */
  address: string
  /** The flat and what it lies in, below the grid, as tokens. */
  homeTokens: string[]
  /** First day at this home; null when nobody wrote it down. */
  homeSince?: string | null
  /** Homes it had before, oldest first. */
  formerHomes?: FormerHome[]
  /** The day it was ended; null while it goes on. */
  closedOn?: string | null
  state: 'open' | 'closed'
  history: { at: Date; by: string; why: string }[]
  rev: number
  createdAt: Date
}

/** Kinds of places someone can live in. */
export const livable: readonly string[] = ['building', 'unit', 'flat']

/** An address in words: community, then everything below the grid. @param names from the district down */
export function addressOf(names: readonly string[]): string {
  return [names[2] ?? '', ...names.slice(4)].join('')
}
