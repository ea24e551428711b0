import type { StandingAward } from '@minsheng/shared/policy/rule/subject'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { type Database, durable, type Filter, majorityRead } from '../../../../platform/db/index.ts'
import { type AwardFacts, type Given, OPEN_END, standing } from '../domain.ts'

/** An award that runs, as far as today's rules are held beside it. */
export type RunningAward = Pick<
  AwardFacts,
  '_id' | 'policyId' | 'subjectKind' | 'subjectId' | 'residentId' | 'guardianId' | 'every' | 'lines' | 'differs'
>

/** Only what lies open is read here. */
type StoredAward = Pick<AwardFacts, '_id' | 'policyId'>
const PER_READ = 500
const RUNNING = { policyId: 1, subjectKind: 1, subjectId: 1, residentId: 1, guardianId: 1, every: 1, lines: 1, differs: 1 } as const
/** What is read of an award to know what stands. */
const STANDING = { lines: 1, firstMonth: 1, lastMonth: 1, once: 1, createdAt: 1 } as const

/** What is read of awards without opening anything: what stands, what runs, what was given; and whether it differs. */
export function createStandingStore(db: Database) {
  const awards = db.collection<StoredAward>('policy_awards')
  /** What is given only once goes on being looked at after it was paid. */
  const standsThrough = (month: string) => ({ $or: [{ lastMonth: { $gte: month } }, { 'once.through': { $gte: month } }] })

  return {
    /** The newest grant of a policy to a person or household, but for that of one application; null: there was none. */
    async givenTo({ subjectId, policyId }: Pick<AwardFacts, 'subjectId' | 'policyId'>, but: string | null): Promise<Given | null> {
      const row = (await awards.findOne(
        { subjectId, policyId, ...(but === null ? {} : { applicationId: { $ne: but } }) } as Filter<StoredAward>,
        { sort: { createdAt: -1 }, projection: { createdAt: 1, lines: 1 }, ...majorityRead },
      )) as Pick<AwardFacts, 'createdAt' | 'lines'> | null
      return row && { on: shanghaiDate(row.createdAt), fen: row.lines.at(-1)?.fen ?? 0 }
    },
    /** What stands for any of these in a month, by policy. @param knownAt what was awarded later is left out */
    async standingFor(subjectIds: readonly string[], month: string, knownAt?: Date): Promise<Record<string, StandingAward>> {
      const rows = await awards
        .find(
          {
            subjectId: { $in: [...subjectIds] },
            ...standsThrough(month),
            ...(knownAt ? { createdAt: { $lte: knownAt } } : {}),
          } as Filter<StoredAward>,
          { projection: { ...STANDING, policyId: 1 }, ...majorityRead },
        )
        .toArray()
      return Object.fromEntries(
        rows.flatMap((row) => {
          const found = standing(row as unknown as AwardFacts, month)
          return found ? [[String(row.policyId), found]] : []
        }),
      )
    },
    /** What stands in a month for each of these, by whom it is awarded to. */
    async standingOf(subjectIds: readonly string[], month: string): Promise<Map<string, Record<string, StandingAward>>> {
      const rows = await awards
        .find({ subjectId: { $in: [...subjectIds] }, ...standsThrough(month) } as Filter<StoredAward>, {
          projection: { ...STANDING, subjectId: 1, policyId: 1 },
          ...majorityRead,
        })
        .toArray()
      const found = new Map<string, Record<string, StandingAward>>()
      for (const row of rows) {
        const award = row as unknown as AwardFacts
        const now = standing(award, month)
        if (now) found.set(award.subjectId, { ...found.get(award.subjectId), [award.policyId]: now })
      }
      return found
    },
    /** What runs of these people and households. */
    runningOf: async (subjectIds: readonly string[]): Promise<RunningAward[]> =>
      (await awards
        .find({ subjectId: { $in: [...subjectIds] }, lastMonth: OPEN_END } as Filter<StoredAward>, {
          projection: RUNNING,
          ...majorityRead,
        })
        .toArray()) as unknown as RunningAward[],
    /** Everything that runs, in pages in the order of their numbers. */
    async *running(): AsyncGenerator<RunningAward[]> {
      for (let after = ''; ; ) {
        const page = (await awards
          .find({ _id: { $gt: after }, lastMonth: OPEN_END } as Filter<StoredAward>, { projection: RUNNING, ...majorityRead })
          .sort({ _id: 1 })
          .limit(PER_READ)
          .toArray()) as unknown as RunningAward[]
        if (page.length > 0) yield page
        const last = page.at(-1)
        if (!last || page.length < PER_READ) return
        after = last._id
      }
    },
    /** Beside the award, never in it: whoever has it open may go on. What ended meanwhile is left. */
    async setDiffers(rows: readonly Pick<AwardFacts, '_id' | 'differs'>[]): Promise<void> {
      if (rows.length === 0) return
      const writes = rows.map(({ _id, differs }) => ({
        updateOne: { filter: { _id, lastMonth: OPEN_END }, update: { $set: { differs } } },
      }))
      await awards.bulkWrite(writes as never, { ordered: false, ...durable })
    },
  }
}
