import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { RollupLimits } from './totals.ts'

/** What is kept of one gift through WeChat Pay: paid, less what was given back or is on its way back. */
export interface KeptGift {
  outTradeNo: string
  paidAt: Date
  keptFen: number
}

/** A sum over a campaign's gifts that is not plain: each gift counts as `of` says of what is kept of it. */
export interface Fold {
  /** Names the sum and the terms it hangs on: other terms are another fold. */
  id: string
  campaignId: string
  /** Gifts paid from here, and before there. */
  paidFrom: Date
  paidBefore: Date
  /** Whole fen; 0 of 0. */
  of(keptFen: number): number
}

export interface FoldSum {
  sumFen: number
  /** Gifts that count for something. */
  giftCount: number
  asOf: Date
}

interface FoldDocument {
  _id: string
  foldOf: string
  upTo: Date
  sumFen: number
  giftCount: number
  closing: { to: Date; by: string } | null
}

interface Touched {
  _id: string
  paidAt: Date | null
  beforeFen: number
  nowFen: number
}

const LIMITS: RollupLimits = { longestTail: 200, marginMs: 30_000 }
const BEGINNING = new Date(0)
const keptKinds = ['gift_paid', 'refund_accepted', 'refund_closed']
const signedFen = { $cond: [{ $eq: ['$kind', 'refund_accepted'] }, { $multiply: ['$amountFen', -1] }, '$amountFen'] }

/**
 * Folds cost the same however many gifts there are: a rollup up to an instant, and for the gifts that journals touched
 * since, what each counts for now less what it counted for then. They keep the promise of totals.ts by the same means:
 * intent, sum, commit; and whoever posts a journal throws away the folds of its campaign that are not before it.
 */
export function createFolds(parts: { db: Database; log: Log; clock: Clock; limits?: RollupLimits }) {
  const { db, log, clock } = parts
  const limits = parts.limits ?? LIMITS
  const journals = db.collection<{ _id: string; kind: string; campaignId: string; outTradeNo: string; postedAt: Date }>('journals')
  const rollups = db.collection<FoldDocument>('ledger_rollups')
  const advancing = new Map<string, Promise<void>>()

  /** Gifts with a journal after `from` (and up to `to`), each as it was at `from` and as it is at `to`. */
  async function* touched(campaignId: string, from: Date, to: Date | null): AsyncGenerator<Touched> {
    const within = { $gt: from, ...(to ? { $lte: to } : {}) }
    const since =
      from > BEGINNING ? await journals.distinct('outTradeNo', { campaignId, kind: { $in: keptKinds }, postedAt: within }) : null
    if (since?.length === 0) return
    yield* journals.aggregate<Touched>(
      [
        {
          $match: {
            ...(since === null ? { campaignId } : { outTradeNo: { $in: since } }),
            kind: { $in: keptKinds },
            ...(to ? { postedAt: { $lte: to } } : {}),
          },
        },
        {
          $group: {
            _id: '$outTradeNo',
            paidAt: { $max: '$paidAt' },
            nowFen: { $sum: signedFen },
            beforeFen: { $sum: { $cond: [{ $lte: ['$postedAt', from] }, signedFen, 0] } },
          },
        },
      ],
      { ...majorityRead, batchSize: 5_000 },
    )
  }

  async function change(fold: Fold, from: Date, to: Date | null) {
    const sum = { sumFen: 0, giftCount: 0, touched: 0 }
    for await (const gift of touched(fold.campaignId, from, to)) {
      sum.touched += 1
      // A refund of a company's own transfer has no payment here.
      if (!gift.paidAt || gift.paidAt < fold.paidFrom || gift.paidAt >= fold.paidBefore) continue
      const [before, now] = [fold.of(gift.beforeFen), fold.of(gift.nowFen)]
      sum.sumFen += now - before
      sum.giftCount += (now > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
    }
    return sum
  }

  async function advance(fold: Fold): Promise<void> {
    const _id = `fold:${fold.id}`
    const to = new Date(clock.now().getTime() - limits.marginMs)
    const closing = { to, by: newId('roll') }
    const before = await rollups.findOne({ _id }, majorityRead)
    const upTo = before?.upTo ?? BEGINNING
    if (upTo >= to) return
    if (before) {
      if ((await rollups.updateOne({ _id, upTo }, { $set: { closing } }, durable)).matchedCount === 0) return
    } else {
      try {
        await rollups.insertOne({ _id, foldOf: fold.campaignId, upTo, sumFen: 0, giftCount: 0, closing }, durable)
      } catch (error) {
        if (isDuplicateKey(error)) return
        throw error
      }
    }
    const { sumFen, giftCount } = await change(fold, upTo, to)
    await rollups.updateOne(
      { _id, upTo, 'closing.by': closing.by },
      { $set: { upTo: to, closing: null }, $inc: { sumFen, giftCount } },
      durable,
    )
  }

  function advanceSoon(fold: Fold): void {
    if (advancing.has(fold.id)) return
    const work = advance(fold)
      .catch((error: unknown) => log.warn({ err: error, fold: fold.id }, 'fold not advanced; it is summed from further back'))
      .finally(() => advancing.delete(fold.id))
    advancing.set(fold.id, work)
  }

  const firstReads = new Map<string, ReturnType<typeof change>>()
  /** Over all gifts, before there is a rollup: seconds for a large campaign, so many readers at once share one. */
  function fromBeginning(fold: Fold): ReturnType<typeof change> {
    const shared = firstReads.get(fold.id)
    if (shared) return shared
    const work = change(fold, BEGINNING, null).finally(() => firstReads.delete(fold.id))
    firstReads.set(fold.id, work)
    return work
  }

  return {
    async read(fold: Fold): Promise<FoldSum> {
      const asOf = clock.now()
      const rollup = await rollups.findOne({ _id: `fold:${fold.id}` }, majorityRead)
      const upTo = rollup?.upTo ?? BEGINNING
      const tail = upTo > BEGINNING ? await change(fold, upTo, null) : await fromBeginning(fold)
      if (tail.touched > limits.longestTail && asOf.getTime() - upTo.getTime() > 2 * limits.marginMs) advanceSoon(fold)
      return { sumFen: (rollup?.sumFen ?? 0) + tail.sumFen, giftCount: (rollup?.giftCount ?? 0) + tail.giftCount, asOf }
    },
    /** What is kept of each gift of a campaign paid in a span of time, in order of payment. */
    keptGifts: (of: Pick<Fold, 'campaignId' | 'paidFrom' | 'paidBefore'>) =>
      journals.aggregate<KeptGift>(
        [
          { $match: { campaignId: of.campaignId, kind: { $in: keptKinds } } },
          { $group: { _id: '$outTradeNo', paidAt: { $max: '$paidAt' }, keptFen: { $sum: signedFen } } },
          { $match: { paidAt: { $gte: of.paidFrom, $lt: of.paidBefore } } },
          { $sort: { paidAt: 1, _id: 1 } },
          { $project: { _id: 0, outTradeNo: '$_id', paidAt: 1, keptFen: 1 } },
        ],
        { ...majorityRead, allowDiskUse: true, batchSize: 1_000 },
      ),
    async idle(): Promise<void> {
      await Promise.all(advancing.values())
    },
  }
}
