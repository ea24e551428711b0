/** Seconds to wait before each further question whether the money has come; after the last the person asks by hand. */
const waitsSeconds = [2, 2, 3, 3, 5, 5, 10, 10, 20] as const

/** After so many answers without money (some four seconds) the page says so; the rest is asked quietly. */
export const HOPEFUL_QUESTIONS = 3

/** Milliseconds before question number `asked` (counted from 1, the first having been asked at once); null when it is over. */
export function waitBefore(asked: number): number | null {
  const seconds = waitsSeconds[asked - 1]
  return seconds === undefined ? null : seconds * 1000
}
