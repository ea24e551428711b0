import type { Clock } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../platform/events/outbox.ts'
import type { Log } from '../../../platform/log/index.ts'
import { type CharityAccount, campaignPurse, charityPurse, createBalances, touchedRollups } from './balances.ts'
import { type GiftPaidJournal, imbalanceFen, type Journal, journalEvent } from './domain.ts'
import { createFolds } from './folds.ts'
import { createTotals, LIMITS, type PostedJournal, type RollupLimits } from './totals.ts'

export type { Totals } from './totals.ts'

type Stored<J> = J extends Journal ? Omit<J, 'key'> & { _id: string; outbox: OutboxEntry[] } : never

/** A journal as it lies in the books, its event inside. */
export type JournalDocument = Stored<Journal>
export type GiftPaidDocument = Stored<GiftPaidJournal>

export type LedgerStore = ReturnType<typeof createLedgerStore>

function documentOf(journal: Journal): JournalDocument {
  if (imbalanceFen(journal.legs) !== 0) throw new Error(`journal ${journal.key} does not balance`)
  const { key, ...rest } = journal
  const { type, payload } = journalEvent(journal)
  // All that happens to one gift keeps its order.
  const about = 'outTradeNo' in journal ? journal.outTradeNo : key
  return { _id: key, ...rest, outbox: [outboxEntry(type, journal.postedAt, payload, about)] } as JournalDocument
}

export function createLedgerStore(parts: { db: Database; log: Log; clock: Clock; limits?: RollupLimits }) {
  const { db } = parts
  const journals = db.collection<JournalDocument>('journals')
  const totals = createTotals(parts)
  const balances = createBalances({ ...parts, limits: parts.limits ?? LIMITS })
  const posted = (journal: PostedJournal) => totals.posted(journal, touchedRollups(journal))
  const folds = createFolds(parts)

  return {
    async prepare() {
      await db.ensureIndexes('journals', [
        { key: { outTradeNo: 1 }, unique: true, partialFilterExpression: { kind: 'gift_paid' }, serves: 'one payment for one order' },
        { key: { outTradeNo: 1, kind: 1 }, serves: 'what was given back of a gift' },
        { key: { campaignId: 1, postedAt: 1 }, serves: 'totals of a campaign since its rollup, and what it has left' },
        { key: { codeId: 1, postedAt: 1 }, serves: 'totals of a code since its rollup' },
        { key: { charityId: 1, postedAt: 1 }, serves: 'books of a charity by day' },
        {
          key: { toCampaignId: 1, postedAt: 1 },
          partialFilterExpression: { toCampaignId: { $exists: true } },
          serves: 'surplus that came over to a campaign',
        },
      ])
      await db.ensureIndexes('campaign_guards', [])
      await totals.prepare()
    },
    /**
     * Writes a paid gift's journal with its event in one document.
     * @returns `posted`; `already` when this very journal is there; `other` when the order was paid by another
     * transaction, or the transaction paid another order
     * @throws Error when the legs don't balance: such a journal is never written
     */
    async post(journal: GiftPaidJournal): Promise<'posted' | 'already' | 'other'> {
      try {
        await journals.insertOne(documentOf(journal), durable)
        await posted(journal)
        return 'posted'
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        // A local read: the other writer's journal may not be majority-committed yet, but it is what refused ours.
        const first = await journals.findOne({ _id: journal.key })
        if (first?.kind !== 'gift_paid' || first.outTradeNo !== journal.outTradeNo) return 'other'
        // Whoever wrote it may have died before telling the rollups.
        await posted(first)
        return 'already'
      }
    },
    /**
     * Writes a journal inside a transaction, together with the state it belongs to; `told` follows the commit.
     * @throws Error when the legs don't balance, or a journal with this key is there (the transaction ends)
     */
    async postWith(journal: Journal, session: Session): Promise<void> {
      await journals.insertOne(documentOf(journal), { session })
    },
    /** To be called once the transaction of `postWith` is through: public totals and balances see the journal from here on. */
    told: posted,
    /** Makes a campaign's guard; before the transaction, where two that insert it at once would end each other. */
    openGuard: (campaignId: string) => balances.openGuard(campaignPurse(campaignId).guardId),
    /**
     * Inside a transaction: takes the campaign's guard and says what the campaign has left, fen, as of the transaction's
     * snapshot. Of two transactions that take money out of one campaign at once, the later begins again.
     */
    guardedBalance: (campaignId: string, session: Session) => balances.guarded(campaignPurse(campaignId), session),
    /** As `openGuard`, for an account of the whole charity. */
    openCharityGuard: (account: CharityAccount, charityId: string) => balances.openGuard(charityPurse(account, charityId).guardId),
    /** As `guardedBalance`, for an account of the whole charity. */
    guardedCharityBalance: (account: CharityAccount, charityId: string, session: Session) =>
      balances.guarded(charityPurse(account, charityId), session),
    /** What a campaign has left now, fen. */
    left: (campaignId: string) => balances.of(campaignPurse(campaignId)),
    /** What an account of the charity holds now, fen. */
    charityBalance: (account: CharityAccount, charityId: string) => balances.of(charityPurse(account, charityId)),
    /** What was with WeChat and not settled before an instant, fen. */
    unsettledAt: (charityId: string, before: Date) => balances.at(charityPurse('WxClearing', charityId), before),
    async byOrder(outTradeNo: string): Promise<GiftPaidDocument | null> {
      const found = await journals.findOne({ outTradeNo, kind: 'gift_paid' }, majorityRead)
      return found?.kind === 'gift_paid' ? found : null
    },
    campaignTotals: totals.ofCampaigns,
    codeTotals: totals.ofCodes,
    /** A sum over what is kept of each gift of a campaign. */
    fold: folds.read,
    keptGifts: folds.keptGifts,
    /** Waits for rollups being advanced, at shutdown. */
    async idle() {
      await totals.idle()
      await balances.idle()
      await folds.idle()
    },
  }
}
