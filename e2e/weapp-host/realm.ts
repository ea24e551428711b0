import { types } from 'node:util'
import vm from 'node:vm'
import type { Diagnostics } from './diagnostics.ts'

type Callback = (...args: never[]) => unknown

/** The logic layer: a context with JavaScript alone, without window, document, Function-from-text or Intl, as on an Android phone. */
export interface Realm {
  context: vm.Context
  global: Record<string, unknown>
  /** Copies plain data into the context, so that `instanceof` and `constructor` hold inside; functions pass. */
  import<T>(value: T): T
  /** Calls into the program; an exception is recorded and reported, never thrown at the host. */
  guard<T>(where: string, call: () => T): T | undefined
  onError(listener: (reason: unknown) => void): void
  /** Stops every timer and rejects later ones. */
  close(): void
}

interface Maker {
  object(): Record<string, unknown>
  array(): unknown[]
  buffer(length: number): ArrayBuffer
  bytes(buffer: ArrayBuffer): Uint8Array
  error(message: string): Error
  method: object
}

const forbidden = ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics']

export function createRealm(diagnostics: Diagnostics): Realm {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false }, name: 'weapp' })
  const global = vm.runInContext('globalThis', context) as Record<string, unknown>
  for (const name of forbidden) delete global[name]
  global.global = global

  const make = vm.runInContext(
    '({ object: () => ({}), array: () => [], buffer: (n) => new ArrayBuffer(n), bytes: (b) => new Uint8Array(b), error: (m) => new Error(m), method: Function.prototype })',
    context,
  ) as Maker

  const importValue = (value: unknown): unknown => {
    // A host function with its own prototype would hand the program the host's Function.
    if (typeof value === 'function' && Object.getPrototypeOf(value) === Function.prototype) Object.setPrototypeOf(value, make.method)
    if (typeof value !== 'object' || value === null) return value
    if (types.isAnyArrayBuffer(value)) {
      const buffer = make.buffer(value.byteLength)
      make.bytes(buffer).set(new Uint8Array(value))
      return buffer
    }
    if (value instanceof Error) return make.error(value.message)
    if (Array.isArray(value)) {
      const array = make.array()
      for (const item of value) array.push(importValue(item))
      return array
    }
    const object = make.object()
    for (const [key, item] of Object.entries(value)) object[key] = importValue(item)
    return object
  }

  const listeners: ((reason: unknown) => void)[] = []
  let closed = false
  const guard = <T>(where: string, call: () => T): T | undefined => {
    if (closed) return undefined
    try {
      return call()
    } catch (reason) {
      diagnostics.fault('exception', where, reason)
      for (const listener of listeners) listener(reason)
      return undefined
    }
  }

  const timers = new Map<number, { handle: NodeJS.Timeout; repeat: boolean }>()
  let nextTimer = 1
  const start =
    (repeat: boolean) =>
    (callback: Callback, delay?: number, ...args: never[]) => {
      const id = nextTimer++
      if (closed || typeof callback !== 'function') return id
      const run = () => {
        if (!repeat) timers.delete(id)
        guard(repeat ? 'setInterval' : 'setTimeout', () => callback(...args))
      }
      const handle = repeat ? setInterval(run, Math.max(4, Number(delay) || 0)) : setTimeout(run, Number(delay) || 0)
      timers.set(id, { handle, repeat })
      return id
    }
  const stop = (id?: number) => {
    const timer = timers.get(Number(id))
    if (timer) clearTimeout(timer.handle)
    timers.delete(Number(id))
  }
  const log =
    (level: 'log' | 'info' | 'warn' | 'error' | 'debug') =>
    (...words: unknown[]) => {
      diagnostics.console.push({ level, text: words.map((word) => (typeof word === 'string' ? word : describeWord(word))).join(' ') })
    }
  const globals = {
    setTimeout: start(false),
    setInterval: start(true),
    clearTimeout: stop,
    clearInterval: stop,
    console: {
      log: log('log'),
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
      debug: log('debug'),
      group: log('log'),
      groupEnd: () => undefined,
      time: () => undefined,
      timeEnd: () => undefined,
      trace: log('debug'),
    },
  }
  Object.assign(global, importValue(globals))
  const stopRejections = watchRejections(vm.runInContext('Promise', context) as PromiseConstructor, (reason) => {
    diagnostics.fault('unhandled-rejection', 'promise', reason)
  })
  return {
    context,
    global,
    import: <T>(value: T) => importValue(value) as T,
    guard,
    onError: (listener) => listeners.push(listener),
    close: () => {
      closed = true
      for (const { handle } of timers.values()) clearTimeout(handle)
      timers.clear()
      stopRejections()
    },
  }
}

function describeWord(word: unknown): string {
  if (types.isNativeError(word)) return word.stack ?? word.message
  try {
    return JSON.stringify(word) ?? String(word)
  } catch {
    return String(word)
  }
}

type RejectionListener = (reason: unknown, promise: Promise<unknown>) => void
const watched = new Map<PromiseConstructor, (reason: unknown) => void>()
let others: RejectionListener[] = []
const afterlife = 3_000

function dispatchRejection(reason: unknown, promise: Promise<unknown>): void {
  for (const [promiseClass, record] of watched) {
    if (promise instanceof promiseClass) {
      record(reason)
      return
    }
  }
  if (others.length === 0) throw reason
  for (const listener of others) listener(reason, promise)
}

/** Node reports a rejection to the whole process; those of a program's own promises go to its record, the rest to who listened before. */
function watchRejections(promiseClass: PromiseConstructor, record: (reason: unknown) => void): () => void {
  if (watched.size === 0) {
    others = process.listeners('unhandledRejection') as RejectionListener[]
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', dispatchRejection)
  }
  watched.set(promiseClass, record)
  return () => {
    if (!watched.has(promiseClass)) return
    // Answers that were on their way when the program closed may still reject; they are nobody's fault.
    watched.set(promiseClass, () => undefined)
    setTimeout(() => {
      watched.delete(promiseClass)
      if (watched.size > 0) return
      process.removeListener('unhandledRejection', dispatchRejection)
      for (const listener of others) process.on('unhandledRejection', listener)
      others = []
    }, afterlife).unref()
  }
}
