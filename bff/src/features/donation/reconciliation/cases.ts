import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import { isDuplicateKey, type Session } from '../../../platform/db/index.ts'
import { suspenseJournal } from '../ledger/domain.ts'
import type { LedgerStore } from '../ledger/store.ts'
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

  /** Brings Suspense from what it holds for a case to what it must hold. */
  async function post(held: DifferenceDocument, targetFen: number, session: Session): Promise<void> {
    const change = targetFen - held.suspenseFen
    if (change === 0) return
    const journal = suspenseJournal(
      {
        charityId: held.charityId,
        caseId: held.postings === 0 ? held._id : `${held._id}.${held.postings}`,
        amountFen: Math.abs(change),
        direction: change > 0 ? 'arrived' : 'missing',
      },
      clock.now(),
    )
    await ledger.postWith(journal, session)
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
      await store.transaction(async (session) => {
        await store.insertDifference(difference, session)
        await post({ ...difference, suspenseFen: 0, postings: 0 }, target, session)
      })
    } catch (error) {
      // Another comparison opened it first: one difference, one case.
      if (!isDuplicateKey(error)) throw error
    }
  }

  async function move(held: DifferenceDocument, to: DifferenceState, why: string, change: Partial<DifferenceDocument>): Promise<void> {
    const target = suspenseFen({ ...held, ...change }, to)
    const postings = held.postings + (target === held.suspenseFen ? 0 : 1)
    await store.transaction(async (session) => {
      const step = { at: clock.now(), by: COMPARISON, to, why }
      const changed = await store.changeDifference(held._id, held.rev, { ...change, suspenseFen: target, postings }, step, session)
      // Somebody explained it this very moment; the next comparison finds it as it then is.
      if (changed) await post(held, target, session)
    })
  }

  const forgotten = { resolution: null, note: null, explainedBy: null, explainedAt: null, confirmedBy: null, confirmedAt: null }

  return {
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
        if (gone.state === 'vanished') continue
        const key = gone.item === 'total' ? '' : itemKey({ item: gone.item, number: gone.subject })
        const reason = vanishReason(gone.kind, { isInBooks: seen.inBooks.has(key), isInBill: seen.inBill.has(key) })
        await move(gone, 'vanished', reason, { closeReason: reason })
      }
      return store.unsettledOf(day._id)
    },
  }
}
