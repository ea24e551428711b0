import { type Database, durable, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import { type DraftDocument, type Head, type NewPublication, nextAfter, type PublicationDocument } from './domain.ts'

export type PublicationStore = ReturnType<typeof createPublicationStore>

const OPEN = ['draft', 'submitted', 'approved'] as const

export function createPublicationStore(db: Database) {
  const publications = db.appendOnly<PublicationDocument>('policy_publications')
  const drafts = db.collection<DraftDocument>('policy_drafts')

  async function head(session?: Session): Promise<Head> {
    const options = session ? { session } : majorityRead
    return publications.findOne({}, { ...options, sort: { seq: -1 }, projection: { seq: 1, hash: 1, publishedAt: 1 } })
  }

  return {
    head,
    prepare: async () => {
      await db.ensureIndexes('policy_publications', [
        { key: { seq: 1 }, unique: true, serves: 'the chain in order; two can not be published at one place' },
        {
          key: { draftId: 1 },
          unique: true,
          partialFilterExpression: { draftId: { $type: 'string' } },
          serves: 'a draft is published once',
        },
        {
          key: { builtIn: 1 },
          unique: true,
          partialFilterExpression: { builtIn: { $type: 'string' } },
          serves: 'what the product comes with is published once',
        },
      ])
      await db.ensureIndexes('policy_drafts', [
        { key: { openFor: 1 }, unique: true, sparse: true, serves: 'a policy has one draft at a time' },
        { key: { state: 1, updatedAt: -1 }, serves: 'the drafts that are being worked on' },
      ])
    },
    /** Everything published after a place, in order. */
    after: (seq: number) =>
      publications
        .find({ seq: { $gt: seq } }, majorityRead)
        .sort({ seq: 1 })
        .toArray(),
    /** Puts several in at once, behind the head. @returns false when another process published meanwhile */
    async append(all: readonly NewPublication[], at: Date): Promise<boolean> {
      let last = await head()
      const rows = all.map((one) => {
        const row = nextAfter(last, one, at)
        last = row
        return row
      })
      try {
        if (rows.length > 0) await publications.insertMany(rows, { ordered: true, ...durable })
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },

    draft: (id: string) => drafts.findOne({ _id: id }, majorityRead),
    openDrafts: () =>
      drafts
        .find({ state: { $in: [...OPEN] } }, majorityRead)
        .sort({ updatedAt: -1 })
        .limit(500)
        .toArray(),
    draftFor: (openFor: string) => drafts.findOne({ openFor }, majorityRead),
    /** The same key makes one. @returns null when there is an open draft of it already */
    async insertDraft(draft: DraftDocument): Promise<DraftDocument | null> {
      try {
        await drafts.insertOne(draft, durable)
        return draft
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        return drafts.findOne({ _id: draft._id }, majorityRead)
      }
    },
    /**
     * Changes a draft that is still as it was seen.
     * @returns null when it is not; `taken` when there is another open draft of the same
     */
    async change(
      { _id, rev }: Pick<DraftDocument, '_id' | 'rev'>,
      from: readonly DraftDocument['state'][],
      { openFor, ...set }: Partial<DraftDocument>,
      writer?: string,
    ): Promise<DraftDocument | null | 'taken'> {
      const isOver = set.state === 'dropped'
      try {
        return await drafts.findOneAndUpdate(
          { _id, rev, state: { $in: [...from] } },
          {
            $set: { ...set, ...(openFor ? { openFor } : {}) },
            $inc: { rev: 1 },
            ...(writer ? { $addToSet: { writers: writer } } : {}),
            ...(isOver ? { $unset: { openFor: '' } } : {}),
          },
          { returnDocument: 'after', ...durable },
        )
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken'
        throw error
      }
    },
    /**
     * Publishes what was agreed to, and closes its draft, both or neither.
     * @returns null when the draft is no longer as it was seen; `raced` when something else was published meanwhile
     */
    async publish(draft: DraftDocument, seen: Head, one: NewPublication, at: Date): Promise<DraftDocument | null | 'raced'> {
      const row = nextAfter(seen, one, at)
      try {
        return await db.transaction(async (session) => {
          const closed = await drafts.findOneAndUpdate(
            { _id: draft._id, rev: draft.rev, state: 'approved' },
            { $set: { state: 'published', publishedNumber: row.number, updatedAt: at }, $unset: { openFor: '' }, $inc: { rev: 1 } },
            { returnDocument: 'after', session },
          )
          if (closed) await publications.insertOne(row, { session })
          return closed
        })
      } catch (error) {
        if (isDuplicateKey(error)) return 'raced'
        throw error
      }
    },
  }
}
