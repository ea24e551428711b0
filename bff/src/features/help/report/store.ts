import type { Database } from '../../../platform/db/index.ts'
import { type CallFacts, openStates } from '../call/domain.ts'
import type { Counted } from './domain.ts'

/** The most calls one report is worked out from. */
const MOST = 200_000

export type ReportStore = ReturnType<typeof createReportStore>

const firstOf = (deed: string) => ({
  $min: { $map: { input: { $filter: { input: '$history', cond: { $eq: ['$$this.deed', deed] } } }, in: '$$this.at' } },
})
const counted = {
  path: 1,
  urgency: 1,
  category: 1,
  state: 1,
  raisedAt: 1,
  isLate: 1,
  rating: { $cond: [{ $eq: [{ $type: '$rating' }, 'object'] }, { solved: '$rating.solved', stars: '$rating.stars' }, null] },
  source: { $first: '$sources.kind' },
  ackedAt: firstOf('acknowledge'),
  onSiteAt: firstOf('arrive'),
  resolvedAt: firstOf('resolve'),
  reopened: { $in: ['reopen', '$history.deed'] },
}

/** Reads of calls only what is counted: nobody's name, words or place. */
export function createReportStore(db: Database) {
  const calls = db.collection<CallFacts>('help_calls')
  /** What was taken together with another counts once, with that one. */
  const read = (match: object) =>
    calls
      .aggregate<Counted>([{ $match: match }, { $sort: { raisedAt: -1, _id: -1 } }, { $limit: MOST + 1 }, { $project: counted }])
      .toArray()
  return {
    prepare: () =>
      db.ensureIndexes('help_calls', [{ key: { path: 1, raisedAt: -1, _id: -1 }, serves: 'reports over what was raised in a place' }]),
    /** Raised in a span in any of the places, the latest first. @returns null when there are more than a report may hold */
    async raisedBetween(placeIds: readonly string[], from: Date, before: Date): Promise<Counted[] | null> {
      const found = await read({ path: { $in: [...placeIds] }, state: { $ne: 'merged' }, raisedAt: { $gte: from, $lt: before } })
      return found.length > MOST ? null : found
    },
    /** Still to be dealt with in a place, whenever raised. */
    open: (placeId: string) => read({ path: placeId, state: { $in: [...openStates] }, raisedAt: { $type: 'date' } }),
  }
}
