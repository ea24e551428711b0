import type { ZlbEntry } from './entry'

export type { ZlbEntry } from './entry'

/** 浙里办 opens web pages; nobody comes from there into a mini-program. */
export function keepZlbEntry() {}
export const takeZlbEntry = (): ZlbEntry | null => null
export const zlbWantsCare = (): Promise<boolean> => Promise.resolve(false)
