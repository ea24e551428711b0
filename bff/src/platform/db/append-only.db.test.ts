import mongoose from 'mongoose'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freshDatabaseName } from '../../../../scripts/testing/database.ts'
import { connectDatabase, type Database, durable } from './index.ts'

interface Row {
  _id: string
  word: string
}

const NAME = 'kept_for_good'
const OTHER = 'kept_for_now'
const databaseName = freshDatabaseName()
let db: Database
beforeAll(async () => {
  db = await connectDatabase(inject('mongoUri'), databaseName)
})
afterAll(async () => {
  await db.drop()
  await db.close()
})

test('what is kept for good can be added to and read; everything else is refused before it reaches the server', async () => {
  const rows = db.appendOnly<Row>(NAME)
  await rows.insertOne({ _id: 'a', word: 'first' }, durable)
  await rows.insertMany([{ _id: 'b', word: 'second' }])
  expect(await rows.find({}).sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'a', word: 'first' },
    { _id: 'b', word: 'second' },
  ])
  const collection = db.collection<Row>(NAME)
  expect(() => collection.updateOne({ _id: 'a' }, { $set: { word: 'bent' } })).toThrow(`${NAME} is append-only: updateOne is refused`)
  expect(() => collection.deleteMany({})).toThrow(/deleteMany is refused/)
  expect(() => collection.drop()).toThrow(/drop is refused/)
  expect((await collection.findOne({ _id: 'a' }))?.word).toBe('first')
  await db.collection<Row>(OTHER).insertOne({ _id: 'a', word: 'first' })
  expect((await db.collection<Row>(OTHER).updateOne({ _id: 'a' }, { $set: { word: 'other' } })).modifiedCount).toBe(1)
})

test('a user with the role that operations describe adds and reads, and the server itself refuses them the rest', async () => {
  const admin = await mongoose.createConnection(inject('mongoUri')).asPromise()
  const server = admin.getClient().db('admin')
  const name = `narrow_${databaseName}`
  const password = 'narrow-for-a-test'
  const adding = ['find', 'insert', 'createIndex', 'createCollection', 'listIndexes', 'changeStream']
  const on = (collection: string, actions: string[]) => ({ resource: { db: databaseName, collection }, actions })
  try {
    const privileges = [on('', ['listCollections']), on(NAME, adding), on(OTHER, [...adding, 'update', 'remove'])]
    await server.command({ createRole: name, privileges, roles: [] })
    await server.command({ createUser: name, pwd: password, roles: [{ role: name, db: 'admin' }] })
    const address = new URL(inject('mongoUri'))
    address.username = name
    address.password = password
    const narrow = await connectDatabase(address.href, databaseName)
    try {
      const rows = narrow.collection<Row>(NAME)
      await rows.insertOne({ _id: 'c', word: 'third' }, durable)
      const refused = { codeName: 'Unauthorized' }
      await expect(rows.updateOne({ _id: 'c' }, { $set: { word: 'bent' } })).rejects.toMatchObject(refused)
      await expect(rows.deleteOne({ _id: 'c' })).rejects.toMatchObject(refused)
      await expect(rows.findOneAndReplace({ _id: 'c' }, { word: 'bent' })).rejects.toMatchObject(refused)
      await expect(rows.bulkWrite([{ deleteOne: { filter: { _id: 'c' } } }])).rejects.toMatchObject(refused)
      await expect(rows.drop()).rejects.toMatchObject(refused)
      await expect(rows.rename('elsewhere')).rejects.toMatchObject(refused)
      await expect(
        narrow
          .collection(OTHER)
          .aggregate([{ $merge: { into: NAME } }])
          .toArray(),
      ).rejects.toMatchObject(refused)
      await expect(
        narrow
          .collection(OTHER)
          .aggregate([{ $out: NAME }])
          .toArray(),
      ).rejects.toMatchObject(refused)
      expect((await rows.findOne({ _id: 'c' }))?.word).toBe('third')
      expect((await narrow.collection<Row>(OTHER).updateOne({ _id: 'a' }, { $set: { word: 'again' } })).modifiedCount).toBe(1)
    } finally {
      await narrow.close()
    }
  } finally {
    for (const command of [{ dropUser: name }, { dropRole: name }]) await server.command(command).catch(() => undefined)
    await admin.close()
  }
})
