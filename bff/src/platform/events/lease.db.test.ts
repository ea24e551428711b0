import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { heldClock } from '../../../testing/app.ts'
import { connectDatabase, type Database } from '../db/index.ts'
import { createLease } from './lease.ts'

let db: Database
beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

const clock = heldClock()
const lease = (name: string, holder: string) => createLease(db.collection('leases'), name, holder, 15_000, clock)

test('of twenty that ask at once one holds it, again and again the same', async () => {
  const all = Array.from({ length: 20 }, (_, i) => lease('at-once', `holder_${i}`))
  const first = await Promise.all(all.map((each) => each.hold()))
  expect(first.filter(Boolean)).toHaveLength(1)
  expect(await Promise.all(all.map((each) => each.hold()))).toEqual(first)
})

test('it passes on only when it ran out, to the instant, and the old holder sees that it lost it', async () => {
  const [one, two] = [lease('runs-out', 'one'), lease('runs-out', 'two')]
  expect(await one.hold()).toBe(true)
  clock.advance(14_999)
  expect(await two.hold()).toBe(false)
  expect(await one.hold()).toBe(true)
  clock.advance(14_999)
  expect(await two.hold()).toBe(false)
  clock.advance(1)
  expect(await two.hold()).toBe(true)
  expect(await one.hold()).toBe(false)
})

test('given back it is free at once; who does not hold it gives nothing back', async () => {
  const [one, two] = [lease('given-back', 'one'), lease('given-back', 'two')]
  await one.hold()
  await two.release()
  expect(await two.hold()).toBe(false)
  await one.release()
  expect(await two.hold()).toBe(true)
})
