import { type Database, durable, type Filter, majorityRead } from '../../../platform/db/index.ts'

export type TellingAnswer = 'applied' | 'declined' | 'visited'

/**
 * Why somebody is sent without waiting for an answer: what is a child's could be told to nobody. `guardian_unknown`: the register
 * does not say who looks after them. `not_reached`: none of those who do is told by us.
 */
export type VisitCause = 'guardian_unknown' | 'not_reached'

/** That somebody was told of a policy, whether they looked since, and what they answered. */
export interface Telling {
  _id: string
  accountId: string
  residentId: string
  policyId: string
  path: string[]
  /** Absent: told, and perhaps silent. */
  cause?: VisitCause
  /** The last time; null: never told, or they answered by themselves. */
  toldAt: Date | null
  openedAt: Date | null
  answer: TellingAnswer | null
  answeredAt: Date | null
  answeredBy: string | null
  triedAt: Date | null
  createdAt: Date
}

export type TellingStore = ReturnType<typeof createTellingStore>

/** @param tellingId one number for one account and policy */
export function createTellingStore(db: Database, tellingId: (accountId: string, policyId: string) => string) {
  const tellings = db.collection<Telling>('policy_tellings')
  const waiting = (before: Date) => ({
    answer: null,
    openedAt: null,
    $or: [{ toldAt: { $lt: before, $type: 'date' } }, { cause: { $type: 'string' } }],
  })
  const none = { openedAt: null, answer: null, answeredAt: null, answeredBy: null, triedAt: null }

  return {
    prepare: () =>
      db.ensureIndexes('policy_tellings', [
        { key: { accountId: 1, policyId: 1 }, serves: 'what someone was told and answered' },
        {
          key: { path: 1, _id: 1 },
          partialFilterExpression: { answer: null, openedAt: null },
          serves: 'whom to visit in a place',
        },
      ]),
    telling: (id: string) => tellings.findOne({ _id: id }, majorityRead),
    /**
     * Told now, or once more: what was open before is open again, also after a visit or an application that is over; a plain
     * no stays a no. @param applied policies of which an application is open
     */
    async told(
      who: Pick<Telling, 'accountId' | 'residentId' | 'path'>,
      policyIds: readonly string[],
      at: Date,
      applied: readonly string[],
    ): Promise<void> {
      for (const policyId of policyIds) {
        const _id = tellingId(who.accountId, policyId)
        const over = applied.includes(policyId) ? ['visited' as const] : ['visited' as const, 'applied' as const]
        await tellings.updateOne({ _id, answer: { $in: over } }, { $set: none }, durable)
        await tellings.updateOne(
          { _id },
          {
            $set: { ...who, policyId, toldAt: at, openedAt: null },
            $unset: { cause: '' },
            $setOnInsert: { answer: null, answeredAt: null, answeredBy: null, triedAt: null, createdAt: at },
          },
          { upsert: true, ...durable },
        )
      }
    },
    /** Somebody goes there, at once: nobody could be told. What was answered before is open again, but a plain no. */
    async toVisit(
      { path, ...who }: { accountId: string; residentId: string; path: readonly string[] },
      policyIds: readonly string[],
      cause: VisitCause,
      at: Date,
    ): Promise<void> {
      for (const policyId of policyIds) {
        const _id = tellingId(who.accountId, policyId)
        await tellings.updateOne({ _id, answer: { $in: ['visited', 'applied'] } }, { $set: none }, durable)
        await tellings.updateOne(
          { _id },
          {
            $set: { ...who, path: [...path], policyId, cause, openedAt: null },
            $setOnInsert: { toldAt: null, answer: null, answeredAt: null, answeredBy: null, triedAt: null, createdAt: at },
          },
          { upsert: true, ...durable },
        )
      }
    },
    /** They looked at their list: all that it says has been seen. */
    opened: (accountId: string, at: Date) => tellings.updateMany({ accountId, openedAt: null }, { $set: { openedAt: at } }, durable),
    /** What the person answered, also where nobody had told them. */
    answered: (who: Pick<Telling, 'accountId' | 'residentId' | 'path' | 'policyId'>, answer: TellingAnswer, by: string, at: Date) =>
      tellings.updateOne(
        { _id: tellingId(who.accountId, who.policyId) },
        {
          $set: { ...who, answer, answeredAt: at, answeredBy: by },
          $setOnInsert: { toldAt: null, openedAt: none.openedAt, triedAt: none.triedAt, createdAt: at },
        },
        { upsert: true, ...durable },
      ),
    /** They applied: nobody has to come. Where nothing was told there is nothing to note. */
    applied: (accountId: string, policyId: string, at: Date) =>
      tellings.updateOne(
        { _id: tellingId(accountId, policyId) },
        { $set: { answer: 'applied', answeredAt: at, answeredBy: accountId } },
        durable,
      ),
    /** Every policy on record for somebody: told, answered, or to be told at the door. */
    knownOf: async (accountId: string): Promise<string[]> =>
      (await tellings.find({ accountId }, { projection: { policyId: 1 } }).toArray()).map(({ policyId }) => policyId),
    /** Policies someone was told of since an instant. */
    async toldSince(accountId: string, since: Date): Promise<string[]> {
      const rows = await tellings.find({ accountId, toldAt: { $gte: since } }, { projection: { policyId: 1 } }).toArray()
      return rows.map(({ policyId }) => policyId)
    },
    async declinedBy(accountId: string): Promise<string[]> {
      const rows = await tellings.find({ accountId, answer: 'declined' }, { projection: { policyId: 1 } }).toArray()
      return rows.map(({ policyId }) => policyId)
    },
    /** Told before an instant, and silent since. @param after id after which the page begins */
    waiting: (placeIds: readonly string[], before: Date, after: string | null, limit: number) =>
      tellings
        .find({ path: { $in: [...placeIds] }, ...waiting(before), ...(after === null ? {} : { _id: { $gt: after } }) } as Filter<Telling>)
        .sort({ _id: 1 })
        .limit(limit + 1)
        .toArray(),
    /** @returns false when it was answered meanwhile */
    async visited(id: string, set: Pick<Telling, 'answer' | 'answeredAt' | 'answeredBy' | 'triedAt'>): Promise<boolean> {
      const done = await tellings.updateOne({ _id: id, answer: null }, { $set: set }, durable)
      return done.matchedCount === 1
    },
    ofAccount: (accountId: string) => tellings.find({ accountId }).sort({ createdAt: -1 }).limit(500).toArray(),
    forget: (accountIds: readonly string[]) => tellings.deleteMany({ accountId: { $in: [...accountIds] } }, durable),
  }
}
