import type { DeathReportState } from '@minsheng/shared/contracts/people'
import { afterPosition, type ListPosition } from '../../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, majorityRead, type Session } from '../../../../platform/db/index.ts'
import type { Opened, Stored } from '../../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../../platform/protect/protector.ts'
import type { DeathReportFields } from '../catalogue.ts'
import type { DeathReportDocument } from '../domain.ts'

export type DeathReportProtector = Protector<DeathReportDocument, DeathReportFields>
export type DeathReportRecord = Opened<DeathReportDocument, DeathReportFields>
type StoredReport = Stored<DeathReportDocument, DeathReportFields>

/** Deaths that a register told of, until somebody has looked. */
export type DeathReportStore = ReturnType<typeof createDeathReportStore>

export function createDeathReportStore(db: Database, seal: DeathReportProtector) {
  const reports = db.collection<StoredReport>('death_reports')
  const as = (filter: object) => filter as Filter<StoredReport>
  const opened = async (row: unknown): Promise<DeathReportRecord | null> => (row ? seal.open(row as StoredReport) : null)
  const openAll = (rows: unknown[]) => seal.openAll(rows as StoredReport[])

  return {
    async prepare(): Promise<void> {
      await seal.prepare()
      await db.ensureIndexes('death_reports', [
        { key: { state: 1, path: 1, createdAt: -1, _id: -1 }, serves: 'reports to be looked into in a place' },
        { key: { residentId: 1, state: 1 }, serves: 'whether someone is reported dead' },
      ])
    },
    reportsOf: async (keys: readonly string[], session: Session) =>
      openAll(await reports.find(as({ _id: { $in: [...keys] } }), { session }).toArray()),
    async saveReports(changed: readonly DeathReportDocument[], session: Session): Promise<void> {
      if (changed.length === 0) return
      await reports.bulkWrite(
        changed.map((report) => ({ replaceOne: { filter: { _id: report._id }, replacement: seal.seal(report), upsert: true } })) as never,
        { ordered: false, session },
      )
    },
    report: async (id: string) => opened(await reports.findOne(as({ _id: id }), majorityRead)),
    openReportOf: async (residentId: string) => opened(await reports.findOne(as({ residentId, state: 'open' }))),
    reports: async (scope: readonly string[], state: DeathReportState | undefined, position: ListPosition | null, limit: number) =>
      openAll(
        await reports
          .find(as({ $and: [{ path: { $in: [...scope] } }, state ? { state } : {}, afterPosition(position)] }))
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    /** Who is reported dead lives elsewhere now: the report goes where they are. */
    async reportsMoved(residentId: string, path: readonly string[], session: Session): Promise<void> {
      await reports.updateMany(as({ residentId }), { $set: { path: [...path] } } as never, { session })
    },
    /** Open reports with where their people were thought to be, some at a time. */
    openReportPlaces: async (after: string | null, limit: number) =>
      reports
        .find(as({ state: 'open', ...(after === null ? {} : { _id: { $gt: after } }) }), { projection: { residentId: 1, path: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    /** Puts right where someone is, unless it was put right meanwhile. */
    async putReportRight(id: string, seen: readonly string[], path: readonly string[]): Promise<void> {
      await reports.updateOne(as({ _id: id, path: [...seen] }), { $set: { path: [...path] } } as never, durable)
    },
    moveReport: async (
      seen: { _id: string; rev: number },
      set: Pick<DeathReportDocument, 'state' | 'decidedBy' | 'decidedAt' | 'note'>,
      session?: Session,
    ) =>
      opened(
        await reports.findOneAndUpdate(
          as({ _id: seen._id, rev: seen.rev, state: 'open' }),
          { $set: seal.sealSome(seen._id, set), $inc: { rev: 1 } } as never,
          { returnDocument: 'after', ...(session ? { session } : durable) },
        ),
      ),
    /** Whom a register reports dead, since when. */
    async reportedDead(): Promise<Map<string, Date>> {
      const found = await reports.find(as({ state: 'open' }), { projection: { residentId: 1, createdAt: 1 } }).toArray()
      return new Map(found.map(({ residentId, createdAt }) => [residentId, createdAt]))
    },
  }
}
