import { existsSync, readFileSync } from 'node:fs'
import type { Tally } from './tally.ts'

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name?: string
    status: string
    message?: string
    assertionResults: { status: string; fullName?: string; failureMessages?: string[] }[]
  }[]
}

const firstLine = (text: string | undefined) => text?.split('\n')[0]?.slice(0, 300) ?? ''
const fileOf = (name: string | undefined) => name?.split('/').slice(-3).join('/') ?? ''

/**
 * Counts a vitest run from its JSON report. A file that could not even be loaded, an error outside any test, and a run that
 * died without a report each count as a failure: silence is never a pass.
 */
export function tallyVitest(reportFile: string, exitCode: number | null): Tally {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, faults: [`no report, exit code ${exitCode}`] }
  const report: VitestReport = JSON.parse(readFileSync(reportFile, 'utf8'))
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  const faults = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((result) => result.status === 'failed')
    if (tests.length === 0) return status === 'failed' ? [`${fileOf(name)}: ${firstLine(message)}`] : []
    return tests.map(({ fullName, failureMessages }) => `${fileOf(name)} > ${fullName ?? ''}: ${firstLine(failureMessages?.[0])}`)
  })
  if (failed === 0 && exitCode !== 0)
    return { passed: report.numPassedTests, failed: 1, faults: [`an error outside the tests, exit code ${exitCode}`] }
  return { passed: report.numPassedTests, failed, faults }
}
