import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { PayPort, RawNotice } from '../../../ports/pay.ts'
import type { Settle } from './settle.ts'
import type { GivingStore, NoticeDocument } from './store.ts'

export type Notices = ReturnType<typeof createNotices>

/** A notice is tried at once; should that fail or the process die, again after this long, then ever more slowly. */
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 10 * 60_000

export function createNotices(parts: { store: GivingStore; pay: PayPort; settle: Settle; metrics: Metrics; log: Log; clock: Clock }) {
  const { store, pay, settle, metrics, log, clock } = parts
  const underWay = new Set<Promise<void>>()

  async function process(notice: NoticeDocument): Promise<void> {
    const outcome = notice.eventType === 'TRANSACTION.SUCCESS' ? await settle(notice.facts, 'notice') : 'ignored'
    await store.finishNotice(notice._id, outcome)
  }

  return {
    /**
     * Verify → durable inbox → answer; processing follows the answer.
     * @throws AppError `notice_rejected` when the signature, age or key does not hold (nothing is written or decrypted) | `malformed_body`
     */
    async receive(raw: RawNotice): Promise<void> {
      const now = clock.now()
      const read = pay.readNotice(raw, now)
      if (!read.ok) {
        metrics.events.inc({ event: `notice_${read.fault}` })
        log.warn({ fault: read.fault }, 'payment notice refused')
        throw new AppError(read.fault === 'envelope' || read.fault === 'decryption' ? 'malformed_body' : 'notice_rejected')
      }
      const notice: NoticeDocument = {
        _id: read.noticeId,
        receivedAt: now,
        eventType: read.eventType,
        raw: raw.body,
        facts: read.facts,
        state: 'received',
        outcome: null,
        nextTryAt: new Date(now.getTime() + FIRST_RETRY_MS),
        tries: 0,
      }
      if (!(await store.insertNotice(notice))) return
      const work = process(notice)
        .catch((error: unknown) => log.error({ err: error, noticeId: notice._id }, 'notice not processed; it is tried again'))
        .finally(() => underWay.delete(work))
      underWay.add(work)
    },
    /** Processes what was received but not finished. */
    async retryDue(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        const now = clock.now()
        const notice = await store.claimDueNotice(now, new Date(now.getTime() + FIRST_RETRY_MS * 2))
        if (!notice) return
        try {
          await process(notice)
        } catch (error) {
          log.error({ err: error, noticeId: notice._id, tries: notice.tries }, 'notice still not processed')
          const wait = Math.min(FIRST_RETRY_MS * 2 ** notice.tries, LONGEST_RETRY_MS)
          await store.postponeNotice(notice._id, new Date(clock.now().getTime() + wait))
        }
      }
    },
    /** Waits for processing under way, at shutdown. */
    async idle(): Promise<void> {
      await Promise.all(underWay)
    },
  }
}
