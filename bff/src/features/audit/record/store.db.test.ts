import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../testing/app.ts'
import { testKeyRing } from '../../../../testing/keyring.ts'
import { createAuditLog, createAuditReasons } from '../../../platform/audit/index.ts'
import type { ListPosition } from '../../../platform/db/cursor.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createRecordStore } from './store.ts'

const keys = testKeyRing()
const clock = heldClock(new Date('2026-11-30T02:00:00Z'))
let db: Database
beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
  const audit = createAuditLog(db, clock, keys)
  await audit.prepare()
  for (let i = 0; i < 11; i += 1) {
    const reason = i % 5 === 0 ? `接到投诉，第 ${i} 次核对` : '日常走访'
    const actor = { kind: 'anonymous' as const }
    await audit.record({ actor, action: 'thing.read', subject: `row-${i}`, requestId: `row-${i}`, outcome: 'done', reason })
    clock.advance(1_000)
  }
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

/** Page after page, as a reader goes on. */
async function found(purpose: string, mostRead: number, limit: number) {
  const store = createRecordStore(db, createAuditReasons({ db, keys, clock }), mostRead)
  const pages: string[][] = []
  let at: ListPosition | null = null
  do {
    const page: Awaited<ReturnType<typeof store.list>> = await store.list({ purpose } as never, at, limit)
    pages.push(page.found.map(({ subject }) => subject))
    at = page.next
  } while (at !== null && pages.length < 20)
  return pages
}

test.each([
  ['reads no further than it may at once, and goes on there', 4, 10, [['row-10'], ['row-5'], ['row-0']]],
  ['keeps pages as long as they were asked for', 100, 2, [['row-10', 'row-5'], ['row-0']]],
])('a search by the words of a purpose %s', async (_, mostRead, limit, pages) => {
  expect(await found('投诉', mostRead, limit)).toEqual(pages)
})

test('a purpose that nobody gave ends', async () => {
  expect((await found('旅游', 4, 10)).flat()).toEqual([])
})
