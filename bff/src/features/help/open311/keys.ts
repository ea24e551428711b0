import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import { type Database, durable } from '../../../platform/db/index.ts'

interface ApiKey {
  _id: string
  /** Of the key; the key itself is told once. */
  hash: string
  name: string
  issuedBy: string
  createdAt: Date
  usedAt: Date | null
  withdrawnAt: Date | null
}
export type ApiKeyRow = Omit<ApiKey, 'hash'>

export type ApiKeys = ReturnType<typeof createApiKeys>
const USED_EVERY_MS = 60_000
/** 256 bits that nobody can guess need no slow hash. */
const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url')

/** Keys with which other systems file requests: hashed at rest, ended at once when they are withdrawn. */
export function createApiKeys(db: Database, clock: Clock) {
  const keys = db.collection<ApiKey>('open311_keys')
  const plain = ({ hash: _, ...row }: ApiKey): ApiKeyRow => row
  return {
    prepare: () => db.ensureIndexes('open311_keys', [{ key: { hash: 1 }, unique: true, serves: 'whose key it is' }]),
    async issue(name: string, by: string): Promise<{ key: string; row: ApiKeyRow }> {
      const key = `o3_${randomBytes(32).toString('base64url')}`
      const row: ApiKey = {
        _id: newId('o3k'),
        hash: hashOf(key),
        name,
        issuedBy: by,
        createdAt: clock.now(),
        usedAt: null,
        withdrawnAt: null,
      }
      await keys.insertOne(row, durable)
      return { key, row: plain(row) }
    },
    async withdraw(id: string): Promise<ApiKeyRow | null> {
      await keys.updateOne({ _id: id, withdrawnAt: null }, { $set: { withdrawnAt: clock.now() } }, durable)
      const found = await keys.findOne({ _id: id })
      return found && plain(found)
    },
    all: async () => (await keys.find({}).sort({ createdAt: -1 }).limit(200).toArray()).map(plain),
    one: async (id: string) => {
      const found = await keys.findOne({ _id: id })
      return found && plain(found)
    },
    /** Whose it is; null for what is none, or is withdrawn. */
    async holder(key: string): Promise<ApiKeyRow | null> {
      const found = await keys.findOne({ hash: hashOf(key), withdrawnAt: null })
      if (!found) return null
      const now = clock.now()
      if (!found.usedAt || now.getTime() - found.usedAt.getTime() > USED_EVERY_MS)
        await keys.updateOne({ _id: found._id }, { $set: { usedAt: now } })
      return plain(found)
    },
  }
}
