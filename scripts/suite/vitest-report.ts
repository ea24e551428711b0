import { existsSync, readFileSync } from 'node:fs'
import type { Tally } from './tally.ts'

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/**
 * Counts a vitest run from its JSON report. A file that could not even be loaded, an error outside any test, and a run that
 * died without a report each count as a failure: silence is never a pass.
 */
export function tallyVitest(reportFile: string, exitCode: number | null): Tally {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1 }
  const report: VitestReport = JSON.parse(readFileSync(reportFile, 'utf8'))
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed }
}
