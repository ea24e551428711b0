import { shanghaiDate } from '@minsheng/shared/units/clock'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../platform/events/outbox.ts'
import type { CharityScope } from '../access.ts'

export interface ProgressFields {
  projectId: string
  title: string
  text: string
  pictureIds: string[]
  milestoneId: string | null
}

export interface ProgressDocument extends ProgressFields {
  _id: string
  charityId: string
  state: 'draft' | 'published'
  publishedAt: Date | null
  /** What stood there before, oldest first. */
  corrections: { at: Date; by: string; title: string; text: string; note: string }[]
  rev: number
  createdAt: Date
  createdBy: string
  history: { at: Date; by: string; what: string }[]
  outbox: OutboxEntry[]
}

export interface ProgressFilter {
  charityId?: string
  projectId?: string
  state?: ProgressDocument['state']
}

export type ProgressStore = ReturnType<typeof createProgressStore>
type Published = ProgressDocument & { publishedAt: Date }

export function createProgressStore(db: Database) {
  const posts = db.collection<ProgressDocument>('progress_posts')
  return {
    prepare: () =>
      db.ensureIndexes('progress_posts', [
        { key: { projectId: 1, state: 1, publishedAt: -1, _id: -1 }, serves: "a project's page, and the newest of what I gave to" },
        { key: { charityId: 1, createdAt: -1, _id: -1 }, serves: "a charity's list" },
        { key: { createdAt: -1, _id: -1 }, serves: "the bureau's list" },
      ]),
    get: (id: string) => posts.findOne({ _id: id }),
    list: (scope: CharityScope, filter: ProgressFilter, position: ListPosition | null, limit: number) =>
      posts
        .find({
          $and: [
            scope.all ? {} : { charityId: scope.charityId },
            filter.charityId ? { charityId: filter.charityId } : {},
            filter.projectId ? { projectId: filter.projectId } : {},
            filter.state ? { state: filter.state } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Published posts of projects, newest first. */
    published: (projectIds: readonly string[], position: ListPosition | null, limit: number) =>
      posts
        .find({ projectId: { $in: [...projectIds] }, state: 'published', ...afterPosition(position, 'publishedAt') })
        .sort({ publishedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray() as Promise<Published[]>,
    /** Steps of the plan that published posts called done, with the day. */
    async milestonesDone(projectIds: readonly string[]): Promise<{ milestoneId: string; on: string }[]> {
      const found = await posts
        .find({ projectId: { $in: [...projectIds] }, state: 'published', milestoneId: { $ne: null } })
        .project<Pick<ProgressDocument, 'milestoneId' | 'publishedAt'>>({ milestoneId: 1, publishedAt: 1 })
        .toArray()
      return found.flatMap(({ milestoneId, publishedAt }) =>
        milestoneId !== null && publishedAt !== null ? [{ milestoneId, on: shanghaiDate(publishedAt) }] : [],
      )
    },
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insert(post: ProgressDocument): Promise<ProgressDocument> {
      try {
        await posts.insertOne(post, durable)
        return post
      } catch (error) {
        const same = isDuplicateKey(error) ? await posts.findOne({ _id: post._id }) : null
        if (same) return same
        throw error
      }
    },
    updateDraft: (id: string, rev: number, fields: Omit<ProgressFields, 'projectId'>) =>
      posts.findOneAndUpdate({ _id: id, rev, state: 'draft' }, { $set: fields, $inc: { rev: 1 } }, { returnDocument: 'after', ...durable }),
    /** Publishes a draft; its event lies in the same write. */
    publish: (post: ProgressDocument, rev: number, by: string, at: Date) =>
      posts.findOneAndUpdate(
        { _id: post._id, rev, state: 'draft' },
        {
          $set: { state: 'published', publishedAt: at },
          $push: {
            history: { at, by, what: 'published' },
            outbox: outboxEntry('project.progressed', at, {
              postId: post._id,
              projectId: post.projectId,
              charityId: post.charityId,
              title: post.title,
            }),
          },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
    correct: (post: ProgressDocument, rev: number, to: { title: string; text: string; note: string }, by: string, at: Date) =>
      posts.findOneAndUpdate(
        { _id: post._id, rev, state: 'published' },
        {
          $set: { title: to.title, text: to.text },
          $push: { corrections: { at, by, title: post.title, text: post.text, note: to.note }, history: { at, by, what: 'corrected' } },
          $inc: { rev: 1 },
        },
        { returnDocument: 'after', ...durable },
      ),
  }
}
