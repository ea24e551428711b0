import mongoose from 'mongoose'
import { newId } from '../../crypto/id.ts'
import { BackupError, type ClusterTime } from './manifest.ts'

const { BSON, Timestamp, MongoServerError } = mongoose.mongo
type Db = mongoose.mongo.Db

/** The product's own note of how far its backups are; itself never part of one: what is restored has no backup yet. */
export const NOTES = 'backups'

/** A document written or removed since the last cut. */
export interface Touched {
  id: unknown
  /** It came into being since then, whatever became of it. */
  born: boolean
}
export type TouchedByCollection = Map<string, Map<string, Touched>>

interface Change {
  _id: unknown
  operationType: string
  clusterTime: mongoose.mongo.Timestamp
  ns?: { coll?: string }
  documentKey?: { _id: unknown }
  fullDocument?: { cut?: string }
  updateDescription?: { updatedFields?: { cut?: string } }
}

export interface Cut {
  at: ClusterTime
  resumeToken: unknown
  touched: TouchedByCollection
}

export const toClusterTime = (at: mongoose.mongo.Timestamp): ClusterTime => ({
  seconds: at.getHighBits() >>> 0,
  count: at.getLowBits() >>> 0,
})
export const fromClusterTime = (at: ClusterTime) => new Timestamp({ t: at.seconds, i: at.count })

/** The first touch tells whether a document was born within the whole span. */
export function together(before: TouchedByCollection, after: TouchedByCollection): TouchedByCollection {
  for (const [collection, touched] of after) before.set(collection, new Map([...touched, ...(before.get(collection) ?? [])]))
  return before
}

const HISTORY_LOST = [136, 280, 286]

/**
 * Which documents were touched, told by the change stream. A cut is made by writing the note and waiting for the note's own
 * change: everything before it has then been told, and what the documents were at that cluster time can be read exactly.
 */
export function followChanges(db: Db, set: string, from: { resumeAfter: unknown } | { startAtOperationTime: mongoose.mongo.Timestamp }) {
  const stream = db.watch(
    [
      {
        $project: {
          operationType: 1,
          ns: 1,
          documentKey: 1,
          clusterTime: 1,
          'fullDocument.cut': 1,
          'updateDescription.updatedFields.cut': 1,
        },
      },
    ],
    { ...from, maxAwaitTimeMS: 200, batchSize: 1000, promoteValues: false } as mongoose.mongo.ChangeStreamOptions,
  )
  let touched: TouchedByCollection = new Map()
  let size = 0
  let cuts: (Cut & { name: string })[] = []
  let stopped = false
  let failure: unknown = null
  let wake: () => void = () => undefined

  function note(change: Change): void {
    const collection = change.ns?.coll
    if (!['insert', 'update', 'replace', 'delete'].includes(change.operationType) || !collection || !change.documentKey)
      throw new BackupError(`collection ${collection ?? '(all)'}: ${change.operationType}; take a new backup into an empty directory`)
    const id = change.documentKey._id
    if (collection === NOTES) {
      const name = change.fullDocument?.cut ?? change.updateDescription?.updatedFields?.cut
      if (id !== set || name === undefined) return
      cuts.push({ name, at: toClusterTime(change.clusterTime), resumeToken: change._id, touched })
      touched = new Map()
      size = 0
      return
    }
    const key = Buffer.from(BSON.serialize({ _id: id })).toString('latin1')
    let ofCollection = touched.get(collection)
    if (!ofCollection) {
      ofCollection = new Map()
      touched.set(collection, ofCollection)
    }
    if (ofCollection.has(key)) return
    ofCollection.set(key, { id, born: change.operationType === 'insert' })
    size += 1
  }

  async function pump(): Promise<void> {
    try {
      while (!stopped) {
        const change = (await stream.tryNext()) as Change | null
        if (change) note(change)
        if (!change || cuts.length > 0) wake()
      }
    } catch (error) {
      failure =
        error instanceof MongoServerError && HISTORY_LOST.includes(Number(error.code))
          ? new BackupError('the database no longer remembers what was written since: take a new backup into an empty directory', {
              cause: error,
            })
          : error
      wake()
    } finally {
      await stream.close().catch(() => undefined)
    }
  }
  const pumping = pump()
  const nextWake = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })

  return {
    /** How many documents were touched since the last cut. */
    size: () => size,
    /** @throws what ended the stream */
    check(): void {
      if (failure) throw failure
    },
    /** Everything touched since the last cut, as of the cluster time at which the note was written. */
    async cut(write: (name: string) => Promise<unknown>): Promise<Cut> {
      const name = newId('cut')
      await write(name)
      let ours = -1
      for (;;) {
        if (failure) throw failure
        ours = cuts.findIndex((cut) => cut.name === name)
        if (ours >= 0) break
        await nextWake()
      }
      // Notes before ours were left by a run that ended before it could read what they marked.
      const all = cuts.slice(0, ours + 1)
      cuts = cuts.slice(ours + 1)
      const last = all.at(-1)
      if (!last) throw new Error('a cut that was there is gone')
      return { at: last.at, resumeToken: last.resumeToken, touched: all.map((cut) => cut.touched).reduce(together) }
    },
    async stop(): Promise<void> {
      stopped = true
      await pumping
    },
  }
}
