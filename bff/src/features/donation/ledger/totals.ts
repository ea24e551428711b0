import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { Log } from '../../../platform/log/index.ts'
import { giftKinds, type Leg, raisedKinds } from './domain.ts'

/** What was raised, as the ledger's journals say: gifts less what is given back; always their plain sum. */
export interface Totals {
  raisedFen: number
  /** Gifts paid, those given back included. */
  giftCount: number
  asOf: Date
}

/** Journals are summed by campaign for the public page, by code for the venue's statistics. */
type Field = 'campaignId' | 'codeId'

interface RollupDocument {
  /** `campaignId:<id>` or `codeId:<id>`. */
  _id: string
  /** Every journal posted up to here is in the sums, and none after. */
  upTo: Date
  raisedFen: number
  giftCount: number
  /** An advance under way. */
  closing: { to: Date; by: string } | null
  /** The campaign whose gifts a fold (folds.ts) sums; absent for plain sums. */
  foldOf?: string
}

interface Part {
  id: string
  journals: number
  raisedFen: number
  giftCount: number
}

/** What rollups must know of a journal that was written. */
export interface PostedJournal {
  charityId: string
  campaignId: string | null
  codeId: string | null
  legs: readonly Leg[]
  postedAt: Date
}

export interface RollupLimits {
  /** A tail of more journals than this is rolled up. */
  longestTail: number
  /** How far behind now a rollup ends; journals younger than this are always summed live. */
  marginMs: number
}

export const LIMITS: RollupLimits = { longestTail: 200, marginMs: 30_000 }
/** Public totals are read from the ledger at most this often; a donor's own gift is there after it. */
const TOTALS_KEPT_MS = 1_000
const MOST_KEPT_TOTALS = 5_000
const BEGINNING = new Date(0)

/**
 * Sums of journals that cost the same however many gifts there are: a rollup (sums up to an instant) plus a live tail.
 *
 * Why a total can't lose or double a journal: an advance first writes its intent (`closing`), then sums, then commits
 * if its intent is still the one. Whoever posts a journal looks at the rollups *after* the journal is written and throws
 * away one whose end or intent is not before the journal. So a late journal either was seen by the sum or is seen by the
 * check; a thrown-away rollup is rebuilt from the journals. Two processes that advance at once have two intents, and one commits.
 */
export function createTotals(parts: { db: Database; log: Log; clock: Clock; limits?: RollupLimits }) {
  const { db, log, clock } = parts
  const limits = parts.limits ?? LIMITS
  const journals = db.collection<{ _id: string; kind: string; campaignId: string | null; codeId: string | null; postedAt: Date }>(
    'journals',
  )
  const rollups = db.collection<RollupDocument>('ledger_rollups')
  const kept = new Map<string, Totals>()
  const advancing = new Map<string, Promise<void>>()
  let postings = 0

  const sumOf = (field: Field, matches: Record<string, unknown>[]): Promise<Part[]> =>
    journals
      .aggregate<Part>(
        [
          { $match: { kind: { $in: [...raisedKinds] }, $or: matches } },
          { $unwind: '$legs' },
          { $match: { 'legs.account': { $regex: '^Restricted:' } } },
          {
            $group: {
              _id: `$${field}`,
              journals: { $sum: 1 },
              raisedFen: {
                $sum: { $cond: [{ $eq: ['$legs.side', 'credit'] }, '$legs.amountFen', { $multiply: ['$legs.amountFen', -1] }] },
              },
              giftCount: { $sum: { $cond: [{ $in: ['$kind', [...giftKinds]] }, 1, 0] } },
            },
          },
          { $project: { _id: 0, id: '$_id', journals: 1, raisedFen: 1, giftCount: 1 } },
        ],
        majorityRead,
      )
      .toArray()

  async function advance(field: Field, id: string): Promise<void> {
    const _id = `${field}:${id}`
    const to = new Date(clock.now().getTime() - limits.marginMs)
    const closing = { to, by: newId('roll') }
    const before = await rollups.findOne({ _id }, majorityRead)
    const upTo = before?.upTo ?? BEGINNING
    if (upTo >= to) return
    if (before) {
      if ((await rollups.updateOne({ _id, upTo }, { $set: { closing } }, durable)).matchedCount === 0) return
    } else {
      try {
        await rollups.insertOne({ _id, upTo, raisedFen: 0, giftCount: 0, closing }, durable)
      } catch (error) {
        if (isDuplicateKey(error)) return
        throw error
      }
    }
    const [sum] = await sumOf(field, [{ [field]: id, postedAt: { $gt: upTo, $lte: to } }])
    await rollups.updateOne(
      { _id, upTo, 'closing.by': closing.by },
      { $set: { upTo: to, closing: null }, $inc: { raisedFen: sum?.raisedFen ?? 0, giftCount: sum?.giftCount ?? 0 } },
      durable,
    )
  }

  function advanceSoon(field: Field, id: string): void {
    const key = `${field}:${id}`
    if (advancing.has(key)) return
    const work = advance(field, id)
      .catch((error: unknown) => log.warn({ err: error, rollup: key }, 'rollup not advanced; totals are summed from further back'))
      .finally(() => advancing.delete(key))
    advancing.set(key, work)
  }

  async function read(field: Field, ids: readonly string[]): Promise<Map<string, Totals>> {
    const asOf = clock.now()
    if (ids.length === 0) return new Map()
    const rolled = new Map(
      (await rollups.find({ _id: { $in: ids.map((id) => `${field}:${id}`) } }, majorityRead).toArray()).map((rollup) => [
        rollup._id,
        rollup,
      ]),
    )
    const rollupOf = (id: string) => rolled.get(`${field}:${id}`)
    const tails = new Map(
      (
        await sumOf(
          field,
          ids.map((id) => ({ [field]: id, postedAt: { $gt: rollupOf(id)?.upTo ?? BEGINNING } })),
        )
      ).map((part) => [part.id, part]),
    )
    for (const { id, journals: length } of tails.values()) {
      // Just rolled and long again: those are young journals, which stay live.
      if (length > limits.longestTail && asOf.getTime() - (rollupOf(id)?.upTo ?? BEGINNING).getTime() > 2 * limits.marginMs)
        advanceSoon(field, id)
    }
    return new Map(
      ids.map((id) => {
        const [rollup, tail] = [rollupOf(id), tails.get(id)]
        return [
          id,
          {
            raisedFen: (rollup?.raisedFen ?? 0) + (tail?.raisedFen ?? 0),
            giftCount: (rollup?.giftCount ?? 0) + (tail?.giftCount ?? 0),
            asOf,
          },
        ]
      }),
    )
  }

  return {
    prepare: () =>
      db.ensureIndexes('ledger_rollups', [
        { key: { foldOf: 1 }, partialFilterExpression: { foldOf: { $type: 'string' } }, serves: 'folds that a late journal throws away' },
      ]),
    /** To be called after a journal is written, before anyone is told; balances have their rollups beside the totals. */
    async posted(journal: PostedJournal, balances: readonly string[]): Promise<void> {
      const { campaignId, codeId } = journal
      if (campaignId !== null) {
        postings += 1
        kept.delete(campaignId)
      }
      const totals = [...(campaignId === null ? [] : [`campaignId:${campaignId}`]), ...(codeId === null ? [] : [`codeId:${codeId}`])]
      const touched = [...totals, ...balances]
      const late = { $gte: journal.postedAt }
      await rollups.deleteMany(
        {
          $and: [
            { $or: [{ _id: { $in: touched } }, ...(campaignId === null ? [] : [{ foldOf: campaignId }])] },
            { $or: [{ upTo: late }, { 'closing.to': late }] },
          ],
        },
        durable,
      )
    },
    async ofCampaigns(ids: readonly string[]): Promise<Map<string, Totals>> {
      const now = clock.now().getTime()
      const fresh = new Map(
        ids.flatMap((id) => {
          const totals = kept.get(id)
          return totals && totals.asOf.getTime() + TOTALS_KEPT_MS > now ? [[id, totals] as const] : []
        }),
      )
      const postingsBefore = postings
      const missing = ids.filter((id) => !fresh.has(id))
      const found = await read('campaignId', missing)
      // A sum begun before a posting would hide it for a second.
      if (postings === postingsBefore) {
        if (kept.size > MOST_KEPT_TOTALS) kept.clear()
        for (const [id, totals] of found) kept.set(id, totals)
      }
      return new Map([...fresh, ...found])
    },
    ofCodes: (ids: readonly string[]) => read('codeId', ids),
    async idle(): Promise<void> {
      await Promise.all(advancing.values())
    },
  }
}
