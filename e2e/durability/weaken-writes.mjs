import mongoose from 'mongoose'

// Loaded into a BFF under test before its own code (node --import): every write is acknowledged by the server's memory alone.
// It shows that the kill test sees what our write concern protects from. The product has no such switch.
if (process.env.NODE_ENV !== 'test') throw new Error('writes are weakened in tests only')

const weak = { writeConcern: { w: 1, journal: false } }
const prototype = mongoose.mongo.Collection.prototype
const optionsAt = {
  insertOne: 1,
  insertMany: 1,
  updateOne: 2,
  updateMany: 2,
  replaceOne: 2,
  deleteOne: 1,
  deleteMany: 1,
  findOneAndUpdate: 2,
  findOneAndReplace: 2,
  findOneAndDelete: 1,
  bulkWrite: 1,
}
for (const [method, index] of Object.entries(optionsAt)) {
  const strong = prototype[method]
  prototype[method] = function (...args) {
    args[index] = { ...args[index], ...weak }
    return strong.apply(this, args)
  }
}

// mongod writes its journal to disk by itself every 100 ms; every 500 ms makes the loss certain rather than likely.
const client = new mongoose.mongo.MongoClient(process.env.MONGODB_URI)
await client.db('admin').command({ setParameter: 1, journalCommitInterval: 500 })
await client.close()
