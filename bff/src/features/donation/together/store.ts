import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { OutboxEntry } from '../../../platform/events/outbox.ts'
import type { CharityScope } from '../access.ts'
import type { TeamState } from './domain.ts'

export interface TeamDocument {
  _id: string
  ownerId: string
  /** Whose words WeChat checks; null outside WeChat, where a person reads them. */
  wechatAccountId: string | null
  campaignId: string
  charityId: string
  projectTitle: string
  charityName: string
  title: string
  words: string
  starterName: string | null
  targetFen: number | null
  endsOn: string
  state: TeamState
  stateReason: string | null
  openedAt: Date | null
  checks: number
  nextCheckAt: Date | null
  /** Since when a person should look: at words nobody has judged, or at reports. */
  waitsSince: Date | null
  decision: { by: string; at: Date; note: string } | null
  rev: number
  createdAt: Date
  history: { at: Date; to: TeamState; why: string }[]
  outbox: OutboxEntry[]
}

export interface TeamReportDocument {
  /** `<team>:<account>`: one person reports a page once. */
  _id: string
  teamId: string
  reason: 'fraud' | 'false' | 'abusive' | 'privacy' | 'other'
  words: string | null
  createdAt: Date
}

export interface TeamFilter {
  charityId?: string
  campaignId?: string
  state?: TeamState
  waiting?: 'yes'
}

export interface TeamMove {
  from: readonly TeamState[]
  to: TeamState
  why: string
  at: Date
  set?: Partial<Pick<TeamDocument, 'stateReason' | 'openedAt' | 'decision'>>
  /** It waits for a person from now on, or no longer. */
  waitsSince: Date | null
  /** What others are told of it. */
  tells?: OutboxEntry
}

export type TeamStore = ReturnType<typeof createTeamStore>

const MOST_REPORTS_SHOWN = 20

/** The state filter as people see it: a page past its last day is over. */
const inState = (state: TeamState, today: string): Filter<TeamDocument> => {
  if (state === 'refused') return { state }
  if (state === 'ended') return { state: { $ne: 'refused' }, $or: [{ state: 'ended' }, { endsOn: { $lt: today } }] }
  return { state, endsOn: { $gte: today } }
}

export function createTeamStore(db: Database) {
  const teams = db.collection<TeamDocument>('teams')
  const reports = db.collection<TeamReportDocument>('team_reports')

  return {
    async prepare() {
      await db.ensureIndexes('teams', [
        { key: { ownerId: 1, createdAt: -1, _id: -1 }, serves: 'my together pages' },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
        { key: { nextCheckAt: 1 }, partialFilterExpression: { nextCheckAt: { $type: 'date' } }, serves: 'words to be checked' },
        { key: { waitsSince: 1 }, partialFilterExpression: { waitsSince: { $type: 'date' } }, serves: 'pages that wait for a person' },
      ])
      await db.ensureIndexes('team_reports', [{ key: { teamId: 1, createdAt: -1 }, serves: 'reports about a page' }])
    },
    team: (id: string) => teams.findOne({ _id: id }),
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insert(team: TeamDocument): Promise<TeamDocument> {
      try {
        await teams.insertOne(team, durable)
        return team
      } catch (error) {
        const same = isDuplicateKey(error) ? await teams.findOne({ _id: team._id }) : null
        if (same) return same
        throw error
      }
    },
    /** Null when it is no longer where it was seen. @param rev when given, the revision it must still have */
    move: (id: string, { from, to, why, at, set, waitsSince, tells }: TeamMove, rev?: number) =>
      teams.findOneAndUpdate(
        { _id: id, state: { $in: [...from] }, ...(rev === undefined ? {} : { rev }) },
        {
          $set: { state: to, nextCheckAt: null, waitsSince, ...set },
          $push: { history: { at, to, why }, ...(tells ? { outbox: tells } : {}) },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    /** Takes the next words that are due to be checked, and puts them off in the same step. */
    claimDue: (now: Date, putOffTo: Date) =>
      teams.findOneAndUpdate(
        { nextCheckAt: { $lte: now } },
        { $set: { nextCheckAt: putOffTo }, $inc: { checks: 1 } },
        { sort: { nextCheckAt: 1 }, returnDocument: 'after', ...durable },
      ),
    /** Takes words nobody has checked yet, whenever they are due. */
    claimFirst: (id: string, putOffTo: Date) =>
      teams.findOneAndUpdate(
        { _id: id, nextCheckAt: { $ne: null }, checks: 0 },
        { $set: { nextCheckAt: putOffTo }, $inc: { checks: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    putOff: (id: string, nextCheckAt: Date) => teams.updateOne({ _id: id, state: 'checking' }, { $set: { nextCheckAt } }, durable),
    listOfOwner: (ownerIds: readonly string[], position: ListPosition | null, limit: number) =>
      teams
        .find({ ownerId: { $in: [...ownerIds] }, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    list(scope: CharityScope, filter: TeamFilter, today: string, position: ListPosition | null, limit: number) {
      const wanted: Filter<TeamDocument> = {
        $and: [
          scope.all ? {} : { charityId: scope.charityId },
          filter.charityId ? { charityId: filter.charityId } : {},
          filter.campaignId ? { campaignId: filter.campaignId } : {},
          filter.state ? inState(filter.state, today) : {},
          filter.waiting ? { waitsSince: { $type: 'date' } } : {},
          afterPosition(position),
        ],
      }
      return teams
        .find(wanted)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
    },

    /** One person's report, once; the page then waits for a person, if it is still shown. */
    async report(report: TeamReportDocument): Promise<void> {
      const isNew = await reports.insertOne(report, durable).then(
        () => true,
        (error: unknown) => {
          if (!isDuplicateKey(error)) throw error
          return false
        },
      )
      // Repeated after a crash between the two: the report is there, the page may not wait yet.
      const { createdAt } = (isNew ? report : await reports.findOne({ _id: report._id })) ?? report
      await teams.updateOne(
        {
          _id: report.teamId,
          state: 'open',
          waitsSince: null,
          $or: [{ decision: null }, { 'decision.at': { $lt: createdAt } }],
        },
        { $set: { waitsSince: createdAt }, $inc: { rev: 1 } },
        durable,
      )
    },
    /** Reports since the last decision, newest first, by page. */
    async openReports(found: readonly TeamDocument[]): Promise<Map<string, { count: number; latest: TeamReportDocument[] }>> {
      const pairs = await Promise.all(
        found.map(async ({ _id, decision }) => {
          const since = { teamId: _id, createdAt: { $gt: decision?.at ?? new Date(0) } }
          const [count, latest] = await Promise.all([
            reports.countDocuments(since),
            reports.find(since).sort({ createdAt: -1 }).limit(MOST_REPORTS_SHOWN).toArray(),
          ])
          return [_id, { count, latest }] as const
        }),
      )
      return new Map(pairs)
    },
  }
}
