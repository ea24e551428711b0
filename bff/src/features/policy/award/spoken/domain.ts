import type { IdentifiedBy, SpokenRecord, SpokenWay } from '@minsheng/shared/contracts/policy'

/** Words that a clerk wrote down for somebody, as they are kept: sealed with the rest of the file. */
export interface SpokenKept {
  residentId: string
  nameMasked: string
  words: string
  way: SpokenWay
  place: string
  /** Instants, ISO 8601. */
  spokenAt: string
  identifiedBy: IdentifiedBy
  recordedBy: string
  recordedAt: string
}

/** What a clerk gives of it. */
export type SpokenGiven = Pick<SpokenKept, 'residentId' | 'words' | 'way' | 'place' | 'spokenAt' | 'identifiedBy'>

/** Somebody who is heard. */
export interface Speaker {
  residentId: string
  nameMasked: string
}

/** What is wrong with when it was said; null when nothing is: after they were told, and not to come. */
export function spokenAtFault(spokenAt: string, noticedAt: string, now: Date): string | null {
  const at = new Date(spokenAt)
  if (at > now) return '说的时间不能在现在之后'
  return at < new Date(noticedAt) ? '说的时间要在告知以后：告知以前说的，请再听一次' : null
}

/** Why somebody may not decide; null when they may: whoever wrote the words down is not the one who reads them anew. */
export const spokenDecidingFault = (spoken: readonly SpokenKept[] | undefined, by: string): string | null =>
  spoken?.some(({ recordedBy }) => recordedBy === by) ? '本人的话是您记下的，要由另一位同事读过以后决定' : null

export const presentSpoken = (
  spoken: readonly SpokenKept[] | undefined,
  nameOf: (staffId: string) => string,
  reader: string,
): SpokenRecord[] =>
  (spoken ?? []).map(({ residentId: _, recordedBy, ...row }) => ({ ...row, recordedBy: nameOf(recordedBy), byYou: recordedBy === reader }))
