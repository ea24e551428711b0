import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { CharityProjectFields, CharityProjectState } from './domain.ts'

export interface CharityProjectDocument extends CharityProjectFields {
  _id: string
  state: CharityProjectState
  endedOn: string | null
  rev: number
  createdAt: Date
  history: { at: Date; by: string; what: string }[]
}

export type CharityProjectStore = ReturnType<typeof createCharityProjectStore>

export function createCharityProjectStore(db: Database) {
  const projects = db.collection<CharityProjectDocument>('charity_projects')
  return {
    prepare: () =>
      db.ensureIndexes('charity_projects', [
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
      ]),
    get: (id: string) => projects.findOne({ _id: id }),
    many: (ids: readonly string[]) => projects.find({ _id: { $in: [...ids] } }).toArray(),
    list: (scope: CharityScope, filter: { charityId?: string }, position: ListPosition | null, limit: number) =>
      projects
        .find({
          $and: [
            scope.all ? {} : { charityId: scope.charityId },
            filter.charityId ? { charityId: filter.charityId } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insert(project: CharityProjectDocument): Promise<CharityProjectDocument> {
      try {
        await projects.insertOne(project, durable)
        return project
      } catch (error) {
        const same = isDuplicateKey(error) ? await projects.findOne({ _id: project._id }) : null
        if (same) return same
        throw error
      }
    },
    update: (id: string, rev: number, fields: CharityProjectFields, by: string, at: Date) =>
      projects.findOneAndUpdate(
        { _id: id, rev, state: 'open' },
        { $set: fields, $push: { history: { at, by, what: 'changed' } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    close: (id: string, rev: number, endedOn: string, by: string, at: Date) =>
      projects.findOneAndUpdate(
        { _id: id, rev, state: 'open' },
        { $set: { state: 'closed', endedOn }, $push: { history: { at, by, what: 'closed' } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
  }
}
