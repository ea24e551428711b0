import type { FieldCipher } from '../../platform/crypto/field-cipher.ts'
import { type Database, durable, type Filter } from '../../platform/db/index.ts'
import type { AccountDocument } from './store.ts'

export interface PhoneIndexTally {
  seen: number
  /** Found by another key's index alone, or by one that is gone. */
  stale: number
}

const BATCH = 200

/**
 * By what accounts are found by their phone, while its key is changed. Harmless to break off, to repeat and to run twice at
 * once.
 */
export function accountPhoneIndexes(db: Database, cipher: Pick<FieldCipher, 'open' | 'phoneIndexes'>) {
  const accounts = db.collection<AccountDocument>('accounts')
  const phoneOf = ({ _id, phone }: Pick<AccountDocument, '_id' | 'phone'>) =>
    phone ? cipher.open(phone, { collection: 'accounts', id: _id, field: 'phone' }) : null

  async function walk(write: boolean): Promise<PhoneIndexTally> {
    const tally = { seen: 0, stale: 0 }
    for (let after = ''; ; ) {
      const rows = await accounts
        .find({ _id: { $gt: after }, phoneIndex: { $exists: true } } as Filter<AccountDocument>, {
          projection: { phone: 1, phoneIndex: 1 },
        })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
      for (const row of rows) {
        tally.seen += 1
        const phone = phoneOf(row)
        if (phone === null) continue
        const indexes = cipher.phoneIndexes(phone)
        if (JSON.stringify(row.phoneIndex) === JSON.stringify(indexes)) continue
        tally.stale += 1
        // Whoever closed the account meanwhile has the say.
        const asSeen = { _id: row._id, phoneIndex: row.phoneIndex } as Filter<AccountDocument>
        if (write) await accounts.updateOne(asSeen, { $set: { phoneIndex: [...indexes] } }, durable)
      }
      const last = rows.at(-1)
      if (!last || rows.length < BATCH) return tally
      after = last._id
    }
  }

  return {
    stale: () => walk(false),
    renew: () => walk(true),
    /** The phone of an account; null without one. */
    async phoneOf(accountId: string): Promise<string | null> {
      const account = await accounts.findOne({ _id: accountId }, { projection: { phone: 1 } })
      return account && phoneOf(account)
    },
    /** Staff with recovery codes from before an instant. */
    recoveryCodesBefore: (at: Date) => accounts.countDocuments({ totpSince: { $lte: at }, 'recoveryHashes.0': { $exists: true } }),
  }
}
