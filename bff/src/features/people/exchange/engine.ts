import { randomUUID } from 'node:crypto'
import type { ExchangeKind, ExchangeSourceId } from '@minsheng/shared/contracts/people'
import { AppError, errorTable } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { RegisterPage, RegisterPort } from '../../../ports/register.ts'
import { type ExchangeRunDocument, MOST_ATTEMPTS, MOST_RESTARTS, noCounts, summed, waitAfter } from './domain.ts'
import type { TakePage } from './page.ts'
import type { ExchangeStore } from './store.ts'

/** Longer than a page takes, a source's silence included; who dies leaves the exchange to others after it. */
const LEASE_MS = 60_000
const BROKEN = '这一页没有存进数据库，正在重试'

export interface EngineParts {
  store: ExchangeStore
  hub: RegisterPort
  page: TakePage
  /** Told of each failure that needs a person, and of counts that do not agree. */
  alarm: (event: 'exchange_failed' | 'exchange_disagrees', run: ExchangeRunDocument) => void
  /** Told of what nobody foresaw; the exchange goes on after a pause. */
  broken: (error: unknown, run: ExchangeRunDocument) => void
  clock: Clock
  /** From 0 to 1. */
  random?: () => number
  pageSize?: number
}

export type ExchangeEngine = ReturnType<typeof createExchangeEngine>

/** Pulls registers page by page. The checkpoint moves in the transaction of the page, so that a killed process loses and doubles nothing. */
export function createExchangeEngine({ store, hub, page, alarm, broken, clock, random = Math.random, pageSize = 100 }: EngineParts) {
  const holder = randomUUID()
  const soon = (ms: number) => new Date(clock.now().getTime() + ms)

  /** @returns false when it is no longer ours to work on, or has ended */
  async function takeAnswer(
    run: ExchangeRunDocument,
    answer: Extract<RegisterPage, { state: 'page' }>,
  ): Promise<ExchangeRunDocument | null> {
    const now = clock.now()
    const received = await page.prepare(run.sourceId, answer.rows, now)
    const isLast = answer.nextCursor === null
    return store.transaction(async (session) => {
      const counts = summed(run.counts, await page.take(run.sourceId, run._id, received, now, session))
      const watermark = run.cursor === null ? answer.watermark : run.watermark
      const moved = await store.moveRun(
        run,
        {
          cursor: answer.nextCursor,
          watermark,
          pages: run.pages + 1,
          sent: answer.total,
          counts,
          attempts: 0,
          fault: null,
          leaseUntil: isLast ? null : soon(LEASE_MS),
          ...(isLast ? { state: 'done', isOpen: false, endedAt: now, nextTryAt: null, holder: null } : {}),
        },
        session,
      )
      // Paused meanwhile, or taken over: the page is taken by whoever goes on.
      if (!moved) throw new AppError('conflict')
      if (isLast) {
        const source = await store.source(run.sourceId)
        const nextAt = new Date(now.getTime() + (source?.everyMinutes ?? 60) * 60_000)
        await store.changeSource(run.sourceId, null, { watermark, lastDoneAt: now, nextAt }, session)
      }
      return moved
    })
  }

  async function restart(run: ExchangeRunDocument): Promise<ExchangeRunDocument | null> {
    if (run.restarts >= MOST_RESTARTS) throw new AppError('upstream_unavailable', { detail: '来源一再丢失位置，请联系来源单位' })
    return store.moveRun(run, { cursor: null, restarts: run.restarts + 1, leaseUntil: soon(LEASE_MS) })
  }

  async function fail(run: ExchangeRunDocument, error: unknown): Promise<void> {
    const isExpected = error instanceof AppError
    if (isExpected && error.code === 'conflict') return
    if (!isExpected) broken(error, run)
    const attempts = run.attempts + 1
    const isOver = attempts >= MOST_ATTEMPTS
    const fault = isExpected ? error.message : BROKEN
    const moved = await store.moveRun(run, {
      attempts,
      fault: fault || errorTable.upstream_unavailable.title,
      holder: null,
      leaseUntil: null,
      ...(isOver
        ? { state: 'failed', isOpen: false, endedAt: clock.now(), nextTryAt: null }
        : { nextTryAt: soon(waitAfter(attempts, random())) }),
    })
    if (moved && isOver) alarm('exchange_failed', moved)
  }

  async function workOn(claimed: ExchangeRunDocument, signal?: AbortSignal): Promise<void> {
    let run = claimed
    while (run.state === 'running' && !signal?.aborted) {
      try {
        const answer = await hub.page(run.sourceId, { mode: run.kind, since: run.since, cursor: run.cursor, pageSize })
        const moved = answer.state === 'cursor_lost' ? await restart(run) : await takeAnswer(run, answer)
        if (!moved) return
        run = moved
      } catch (error) {
        return fail(run, error)
      }
    }
    if (run.state === 'done' && run.sent !== run.counts.received - run.counts.repeated) alarm('exchange_disagrees', run)
    // Stopping in good order: the next process need not wait for the lease.
    if (run.state === 'running') await store.moveRun(run, { holder: null, leaseUntil: null })
  }

  return {
    /** @returns null when the source has an exchange under way */
    async start(sourceId: ExchangeSourceId, kind: ExchangeKind, by: string, id: string): Promise<ExchangeRunDocument | null> {
      const source = await store.source(sourceId)
      if (!source) throw new AppError('not_found')
      const now = clock.now()
      const run: ExchangeRunDocument = {
        _id: id,
        sourceId,
        kind,
        state: 'running',
        isOpen: true,
        since: kind === 'incremental' ? source.watermark : null,
        cursor: null,
        watermark: null,
        pages: 0,
        restarts: 0,
        sent: null,
        counts: noCounts,
        fault: null,
        attempts: 0,
        nextTryAt: now,
        holder: null,
        leaseUntil: null,
        startedBy: by,
        createdAt: now,
        endedAt: null,
        rev: 0,
      }
      if (await store.insertRun(run)) return run
      const made = await store.run(id)
      return made?._id === id ? made : null
    },

    /** Works on everything that waits, one exchange after the other. @returns how many it worked on */
    async work(signal?: AbortSignal): Promise<number> {
      for (let count = 0; ; count += 1) {
        if (signal?.aborted) return count
        const now = clock.now()
        const claimed = await store.claimRun(holder, now, soon(LEASE_MS))
        if (!claimed) return count
        await workOn(claimed, signal)
      }
    },
  }
}
