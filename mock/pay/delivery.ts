import { randomUUID } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { openJournal } from '../server/journal.ts'
import type { Behaviour, Behaviours, Tamper } from './behaviour.ts'
import type { Timetable } from './clocks.ts'
import { composeNotice, type NoticeOptions } from './notice.ts'
import { type NoticeContent, paymentContent, refundContent } from './notice-content.ts'
import { type Attempt, type Notice, type NoticeSubject, notice, RETRY_PLAN_SECONDS } from './notice-record.ts'
import type { Order } from './order.ts'
import type { OrderBook } from './order-book.ts'
import type { Refund } from './refund.ts'
import type { RefundBook } from './refund-book.ts'

const ACCEPTED = [200, 204]

export interface DeliveryOptions extends NoticeOptions {
  clock: Clock
  timetable: Timetable
  orders: OrderBook
  refunds: RefundBook
  behaviours: Behaviours
  dataDir: string | undefined
  /** Multiplies every wait of the retry plan. */
  retryScale: number
  timeoutMs?: number
}

interface Parcel {
  url: string
  content(how: Tamper): NoticeContent
}

const sameSubject = (a: NoticeSubject, b: NoticeSubject): boolean =>
  a.outTradeNo === b.outTradeNo && a.refund?.outRefundNo === b.refund?.outRefundNo && a.refund?.status === b.refund?.status

/** Sends notices and repeats them by WeChat Pay's plan until they are taken or the plan ends. */
export function createDelivery(options: DeliveryOptions) {
  const { clock, timetable, orders, refunds, behaviours, retryScale, timeoutMs = 5_000 } = options
  const journal = openJournal(options.dataDir, 'pay-notices', notice)
  const notices = new Map<string, Notice>(journal.replayed.map((entry) => [entry.id, entry]))

  const save = (changed: Notice): void => {
    notices.set(changed.id, changed)
    journal.append(changed)
  }
  /** Undefined when the merchant gave no address for it. */
  function parcelOf({ outTradeNo, refund: about }: NoticeSubject): Parcel | undefined {
    const order = orders.find(outTradeNo)
    if (about === undefined) return order && { url: order.notifyUrl, content: (how) => paymentContent(order, how) }
    const refund = refunds.find(about.outRefundNo)
    if (refund?.notifyUrl === undefined) return undefined
    return { url: refund.notifyUrl, content: (how) => refundContent(refund, about.status, how) }
  }
  function mannerOf(subject: NoticeSubject): Pick<Behaviour, 'notice' | 'lateMs' | 'times' | 'tamper'> {
    const wanted = behaviours.of(subject.outTradeNo)
    return subject.refund === undefined ? wanted : wanted.refund
  }

  async function post(id: string, parcel: Parcel, createdAt: Date, how: Tamper): Promise<Attempt> {
    const at = clock.now()
    const started = performance.now()
    const message = composeNotice(id, parcel.content(how), how, createdAt, at, options)
    const outcome = await fetch(parcel.url, {
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
  const several = (times: number, id: string, parcel: Parcel, createdAt: Date, how: Tamper): Promise<Attempt[]> =>
    Promise.all(Array.from({ length: times }, () => post(id, parcel, createdAt, how)))

  function schedule({ id, nextAt }: Notice): void {
    if (nextAt !== null) timetable.at(`notice ${id}`, nextAt, () => void deliver(id))
  }
  function release(outTradeNo: string): void {
    for (const kept of notices.values()) {
      if (!kept.held || kept.outTradeNo !== outTradeNo) continue
      const freed: Notice = { ...kept, held: undefined, nextAt: clock.now().toISOString() }
      save(freed)
      schedule(freed)
    }
  }

  async function deliver(id: string): Promise<void> {
    const pending = notices.get(id)
    const parcel = pending && parcelOf(pending)
    if (pending === undefined || parcel === undefined) return
    const wanted = mannerOf(pending)
    const results = await several(wanted.notice === 'doubled' ? wanted.times : 1, id, parcel, new Date(pending.createdAt), wanted.tamper)
    if (!notices.has(id)) return
    const taken = results.some((result) => result.status !== null && ACCEPTED.includes(result.status))
    const waitSeconds = RETRY_PLAN_SECONDS[pending.rounds]
    const done: Notice = { ...pending, rounds: pending.rounds + 1, attempts: [...pending.attempts, ...results] }
    if (taken) save({ ...done, state: 'delivered', nextAt: null })
    else if (waitSeconds === undefined) save({ ...done, state: 'given_up', nextAt: null })
    else {
      const next: Notice = { ...done, nextAt: new Date(clock.now().getTime() + waitSeconds * 1000 * retryScale).toISOString() }
      save(next)
      schedule(next)
    }
    if (pending.refund) release(pending.outTradeNo)
  }

  for (const kept of notices.values()) if (kept.state === 'pending') schedule(kept)

  function announce(subject: NoticeSubject, isHeld: boolean): void {
    if (parcelOf(subject) === undefined) return
    const wanted = mannerOf(subject)
    const now = clock.now()
    const created: Notice = {
      ...subject,
      id: randomUUID(),
      createdAt: now.toISOString(),
      state: 'pending',
      rounds: 0,
      nextAt: isHeld ? null : new Date(now.getTime() + (wanted.notice === 'late' ? wanted.lateMs : 0)).toISOString(),
      ...(isHeld ? { held: true } : {}),
      attempts: [],
    }
    save(created)
    schedule(created)
  }

  return {
    /** The order was paid: tells the merchant, in the way the behaviour of the moment says. */
    announce({ outTradeNo }: Order): void {
      const { notice: way } = behaviours.of(outTradeNo)
      if (way !== 'silent') announce({ outTradeNo }, way === 'reordered')
    },
    /** The refund ended: tells the merchant, at the address its request gave. */
    announceRefund({ outTradeNo, outRefundNo, status, notifyUrl }: Refund): void {
      const { notice: way } = behaviours.of(outTradeNo).refund
      // With no notice of the refund to wait for, what waited goes now.
      if (way === 'silent' || notifyUrl === undefined) {
        release(outTradeNo)
        return
      }
      if (way === 'reordered') announce({ outTradeNo, refund: { outRefundNo, status: 'PROCESSING' } }, true)
      announce({ outTradeNo, refund: { outRefundNo, status } }, false)
    },
    /** Control only: sends now, `times` at once, with no retry, under the id of the notice if there is one. Empty without an address. */
    async sendNow(subject: NoticeSubject, how: Tamper, times: number): Promise<Attempt[]> {
      const parcel = parcelOf(subject)
      if (parcel === undefined) return []
      const known = [...notices.values()].find((candidate) => sameSubject(candidate, subject))
      const now = clock.now()
      const results = await several(times, known?.id ?? randomUUID(), parcel, known ? new Date(known.createdAt) : now, how)
      const latest = known && notices.get(known.id)
      if (latest) save({ ...latest, attempts: [...latest.attempts, ...results] })
      return results
    },
    list: (outTradeNo?: string): Notice[] =>
      [...notices.values()].filter((candidate) => outTradeNo === undefined || candidate.outTradeNo === outTradeNo),
    reset(): void {
      notices.clear()
      journal.clear()
    },
    /** Keeps what is pending for the next start. */
    stop: (): void => timetable.stop(),
  }
}
export type Delivery = ReturnType<typeof createDelivery>
