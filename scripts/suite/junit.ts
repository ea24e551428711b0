import { existsSync, readFileSync } from 'node:fs'
import type { Tally } from './tally.ts'

/** Counts the test cases of a JUnit report; a run that died without one, or failed without naming a case, is a failure. */
export function tallyJunit(reportFile: string, exitCode: number | null): Tally {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 }
  const cases = readFileSync(reportFile, 'utf8').match(/<testcase\b[^>]*?(?:\/>|>[\s\S]*?<\/testcase>)/g) ?? []
  const failed = cases.filter((text) => /<(failure|error)\b/.test(text)).length
  const skipped = cases.filter((text) => /<skipped\b/.test(text)).length
  const silent = failed === 0 && (exitCode !== 0 || cases.length === skipped)
  return { passed: cases.length - failed - skipped, failed: silent ? 1 : failed }
}
