/** How many tests passed and failed; the sum over all parts is what `npm test` ends with. */
export interface Tally {
  passed: number
  failed: number
  /** Which failed, and with what first words, where that is known: told once more at the end. */
  faults?: readonly string[]
}

export function sum(tallies: readonly Tally[]): Required<Tally> {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    faults: tallies.flatMap(({ faults }) => faults ?? []),
  }
}
