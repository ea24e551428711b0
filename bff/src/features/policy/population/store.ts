import { type Database, MongoServerError } from '../../../platform/db/index.ts'

/** Something of the register changed: whom it is about. */
export interface RegisterChange {
  residentIds: string[]
  homeIds: string[]
  /** An award is gone, and nobody can say whose: all that stand are to be read anew. */
  allAwarded: boolean
}

export interface ChangeStream {
  /** What changed next; null: nothing at the moment. @throws HistoryLost when the stream can't be gone on with */
  next(): Promise<RegisterChange | null>
  /** Where to go on. */
  readonly token: unknown
  close(): Promise<void>
}

/** The database no longer remembers what happened since: everyone has to be read anew. */
export class HistoryLost extends Error {
  override name = 'HistoryLost'
}

/** InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost, FailedToParse of a token. */
const LOST = new Set([260, 280, 286, 9])
const MOST_WAIT_MS = 250

interface Change {
  operationType: string
  ns: { coll: string }
  documentKey: { _id: string }
  fullDocument?: { householdId?: string | null; subjectId?: string }
}

const nothing = { residentIds: [], homeIds: [], allAwarded: false }

function changeOf({ operationType, ns, documentKey, fullDocument }: Change): RegisterChange {
  const id = documentKey._id
  switch (ns.coll) {
    case 'residents':
      return { ...nothing, residentIds: [id], homeIds: fullDocument?.householdId ? [fullDocument.householdId] : [] }
    case 'households':
      return { ...nothing, homeIds: [id] }
    case 'fact_heads': {
      const [kind = '', ...rest] = id.split('.')
      return kind === 'person' ? { ...nothing, residentIds: [rest.join('.')] } : { ...nothing, homeIds: [rest.join('.')] }
    }
    default:
      // An award is a person's or a household's: whichever it is, the other is nobody.
      return fullDocument?.subjectId && operationType !== 'delete'
        ? { ...nothing, residentIds: [fullDocument.subjectId], homeIds: [fullDocument.subjectId] }
        : { ...nothing, allAwarded: true }
  }
}

/** What changes of residents, households, facts and awards. @param token after which to go on; null: from now */
export function watchRegister(db: Database, token: unknown): ChangeStream {
  const stream = db.watch(
    [
      {
        $match: {
          'ns.coll': { $in: ['residents', 'households', 'fact_heads', 'policy_awards'] },
          operationType: { $in: ['insert', 'update', 'replace', 'delete'] },
        },
      },
      { $project: { operationType: 1, ns: 1, documentKey: 1, 'fullDocument.householdId': 1, 'fullDocument.subjectId': 1 } },
    ],
    { fullDocument: 'updateLookup', maxAwaitTimeMS: MOST_WAIT_MS, ...(token ? { resumeAfter: token } : {}) },
  )
  return {
    async next() {
      try {
        const change = await stream.tryNext()
        return change === null ? null : changeOf(change as unknown as Change)
      } catch (error) {
        if (error instanceof MongoServerError && typeof error.code === 'number' && LOST.has(error.code)) throw new HistoryLost()
        throw error
      }
    },
    get token() {
      return stream.resumeToken
    },
    close: () => stream.close(),
  }
}
