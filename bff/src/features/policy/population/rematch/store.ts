import { type Database, durable, type Filter, isDuplicateKey, majorityRead } from '../../../../platform/db/index.ts'
import { HELD_MS, type RematchJob } from './domain.ts'

export type RematchStore = ReturnType<typeof createRematchStore>

const KEPT_SECONDS = 400 * 86_400

export function createRematchStore(db: Database) {
  const jobs = db.collection<RematchJob>('policy_rematches')
  const open = { state: { $in: ['waiting', 'running'] } } as Filter<RematchJob>
  return {
    prepare: () =>
      db.ensureIndexes('policy_rematches', [
        { key: { state: 1, createdAt: 1 }, serves: 'what waits to be done, the oldest first' },
        { key: { createdAt: -1 }, expireAfterSeconds: KEPT_SECONDS, serves: 'the newest; forgetting those of long ago' },
      ]),
    /** The same id is made once. */
    async insert(job: RematchJob): Promise<RematchJob> {
      try {
        await jobs.insertOne(job, durable)
        return job
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return (await jobs.findOne({ _id: job._id }, majorityRead)) ?? job
      }
    },
    job: (id: string) => jobs.findOne({ _id: id }, majorityRead),
    waiting: () => jobs.findOne({ state: 'waiting' }, { sort: { createdAt: 1 }, ...majorityRead }),
    open: () => jobs.findOne(open, { sort: { createdAt: 1 }, ...majorityRead }),
    newest: (most: number) => jobs.find({}, majorityRead).sort({ createdAt: -1 }).limit(most).toArray(),
    /** Takes the oldest that nobody is at. */
    claim: (holder: string, now: Date) =>
      jobs.findOneAndUpdate(
        { ...open, $or: [{ holder }, { heldUntil: null }, { heldUntil: { $lte: now } }] } as Filter<RematchJob>,
        { $set: { state: 'running', holder, heldUntil: new Date(now.getTime() + HELD_MS) } },
        { sort: { createdAt: 1 }, returnDocument: 'after', ...durable },
      ),
    /** Notes how far it is, while it is still this one's. @returns null when another went on with it */
    advance: (
      { _id, holder, lastHome }: Pick<RematchJob, '_id' | 'holder' | 'lastHome'>,
      page: { lastHome: string; homes: number; homesAll: number; decidedFor: string },
      now: Date,
    ) =>
      jobs.findOneAndUpdate(
        { _id, holder, lastHome, state: 'running' } as Filter<RematchJob>,
        {
          $set: {
            lastHome: page.lastHome,
            homesAll: page.homesAll,
            decidedFor: page.decidedFor,
            heldUntil: new Date(now.getTime() + HELD_MS),
          },
          $inc: { homesDone: page.homes },
        },
        { returnDocument: 'after', ...durable },
      ),
    finish: ({ _id, holder }: Pick<RematchJob, '_id' | 'holder'>, peopleChanged: number, now: Date) =>
      jobs.findOneAndUpdate(
        { _id, holder, state: 'running' } as Filter<RematchJob>,
        { $set: { state: 'done', holder: null, heldUntil: null, peopleChanged, doneAt: now } },
        { returnDocument: 'after', ...durable },
      ),
  }
}
