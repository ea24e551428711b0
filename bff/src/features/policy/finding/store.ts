import { type Database, durable, type Filter, majorityRead } from '../../../platform/db/index.ts'

/** Someone who looked at their list and is told from then on what becomes theirs. Holds no fact and no status of anyone. */
export interface FollowerDocument {
  /** The account. */
  _id: string
  residentId: string
  householdId: string | null
  /** Calendar date on which time alone changes something next; null: nothing within a year. */
  nextOn: string | null
  /** Changes until this instant came from themself, and they have seen what came of it. */
  quietUntil: Date
  at: Date
}

export type FollowerStore = ReturnType<typeof createFollowerStore>

export function createFollowerStore(db: Database) {
  const followers = db.collection<FollowerDocument>('benefit_followers')
  return {
    prepare: () =>
      db.ensureIndexes('benefit_followers', [
        { key: { residentId: 1 }, serves: 'who is told of a change about a person' },
        { key: { householdId: 1 }, serves: 'who is told of a change about a household' },
        { key: { nextOn: 1 }, serves: 'whose day has come' },
      ]),
    put: ({ _id, quietUntil, ...row }: FollowerDocument) =>
      followers.updateOne({ _id }, { $set: row, $max: { quietUntil } }, { upsert: true, ...durable }),
    get: (accountId: string) => followers.findOne({ _id: accountId }, majorityRead),
    /** Those a change about this person or household may concern: what is of one counts for all who live together. */
    concernedBy: (householdId: string | null, residentIds: readonly string[]) =>
      followers
        .find(
          {
            $or: [{ residentId: { $in: [...residentIds] } }, ...(householdId === null ? [] : [{ householdId }])],
          } as Filter<FollowerDocument>,
          majorityRead,
        )
        .toArray(),
    /** @param today yyyy-mm-dd */
    due: (today: string, most: number) =>
      followers
        .find({ nextOn: { $lte: today, $type: 'string' } } as Filter<FollowerDocument>, majorityRead)
        .sort({ nextOn: 1 })
        .limit(most)
        .toArray(),
    /** Everyone's day has come, but for those whose day was before. */
    allDueOn: (today: string) =>
      followers.updateMany(
        { $or: [{ nextOn: null }, { nextOn: { $gt: today } }] } as Filter<FollowerDocument>,
        { $set: { nextOn: today } },
        durable,
      ),
    /** Puts the next day in place, if nobody did meanwhile. */
    setNext: (accountId: string, was: string | null, nextOn: string | null) =>
      followers.updateOne({ _id: accountId, nextOn: was }, { $set: { nextOn } }, durable),
    /** They live in another household now. */
    setHome: (accountId: string, householdId: string | null) => followers.updateOne({ _id: accountId }, { $set: { householdId } }, durable),
    forget: (accountIds: readonly string[]) => followers.deleteMany({ _id: { $in: [...accountIds] } }, durable),
  }
}
