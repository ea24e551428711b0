import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { donationGauges } from '../../bff/src/features/donation/gauges.ts'
import { helpGauges } from '../../bff/src/features/help/gauges.ts'
import { messageGauges } from '../../bff/src/features/message/gauges.ts'
import { exchangeGauges } from '../../bff/src/features/people/exchange/gauges.ts'
import { environmentNames } from '../../bff/src/platform/config/index.ts'
import { databaseGauges } from '../../bff/src/platform/db/gauges.ts'
import type { Database } from '../../bff/src/platform/db/index.ts'
import { relayGauges } from '../../bff/src/platform/events/gauges.ts'
import { addGauges } from '../../bff/src/platform/http/gauges.ts'
import { createMetrics } from '../../bff/src/platform/http/metrics.ts'
import { createLog } from '../../bff/src/platform/log/index.ts'

/** Papers that an operator trusts at night: what they name must be there. */
const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const operations = read('docs/operations.md')
const alerts = read('docs/alerts.yml')
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

describe('environment', () => {
  const table = operations.slice(operations.indexOf('### Environment'), operations.indexOf('For commands:'))
  const explained = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => all(line.split('|')[1] ?? '', /`([A-Z0-9_]+)`/g))

  test('every variable the product reads is explained, and none that it does not read', () => {
    expect([...explained].sort()).toEqual([...environmentNames].sort())
  })
})

describe('alarms', () => {
  const expressions = all(alerts, /^ {8}expr: (.+)$/gm)
  const names = all(alerts, /^ {6}- alert: (\w+)$/gm)
  const clock = { now: () => new Date() }

  async function metricNames(): Promise<Set<string>> {
    const nowhere = { collection: () => ({}), serverTime: () => Promise.reject(new Error('no database')) } as unknown as Database
    const metrics = createMetrics()
    addGauges(metrics, createLog('silent'), [
      ...databaseGauges(nowhere, clock),
      ...relayGauges(nowhere, clock),
      ...donationGauges(nowhere, clock),
      ...exchangeGauges(nowhere, clock),
      ...messageGauges(nowhere, clock),
      ...helpGauges(nowhere, clock),
    ])
    const known = metrics.registry.getMetricsAsArray().flatMap(({ name }) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`])
    return new Set([...known, 'up'])
  }

  test('every metric of a rule is one the product has', async () => {
    const known = await metricNames()
    const used = expressions.flatMap((expression) => all(expression, /\b(minsheng_\w+|process_\w+|nodejs_\w+|up)\b/g))
    expect(used.length).toBeGreaterThanOrEqual(names.length)
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })

  test('every event of a rule is counted somewhere', () => {
    const source = execFileSync(
      'git',
      ['grep', '-h', '-E', "event: |fault: '|fault:|foreign|forged|code:", '--', 'bff/src', 'shared/errors.ts'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    const events = expressions.flatMap((expression) =>
      all(expression, /event=~?"([^"]+)"/g).flatMap((pattern) => {
        const group = /^(.*)\((.*)\)$/.exec(pattern)
        return group ? (group[2] ?? '').split('|').map((end) => `${group[1]}${end}`) : [pattern]
      }),
    )
    expect(events.length).toBeGreaterThan(5)
    const counted = (event: string) => {
      const cut = event.indexOf('_')
      const [before, after] = [event.slice(0, cut), event.slice(cut + 1)]
      return (
        source.includes(`event: '${event}'`) ||
        (source.includes(`event: \`${before}_\${`) && (after === 'internal' || source.includes(`'${after}'`)))
      )
    }
    expect(events.filter((event) => !counted(event))).toEqual([])
  })

  test('every alarm says what to do, and nothing is explained that does not ring', () => {
    const section = operations.slice(operations.indexOf('## Alarms'), operations.indexOf('## A day of reconciliation'))
    const explained = section.split('\n').flatMap((line) => all(line, /^\| `(\w+)` \|/g))
    expect(names.length).toBeGreaterThan(10)
    expect([...explained].sort()).toEqual([...names].sort())
  })

  test('every log line that an operator is told to look for is one that is written', () => {
    const section = operations.slice(operations.indexOf('## Alarms'), operations.indexOf('## A day of reconciliation'))
    const lines = all(section, /log lines `([^`]+)`/g)
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines)
      expect(() => execFileSync('git', ['grep', '-q', '-F', line, '--', 'bff/src'], { cwd: root }), line).not.toThrow()
  })
})

test.each(['docs/threat-model.md', 'docs/asvs.md', 'docs/operations.md'])('every path in %s exists', (paper) => {
  const paths = all(read(paper), /`((?:bff|e2e|docs|shared|miniapp|scripts|mock)\/[\w./-]+\.\w+)`/g)
  expect(paths.length).toBeGreaterThan(0)
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
})

test('every command of ours in operations.md is one of package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const commands = all(operations, /npm run ([a-z:]+)/g)
  expect(commands.length).toBeGreaterThan(5)
  expect(commands.filter((command) => !(command in scripts))).toEqual([])
})
