import { type Database, durable } from '../../../../platform/db/index.ts'
import type { GiftDocument } from '../../giving/store.ts'

/** A donor who does not want letters of a charity. */
interface MuteDocument {
  _id: string
  accountId: string
  charityId: string
  at: Date
}

export type MuteStore = ReturnType<typeof createMuteStore>

export const muteKey = (accountId: string, charityId: string) => `${accountId}|${charityId}`

export function createMuteStore(db: Database) {
  const mutes = db.collection<MuteDocument>('letter_mutes')
  const gifts = db.collection<GiftDocument>('gifts')
  return {
    prepare: () => db.ensureIndexes('letter_mutes', [{ key: { accountId: 1 }, serves: 'whose letters a person does not want' }]),
    /** The keys of the mutes among these accounts. */
    async among(accountIds: readonly string[]): Promise<ReadonlySet<string>> {
      const found = await mutes.find({ accountId: { $in: [...accountIds] } }, { projection: { _id: 1 } }).toArray()
      return new Set(found.map(({ _id }) => _id))
    },
    async mute(accountId: string, charityId: string, at: Date): Promise<void> {
      const _id = muteKey(accountId, charityId)
      await mutes.updateOne({ _id }, { $setOnInsert: { accountId, charityId, at } }, { upsert: true, ...durable })
    },
    async unmute(accountIds: readonly string[], charityId: string): Promise<void> {
      await mutes.deleteMany({ _id: { $in: accountIds.map((accountId) => muteKey(accountId, charityId)) } }, durable)
    },
    /** The charities a person gave to, the latest first, by the name they bore then. */
    charitiesOf: (accountIds: readonly string[]) =>
      gifts
        .aggregate<{ _id: string; name: string }>([
          { $match: { donorId: { $in: [...accountIds] }, state: 'paid' } },
          { $sort: { createdAt: 1 } },
          { $group: { _id: '$charityId', name: { $last: '$charityName' }, at: { $last: '$createdAt' } } },
          { $sort: { at: -1 } },
        ])
        .toArray(),
  }
}
