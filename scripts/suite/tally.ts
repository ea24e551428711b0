/** How many tests passed and failed; the sum over all parts is what `npm test` ends with. */
export interface Tally {
  passed: number
  failed: number
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }), {
    passed: 0,
    failed: 0,
  })
}
