import { randomUUID } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { openJournal } from '../server/journal.ts'
import type { Behaviours, Tamper } from './behaviour.ts'
import { composeNotice, type NoticeOptions } from './notice.ts'
import { type Attempt, type Notice, notice, RETRY_PLAN_SECONDS } from './notice-record.ts'
import type { Order } from './order.ts'
import type { OrderBook } from './order-book.ts'

const ACCEPTED = [200, 204]

export interface DeliveryOptions extends NoticeOptions {
  clock: Clock
  orders: OrderBook
  behaviours: Behaviours
  dataDir: string | undefined
  /** Multiplies every wait of the retry plan. */
  retryScale: number
  timeoutMs?: number
}

/** Sends notices and repeats them by WeChat Pay's plan until they are taken or the plan ends. */
export function createDelivery(options: DeliveryOptions) {
  const { clock, orders, behaviours, retryScale, timeoutMs = 5_000 } = options
  const journal = openJournal(options.dataDir, 'pay-notices', notice)
  const notices = new Map<string, Notice>(journal.replayed.map((entry) => [entry.id, entry]))
  const timers = new Map<string, NodeJS.Timeout>()
  let stopped = false

  const save = (changed: Notice): void => {
    notices.set(changed.id, changed)
    journal.append(changed)
  }

  async function post(id: string, order: Order, createdAt: Date, how: Tamper): Promise<Attempt> {
    const at = clock.now()
    const started = performance.now()
    const message = composeNotice(id, order, how, createdAt, at, options)
    const outcome = await fetch(order.notifyUrl, {
      method: 'POST',
      headers: message.headers,
      body: message.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    }).then(
      async (response) => {
        await response.arrayBuffer()
        return { status: response.status, error: null }
      },
      (error: unknown) => ({ status: null, error: error instanceof Error ? error.message : String(error) }),
    )
    return { at: at.toISOString(), durationMs: Math.round(performance.now() - started), tamper: how, ...outcome }
  }
  const several = (times: number, id: string, order: Order, createdAt: Date, how: Tamper): Promise<Attempt[]> =>
    Promise.all(Array.from({ length: times }, () => post(id, order, createdAt, how)))

  function schedule(pending: Notice): void {
    if (pending.nextAt === null || stopped) return
    const waitMs = Math.max(0, Date.parse(pending.nextAt) - clock.now().getTime())
    timers.set(
      pending.id,
      setTimeout(() => void deliver(pending.id), waitMs),
    )
  }

  async function deliver(id: string): Promise<void> {
    timers.delete(id)
    const pending = notices.get(id)
    const order = pending && orders.find(pending.outTradeNo)
    if (pending === undefined || order === undefined) return
    const wanted = behaviours.of(order.outTradeNo)
    const results = await several(wanted.notice === 'doubled' ? wanted.times : 1, id, order, new Date(pending.createdAt), wanted.tamper)
    if (!notices.has(id)) return
    const taken = results.some((result) => result.status !== null && ACCEPTED.includes(result.status))
    const waitSeconds = RETRY_PLAN_SECONDS[pending.rounds]
    const done: Notice = { ...pending, rounds: pending.rounds + 1, attempts: [...pending.attempts, ...results] }
    if (taken) return save({ ...done, state: 'delivered', nextAt: null })
    if (waitSeconds === undefined) return save({ ...done, state: 'given_up', nextAt: null })
    const next: Notice = { ...done, nextAt: new Date(clock.now().getTime() + waitSeconds * 1000 * retryScale).toISOString() }
    save(next)
    schedule(next)
  }

  for (const kept of notices.values()) if (kept.state === 'pending') schedule(kept)

  return {
    /** The order was paid: tells the merchant, in the way the behaviour of the moment says. */
    announce(order: Order): void {
      const wanted = behaviours.of(order.outTradeNo)
      if (wanted.notice === 'silent') return
      const now = clock.now()
      const created: Notice = {
        id: randomUUID(),
        outTradeNo: order.outTradeNo,
        createdAt: now.toISOString(),
        state: 'pending',
        rounds: 0,
        nextAt: new Date(now.getTime() + (wanted.notice === 'late' ? wanted.lateMs : 0)).toISOString(),
        attempts: [],
      }
      save(created)
      schedule(created)
    },
    /** Control only: sends now, `times` at once, with no retry, under the id of the order's notice if it has one. */
    async sendNow(order: Order, how: Tamper, times: number): Promise<Attempt[]> {
      const known = [...notices.values()].find((candidate) => candidate.outTradeNo === order.outTradeNo)
      const now = clock.now()
      const results = await several(times, known?.id ?? randomUUID(), order, known ? new Date(known.createdAt) : now, how)
      const latest = known && notices.get(known.id)
      if (latest) save({ ...latest, attempts: [...latest.attempts, ...results] })
      return results
    },
    list: (outTradeNo?: string): Notice[] =>
      [...notices.values()].filter((candidate) => outTradeNo === undefined || candidate.outTradeNo === outTradeNo),
    reset(): void {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      notices.clear()
      journal.clear()
    },
    /** Keeps what is pending for the next start. */
    stop(): void {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
export type Delivery = ReturnType<typeof createDelivery>
