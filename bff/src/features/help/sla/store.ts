import type { HelpTermsByClass } from '@minsheng/shared/contracts/help'
import type { LawSource } from '@minsheng/shared/law/parameter'
import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'

export interface TermsDocument {
  _id: string
  from: string
  classes: HelpTermsByClass
  source: Pick<LawSource, 'title' | 'number' | 'article'>
  illustrative: boolean
  reason: string
  state: 'proposed' | 'published' | 'refused'
  proposedBy: string
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decision: string | null
  rev: number
}

export type TermsStore = ReturnType<typeof createTermsStore>

export function createTermsStore(db: Database) {
  const terms = db.collection<TermsDocument>('help_terms')
  return {
    prepare: () =>
      db.ensureIndexes('help_terms', [
        {
          key: { from: -1 },
          unique: true,
          partialFilterExpression: { state: 'published' },
          serves: 'what is promised on a day; one version a day',
        },
      ]),
    one: (id: string) => terms.findOne({ _id: id }),
    all: () => terms.find({}).sort({ from: -1, proposedAt: -1 }).limit(200).toArray(),
    /** What was published for a day: the newest that had begun. */
    on: (date: string) => terms.findOne({ state: 'published', from: { $lte: date } }, { sort: { from: -1 } }),
    /** @returns what an earlier run of the same request made */
    async insert(document: TermsDocument): Promise<TermsDocument> {
      await terms.insertOne(document, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
      return (await terms.findOne({ _id: document._id })) ?? document
    },
    /** Only while it waits: what is published is changed by nobody. @returns null when it was decided meanwhile; `taken` when another is published from that day */
    async decide(
      { _id, rev }: Pick<TermsDocument, '_id' | 'rev'>,
      set: Pick<TermsDocument, 'state' | 'decidedBy' | 'decidedAt' | 'decision'>,
    ): Promise<TermsDocument | null | 'taken'> {
      try {
        return await terms.findOneAndUpdate(
          { _id, rev, state: 'proposed' },
          { $set: set, $inc: { rev: 1 } },
          { returnDocument: 'after', ...durable },
        )
      } catch (error) {
        if (isDuplicateKey(error)) return 'taken'
        throw error
      }
    },
  }
}
