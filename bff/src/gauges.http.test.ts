import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@minsheng/shared/units/clock'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../scripts/testing/database.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { backUp, withStoredDatabase } from './platform/db/backup/index.ts'

/** Each alarm's state, first quiet and then as it is when someone must act. */
const database = freshDatabaseName()
let app: TestApp
beforeAll(async () => {
  app = await startTestApp(inject('bffEnvironment'), database, { work: false })
})
afterAll(() => app.close())

/** The values as an operator's tool reads them; a process of its own each time, for a scrape is kept for a moment. */
async function gauges(): Promise<Record<string, number>> {
  const other = await startTestApp(inject('bffEnvironment'), database, { work: false })
  try {
    const text = await (await fetch(`${other.url}/metrics`)).text()
    return Object.fromEntries(
      text
        .split('\n')
        .filter((line) => line.startsWith('minsheng_') && !line.includes('_bucket'))
        .map((line) => {
          const cut = line.lastIndexOf(' ')
          const value = line.slice(cut + 1)
          return [line.slice(0, cut), value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value)]
        }),
    )
  } finally {
    await other.stop()
  }
}
const insert = (collection: string, document: Record<string, unknown>) =>
  app.db.collection<{ _id: string }>(collection).insertOne({ _id: `${collection}_1`, ...document })

test('a new product: nothing waits, and what never happened is said so', async () => {
  expect(await gauges()).toMatchObject({
    minsheng_ledger_holds: 1,
    minsheng_ledger_checked_seconds: Number.POSITIVE_INFINITY,
    minsheng_quarantined_last_day: 0,
    'minsheng_reconciliation_days{state="differences"}': 0,
    'minsheng_reconciliation_days{state="failed"}': 0,
    minsheng_notices_waiting: 0,
    'minsheng_relay_failed_events{state="given_up"}': 0,
    'minsheng_relay_failed_events{state="retrying"}': 0,
    minsheng_relay_behind_seconds: Number.POSITIVE_INFINITY,
    minsheng_backup_age_seconds: Number.POSITIVE_INFINITY,
  })
  expect((await gauges()).minsheng_clock_skew_seconds).toBeLessThan(2)
})

test('each tells when someone must act', async () => {
  const now = Date.now()
  await insert('ledger_reports', { at: new Date(now - 3_600_000), ok: false, checks: [] })
  await insert('payment_cases', { createdAt: new Date(now - 1000) })
  await insert('reconciliations', { state: 'failed', date: '2026-06-15', charityId: 'c' })
  await insert('payment_notices', { state: 'received', receivedAt: new Date(now - 600_000), nextTryAt: new Date(now) })
  await insert('event_failures', { dead: true, nextAt: new Date(now) })
  await app.db
    .collection<{ _id: string }>('event_relay')
    .insertOne({ _id: 'relay', sweptTo: new Date(now - 30 * 60_000) } as { _id: string })
  const dir = mkdtempSync(join(tmpdir(), 'gauge-'))
  await withStoredDatabase(app.config.MONGODB_URI, database, (db) =>
    backUp({ db, dir, backupKey: null, appVersion: 'test', clock: systemClock, log: () => undefined }),
  )
  rmSync(dir, { recursive: true })
  const told = await gauges()
  expect(told).toMatchObject({
    minsheng_ledger_holds: 0,
    minsheng_quarantined_last_day: 1,
    'minsheng_reconciliation_days{state="failed"}': 1,
    minsheng_notices_waiting: 1,
    'minsheng_relay_failed_events{state="given_up"}': 1,
  })
  expect(told.minsheng_ledger_checked_seconds).toBeGreaterThanOrEqual(3_600)
  expect(told.minsheng_relay_behind_seconds).toBeGreaterThanOrEqual(1_200)
  expect(told.minsheng_relay_behind_seconds).toBeLessThan(1_260)
  expect(told.minsheng_backup_age_seconds).toBeLessThan(60)
})

test('a clock that runs wrong is seen', async () => {
  const wrong = await startTestApp(inject('bffEnvironment'), database, {
    work: false,
    clock: { now: () => new Date(Date.now() + 180_000) },
  })
  try {
    const text = await (await fetch(`${wrong.url}/metrics`)).text()
    expect(Number(/^minsheng_clock_skew_seconds (\S+)/m.exec(text)?.[1])).toBeGreaterThan(170)
  } finally {
    await wrong.stop()
  }
})

test('what can not be read does not hide the rest', async () => {
  const alone = await startTestApp(inject('bffEnvironment'), database, { work: false })
  await alone.db.close()
  const text = await (await fetch(`${alone.url}/metrics`)).text()
  expect(text).toContain('minsheng_ledger_holds Nan')
  expect(text).toContain('minsheng_http_request_seconds')
  await alone.stop()
})
