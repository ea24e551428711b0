import mongoose from 'mongoose'
import { BackupError } from './manifest.ts'

/** One database of a replica set, as it is stored: for whoever copies it whole. */
export type StoredDatabase = mongoose.mongo.Db

/** @throws BackupError when the server can't be reached or is not a replica set */
export async function withStoredDatabase<T>(uri: string, name: string, run: (db: StoredDatabase) => Promise<T>): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 10_000 })
  try {
    const db = client.db(name)
    const hello = await db.command({ hello: 1 }).catch((error: unknown) => {
      throw new BackupError("the database can't be reached or refuses the sign-in", { cause: error })
    })
    if (typeof hello.setName !== 'string') throw new BackupError('MongoDB must run as a replica set (a single node is enough)')
    return await run(db)
  } finally {
    await client.close()
  }
}
