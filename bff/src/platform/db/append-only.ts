import type mongoose from 'mongoose'

type Collection<T extends mongoose.mongo.Document> = mongoose.mongo.Collection<T>

/** What may be done with a collection in which what is written stays as it is. */
export type AppendOnly<T extends mongoose.mongo.Document> = Pick<
  Collection<T>,
  'find' | 'findOne' | 'insertOne' | 'insertMany' | 'countDocuments'
>

/** Somebody tried to change or take away what was written for good. */
export class AppendOnlyViolation extends Error {
  override readonly name = 'AppendOnlyViolation'

  constructor(collection: string, operation: string) {
    super(`${collection} is append-only: ${operation} is refused`)
  }
}

const changing: ReadonlySet<string | symbol> = new Set([
  'bulkWrite',
  'deleteMany',
  'deleteOne',
  'drop',
  'findOneAndDelete',
  'findOneAndReplace',
  'findOneAndUpdate',
  'initializeOrderedBulkOp',
  'initializeUnorderedBulkOp',
  'rename',
  'replaceOne',
  'updateMany',
  'updateOne',
])

/** The collection with everything taken from it that changes or takes away. */
export function guarded<T extends mongoose.mongo.Document>(collection: Collection<T>): Collection<T> {
  return new Proxy(collection, {
    get(target, property) {
      if (changing.has(property))
        return () => {
          throw new AppendOnlyViolation(target.collectionName, String(property))
        }
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
