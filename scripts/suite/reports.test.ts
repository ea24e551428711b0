import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { judgeCruise } from '../check/parts.ts'
import { depthOf } from './fuzz-answers.ts'
import { tallyJunit } from './junit.ts'
import { tallyVitest } from './vitest-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'minsheng-reports-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

describe('a vitest report', () => {
  const report = (results: unknown[], numPassedTests: number, numFailedTests: number) =>
    file('vitest.json', JSON.stringify({ numPassedTests, numFailedTests, testResults: results }))
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }

  it('counts tests', () => {
    expect(tallyVitest(report([passed], 1, 0), 0)).toMatchObject({ passed: 1, failed: 0 })
    expect(tallyVitest(report([{ status: 'failed', assertionResults: [{ status: 'failed' }] }], 3, 1), 1)).toMatchObject({
      passed: 3,
      failed: 1,
    })
  })
  it('names what failed, and with which words', () => {
    const result = { status: 'failed', fullName: 'a gift is kept', failureMessages: ['Error: lost\n  at x'] }
    const one = { name: '/somewhere/e2e/h5/gift.test.ts', status: 'failed', assertionResults: [result] }
    const other = { name: '/somewhere/bff/src/broken.test.ts', status: 'failed', message: 'SyntaxError: here\nthere', assertionResults: [] }
    expect(tallyVitest(report([one, other], 0, 1), 1).faults).toEqual([
      'e2e/h5/gift.test.ts > a gift is kept: Error: lost',
      'bff/src/broken.test.ts: SyntaxError: here',
    ])
  })
  it('counts a file that could not be loaded', () => {
    expect(tallyVitest(report([passed, { status: 'failed', assertionResults: [] }], 1, 0), 1)).toMatchObject({ passed: 1, failed: 1 })
  })
  it('counts an error outside the tests, a crash and a missing report', () => {
    expect(tallyVitest(report([passed], 1, 0), 1)).toMatchObject({ passed: 1, failed: 1 })
    expect(tallyVitest(report([passed], 1, 0), null)).toMatchObject({ passed: 1, failed: 1 })
    expect(tallyVitest(join(folder, 'none.json'), 0)).toMatchObject({ passed: 0, failed: 1 })
  })
})

describe('a JUnit report', () => {
  it('counts cases that passed, failed and were skipped', () => {
    const report = file(
      'junit.xml',
      '<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure message="500 &gt; 499"/></testcase><testcase name="c"><skipped/></testcase></testsuite></testsuites>',
    )
    expect(tallyJunit(report, 1)).toEqual({ passed: 1, failed: 1 })
  })
  it('never takes silence for success', () => {
    expect(tallyJunit(file('empty.xml', '<testsuites/>'), 0)).toEqual({ passed: 0, failed: 1 })
    expect(tallyJunit(file('quiet.xml', '<testcase name="a"/>'), 2)).toEqual({ passed: 1, failed: 1 })
    expect(tallyJunit(join(folder, 'none.xml'), 0)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('a cruise', () => {
  const json = (violations: unknown[], totalCruised: number) => JSON.stringify({ summary: { violations, totalCruised } })

  it('is green only when it saw enough', () => {
    expect(judgeCruise(json([], 500), 300).ok).toBe(true)
    const blind = judgeCruise(json([], 0), 300)
    expect(blind.ok).toBe(false)
    expect(blind.detail).toContain('只看到 0 个模块')
  })
  it('names the rule and both ends of a violation', () => {
    const verdict = judgeCruise(json([{ rule: { name: 'no-cycles' }, from: 'a.ts', to: 'b.ts' }], 500), 300)
    expect(verdict).toMatchObject({ ok: false, detail: 'no-cycles: a.ts → b.ts' })
  })
})

describe('the depth of a fuzz run', () => {
  it('adds up the identities and tells who was only turned away', () => {
    const depth = depthOf([
      { 'GET /a': { '200': 6, '429': 2 }, 'POST /b': { '403': 1 } },
      { 'POST /b': { '400': 1 }, 'GET /c': {} },
    ])
    expect(depth).toEqual({ requests: 10, refusedShare: 0.2, reached: ['GET /a'], unreached: ['GET /c', 'POST /b'] })
    expect(depthOf([]).refusedShare).toBe(1)
  })
})
