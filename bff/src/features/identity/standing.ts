import type { Clock } from '@minsheng/shared/units/clock'
import type { Database } from '../../platform/db/index.ts'
import type { AccountDocument, SessionDocument } from './store.ts'

/** Tells which of many sessions are still open, to accounts that are: for what is held open to somebody meanwhile. */
export function createStanding(db: Database, clock: Clock) {
  const sessions = db.collection<SessionDocument>('sessions')
  const accounts = db.collection<AccountDocument>('accounts')
  return async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const open = await sessions
      .find({ _id: { $in: [...ids] }, revokedAt: null, expiresAt: { $gt: clock.now() } }, { projection: { accountId: 1 } })
      .toArray()
    const accountIds = [...new Set(open.map(({ accountId }) => accountId))]
    const closed = await accounts.find({ _id: { $in: accountIds }, disabled: true }, { projection: { _id: 1 } }).toArray()
    const disabled = new Set<string>(closed.map(({ _id }) => _id))
    return new Set(open.filter(({ accountId }) => !disabled.has(accountId)).map(({ _id }) => _id))
  }
}
