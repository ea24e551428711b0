import { type Database, durable, type Filter, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { DutyFields, FixFields } from './catalogue.ts'
import type { AtWork, Duty, WorkerFix, WorkerPlace } from './domain.ts'

type StoredFix = Stored<WorkerFix, FixFields>
export interface DutyProtectors {
  duty: Protector<Duty, DutyFields>
  fix: Protector<WorkerFix, FixFields>
}

const MOST_AT_WORK = 500

export type DutyStore = ReturnType<typeof createDutyStore>

export function createDutyStore(db: Database, seal: DutyProtectors) {
  const duties = db.collection<Duty>('help_duties')
  const fixes = db.collection<StoredFix>('help_worker_places')

  return {
    async prepare() {
      await seal.duty.prepare()
      await seal.fix.prepare()
      await db.ensureIndexes('help_duties', [
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one stretch of work at a time',
        },
        { key: { within: 1, openKey: 1 }, serves: 'who is at work in a place' },
        { key: { accountId: 1, endedAt: -1 }, serves: 'when somebody went off duty last' },
      ])
      await db.ensureIndexes('help_worker_places', [
        { key: { forgetAt: 1 }, expireAfterSeconds: 0, serves: 'forgetting where somebody was' },
      ])
    },
    openOf: (accountId: string): Promise<Duty | null> => duties.findOne({ openKey: accountId }, majorityRead),
    /** @returns false when another one is under way */
    async insert(duty: Duty): Promise<boolean> {
      try {
        await duties.insertOne(seal.duty.seal(duty) as never, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    /** @returns null when it is no longer as it was seen */
    change: (seen: Pick<Duty, '_id' | 'rev'>, set: Partial<Duty>): Promise<Duty | null> =>
      duties.findOneAndUpdate({ _id: seen._id, rev: seen.rev }, { $set: set, $inc: { rev: 1 } }, { returnDocument: 'after', ...durable }),
    /** Kept while the stretch it belongs to goes on; what came late of one that ended is not. */
    async tellPlace(accountId: string, place: WorkerPlace, at: Date, forgetAt: Date): Promise<void> {
      const plain = { _id: accountId, place: JSON.stringify(place), at, forgetAt } as Plain<WorkerFix, FixFields>
      const { _id, ...set } = seal.fix.seal(plain)
      await fixes.updateOne({ _id } as Filter<StoredFix>, { $set: set } as never, { upsert: true, ...durable })
      if (!(await this.openOf(accountId))) await this.forgetPlace(accountId)
    },
    forgetPlace: (accountId: string) => fixes.deleteOne({ _id: accountId } as Filter<StoredFix>, durable),
    async fixAt(accountId: string, now: Date): Promise<Date | null> {
      const found = await fixes.findOne({ _id: accountId, forgetAt: { $gt: now } } as Filter<StoredFix>, { projection: { at: 1 } })
      return found?.at ?? null
    },
    /** Who is at work in a place, with where their phones are. */
    async atWork(placeId: string, now: Date): Promise<AtWork[]> {
      const found = await duties
        .find({ within: placeId, openKey: { $type: 'string' }, until: { $gt: now } })
        .limit(MOST_AT_WORK)
        .toArray()
      const agreed = found.filter(({ location }) => location === 'agreed').map(({ accountId }) => accountId)
      const told =
        agreed.length === 0 ? [] : await fixes.find({ _id: { $in: agreed }, forgetAt: { $gt: now } } as Filter<StoredFix>).toArray()
      const opened = await seal.fix.openAll(told as StoredFix[])
      const byAccount = new Map(opened.map(({ _id, place, at }) => [_id, { place: JSON.parse(place.reveal()) as WorkerPlace, at }]))
      return found.map(({ accountId, goes, placeIds, within }) => ({
        accountId,
        goes,
        placeIds,
        within,
        fix: byAccount.get(accountId) ?? null,
      }))
    },
    /** When each of them last went off duty, of those who are not on duty again. */
    async leftAt(accountIds: readonly string[]): Promise<Map<string, Date>> {
      if (accountIds.length === 0) return new Map()
      const ended = await duties
        .aggregate<{ _id: string; at: Date }>([
          { $match: { accountId: { $in: [...accountIds] }, endedAt: { $type: 'date' } } },
          { $group: { _id: '$accountId', at: { $max: '$endedAt' } } },
        ])
        .toArray()
      return new Map(ended.map(({ _id, at }) => [_id, at]))
    },
  }
}
