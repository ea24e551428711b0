import { randomBytes } from 'node:crypto'

/** A database name no other test file or worker uses. */
export function freshDatabaseName(): string {
  return `test_${process.env.VITEST_POOL_ID ?? '0'}_${randomBytes(6).toString('hex')}`
}
