import { type AccountClosing, CLOSING_COOLS_DAYS } from '@minsheng/shared/contracts/privacy'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import type { DataSubject, HoldingPart } from '../../../platform/protect/holding.ts'
import type { ClosingStore } from './store.ts'

const DAY_MS = 86_400_000
/** With something under way on the day, it is tried again after this. */
const AGAIN_MS = 6 * 3_600_000

interface ClosingParts {
  closings: ClosingStore
  /** In the order in which they are forgotten: the account itself comes last. */
  parts: readonly HoldingPart[]
  clock: Clock
}

export type ClosingDesk = ReturnType<typeof createClosingDesk>

/** Ends an account: what may be destroyed is, what the law keeps no longer tells who it was. */
export function createClosingDesk({ closings, parts, clock }: ClosingParts) {
  // Forgetting needs no record of the bureau's: that stays, and is no part of the account.
  const subjectOf = (accountId: string, ownerIds: readonly string[]): DataSubject => ({
    accountId,
    ownerIds,
    residentId: null,
    proven: false,
  })
  const gather = async (subject: DataSubject, what: 'ends' | 'inTheWay') =>
    (await Promise.all(parts.map((part) => part[what]?.(subject) ?? []))).flat()

  async function show(visitor: Pick<Visitor, 'accountId' | 'ownerIds'>): Promise<AccountClosing> {
    const subject = subjectOf(visitor.accountId, visitor.ownerIds)
    const [closing, ends, inTheWay] = await Promise.all([
      closings.closing(visitor.accountId),
      gather(subject, 'ends'),
      gather(subject, 'inTheWay'),
    ])
    const cooling = closing?.state === 'cooling'
    return {
      state: cooling ? 'cooling' : 'open',
      askedAt: cooling ? closing.askedAt.toISOString() : null,
      dueAt: cooling ? closing.dueAt.toISOString() : null,
      coolsDays: CLOSING_COOLS_DAYS,
      gone: parts.flatMap(({ gone }) => gone ?? []),
      stays: parts.flatMap(({ stays }) => stays ?? []).map(({ what, why }) => ({ what, why })),
      ends,
      inTheWay,
    }
  }

  return {
    show,
    async ask(visitor: Visitor): Promise<AccountClosing> {
      const askedAt = clock.now()
      const dueAt = new Date(askedAt.getTime() + CLOSING_COOLS_DAYS * DAY_MS)
      await closings.ask({
        _id: visitor.accountId,
        ownerIds: [...visitor.ownerIds],
        state: 'cooling',
        askedAt,
        dueAt,
        nextTryAt: dueAt,
        doneAt: null,
      })
      return show(visitor)
    },
    async cancel(visitor: Visitor): Promise<AccountClosing> {
      await closings.cancel(visitor.accountId)
      return show(visitor)
    },
    /** Closes what is due; each step may be repeated, so a process that dies leaves nothing half done for good. */
    async runDue(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        const now = clock.now()
        const closing = await closings.claim(now, new Date(now.getTime() + AGAIN_MS))
        if (!closing) return
        const subject = subjectOf(closing._id, closing.ownerIds)
        if ((await gather(subject, 'inTheWay')).length > 0) continue
        for (const part of parts) await part.forget?.(subject, now)
        await closings.finish(closing._id, clock.now())
      }
    },
  }
}
