import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { AppError } from '@minsheng/shared/errors'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import type { GaugeSpec } from '../../../platform/http/gauges.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { PolicyBooks } from '../publishing/books.ts'
import type { CopyState, FromThread, Question, Questions, ToThread } from './counted.ts'

/** Where the thread finds the database and its keys. */
export interface ThreadPlace {
  uri: string
  database: string
  keyringFile: string | undefined
  keysDir: string | undefined
}

interface HostParts {
  /** The thread's program. */
  program: URL
  place: ThreadPlace
  books: Pick<PolicyBooks, 'current' | 'renewed'>
  log: Log
  clock: Clock
  onTrouble: () => void
}

interface Asked {
  message: Extract<ToThread, { kind: 'ask' }>
  /** A newer one of the same slot takes the place of one that still waits. */
  slot: string | null
  resolve: (value: { value: unknown; tookMs: number }) => void
  reject: (error: unknown) => void
}

// In source the program is TypeScript, which a thread does not read by itself; what is bundled it does.
const begin = `
const { workerData } = require('node:worker_threads')
const readable = workerData.loader ? import(workerData.loader).then((api) => api.register()) : Promise.resolve()
readable.then(() => import(workerData.program))
`

/** A thread that ends again and again before everyone is in is started less and less often. */
const [RESTART_MS, SLOWEST_RESTART_MS] = [2_000, 300_000]
const CATALOGUE_MS = 1_000
const MOST_HEAP_MB = 2_500

const building: CopyState = {
  state: 'building',
  behindSeconds: 0,
  homesDone: 0,
  homesAll: 0,
  homesLeftOut: 0,
  people: 0,
  homes: 0,
  decidedFor: null,
  rssBytes: 0,
}

export type PopulationHost = ReturnType<typeof createPopulationHost>

/** The process's side of the thread that holds everyone: starts it, starts it again, asks it one thing at a time. */
export function createPopulationHost({ program, place, books, log, clock, onTrouble }: HostParts) {
  let worker: Worker | null = null
  let state: CopyState = building
  let hash: string | null = null
  let sentHash: string | null = null
  let sentOffset = 0
  let isStopping = false
  let timer: NodeJS.Timeout | null = null
  let restarting: NodeJS.Timeout | null = null
  let restartMs = RESTART_MS
  let numbers = 0
  let inFlight: Asked | null = null
  const waiting: Asked[] = []
  const watchers = new Set<() => void>()

  const tell = (message: ToThread) => worker?.postMessage(message)
  const fault = (error: unknown) => {
    onTrouble()
    log.warn({ err: error }, 'the copy of the population')
  }

  function next(): void {
    if (inFlight || !worker) return
    inFlight = waiting.shift() ?? null
    if (inFlight) tell(inFlight.message)
  }

  function answered(message: Extract<FromThread, { kind: 'answer' | 'fault' }>): void {
    if (inFlight?.message.number !== message.number) return
    const asked = inFlight
    inFlight = null
    if (message.kind === 'answer') asked.resolve(message)
    else asked.reject(errorOf(message))
    next()
  }

  function hear(message: FromThread): void {
    switch (message.kind) {
      case 'answer':
      case 'fault':
        answered(message)
        break
      case 'state':
        state = message.state
        hash = message.hash
        if (isReady()) restartMs = RESTART_MS
        for (const look of watchers) look()
        break
      case 'trouble':
        fault(Object.assign(new Error(message.message), { name: message.name }))
        break
      case 'stopped':
        break
    }
  }

  function ended(error: unknown): void {
    worker = null
    state = building
    hash = null
    sentHash = null
    sentOffset = 0
    for (const asked of [inFlight, ...waiting.splice(0)]) asked?.reject(readAnew())
    inFlight = null
    if (isStopping) return
    onTrouble()
    log.error({ err: error, againInMs: restartMs }, 'the thread of the population ended; it is started again')
    restarting = setTimeout(() => {
      restarting = null
      start()
    }, restartMs)
    restarting.unref()
    restartMs = Math.min(restartMs * 2, SLOWEST_RESTART_MS)
  }

  function start(): void {
    // Whoever asks does not start it sooner: what failed just now would fail for each of them.
    if (worker || restarting || isStopping) return
    const isSource = program.pathname.endsWith('.ts')
    const loader = isSource
      ? pathToFileURL(
          createRequire(import.meta.url)
            .resolve('tsx/esm/api')
            .replace(/cjs$/, 'mjs'),
        ).href
      : null
    const made = new Worker(begin, {
      eval: true,
      workerData: { ...place, loader, program: program.href },
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    })
    worker = made
    // The process may end although the thread never does.
    made.unref()
    made.on('message', hear)
    let failure: unknown = null
    made.once('error', (error) => {
      failure = error
    })
    made.once('exit', (code) => {
      if (worker === made) ended(failure ?? new Error(`it ended with ${code}`))
    })
    timer ??= setInterval(() => void sendCatalogue().catch(fault), CATALOGUE_MS)
    timer.unref()
    sendCatalogue().then(next, fault)
  }

  async function sendCatalogue(published = books.current): Promise<void> {
    const { documents, catalogue } = await published()
    if (!worker) return
    const offsetMs = clock.now().getTime() - Date.now()
    if (Math.abs(offsetMs - sentOffset) > 500) {
      sentOffset = offsetMs
      tell({ kind: 'clock', offsetMs })
    }
    const newest = documents.at(-1)?.hash ?? ''
    if (newest === sentHash) return
    sentHash = newest
    tell({ kind: 'catalogue', hash: newest, catalogue })
  }

  const isReady = () => state.state !== 'building' && hash !== null && hash === sentHash

  /** Whether everyone is decided by what is published at this moment, wherever it was published, for the day it is. */
  async function isCurrent(): Promise<boolean> {
    await sendCatalogue(books.renewed)
    return isReady() && state.decidedFor === shanghaiDate(clock.now())
  }

  /** @returns whether it was ready in time */
  async function ready(ms: number): Promise<boolean> {
    start()
    await sendCatalogue()
    if (isReady()) return true
    return new Promise((resolve) => {
      const look = () => {
        if (isReady()) end(true)
      }
      const late = setTimeout(() => end(false), ms)
      const end = (value: boolean) => {
        clearTimeout(late)
        watchers.delete(look)
        resolve(value)
      }
      watchers.add(look)
    })
  }

  async function ask<Q extends Question>(
    question: Q,
    input: Questions[Q]['in'],
    slot: string | null = null,
  ): Promise<{ value: Questions[Q]['out']; tookMs: number }> {
    const older = slot === null ? -1 : waiting.findIndex((one) => one.slot === slot)
    if (older >= 0) waiting.splice(older, 1)[0]?.reject(new AppError('conflict', { detail: '您又改了一次，算的是新的那次' }))
    if (!worker) throw readAnew()
    numbers += 1
    const message = { kind: 'ask', number: numbers, question, input } as const
    return new Promise((resolve, reject) => {
      waiting.push({ message, slot, resolve: resolve as Asked['resolve'], reject })
      next()
    })
  }

  return {
    start,
    ready,
    ask,
    isRunning: () => worker !== null,
    isReady,
    isCurrent,
    state: () => state,
    gauges: [
      { name: 'minsheng_population_people', help: 'People in the copy that is counted over', read: async () => state.people },
      {
        name: 'minsheng_population_behind_seconds',
        help: 'How long ago everything written before had been taken into the copy; +Inf while it is built',
        read: async () => (state.state === 'building' ? Number.POSITIVE_INFINITY : state.behindSeconds),
      },
      {
        name: 'minsheng_population_homes',
        help: 'Households of the copy: read in, of all there are, and those that could not be taken in',
        label: 'which',
        read: async () => ({ done: state.homesDone, all: state.homesAll, left_out: state.homesLeftOut }),
      },
    ] satisfies GaugeSpec[],
    /** Ends the thread as a fault of it would; it is started again. */
    async kill(): Promise<void> {
      await worker?.terminate()
    },
    async stop(): Promise<void> {
      isStopping = true
      if (timer) clearInterval(timer)
      if (restarting) clearTimeout(restarting)
      const made = worker
      if (!made) return
      const over = new Promise<void>((resolve) => made.once('exit', () => resolve()))
      tell({ kind: 'stop' })
      const late = setTimeout(() => void made.terminate(), 5_000)
      await over
      clearTimeout(late)
    },
  }
}

const readAnew = () => new AppError('unavailable', { detail: '全区情况正在重新读入，请稍后再试', retryAfterSeconds: 5 })

/** What a fault of the thread is to whoever asked. */
function errorOf({ name, message }: { name: string; message: string }): Error {
  if (name === 'NotReady') return new AppError('unavailable', { detail: '全区情况正在读入，请稍后再试', retryAfterSeconds: 5 })
  if (name === 'RangeError')
    return new AppError('invalid_input', { issues: [{ path: 'body.change', message: '这样改，有的金额会大到算不准，请改小' }] })
  return Object.assign(new Error(message), { name })
}
