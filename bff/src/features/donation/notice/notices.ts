import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Metrics } from '../../../platform/http/metrics.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { NoticeResult, RawNotice } from '../../../ports/pay.ts'
import type { Inbox, InboxDocument } from './store.ts'

/** Takes notices in and sees to it that each is processed. */
export interface Notices {
  /**
   * Verify → durable inbox → answer; processing follows the answer.
   * @throws AppError `notice_rejected` when the signature, age or key does not hold (nothing is written or decrypted) | `malformed_body`
   */
  receive(raw: RawNotice): Promise<void>
  /** Processes what was received but not finished. */
  retryDue(signal: AbortSignal): Promise<void>
  /** Waits for processing under way, at shutdown. */
  idle(): Promise<void>
}

/** A notice is tried at once; should that fail or the process die, again after this long, then ever more slowly. */
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 10 * 60_000

export function createNotices<Facts>(parts: {
  inbox: Inbox<Facts>
  read: (raw: RawNotice, now: Date) => NoticeResult<Facts>
  /** Harmless to repeat. @returns what became of it, for the record */
  apply: (eventType: string, facts: Facts) => Promise<string>
  metrics: Metrics
  log: Log
  clock: Clock
}): Notices {
  const { inbox, read, apply, metrics, log, clock } = parts
  const underWay = new Set<Promise<void>>()

  async function process(notice: InboxDocument<Facts>): Promise<void> {
    await inbox.finish(notice._id, await apply(notice.eventType, notice.facts))
  }

  return {
    async receive(raw) {
      const now = clock.now()
      const result = read(raw, now)
      if (!result.ok) {
        metrics.events.inc({ event: `notice_${result.fault}` })
        log.warn({ fault: result.fault }, 'notice refused')
        throw new AppError(result.fault === 'envelope' || result.fault === 'decryption' ? 'malformed_body' : 'notice_rejected')
      }
      const notice: InboxDocument<Facts> = {
        _id: result.noticeId,
        receivedAt: now,
        eventType: result.eventType,
        raw: raw.body,
        facts: result.facts,
        state: 'received',
        outcome: null,
        nextTryAt: new Date(now.getTime() + FIRST_RETRY_MS),
        tries: 0,
      }
      if (!(await inbox.insert(notice))) return
      const work = process(notice)
        .catch((error: unknown) => log.error({ err: error, noticeId: notice._id }, 'notice not processed; it is tried again'))
        .finally(() => underWay.delete(work))
      underWay.add(work)
    },
    async retryDue(signal) {
      while (!signal.aborted) {
        const now = clock.now()
        const notice = await inbox.claimDue(now, new Date(now.getTime() + FIRST_RETRY_MS * 2))
        if (!notice) return
        try {
          await process(notice)
        } catch (error) {
          log.error({ err: error, noticeId: notice._id, tries: notice.tries }, 'notice still not processed')
          const wait = Math.min(FIRST_RETRY_MS * 2 ** notice.tries, LONGEST_RETRY_MS)
          await inbox.postpone(notice._id, new Date(clock.now().getTime() + wait))
        }
      }
    },
    async idle() {
      await Promise.all(underWay)
    },
  }
}
