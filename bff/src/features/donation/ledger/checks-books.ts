import type { Database } from '../../../platform/db/index.ts'
import { countMonth, digestOf, monthAfter, monthStart } from '../closing/domain.ts'
import { type ClosingDocument, createClosingStore } from '../closing/store.ts'
import { kindOf } from '../settlement/domain.ts'
import type { SettlementDocument } from '../settlement/store.ts'
import { fileClaim, numberClaim } from '../spending/domain.ts'
import type { DisbursementDocument } from '../spending/store.ts'
import { checkOf, type LedgerCheck, staying } from './check.ts'
import { payoutKey } from './payout/domain.ts'
import type { JournalDocument, LedgerStore } from './store.ts'

/** Kinds that two people ask for and decide. */
const requestedKinds = [
  'disbursement',
  'disbursement_reversed',
  'settlement',
  'settlement_reversed',
  'top_up',
  'top_up_reversed',
  'surplus',
] as const

const snapshot = { readConcern: { level: 'snapshot' }, allowDiskUse: true } as const

/** Fen on an account, credits less debits (`credit`) or debits less credits (`debit`). */
const fenOf = (account: string, plus: 'credit' | 'debit') => ({
  $sum: {
    $cond: [
      { $eq: ['$legs.account', account] },
      { $cond: [{ $eq: ['$legs.side', plus] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] },
      0,
    ],
  },
})

/** Invariants of what follows a gift: settlement, spending, surplus, differences, months (docs/adr/0014). Reads only. */
export function createBooksChecks({ db, ledger }: { db: Database; ledger: LedgerStore }) {
  const journals = db.collection<JournalDocument>('journals')
  const disbursements = db.collection<DisbursementDocument>('disbursements')

  /** Sum of a field over a collection, by charity. */
  async function sumsByCharity(collection: string, match: Record<string, unknown>, fen: unknown): Promise<Map<string, number>> {
    const rows = await db
      .collection(collection)
      .aggregate<{ _id: string; fen: number }>([{ $match: match }, { $group: { _id: '$charityId', fen: { $sum: fen } } }], snapshot)
      .toArray()
    return new Map(rows.map((row) => [row._id, row.fen]))
  }

  async function clearingHolds(): Promise<LedgerCheck> {
    const { check, look } = checkOf('what is with WeChat is what is unsettled (gifts, refunds, settlements, differences)')
    const [settled, toppedUp, returned, differing] = await Promise.all([
      sumsByCharity('settlements', { state: 'confirmed', kind: { $ne: 'top_up' } }, '$clearedFen'),
      sumsByCharity('settlements', { state: 'confirmed', kind: 'top_up' }, '$clearedFen'),
      sumsByCharity('refunds', { state: 'succeeded', route: 'wechat' }, '$amountFen'),
      sumsByCharity('reconciliation_differences', {}, '$suspenseFen'),
    ])
    const isLegOfGift = { $and: [{ $eq: ['$kind', 'gift_paid'] }, { $eq: ['$legs.account', 'WxClearing'] }] }
    const rows = journals.aggregate<{ _id: string; clearingFen: number; givenFen: number }>(
      [
        { $unwind: '$legs' },
        {
          $group: {
            _id: '$charityId',
            clearingFen: fenOf('WxClearing', 'debit'),
            givenFen: { $sum: { $cond: [isLegOfGift, '$legs.amountFen', 0] } },
          },
        },
      ],
      snapshot,
    )
    for await (const { _id, clearingFen, givenFen } of rows) {
      const transferredFen = (toppedUp.get(_id) ?? 0) - (settled.get(_id) ?? 0)
      const unsettledFen = givenFen - (returned.get(_id) ?? 0) + transferredFen + (differing.get(_id) ?? 0)
      look(_id, clearingFen === unsettledFen ? null : `WxClearing ${clearingFen}, unsettled ${unsettledFen} fen`)
    }
    return check
  }

  async function suspenseHolds(): Promise<LedgerCheck> {
    const { check, look } = checkOf('Suspense holds what differences hold')
    const held = await sumsByCharity(
      'reconciliation_differences',
      {},
      {
        $subtract: ['$suspenseFen', { $ifNull: ['$releasedFen', 0] }],
      },
    )
    const rows = await journals
      .aggregate<{ _id: string; fen: number }>(
        [{ $unwind: '$legs' }, { $group: { _id: '$charityId', fen: fenOf('Suspense', 'credit') } }],
        snapshot,
      )
      .toArray()
    const inBooks = new Map(rows.map((row) => [row._id, row.fen]))
    for (const charityId of new Set([...held.keys(), ...inBooks.keys()])) {
      const [books, cases] = [inBooks.get(charityId) ?? 0, held.get(charityId) ?? 0]
      look(charityId, books === cases ? null : `books ${books}, differences ${cases} fen`)
    }
    return check
  }

  /** Both ways: each posted request has its journals and no other, each such journal has its request. */
  async function requestsHold(): Promise<LedgerCheck> {
    const { check, look } = checkOf('spendings, settlements and surpluses are what their journals say')
    const wanted = new Map<string, string>()
    const text = (charityId: string, campaignId: string | null, fen: number) => `${charityId} ${campaignId} ${fen}`
    for await (const one of disbursements.find({ state: { $in: ['approved', 'reversed'] } }, snapshot)) {
      const money = text(one.charityId, one.campaignId, one.amountFen)
      wanted.set(`disbursement:${one._id}`, money)
      if (one.state === 'reversed') wanted.set(`disbursement-reversed:${one._id}`, money)
    }
    const settlements = db.collection<SettlementDocument>('settlements')
    for await (const one of settlements.find({ state: { $in: ['confirmed', 'reversed'] } }, snapshot)) {
      const money = text(one.charityId, null, one.clearedFen)
      const kind = kindOf(one) === 'payout' ? 'settlement' : 'top_up'
      wanted.set(payoutKey(kind, one), money)
      if (one.state === 'reversed') wanted.set(`${kind.replace('_', '-')}-reversed:${one._id}`, money)
    }
    interface Moved {
      _id: string
      charityId: string
      campaignId: string
      amountFen: number
    }
    for await (const one of db.collection<Moved>('surpluses').find({ state: 'confirmed' } as never, snapshot))
      wanted.set(`surplus:${one._id}`, text(one.charityId, one.campaignId, one.amountFen))
    for await (const journal of journals.find({ kind: { $in: [...requestedKinds] } }, snapshot)) {
      const asked = wanted.get(journal._id)
      wanted.delete(journal._id)
      const booked = text(journal.charityId, journal.campaignId, journal.amountFen)
      look(
        journal._id,
        asked === booked ? null : asked === undefined ? 'posted, but nobody asked for it' : `asked ${asked}, posted ${booked}`,
      )
    }
    for (const key of wanted.keys()) look(key, 'decided, but in no journal')
    return check
  }

  async function vouchersHold(): Promise<LedgerCheck> {
    const { check, look } = checkOf('no voucher stands behind two spendings')
    const holders = new Map<string, string>()
    for await (const { _id, charityId, vouchers } of disbursements.find({ state: { $in: ['requested', 'approved'] } }, snapshot))
      for (const claim of vouchers.flatMap((voucher) => [numberClaim(voucher), fileClaim(voucher.sha256)])) {
        const other = holders.get(`${charityId} ${claim}`)
        holders.set(`${charityId} ${claim}`, _id)
        look(`${_id} ${claim}`, other === undefined ? null : `also behind ${other}`)
      }
    return check
  }

  async function balancesHold(): Promise<LedgerCheck> {
    const { check, look } = checkOf('balances kept by rollup are the plain sums of the journals')
    const rows = await journals
      .aggregate<{ _id: { account: string; charityId: string }; fen: number }>(
        [
          { $unwind: '$legs' },
          { $match: { 'legs.account': { $regex: '^(Restricted:|Bank$|WxClearing$|RefundPayable$)' } } },
          {
            $group: {
              _id: { account: '$legs.account', charityId: '$charityId' },
              fen: { $sum: { $cond: [{ $eq: ['$legs.side', 'credit'] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] } },
            },
          },
        ],
        snapshot,
      )
      .toArray()
    for (const { _id, fen } of rows) {
      const { account, charityId } = _id
      const campaignId = account.split(':')[1]
      const kept =
        campaignId === undefined
          ? await ledger.charityBalance(account as 'Bank' | 'WxClearing' | 'RefundPayable', charityId)
          : await ledger.left(campaignId)
      const plain = account === 'Bank' || account === 'WxClearing' ? 0 - fen : fen
      look(`${charityId} ${account}`, kept === plain ? null : `kept ${kept}, journals ${plain} fen`)
    }
    return check
  }

  async function monthsHold(): Promise<LedgerCheck> {
    const { check, look } = checkOf('closed months are, counted again, what was closed')
    const store = createClosingStore(db)
    for await (const closing of db.collection<ClosingDocument>('month_closings').find({ state: 'closed' }, snapshot)) {
      const { charityId, month } = closing
      const stretch = { from: monthStart(month), before: monthStart(monthAfter(month, 1)) }
      const [opening, moved, count] = await Promise.all([
        store.balancesBefore(charityId, stretch.from),
        store.movements(charityId, stretch),
        store.journalsIn(charityId, stretch),
      ])
      const again = digestOf(countMonth({ charityId, month, journals: count }, opening, moved))
      const isWhole = digestOf(closing.counted) === closing.sha256
      look(closing._id, !isWhole ? 'the stored month was edited' : again === closing.sha256 ? null : 'counted again, it is another month')
    }
    return check
  }

  return async (): Promise<LedgerCheck[]> => {
    const found: LedgerCheck[] = []
    for (const look of [clearingHolds, suspenseHolds, requestsHold, vouchersHold, balancesHold, monthsHold]) found.push(await staying(look))
    return found
  }
}
