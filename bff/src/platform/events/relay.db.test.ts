import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { connectDatabase, type Database, durable } from '../db/index.ts'
import { createLog } from '../log/index.ts'
import { type EventHandler, type OutboxEntry, outboxEntry } from './outbox.ts'
import { createRelay, type Relay } from './relay.ts'

interface Change {
  _id: string
  outbox: OutboxEntry[]
}

let db: Database
let running: Relay[] = []
beforeEach(async () => {
  db = await connectDatabase(inject('mongoUri'), freshDatabaseName())
})
afterEach(async () => {
  await Promise.all(running.map((relay) => relay.stop()))
  running = []
  await db.drop()
  await db.close()
})

/** Remembers what it handled, and what it was told to do with it. */
function recorder(name: string, handle: (entry: OutboxEntry, before: number) => Promise<void> | void = () => undefined) {
  const handled: string[] = []
  const handler: EventHandler = {
    name,
    types: ['thing.made'],
    async handle(entry) {
      await handle(entry, handled.filter((id) => id === entry.id).length)
      handled.push(entry.id)
    },
  }
  return { handler, handled }
}

const systemClock = { now: () => new Date() }
async function start(handlers: EventHandler[], clock = systemClock): Promise<Relay> {
  const relay = createRelay({ db, collections: ['things'], handlers, log: createLog('silent'), clock })
  running.push(relay)
  await relay.start()
  await expect.poll(() => relay.ready(), { timeout: 10_000 }).toBe(true)
  return relay
}
async function stop(relay: Relay): Promise<void> {
  await relay.stop()
  running = running.filter((other) => other !== relay)
}

const things = () => db.collection<Change>('things')
const delivered = () => db.collection('event_deliveries')
const failures = () => db.collection<{ _id: string; attempts: number; nextAt: Date }>('event_failures')
let sequence = 0
async function make(count = 1, at = new Date()): Promise<string[]> {
  const made: Change[] = Array.from({ length: count }, () => {
    sequence += 1
    return { _id: `thing_${sequence}`, outbox: [outboxEntry('thing.made', at, { n: sequence })] }
  })
  await things().insertMany(made, durable)
  return made.map((thing) => thing.outbox[0]?.id ?? '')
}
const sorted = (ids: readonly string[]) => [...ids].sort()

describe('delivery', () => {
  test('each handler gets each entry once, and only types it asked for', async () => {
    const [one, two] = [recorder('one'), recorder('two')]
    const other: EventHandler = { name: 'other', types: ['thing.gone'], handle: () => Promise.reject(new Error('not mine')) }
    await start([one.handler, two.handler, other])
    const ids = await make(20)
    await expect.poll(() => delivered().countDocuments(), { timeout: 10_000 }).toBe(40)
    expect(sorted(one.handled)).toEqual(sorted(ids))
    expect(sorted(two.handled)).toEqual(sorted(ids))
    expect(await failures().countDocuments()).toBe(0)
  })

  test('an entry pushed into a document that was there already is delivered, the old ones are not repeated', async () => {
    const { handler, handled } = recorder('one')
    await start([handler])
    const [first = ''] = await make()
    await expect.poll(() => handled).toEqual([first])
    const later = outboxEntry('thing.made', new Date(), {})
    await things().updateOne({ _id: `thing_${sequence}` }, { $push: { outbox: later } }, durable)
    await expect.poll(() => handled, { timeout: 10_000 }).toEqual([first, later.id])
  })

  test('a handler that fails twice gets the entry again until it takes it; the other handler is not bothered', async () => {
    let tries = 0
    const failing = recorder('failing', () => {
      tries += 1
      if (tries <= 2) throw new Error('on purpose')
    })
    const steady = recorder('steady')
    await start([failing.handler, steady.handler])
    const [id = ''] = await make()
    await expect.poll(() => failing.handled, { timeout: 20_000, interval: 100 }).toEqual([id])
    await expect.poll(() => failures().countDocuments()).toBe(0)
    expect(tries).toBe(3)
    expect(steady.handled).toEqual([id])
    expect(await delivered().countDocuments()).toBe(2)
  })

  test('a failure waits longer each time', async () => {
    const failing = recorder('failing', () => {
      throw new Error('on purpose')
    })
    await start([failing.handler])
    const [id = ''] = await make()
    await expect
      .poll(async () => (await failures().findOne({ _id: `${id}:failing` }))?.attempts ?? 0, { timeout: 20_000, interval: 100 })
      .toBeGreaterThanOrEqual(2)
    const failure = await failures().findOne({ _id: `${id}:failing` })
    expect((failure?.nextAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(0)
    expect(await delivered().countDocuments()).toBe(0)
  })
})

describe('side by side', () => {
  test('a handling that hangs is given up, told as failed, and holds up nobody else', async () => {
    const hanging = recorder('hanging', (entry) => (entry.payload.n === 'hangs' ? new Promise(() => undefined) : undefined))
    const relay = createRelay({
      db,
      collections: ['things'],
      handlers: [hanging.handler],
      log: createLog('silent'),
      clock: systemClock,
      handlerMs: 1_500,
    })
    running.push(relay)
    await relay.start()
    await expect.poll(() => relay.ready(), { timeout: 10_000 }).toBe(true)
    const stuck = outboxEntry('thing.made', new Date(), { n: 'hangs' })
    await things().insertOne({ _id: 'thing_hangs', outbox: [stuck] }, durable)
    const ids = await make(5)
    await expect.poll(() => sorted(hanging.handled), { timeout: 1_400 }).toEqual(sorted(ids))
    await expect
      .poll(async () => (await failures().findOne({ _id: `${stuck.id}:hanging` }))?.attempts ?? 0, { timeout: 10_000 })
      .toBeGreaterThanOrEqual(1)
    expect(await delivered().countDocuments()).toBe(5)
  })

  test('events about one thing are handled in the order in which they were written, whatever each takes', async () => {
    const order: string[] = []
    const handler: EventHandler = {
      name: 'ordered',
      types: ['thing.made'],
      async handle(entry) {
        const n = Number(entry.payload.n)
        await new Promise((resolve) => setTimeout(resolve, (n % 3) * 10))
        order.push(`${entry.of}${n}`)
      },
    }
    await start([handler])
    for (let n = 1; n <= 12; n += 1) {
      const about = ['gift-a', 'gift-b', 'gift-c'][n % 3] ?? ''
      await things().insertOne({ _id: `ordered_${n}`, outbox: [outboxEntry('thing.made', new Date(), { n }, about)] }, durable)
    }
    await expect.poll(() => order.length, { timeout: 10_000 }).toBe(12)
    for (const about of ['gift-a', 'gift-b', 'gift-c']) {
      const ofOne = order.filter((each) => each.startsWith(about)).map((each) => Number(each.slice(about.length)))
      expect(ofOne).toEqual([...ofOne].sort((left, right) => left - right))
      expect(ofOne).toHaveLength(4)
    }
  })
})

describe('across interruptions', () => {
  test('what was written while no relay ran is delivered at the next start, once', async () => {
    const { handler, handled } = recorder('one')
    const first = await start([handler])
    const before = await make(3)
    await expect.poll(() => handled.length, { timeout: 10_000 }).toBe(3)
    await stop(first)
    const meanwhile = await make(5)
    expect(handled).toHaveLength(3)
    await start([handler])
    await expect.poll(() => handled.length, { timeout: 10_000 }).toBe(8)
    expect(sorted(handled)).toEqual(sorted([...before, ...meanwhile]))
  })

  test.each([
    ['garbage', { _data: 'not a token' }],
    ['a token of another server', { _data: '8200000000000000012B0229296E04' }],
    ['no document', 5],
  ])('a resume token that is %s is survived: the sweep makes up for it', async (_, resumeToken) => {
    const missed = await make(3)
    await db
      .collection<{ _id: string; resumeToken: unknown; sweptTo: Date }>('event_relay')
      .insertOne({ _id: 'relay', resumeToken, sweptTo: new Date(Date.now() - 60_000) })
    const { handler, handled } = recorder('one')
    await start([handler])
    await expect.poll(() => handled.length, { timeout: 15_000 }).toBe(3)
    const live = await make(2)
    await expect.poll(() => handled.length, { timeout: 15_000 }).toBe(5)
    expect(sorted(handled)).toEqual(sorted([...missed, ...live]))
  })

  test('the checkpoint stays behind what is not handled yet', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let offsetMs = 0
    const { handler, handled } = recorder('slow', async () => {
      // An hour passes while the entry is handled: what came after it has not been looked at.
      offsetMs = 3_600_000
      await held
    })
    const relay = await start([handler], { now: () => new Date(Date.now() + offsetMs) })
    const madeAt = new Date()
    await make(1, madeAt)
    await expect.poll(() => offsetMs, { timeout: 10_000 }).toBeGreaterThan(0)
    const stopping = stop(relay)
    release()
    await stopping
    expect(handled).toHaveLength(1)
    const state = await db.collection<{ _id: string; sweptTo: Date }>('event_relay').findOne({ _id: 'relay' })
    expect(state?.sweptTo.getTime()).toBeLessThan(madeAt.getTime())
  })
})

describe('several processes', () => {
  test('two relays at once: each entry is handled by the one that holds the lease', async () => {
    const [one, two] = [recorder('same'), recorder('same')]
    await start([one.handler])
    await start([two.handler])
    const ids = await make(30)
    await expect.poll(() => delivered().countDocuments(), { timeout: 10_000 }).toBe(30)
    expect(sorted([...one.handled, ...two.handled])).toEqual(sorted(ids))
    expect(Math.min(one.handled.length, two.handled.length)).toBe(0)
  })

  test('when the holder stops, the other takes over and nothing is lost or doubled', async () => {
    const [one, two] = [recorder('same'), recorder('same')]
    const holder = await start([one.handler])
    await start([two.handler])
    const first = await make(5)
    await expect.poll(() => one.handled.length, { timeout: 10_000 }).toBe(5)
    await stop(holder)
    const second = await make(5)
    await expect.poll(() => two.handled.length, { timeout: 15_000 }).toBe(5)
    expect(sorted([...one.handled, ...two.handled])).toEqual(sorted([...first, ...second]))
  })

  test('a holder that died without a word is followed when its lease runs out', async () => {
    await db.ensureIndexes('leases', [])
    await db
      .collection<{ _id: string; holder: string; until: Date }>('leases')
      .insertOne({ _id: 'event-relay', holder: 'relay_dead', until: new Date(Date.now() + 1_500) })
    const { handler, handled } = recorder('one')
    await start([handler])
    const ids = await make(3)
    await expect.poll(() => sorted(handled), { timeout: 15_000 }).toEqual(sorted(ids))
  })

  test('one whose lease was taken in the middle of its work stops working', async () => {
    let offsetMs = 0
    const clock = { now: () => new Date(Date.now() + offsetMs) }
    const { handler, handled } = recorder('one', async () => {
      if (offsetMs > 0) return
      // While the first entry is handled, longer than the lease lasts, another process takes the lease.
      offsetMs = 60_000
      await db
        .collection<{ _id: string; holder: string; until: Date }>('leases')
        .updateOne({ _id: 'event-relay' }, { $set: { holder: 'relay_other', until: new Date(Date.now() + 3_600_000) } })
    })
    await make(3)
    const relay = createRelay({ db, collections: ['things'], handlers: [handler], log: createLog('silent'), clock })
    running.push(relay)
    await relay.start()
    await expect.poll(() => relay.ready(), { timeout: 10_000 }).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(handled).toHaveLength(1)
  })
})
