import type { NewObservation } from '@minsheng/shared/contracts/people'
import { AppError } from '@minsheng/shared/errors'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../../scripts/testing/database.ts'
import { heldClock } from '../../../../testing/app.ts'
import { testKeyRing } from '../../../../testing/keyring.ts'
import { freshIdNumber } from '../../../../testing/people.ts'
import { parseConfig } from '../../../platform/config/index.ts'
import { connectDatabase, type Database } from '../../../platform/db/index.ts'
import { createDataKeys, type DataKeys } from '../../../platform/protect/data-keys.ts'
import { createProtector } from '../../../platform/protect/protector.ts'
import type { RegisterPort } from '../../../ports/register.ts'
import { type DeadLetterFields, type DeathReportFields, deadLetterFields, deathReportFields } from './catalogue.ts'
import type { DeadLetter, DeathReportDocument, ExchangeRowDocument, ExchangeRunDocument } from './domain.ts'
import { createExchangeEngine } from './engine.ts'
import { createLanding, type LandingGround } from './landing.ts'
import { createTakePage } from './page.ts'
import { createExchangeStore, type ExchangeStore } from './store.ts'

const PAGE = 7
const clock = heldClock(new Date('2026-11-24T02:00:00Z'))
const keys = testKeyRing()
let db: Database
let dataKeys: DataKeys
beforeAll(async () => {
  const { MONGODB_URI } = parseConfig({ ...inject('bffEnvironment'), NODE_ENV: 'test' })
  db = await connectDatabase(MONGODB_URI, freshDatabaseName())
  dataKeys = createDataKeys({ db, keys, clock })
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

/** Numbers that look random and are the same for the same seed. */
function chance(seed: number) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const people = Array.from({ length: 24 }, (_, index) => ({
  idNumber: freshIdNumber(`19${40 + index}-03-0${(index % 9) + 1}`),
  id: `res_${index}`,
}))
const stranger = freshIdNumber('1930-01-01')
const source = 'deaths' as const

type Row = Record<string, unknown> & { recordId: string; version: number }
const rowOf = (index: number, version: number, change: object = {}): Row => ({
  recordId: `r${index}`,
  version,
  changedAt: `2026-10-01 00:${String(Math.floor(version / 60)).padStart(2, '0')}:${String(version % 60).padStart(2, '0')}`,
  name: '王小明',
  idNumber: people[index]?.idNumber ?? stranger,
  diedOn: `2026-09-${String((version % 28) + 1).padStart(2, '0')}`,
  ...change,
})

/** A feed of deaths: most once, some corrected, some withdrawn, some bad, one of somebody nobody knows. */
function feedOf(random: () => number): { good: Row[]; bad: Row[] } {
  const good: Row[] = []
  const bad: Row[] = []
  let version = 0
  const next = () => {
    version += 1
    return version
  }
  for (let index = 0; index < people.length; index += 1) {
    good.push(rowOf(index, next()))
    if (random() < 0.3) good.push(rowOf(index, next(), random() < 0.4 ? { op: 'cancel' } : {}))
    if (random() < 0.15)
      bad.push(rowOf(index, next(), [{ name: '' }, { diedOn: '2026-02-30' }, { idNumber: '1' }, { name: '王小朋' }][index % 4]))
    // A name that is another's is found out only while nothing newer of its record has landed.
    if (random() < 0.15 && index % 4 !== 3) good.push(rowOf(index, next()))
  }
  bad.push(rowOf(99, next()))
  return { good, bad }
}

const shuffled = <T>(list: readonly T[], random: () => number): T[] =>
  list
    .map((item) => ({ item, at: random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)

interface Misbehaviour {
  failure: number
  lost: number
  twice: number
  again: number
}
const honest: Misbehaviour = { failure: 0, lost: 0, twice: 0, again: 0 }

/** A source that fails, loses its place, sends rows twice and whole pages again, as often as it is told to. */
function sourceOf(rows: readonly Row[], random: () => number, how: Misbehaviour): RegisterPort {
  const sent = rows.flatMap((row) => (random() < how.twice ? [row, row] : [row]))
  let losses = 3
  return {
    push: () => Promise.resolve(),
    async page(_, { cursor, pageSize }) {
      if (random() < how.failure) throw new AppError('upstream_unavailable')
      if (cursor !== null && losses > 0 && random() < how.lost) {
        losses -= 1
        return { state: 'cursor_lost' }
      }
      const at = Number(cursor ?? 0)
      const isAgain = at >= pageSize && random() < how.again
      const from = isAgain ? at - pageSize : at
      const end = isAgain ? at : at + pageSize
      return {
        state: 'page',
        rows: sent.slice(from, from + pageSize),
        nextCursor: end < sent.length ? String(end) : null,
        watermark: 'w1',
        total: rows.length,
      }
    },
  }
}

/** A process that can be killed: from then on nothing it does reaches the database. */
function processOf(hub: RegisterPort, dies: (where: 'before' | 'within' | 'after') => boolean) {
  let isDead = false
  const die = (where: 'before' | 'within' | 'after') => {
    if (!isDead && dies(where)) isDead = true
    if (isDead) throw new Error('killed')
  }
  const store = createExchangeStore(
    db,
    createProtector<DeadLetter, DeadLetterFields>(deadLetterFields, dataKeys, keys),
    createProtector<DeathReportDocument, DeathReportFields>(deathReportFields, dataKeys, keys),
  )
  const mortal: ExchangeStore = {
    ...store,
    moveRun: (...given) => {
      die('before')
      return store.moveRun(...given)
    },
    keepLetters: (...given) => {
      die('within')
      return store.keepLetters(...given)
    },
    async transaction(work) {
      const result = await store.transaction(work)
      die('after')
      return result
    },
  }
  const ground: LandingGround = {
    byIdNumbers: (idNumbers) =>
      Promise.resolve(
        new Map(
          people
            .filter(({ idNumber }) => idNumbers.includes(idNumber))
            .map(({ id, idNumber }) => [idNumber, [{ id, name: '王小明', path: ['plc'], householdId: null, state: 'present' as const }]]),
        ),
      ),
    registerNew: () => Promise.resolve(),
    recordObservations: (_: readonly NewObservation[]) => Promise.resolve(),
  }
  const engine = createExchangeEngine({
    store: mortal,
    hub,
    page: createTakePage({ store: mortal, landing: createLanding({ ground, store: mortal }) }),
    alarm: () => undefined,
    broken: () => undefined,
    clock,
    random: () => 0.5,
    pageSize: PAGE,
  })
  return { store, engine }
}

const names = ['exchange_sources', 'exchange_runs', 'exchange_rows', 'exchange_letters', 'death_reports']
async function emptied() {
  for (const name of names) await db.collection(name).deleteMany({})
  const { store } = processOf(
    sourceOf([], () => 1, honest),
    () => false,
  )
  await store.prepare([{ _id: source, state: 'active', watermark: null, everyMinutes: 60, nextAt: null, lastDoneAt: null, rev: 0 }])
}

let kills = 0
/** Works, with new processes in place of killed ones, until the exchange has ended. */
async function untilDone(hub: RegisterPort, random: () => number, mortality: number): Promise<ExchangeRunDocument> {
  let lives = mortality > 0 ? 12 : 0
  let alive = processOf(hub, () => false)
  clock.advance(1_000)
  await alive.engine.start(source, 'incremental', 'test', `run_${Math.floor(random() * 1e9)}`)
  for (let turns = 0; turns < 200; turns += 1) {
    alive = processOf(hub, () => {
      if (lives === 0 || random() >= mortality) return false
      lives -= 1
      kills += 1
      return true
    })
    await alive.engine.work().catch((error: unknown) => {
      if (!(error instanceof Error && error.message === 'killed')) throw error
    })
    const run = await alive.store.lastRun(source)
    if (run && !run.isOpen) return run
    clock.advance(16 * 60_000)
  }
  throw new Error('the exchange never ended')
}

async function endState() {
  const rows = await db
    .collection<ExchangeRowDocument>('exchange_rows')
    .find({ version: { $gt: 0 } })
    .toArray()
  const reports = await db.collection<DeathReportDocument>('death_reports').find({}).toArray()
  return {
    rows: rows.map(({ _id, version, digest }) => `${_id} ${version} ${digest}`).sort(),
    reports: reports.map(({ residentId, diedOn, state }) => `${residentId} ${diedOn} ${state}`).sort(),
  }
}

test('after any interleaving of misbehaviours and kills, the end state is that of the clean feed, and every row is counted once', async () => {
  kills = 0
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), async (seed) => {
      const random = chance(seed)
      const { good, bad } = feedOf(random)
      await emptied()
      await untilDone(sourceOf(good, random, honest), random, 0)
      const expected = await endState()

      await emptied()
      const feed = shuffled([...good, ...bad], random)
      const hub = sourceOf(feed, random, { failure: 0.15, lost: 0.1, twice: 0.05, again: 0.15 })
      const run = await untilDone(hub, random, 0.08)
      expect(run).toMatchObject({ state: 'done', sent: feed.length })
      expect(await endState()).toEqual(expected)
      const { received, repeated, applied, unchanged, dead } = run.counts
      expect(received - repeated).toBe(feed.length)
      expect(applied + unchanged + dead).toBe(feed.length)
      expect(dead).toBe(bad.length)
      expect(await db.collection('exchange_letters').countDocuments({})).toBe(bad.length)
      expect(await db.collection<{ watermark: string }>('exchange_sources').findOne({})).toMatchObject({ watermark: 'w1' })
    }),
    { numRuns: 12 },
  )
  expect(kills).toBeGreaterThan(10)
}, 120_000)

test('what was taken already is known when it is sent again, and nothing moves', async () => {
  await emptied()
  const random = chance(7)
  const { good } = feedOf(random)
  await untilDone(sourceOf(good, random, honest), random, 0)
  const before = await endState()
  const run = await untilDone(sourceOf(good, random, honest), random, 0)
  expect(run.counts).toEqual({ received: good.length, repeated: 0, applied: 0, unchanged: good.length, dead: 0 })
  expect(await endState()).toEqual(before)
})

test('a source that never answers is given up after ten tries, and says why', async () => {
  await emptied()
  const silent: RegisterPort = {
    push: () => Promise.resolve(),
    page: () => Promise.reject(new AppError('upstream_unavailable', { detail: '数据中枢没有认可签名' })),
  }
  const run = await untilDone(silent, chance(1), 0)
  expect(run).toMatchObject({ state: 'failed', attempts: 10, fault: '数据中枢没有认可签名', isOpen: false })
})

test('two processes never take the same page', async () => {
  await emptied()
  const random = chance(11)
  const { good } = feedOf(random)
  const hub = sourceOf(good, random, honest)
  const many = Array.from({ length: 4 }, () => processOf(hub, () => false))
  await many[0]?.engine.start(source, 'full', 'test', 'run_shared')
  expect(await many[1]?.engine.start(source, 'full', 'test', 'run_other')).toBeNull()
  await Promise.all(many.map(({ engine }) => engine.work()))
  expect((await many[0]?.store.run('run_shared'))?.counts).toMatchObject({ received: good.length, repeated: 0 })
})
