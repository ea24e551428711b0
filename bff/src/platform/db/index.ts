import mongoose from 'mongoose'
import { type AppendOnly, guarded } from './append-only.ts'

export type Collection<T extends mongoose.mongo.Document> = mongoose.mongo.Collection<T>
export type Filter<T> = mongoose.mongo.Filter<T>
/** A transaction under way; what is written with it is there for all at once, or not at all. */
export type Session = mongoose.mongo.ClientSession
export const { Binary, GridFSBucket, MongoServerError } = mongoose.mongo
export type Binary = mongoose.mongo.Binary
export type ObjectId = mongoose.mongo.ObjectId

/** Every write that must survive says so itself; the connection's default is never relied on. */
export const durable = { writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 } } as const
/** For reads on which a decision about money or rights hangs. */
export const majorityRead = { readConcern: { level: 'majority' } } as const

/** One index and the query it serves. */
export interface IndexSpec {
  key: Record<string, 1 | -1 | '2dsphere'>
  unique?: boolean
  sparse?: boolean
  partialFilterExpression?: mongoose.mongo.Document
  expireAfterSeconds?: number
  /** Why it is there; kept beside the definition, not sent to the server. */
  serves: string
}

export interface Database {
  collection<T extends mongoose.mongo.Document>(name: string): Collection<T>
  /** A collection in which what is written stays: from now on nothing of it is changed or taken away through this connection. */
  appendOnly<T extends mongoose.mongo.Document>(name: string): AppendOnly<T>
  ensureIndexes(name: string, indexes: IndexSpec[]): Promise<void>
  collectionNames(): Promise<string[]>
  /** A bucket for pictures and documents. */
  bucket(name: string): mongoose.mongo.GridFSBucket
  watch(
    pipeline: mongoose.mongo.Document[],
    options: mongoose.mongo.ChangeStreamOptions,
  ): mongoose.mongo.ChangeStream<mongoose.mongo.Document>
  /**
   * Runs the work in one transaction on one snapshot, durable when it returns. Begun again when another transaction
   * wrote what this one writes, so the work must do nothing but read and write with the session.
   */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>
  ping(): Promise<void>
  /** Has the server write down every query of this database, with its plan, in `system.profile`; or stop doing so. */
  profile(on: boolean): Promise<void>
  /** The server's clock. */
  serverTime(): Promise<Date>
  drop(): Promise<void>
  close(): Promise<void>
}

/**
 * Connects to the one system of record. A replica set is required: change streams and majority writes hang on it.
 * @throws Error when the server is not a replica set member or can't be reached within 10 s
 */
export async function connectDatabase(uri: string, name: string): Promise<Database> {
  const connection = await mongoose
    .createConnection(uri, {
      dbName: name,
      serverSelectionTimeoutMS: 10_000,
      socketTimeoutMS: 30_000,
      maxPoolSize: 50,
      retryWrites: true,
      autoIndex: false,
      autoCreate: false,
    })
    .asPromise()
  const db = connection.getClient().db(name)
  const hello = await db.command({ hello: 1 })
  if (typeof hello.setName !== 'string') {
    await connection.close()
    throw new Error('MongoDB must run as a replica set (a single node is enough): start it with --replSet and initiate it')
  }
  const kept = new Set<string>()
  return {
    collection: <T extends mongoose.mongo.Document>(collectionName: string) => {
      const collection = db.collection<T>(collectionName)
      return kept.has(collectionName) ? guarded(collection) : collection
    },
    appendOnly: (collectionName) => {
      kept.add(collectionName)
      return guarded(db.collection(collectionName))
    },
    async ensureIndexes(collectionName, indexes) {
      if (indexes.length === 0) {
        await db.createCollection(collectionName).catch((error: unknown) => {
          if (!(error instanceof MongoServerError && error.codeName === 'NamespaceExists')) throw error
        })
        return
      }
      // Makes the collection as well where there is none.
      await db.collection(collectionName).createIndexes(indexes.map(({ serves: _, ...definition }) => definition))
    },
    async collectionNames() {
      return (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
    },
    bucket: (bucketName) => new GridFSBucket(db, { bucketName, writeConcern: { w: 'majority', journal: true } }),
    watch: (pipeline, options) => db.watch(pipeline, options),
    transaction: (work) =>
      connection.getClient().withSession((session) =>
        session.withTransaction(() => work(session), {
          readConcern: { level: 'snapshot' },
          writeConcern: { w: 'majority', journal: true },
          readPreference: 'primary',
        }),
      ),
    async ping() {
      await db.command({ ping: 1 }, { timeoutMS: 3_000 })
    },
    async profile(on) {
      await db.command({ profile: on ? 2 : 0 })
    },
    async serverTime() {
      return (await db.command({ hello: 1 }, { timeoutMS: 3_000 })).localTime as Date
    },
    async drop() {
      await db.dropDatabase()
    },
    async close() {
      await connection.close()
    },
  }
}

/** True when a shape was refused because it is none on a globe, though it may look like one on paper. */
export function isRefusedShape(error: unknown): boolean {
  return error instanceof MongoServerError && /extract geo keys/i.test(error.message)
}

/** Puts in what is not there yet, many at once; rows whose number is there already stay as they are. */
export async function insertNew<T extends mongoose.mongo.Document>(collection: Collection<T>, rows: readonly T[]): Promise<void> {
  if (rows.length === 0) return
  try {
    await collection.insertMany(rows as mongoose.mongo.OptionalUnlessRequiredId<T>[], { ordered: false, ...durable })
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error
    const faults = [error.writeErrors].flat()
    if (!faults.every((fault) => fault.code === 11000 && /index: _id_ /.test(fault.errmsg ?? ''))) throw error
  }
}

/** True when a write was refused because its key is already there. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000
}
