import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPopulationHost } from './host.ts'

const HOUR_MS = 3_600_000
const TODAY = '2026-11-30'
let offsetMs = 0
const clock = { now: () => new Date(Date.now() + offsetMs) }
const place = { uri: '', database: '', keyringFile: undefined, keysDir: undefined }
const program = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)

/** Says that everyone is decided by the first catalogue it is told of, and what clock it was told; answers nothing. */
const told = program(`
  import { parentPort } from 'node:worker_threads'
  let known = false
  const on = {
    catalogue({ hash }) {
      if (!known) parentPort.postMessage({ kind: 'state', hash, state: { state: 'live', decidedFor: '${TODAY}' } })
      known = true
    },
    clock: ({ offsetMs }) => parentPort.postMessage({ kind: 'trouble', name: 'Clock', message: String(offsetMs) }),
    stop: () => parentPort.close(),
  }
  parentPort.on('message', (message) => on[message.kind]?.(message))
`)
const failing = program(`throw new Error('it has no program')`)

/** What is known only when it is asked anew. */
let published = 'first'
let ends: { err: Error; againInMs: number }[] = []
let warnings: { err: Error }[] = []
let troubles = 0
let host: ReturnType<typeof createPopulationHost>

function hostOf(code: URL) {
  const books = (newest: string) => ({ documents: [{ hash: newest }], published: [], catalogue: {} }) as never
  host = createPopulationHost({
    program: code,
    place,
    books: { current: async () => books('first'), renewed: async () => books(published) },
    log: { error: (one: (typeof ends)[number]) => ends.push(one), warn: (one: (typeof warnings)[number]) => warnings.push(one) } as never,
    clock,
    onTrouble: () => {
      troubles += 1
    },
  })
  return host
}

/** Lets threads live until something is so; the timers stand still meanwhile. */
async function soon(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}
async function pause(ms: number): Promise<void> {
  const end = performance.now() + ms
  await soon(() => performance.now() > end)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'], now: new Date(`${TODAY}T04:00:00Z`) })
  offsetMs = 0
  published = 'first'
  ends = []
  warnings = []
  troubles = 0
})
afterEach(async () => {
  await host.stop()
  vi.useRealTimers()
})

test('a thread that can not load its program is told of once each time, and started less and less often, whoever asks', async () => {
  hostOf(failing).start()
  for (const [index, wait] of [2_000, 4_000, 8_000].entries()) {
    await soon(() => ends.length === index + 1)
    expect(ends.at(-1)).toMatchObject({ err: { message: 'it has no program' }, againInMs: wait })
    vi.advanceTimersByTime(wait - 1)
    host.start()
    await expect(host.ask('coverage', { by: 'age', scope: null })).rejects.toMatchObject({ code: 'unavailable' })
    await pause(150)
    expect(ends).toHaveLength(index + 1)
    vi.advanceTimersByTime(1)
  }
  await soon(() => ends.length === 4)
  for (let count = 4; count < 12; count += 1) {
    vi.advanceTimersByTime(300_000)
    await soon(() => ends.length === count + 1)
  }
  expect(ends.at(-1)?.againInMs).toBe(300_000)
  expect({ troubles, warnings: warnings.length }).toEqual({ troubles: 12, warnings: 0 })
})

test('one that was ready is started anew soon, told the clock and the catalogue again; nobody waits for what it took with it', async () => {
  offsetMs = HOUR_MS
  hostOf(told)
  expect(await host.ready(10_000)).toBe(true)
  const asked = [1, 2].map(() => host.ask('coverage', { by: 'age', scope: null }))
  const refused = Promise.allSettled(asked)
  await host.kill()
  expect((await refused).map((one) => one.status === 'rejected' && one.reason.code)).toEqual(['unavailable', 'unavailable'])
  vi.advanceTimersByTime(2_000)
  expect(await host.ready(10_000)).toBe(true)
  await soon(() => warnings.length === 2)
  for (const { err } of warnings) expect(Math.abs(Number(err.message) - HOUR_MS)).toBeLessThan(5_000)
  await host.kill()
  expect(ends.map(({ againInMs }) => againInMs)).toEqual([2_000, 2_000])
})

test('it is current while everyone is decided by what is published now, for today', async () => {
  hostOf(told)
  expect(await host.isCurrent()).toBe(false)
  expect(await host.ready(10_000)).toBe(true)
  expect(await host.isCurrent()).toBe(true)
  offsetMs = 24 * HOUR_MS
  expect(await host.isCurrent()).toBe(false)
  offsetMs = 0
  published = 'second'
  expect(host.isReady()).toBe(true)
  expect(await host.isCurrent()).toBe(false)
})
