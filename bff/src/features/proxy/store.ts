import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../platform/protect/catalogue.ts'
import type { Protector } from '../../platform/protect/protector.ts'
import type { ProxyFields } from './catalogue.ts'
import type { KeptState, ProxyConsent, ProxyGrant } from './domain.ts'

export type ProxyRecord = Opened<ProxyGrant, ProxyFields>
export type NewProxy = Plain<ProxyGrant, ProxyFields>
type StoredProxy = Stored<ProxyGrant, ProxyFields>
export type ProxyProtector = Protector<ProxyGrant, ProxyFields>

export interface ProxyMove {
  state?: KeptState
  proxyAccountId?: string
  acceptedAt?: Date
  endedAt?: Date
  endedBy?: ProxyGrant['endedBy']
  openUntil?: Date
  openKey?: readonly string[] | null
  codeHash?: string | null
}

export type ProxyStore = ReturnType<typeof createProxyStore>

const isText = { $type: 'string' } as const

export function createProxyStore(db: Database, protector: ProxyProtector) {
  const proxies = db.collection<StoredProxy>('proxies')
  const openOne = async (stored: unknown): Promise<ProxyRecord | null> => (stored ? protector.open(stored as StoredProxy) : null)
  const find = async (filter: object, most: number) =>
    protector.openAll(
      (await proxies
        .find(filter as Filter<StoredProxy>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(most)
        .toArray()) as StoredProxy[],
    )

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('proxies', [
        { key: { elderAccountId: 1, createdAt: -1, _id: -1 }, serves: 'whom someone authorised' },
        {
          key: { proxyAccountId: 1, createdAt: -1, _id: -1 },
          partialFilterExpression: { proxyAccountId: isText },
          serves: 'whom one acts for',
        },
        { key: { phoneIndex: 1, createdAt: -1 }, partialFilterExpression: { phoneIndex: isText }, serves: 'invitations to a phone' },
        { key: { state: 1, endToldAt: 1, until: 1 }, serves: 'whose last day comes near or is over' },
        { key: { codeHash: 1 }, unique: true, partialFilterExpression: { codeHash: isText }, serves: 'the invitation of a code' },
        { key: { openKey: 1 }, unique: true, partialFilterExpression: { openKey: isText }, serves: 'one open authorisation of two people' },
      ])
    },
    /** What a decision hangs on is read as the majority has it. */
    proxy: async (id: string, session?: Session) =>
      openOne(await proxies.findOne({ _id: id } as Filter<StoredProxy>, session ? { session } : majorityRead)),
    byCode: async (hashes: readonly string[]) =>
      openOne(await proxies.findOne({ codeHash: { $in: [...hashes] } } as Filter<StoredProxy>, majorityRead)),
    ofElder: (elderAccountId: string, most = 100) => find({ elderAccountId }, most),
    ofProxy: (accountId: string, phoneIndexes: readonly string[], most = 100) => {
      const invited = phoneIndexes.length > 0 ? [{ phoneIndex: { $in: [...phoneIndexes] }, proxyAccountId: null }] : []
      return find({ $or: [{ proxyAccountId: accountId }, ...invited] }, most)
    },
    /** @returns what an earlier run of the same request inserted; null when the two have an open one already */
    async insert(proxy: NewProxy): Promise<ProxyRecord | null> {
      try {
        await proxies.insertOne(protector.seal(proxy) as never, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      return openOne(await proxies.findOne({ _id: proxy._id } as Filter<StoredProxy>))
    },
    /** Moves one that is still as it was seen. @returns null when it is no longer so */
    async move(seen: Pick<ProxyRecord, '_id' | 'rev'>, from: readonly KeptState[], set: ProxyMove, consent?: ProxyConsent) {
      try {
        return await openOne(
          await proxies.findOneAndUpdate(
            { _id: seen._id, rev: seen.rev, state: { $in: [...from] } } as Filter<StoredProxy>,
            { $set: set, $inc: { rev: 1 }, ...(consent ? { $push: { consents: consent } } : {}) } as never,
            { returnDocument: 'after', ...durable },
          ),
        )
      } catch (error) {
        if (isDuplicateKey(error)) return null
        throw error
      }
    },
    /** In force, with a last day up to this one and somebody still to be told. @param today, soon yyyy-mm-dd */
    ending: (today: string, soon: string, most: number) =>
      find({ state: 'active', endToldAt: null, until: { $lte: soon }, $or: [{ until: { $lt: today } }, { warnedAt: null }] }, most),
    /** Notes that both know; an end also frees the place for a new one. */
    told: (id: string, set: { warnedAt: Date } | { endToldAt: Date; endedAt: Date; openKey: null }) =>
      proxies.updateOne({ _id: id, state: 'active' } as Filter<StoredProxy>, { $set: set } as never, durable),
    /** Frees the place of invitations that ran out, so that the two can begin anew. */
    release: (openKey: readonly string[], now: Date, today: string) =>
      proxies.updateMany(
        {
          openKey: { $in: [...openKey] },
          $or: [
            { state: 'invited', openUntil: { $lte: now } },
            { state: { $in: ['invited', 'active'] }, until: { $lt: today } },
          ],
        } as never,
        { $set: { openKey: null, codeHash: null } } as never,
        durable,
      ),
  }
}
