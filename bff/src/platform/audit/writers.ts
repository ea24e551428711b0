import type { StoredRow } from './row.ts'

/** A process that dies loses at most what it was writing: everything of this span before its last sign of life. */
const DYING_MS = 60_000
/** What is younger may still be on its way. */
const WRITING_MS = 30_000

interface Life {
  /** Numbers seen or accounted for beyond `upTo`. */
  seen: Map<number, { at: number; seq: number | null }>
  upTo: number
  lost: Set<number>
  lastAt: number
  lastSeq: number | null
}

interface Hole {
  /** The chain's place that the hole lies behind; null when nothing of this process was chained. */
  after: number | null
  /** The place of the process's next row; infinite while that one waits for it. */
  before: number
  words: string
}

/**
 * Each process numbers its own rows. A number that is missing in the midst of a life was taken away before it was chained;
 * one in the last moments may have died with the process.
 */
export function writerBook(isCut: boolean) {
  const lives = new Map<string, Life>()
  return {
    note({ writer, n, lost, at, seq }: StoredRow): void {
      if (writer === undefined || n === undefined) return
      const life = lives.get(writer) ?? { seen: new Map(), upTo: 0, lost: new Set(), lastAt: 0, lastSeq: null }
      lives.set(writer, life)
      // After a cut a life may begin anywhere.
      if (isCut && life.upTo === 0 && life.seen.size === 0) life.upTo = n - 1
      for (const number of lost ?? []) life.lost.add(number)
      life.seen.set(n, { at: at.getTime(), seq: seq ?? null })
      life.lastAt = Math.max(life.lastAt, at.getTime())
      for (let next = life.upTo + 1; life.seen.has(next) || life.lost.has(next); next += 1) {
        const row = life.seen.get(next)
        if (row) life.lastSeq = row.seq
        life.seen.delete(next)
        life.lost.delete(next)
        life.upTo = next
      }
    },
    holes(asOf: Date): { holes: Hole[]; notices: string[] } {
      const holes: Hole[] = []
      const notices: string[] = []
      for (const [writer, life] of lives) {
        const numbers = [...life.seen.keys()].sort((a, b) => a - b)
        let [at, seq] = [life.upTo, life.lastSeq]
        for (const n of numbers) {
          const row = life.seen.get(n)
          const missing = Array.from({ length: n - at - 1 }, (_, i) => at + 1 + i).filter((number) => !life.lost.has(number))
          if (row && missing.length > 0) {
            const words = `${missing.length === 1 ? `row ${missing[0]}` : `rows ${missing[0]}–${missing.at(-1)}`} of process ${writer}`
            if (life.lastAt - row.at > DYING_MS)
              holes.push({
                after: seq,
                before: row.seq ?? Number.POSITIVE_INFINITY,
                words: `${words} were taken away before they were chained`,
              })
            else if (asOf.getTime() - row.at > WRITING_MS)
              notices.push(`${words} never came: lost when the process died, or taken away just then`)
          }
          at = n
          seq = row?.seq ?? seq
        }
      }
      return { holes, notices }
    },
  }
}
