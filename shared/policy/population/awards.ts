import type { Awards } from '../rule/subject.ts'
import { bytesRoom } from './room.ts'

/** Fen of what stands awarded to one person or household, by policy. */
export type AwardedFen = ReadonlyMap<string, number>

/**
 * What stands awarded to whom. Hardly anyone has any one award: who has some is marked in a byte, and only they have
 * room for more.
 */
export interface AwardBook {
  /** 1 for who has any. */
  readonly marks: Uint8Array
  of(place: number): AwardedFen | null
  set(place: number, awarded: AwardedFen | null): void
  grow(length: number): void
}

export function createAwardBook(length: number): AwardBook {
  const kept = new Map<number, AwardedFen>()
  let marks = bytesRoom(length)
  return {
    get marks() {
      return marks
    },
    of: (place) => kept.get(place) ?? null,
    set(place, awarded) {
      marks[place] = awarded ? 1 : 0
      if (awarded) kept.set(place, awarded)
      else kept.delete(place)
    },
    grow(longer) {
      const grown = bytesRoom(longer)
      grown.set(marks)
      marks = grown
    },
  }
}

/** What stands awarded, as it is kept; null where nothing is. @throws RangeError when it is no amount of fen */
export function awardedFen(awards: Awards): AwardedFen | null {
  const entries = Object.entries(awards)
  if (entries.length === 0) return null
  return new Map(
    entries.map(([policy, { fen }]) => {
      if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`${policy} can't be awarded with ${fen} fen`)
      return [policy, fen] as const
    }),
  )
}
