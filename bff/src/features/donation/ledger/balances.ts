import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { AccountName, Journal, Leg } from './domain.ts'
import type { RollupLimits } from './totals.ts'

export type CharityAccount = 'Bank' | 'WxClearing' | 'RefundPayable'

/** An account that has a guard: whoever takes money out of it bumps the guard in the journal's own transaction. */
export interface Purse {
  /** Also the id of its rollup. */
  guardId: string
  rollupId: string
  account: AccountName
  /** 1 where credits make the balance (what is owed, what was given), -1 where debits do (what one has). */
  sign: 1 | -1
  /** Which journals may touch it, by fields that have an index. */
  journals: readonly Record<string, string>[]
}

export const campaignPurse = (campaignId: string): Purse => ({
  guardId: campaignId,
  rollupId: `Restricted:${campaignId}`,
  account: `Restricted:${campaignId}`,
  sign: 1,
  journals: [{ campaignId }, { toCampaignId: campaignId }],
})

const charityRollup = (account: string, charityId: string) => `${account}@${charityId}`

export const charityPurse = (account: CharityAccount, charityId: string): Purse => ({
  guardId: charityRollup(account, charityId),
  rollupId: charityRollup(account, charityId),
  account,
  sign: account === 'RefundPayable' ? 1 : -1,
  journals: [{ charityId }],
})

/** Rollups of the accounts a journal touches, for the one who has written it. */
export const touchedRollups = (journal: { charityId: string; legs: readonly Leg[] }): string[] =>
  journal.legs.map(({ account }) => (account.startsWith('Restricted:') ? account : charityRollup(account, journal.charityId)))

interface GuardDocument {
  _id: string
  rev: number
}

interface BalanceRollup {
  _id: string
  /** Every journal posted up to here is in the sum, and none after. */
  upTo: Date
  fen: number
  /** An advance under way. */
  closing: { to: Date; by: string } | null
}

const BEGINNING = new Date(0)
/** Journals summed in one transaction of an advance: well below what a transaction may take. */
const MOST_IN_STEP = 20_000

/**
 * Balances that cost the same however many journals there are: a rollup (the sum up to an instant) plus a live tail.
 *
 * Why more can't leave an account than is in it: every journal that takes from it bumps its guard, and so does the
 * transaction that advances its rollup. Of the two that overlap one begins again; so a journal that takes is either
 * committed before the advance and in its sum, or begun after it and posted later than its end. Journals that only bring
 * money take no guard. One that is dated before the rollup's end and comes after its sum is missing for the moment
 * between its write and `posted`, which errs on the safe side; then the rollup is thrown away, as in totals.ts (intent
 * first, sum, commit if the intent is still there), and made again from the journals.
 */
export function createBalances(parts: { db: Database; log: Log; clock: Clock; limits: RollupLimits }) {
  const { db, log, clock, limits } = parts
  const journals = db.collection<Omit<Journal, 'key'> & { _id: string; toCampaignId?: string }>('journals')
  const guards = db.collection<GuardDocument>('campaign_guards')
  const rollups = db.collection<BalanceRollup>('ledger_rollups')
  const advancing = new Map<string, Promise<void>>()

  async function openGuard(guardId: string): Promise<void> {
    if (await guards.findOne({ _id: guardId }, { projection: { _id: 1 } })) return
    await guards.insertOne({ _id: guardId, rev: 0 }, durable).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
  }

  async function takeGuard(guardId: string, session: Session): Promise<void> {
    const guard = await guards.updateOne({ _id: guardId }, { $inc: { rev: 1 } }, { session })
    if (guard.matchedCount !== 1) throw new Error(`the guard of ${guardId} was not opened`)
  }

  /** Sum and number of the journals posted in a stretch, on the session's snapshot or a majority's. */
  async function sumOf(
    purse: Purse,
    postedAt: { $gt: Date; $lte?: Date; $lt?: Date },
    session?: Session,
  ): Promise<{ fen: number; count: number }> {
    const plus = purse.sign === 1 ? 'credit' : 'debit'
    const [sum] = await journals
      .aggregate<{ fen: number; count: number }>(
        [
          { $match: { $or: purse.journals.map((of) => ({ ...of, postedAt })) } },
          { $unwind: '$legs' },
          { $match: { 'legs.account': purse.account } },
          {
            $group: {
              _id: null,
              fen: { $sum: { $cond: [{ $eq: ['$legs.side', plus] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] } },
              count: { $sum: 1 },
            },
          },
        ],
        session ? { session } : majorityRead,
      )
      .toArray()
    return sum ?? { fen: 0, count: 0 }
  }

  /** Where the next step ends: after so many journals, or at the limit. */
  async function stepEnd(purse: Purse, upTo: Date, limit: Date): Promise<Date> {
    const far = await journals
      .find({ ...purse.journals[0], postedAt: { $gt: upTo, $lte: limit } }, { projection: { postedAt: 1 }, ...majorityRead })
      .sort({ postedAt: 1 })
      .skip(MOST_IN_STEP)
      .limit(1)
      .next()
    return far?.postedAt ?? limit
  }

  /** False when another advance, or a late journal, got in between. */
  async function advanceStep(purse: Purse, limit: Date): Promise<boolean> {
    const _id = purse.rollupId
    const upTo = (await rollups.findOne({ _id }, majorityRead))?.upTo ?? null
    if (upTo !== null && upTo >= limit) return false
    const to = await stepEnd(purse, upTo ?? BEGINNING, limit)
    const closing = { to, by: newId('roll') }
    if (upTo === null) {
      try {
        await rollups.insertOne({ _id, upTo: BEGINNING, fen: 0, closing }, durable)
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    } else if ((await rollups.updateOne({ _id, upTo }, { $set: { closing } }, durable)).matchedCount === 0) return false
    const from = upTo ?? BEGINNING
    const isDone = await db.transaction(async (session) => {
      await takeGuard(purse.guardId, session)
      const { fen } = await sumOf(purse, { $gt: from, $lte: to }, session)
      const done = await rollups.updateOne(
        { _id, upTo: from, 'closing.by': closing.by },
        { $set: { upTo: to, closing: null }, $inc: { fen } },
        { session },
      )
      return done.matchedCount === 1
    })
    return isDone && to < limit
  }

  function advanceSoon(purse: Purse): void {
    if (advancing.has(purse.rollupId)) return
    async function advance() {
      await openGuard(purse.guardId)
      const limit = new Date(clock.now().getTime() - limits.marginMs)
      while (await advanceStep(purse, limit));
    }
    const work = advance()
      .catch((error: unknown) =>
        log.warn({ err: error, rollup: purse.rollupId }, 'rollup not advanced; the balance is summed from further back'),
      )
      .finally(() => advancing.delete(purse.rollupId))
    advancing.set(purse.rollupId, work)
  }

  async function read(purse: Purse, session?: Session): Promise<number> {
    const rollup = await rollups.findOne({ _id: purse.rollupId }, session ? { session } : majorityRead)
    const upTo = rollup?.upTo ?? BEGINNING
    const tail = await sumOf(purse, { $gt: upTo }, session)
    // Just rolled and long again: those are young journals, which stay live.
    if (tail.count > limits.longestTail && clock.now().getTime() - upTo.getTime() > 2 * limits.marginMs) advanceSoon(purse)
    return (rollup?.fen ?? 0) + tail.fen
  }

  return {
    /** Makes an account's guard; before the transaction, where two that insert it at once would end each other. */
    openGuard,
    /** Inside a transaction: takes the guard and says what the account holds, fen, as of the transaction's snapshot. */
    async guarded(purse: Purse, session: Session): Promise<number> {
      await takeGuard(purse.guardId, session)
      return read(purse, session)
    },
    /** What an account held at an instant. */
    async at(purse: Purse, before: Date): Promise<number> {
      const rollup = await rollups.findOne({ _id: purse.rollupId }, majorityRead)
      const from = rollup && rollup.upTo < before ? rollup : { upTo: BEGINNING, fen: 0 }
      return from.fen + (await sumOf(purse, { $gt: from.upTo, $lt: before })).fen
    },
    /** What an account holds now, for showing. */
    of: (purse: Purse): Promise<number> => read(purse),
    /** Waits for rollups being advanced, at shutdown. */
    async idle(): Promise<void> {
      await Promise.all(advancing.values())
    },
  }
}
