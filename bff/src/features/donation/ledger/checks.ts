import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import { createProofChecks } from '../ledger-proof/checks.ts'
import { createTraceChecks } from '../trace/checks.ts'
import { checkOf, type LedgerCheck } from './check.ts'
import { createBooksChecks } from './checks-books.ts'
import { giftKinds, journalFault, raisedKinds } from './domain.ts'
import { createLedgerStore, type JournalDocument, type LedgerStore } from './store.ts'

/** The ledger's invariants as they were at an instant. */
export interface LedgerReport {
  at: Date
  ok: boolean
  checks: LedgerCheck[]
}

interface ReportDocument extends LedgerReport {
  /** The day in Asia/Shanghai: one stored result a day. */
  _id: string
}

/** States follow the journal within moments; what is younger is not yet held against them. */
const SETTLING_MS = 60_000

/** Money of one sign as the pipeline adds it up: credits less debits. */
const creditFen = { $cond: [{ $eq: ['$legs.side', 'credit'] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] }
const fenOfKind = (kind: string) => ({ $sum: { $cond: [{ $eq: ['$kind', kind] }, '$amountFen', 0] } })

/** Looks at the whole ledger, each invariant on one snapshot; reads only. The invariants are those of docs/adr/0008 and 0014. */
export function createLedgerChecks(parts: { db: Database; ledger: LedgerStore; log: Log; clock: Clock }) {
  const { db, ledger, log, clock } = parts
  const journals = db.collection<JournalDocument>('journals')
  const daysHold = createProofChecks({ db, clock })
  const tracesHold = createTraceChecks({ db, clock })
  const reports = db.collection<ReportDocument>('ledger_reports')
  const booksHold = createBooksChecks({ db, ledger })
  const snapshot = { readConcern: { level: 'snapshot' }, allowDiskUse: true } as const

  async function journalsHold(): Promise<LedgerCheck[]> {
    const shape = checkOf('every journal balances and is posted as its kind says, under its own key')
    for await (const { _id, outbox, ...rest } of journals.find({}, { ...snapshot, batchSize: 1000 }))
      shape.look(_id, outbox.length === 1 ? journalFault({ key: _id, ...rest } as Parameters<typeof journalFault>[0]) : 'no event inside')
    const once = checkOf('one order is paid once, one refund ends once')
    const twice = journals.aggregate<{ _id: { of: string; step: string }; count: number }>(
      [
        { $match: { kind: { $in: [...giftKinds, 'refund_accepted', 'refund_succeeded', 'refund_closed'] } } },
        {
          $group: {
            _id: {
              of: { $ifNull: ['$outRefundNo', '$outTradeNo'] },
              step: { $cond: [{ $in: ['$kind', ['refund_succeeded', 'refund_closed']] }, 'refund_ended', '$kind'] },
            },
            count: { $sum: 1 },
          },
        },
      ],
      snapshot,
    )
    for await (const { _id, count } of twice) once.look(`${_id.of} ${_id.step}`, count === 1 ? null : `${count} journals`)
    return [shape.check, once.check]
  }

  async function balancesHold(): Promise<LedgerCheck[]> {
    const zero = checkOf('debits equal credits over each charity')
    const restricted = checkOf('no campaign has given out more than it was given (Restricted ≥ 0)')
    const payable = checkOf('no donor was paid more than is owed (RefundPayable ≥ 0)')
    const bank = checkOf('no bank account has given out more than came in (Bank ≥ 0)')
    const sums = new Map<string, number>()
    const balances = journals.aggregate<{ _id: { charityId: string; account: string }; fen: number }>(
      [{ $unwind: '$legs' }, { $group: { _id: { charityId: '$charityId', account: '$legs.account' }, fen: { $sum: creditFen } } }],
      snapshot,
    )
    for await (const { _id, fen } of balances) {
      const { charityId, account } = _id
      sums.set(charityId, (sums.get(charityId) ?? 0) + fen)
      if (account.startsWith('Restricted:')) restricted.look(account, fen >= 0 ? null : `${fen} fen`)
      if (account === 'Bank') bank.look(charityId, fen <= 0 ? null : `${0 - fen} fen`)
      if (account === 'RefundPayable') payable.look(charityId, fen >= 0 ? null : `${fen} fen`)
    }
    for (const [charityId, fen] of sums) zero.look(charityId, fen === 0 ? null : `${fen} fen apart`)
    return [zero.check, restricted.check, payable.check, bank.check]
  }

  /** Journals of each gift against the gift itself. */
  async function giftsHold(): Promise<LedgerCheck[]> {
    const within = checkOf('no gift is given back for more than was paid')
    const follows = checkOf("a gift's own sums are those of its journals")
    const before = new Date(clock.now().getTime() - SETTLING_MS)
    interface Row {
      _id: string
      paidFen: number
      acceptedFen: number
      succeededFen: number
      closedFen: number
      lastAt: Date
      gift: { state: string; amountFen: number; refundedFen?: number; refundingFen?: number }[]
    }
    const rows = journals.aggregate<Row>(
      [
        { $match: { kind: { $in: [...giftKinds, 'refund_accepted', 'refund_succeeded', 'refund_closed'] } } },
        {
          $group: {
            _id: '$outTradeNo',
            paidFen: { $sum: { $cond: [{ $in: ['$kind', [...giftKinds]] }, '$amountFen', 0] } },
            acceptedFen: fenOfKind('refund_accepted'),
            succeededFen: fenOfKind('refund_succeeded'),
            closedFen: fenOfKind('refund_closed'),
            lastAt: { $max: '$postedAt' },
          },
        },
        {
          $lookup: {
            from: 'gifts',
            localField: '_id',
            foreignField: '_id',
            as: 'gift',
            pipeline: [{ $project: { state: 1, amountFen: 1, refundedFen: 1, refundingFen: 1 } }],
          },
        },
      ],
      snapshot,
    )
    for await (const row of rows) {
      const returnedFen = row.acceptedFen - row.closedFen
      const isWithin = returnedFen <= row.paidFen && row.succeededFen + row.closedFen <= row.acceptedFen
      within.look(
        row._id,
        isWithin ? null : `paid ${row.paidFen}, accepted ${row.acceptedFen}, succeeded ${row.succeededFen}, closed ${row.closedFen}`,
      )
      if (row.lastAt > before) continue
      const [gift] = row.gift
      const onItsWayFen = returnedFen - row.succeededFen
      const agrees =
        gift?.state === 'paid' &&
        gift.amountFen === row.paidFen &&
        (gift.refundedFen ?? 0) === row.succeededFen &&
        (gift.refundingFen ?? 0) === onItsWayFen
      follows.look(row._id, agrees ? null : `journals say paid ${row.paidFen}, back ${row.succeededFen}, on its way ${onItsWayFen}`)
    }
    const paid = db.collection<{ _id: string; state: string; paidAt: Date }>('gifts').aggregate<{ _id: string }>(
      [
        { $match: { state: 'paid' } },
        {
          $lookup: {
            from: 'journals',
            localField: '_id',
            foreignField: 'outTradeNo',
            as: 'posted',
            pipeline: [{ $match: { kind: { $in: [...giftKinds] } } }, { $project: { _id: 1 } }],
          },
        },
        { $match: { posted: [] } },
        { $project: { _id: 1 } },
      ],
      snapshot,
    )
    for await (const gift of paid) follows.look(gift._id, 'paid, but in no journal')
    return [within.check, follows.check]
  }

  async function plainSums(campaignId?: string): Promise<Map<string, { raisedFen: number; giftCount: number }>> {
    const rows = journals.aggregate<{ _id: string; raisedFen: number; giftCount: number }>(
      [
        { $match: { kind: { $in: [...raisedKinds] }, ...(campaignId === undefined ? {} : { campaignId }) } },
        {
          $group: {
            _id: '$campaignId',
            raisedFen: { $sum: { $cond: [{ $eq: ['$kind', 'refund_accepted'] }, { $multiply: ['$amountFen', -1] }, '$amountFen'] } },
            giftCount: { $sum: { $cond: [{ $in: ['$kind', [...giftKinds]] }, 1, 0] } },
          },
        },
      ],
      snapshot,
    )
    return new Map((await rows.toArray()).map(({ _id, ...sums }) => [_id, sums]))
  }

  async function totalFault(campaignId: string, sums: { raisedFen: number; giftCount: number } | undefined): Promise<string | null> {
    const shown = (await ledger.campaignTotals([campaignId])).get(campaignId)
    if (shown?.raisedFen === sums?.raisedFen && shown?.giftCount === sums?.giftCount) return null
    return `shown ${shown?.giftCount} gifts, ${shown?.raisedFen} fen; journals ${sums?.giftCount}, ${sums?.raisedFen} fen`
  }

  async function totalsHold(): Promise<LedgerCheck> {
    const totals = checkOf('public totals are the plain sums of the journals')
    for (const [campaignId, sums] of await plainSums()) {
      let fault = await totalFault(campaignId, sums)
      // A gift may have come between the two sums; a fault that stays is one.
      for (let again = 0; fault !== null && again < 3; again += 1)
        fault = await totalFault(campaignId, (await plainSums(campaignId)).get(campaignId))
      totals.look(campaignId, fault)
    }
    return totals.check
  }

  async function run(): Promise<LedgerReport> {
    const at = clock.now()
    const checks = [
      ...(await journalsHold()),
      ...(await balancesHold()),
      ...(await giftsHold()),
      await totalsHold(),
      ...(await booksHold()),
      ...(await daysHold()),
      await tracesHold(),
    ]
    return { at, ok: checks.every((check) => check.breaches === 0), checks }
  }

  return {
    prepare: () => db.ensureIndexes('ledger_reports', [{ key: { at: -1 }, serves: 'the newest result' }]),
    run,
    /** The first run of each day in Asia/Shanghai, its result kept. */
    async runDaily(): Promise<void> {
      const _id = shanghaiDate(clock.now())
      if (await reports.findOne({ _id }, { projection: { _id: 1 } })) return
      const report = await run()
      await reports.insertOne({ _id, ...report }, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
      if (report.ok) log.info({ checks: report.checks.length }, 'ledger checked: every invariant holds')
      else log.error({ checks: report.checks.filter((check) => check.breaches > 0) }, 'ledger checked: BROKEN')
    },
  }
}

/** The newest result of the daily look; null when there was none yet. */
export const latestLedgerReport = (db: Database): Promise<LedgerReport | null> =>
  db.collection<ReportDocument>('ledger_reports').findOne({}, { sort: { at: -1 } })

/** Checks the ledger of a database, for `ledger-check`. */
export const checkLedger = (parts: { db: Database; log: Log; clock: Clock }): Promise<LedgerReport> =>
  createLedgerChecks({ ...parts, ledger: createLedgerStore(parts) }).run()
