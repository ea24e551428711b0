import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { isDuplicateKey, type Session } from '../../../platform/db/index.ts'
import { type Journal, suspenseJournal, suspenseReleasedJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
import type { Booking } from './booking/domain.ts'
import { type DifferenceState, type FoundDifference, itemKey, suspenseFen, vanishReason } from './domain.ts'
import type { DifferenceDocument, ReconciliationDocument, ReconciliationStore } from './store.ts'

/** Who moves a case when no person does. */
const COMPARISON = 'comparison'

/** What a comparison saw, to say why a difference is gone. */
export interface Seen {
  inBooks: ReadonlySet<string>
  inBill: ReadonlySet<string>
}

export type Cases = ReturnType<typeof createCases>

/** Cases of a day, brought to what a comparison found; each change and its Suspense journal are one transaction. */
export function createCases({ store, ledger, clock }: { store: ReconciliationStore; ledger: LedgerStore; clock: Clock }) {
  const caseId = (dayId: string, found: FoundDifference) => derivedId('dif', `${dayId}|${found.kind}|${found.item}|${found.subject}`)

  /** Journals of one case have numbers: the first has none. */
  const numbered = (id: string, done: number) => (done === 0 ? id : `${id}.${done}`)
  const way = (fen: number) => ({ amountFen: Math.abs(fen), direction: fen > 0 ? ('arrived' as const) : ('missing' as const) })

  /** Brings Suspense from what it holds for a case to what it must hold. */
  async function post(held: DifferenceDocument, targetFen: number, session: Session): Promise<Journal[]> {
    const change = targetFen - held.suspenseFen
    if (change === 0) return []
    const { charityId } = held
    const journal = suspenseJournal({ charityId, caseId: numbered(held._id, held.postings), ...way(change) }, clock.now())
    await ledger.postWith(journal, session)
    return [journal]
  }

  /** Brings what was passed on for a case to what is to be passed on; back into Suspense when that is less. */
  async function release(held: DifferenceDocument, targetFen: number, session: Session): Promise<Journal[]> {
    const change = targetFen - (held.releasedFen ?? 0)
    if (change === 0) return []
    const { charityId } = held
    const journal = suspenseReleasedJournal({ charityId, caseId: numbered(held._id, held.releases ?? 0), ...way(change) }, clock.now())
    await ledger.postWith(journal, session)
    return [journal]
  }

  const releasedTo = (held: DifferenceDocument, targetFen: number): Partial<DifferenceDocument> =>
    targetFen === (held.releasedFen ?? 0) ? {} : { releasedFen: targetFen, releases: (held.releases ?? 0) + 1 }

  async function told(journals: readonly Journal[]): Promise<void> {
    for (const journal of journals) await ledger.told(journal)
  }

  async function open(day: ReconciliationDocument, found: FoundDifference): Promise<void> {
    const now = clock.now()
    const target = suspenseFen(found, 'open')
    const difference: DifferenceDocument = {
      _id: caseId(day._id, found),
      reconciliationId: day._id,
      charityId: day.charityId,
      date: day.date,
      ...found,
      state: 'open',
      resolution: null,
      note: null,
      booking: null,
      closeReason: null,
      suspenseFen: target,
      postings: target === 0 ? 0 : 1,
      explainedBy: null,
      explainedAt: null,
      confirmedBy: null,
      confirmedAt: null,
      rev: 0,
      createdAt: now,
      history: [{ at: now, by: COMPARISON, to: 'open', why: `${found.books} / ${found.bill}` }],
    }
    try {
      const posted = await store.transaction(async (session) => {
        await store.insertDifference(difference, session)
        return post({ ...difference, suspenseFen: 0, postings: 0 }, target, session)
      })
      await told(posted)
    } catch (error) {
      // Another comparison opened it first: one difference, one case.
      if (!isDuplicateKey(error)) throw error
    }
  }

  async function move(held: DifferenceDocument, to: DifferenceState, why: string, change: Partial<DifferenceDocument>): Promise<void> {
    const target = suspenseFen({ ...held, ...change }, to)
    const postings = held.postings + (target === held.suspenseFen ? 0 : 1)
    const posted = await store.transaction(async (session) => {
      const step = { at: clock.now(), by: COMPARISON, to, why }
      // What was passed on was another difference: it comes back first.
      const all = { ...change, ...releasedTo(held, 0), suspenseFen: target, postings }
      const changed = await store.changeDifference(held._id, held.rev, all, step, session)
      // Somebody explained it this very moment; the next comparison finds it as it then is.
      return changed ? [...(await release(held, 0, session)), ...(await post(held, target, session))] : []
    })
    await told(posted)
  }

  const forgotten = {
    resolution: null,
    note: null,
    booking: null,
    explainedBy: null,
    explainedAt: null,
    confirmedBy: null,
    confirmedAt: null,
  }

  return {
    /** A second person agrees that the money is no gift: it leaves Suspense. Null when somebody changed the case meanwhile. */
    async confirmNoGift(held: DifferenceDocument, rev: number, by: string): Promise<DifferenceDocument | null> {
      const { changed, journals } = await store.transaction(async (session) => {
        const at = clock.now()
        const change = { confirmedBy: by, confirmedAt: at, ...releasedTo(held, held.suspenseFen) }
        const moved = await store.changeDifference(held._id, rev, change, { at, by, to: 'confirmed', why: 'confirmed: no gift' }, session)
        return { changed: moved, journals: moved ? await release(held, held.suspenseFen, session) : [] }
      })
      await told(journals)
      return changed
    },
    /**
     * A second person agrees to book it: the money leaves Suspense the way it came, and what `work` posts says where it belongs.
     * Null when somebody changed the case meanwhile.
     */
    async book(
      held: DifferenceDocument,
      rev: number,
      by: string,
      booking: Booking,
      work: (session: Session) => Promise<Journal[]>,
    ): Promise<DifferenceDocument | null> {
      const { changed, journals } = await store.transaction(async (session) => {
        const at = clock.now()
        const target = suspenseFen(held, 'booked')
        const postings = held.postings + (target === held.suspenseFen ? 0 : 1)
        const change = { booking, confirmedBy: by, confirmedAt: at, suspenseFen: target, postings }
        const why = `booked: ${booking.journalNumber}`
        const moved = await store.changeDifference(held._id, rev, change, { at, by, to: 'booked', why }, session)
        return { changed: moved, journals: moved ? [...(await post(held, target, session)), ...(await work(session))] : [] }
      })
      await told(journals)
      return changed
    },
    /** Harmless to repeat. Answers how many wait for a person. */
    async bringTo(day: ReconciliationDocument, found: readonly FoundDifference[], seen: Seen): Promise<number> {
      const held = new Map((await store.differencesOf(day._id)).map((difference) => [difference._id, difference]))
      for (const difference of found) {
        const id = caseId(day._id, difference)
        const known = held.get(id)
        held.delete(id)
        if (!known) await open(day, difference)
        else if (known.state === 'vanished' || known.booksFen !== difference.booksFen || known.billFen !== difference.billFen)
          // What was explained was another difference.
          await move(known, 'open', `${difference.books} / ${difference.bill}`, { ...difference, ...forgotten, closeReason: null })
      }
      for (const gone of held.values()) {
        // What was booked is in the books by now: that is why it is no longer found.
        if (gone.state === 'vanished' || gone.state === 'booked') continue
        const key = gone.item === 'total' ? '' : itemKey({ item: gone.item, number: gone.subject })
        const reason = vanishReason(gone.kind, { isInBooks: seen.inBooks.has(key), isInBill: seen.inBill.has(key) })
        await move(gone, 'vanished', reason, { closeReason: reason })
      }
      return store.unsettledOf(day._id)
    },
  }
}
