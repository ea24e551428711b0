import type { DataRequestKind, DataRequestState } from '@minsheng/shared/contracts/privacy'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { RequestFields } from './catalogue.ts'
import type { RequestFacts } from './domain.ts'

export type RequestRecord = Opened<RequestFacts, RequestFields>
type StoredRequest = Stored<RequestFacts, RequestFields>
export type RequestProtector = Protector<RequestFacts, RequestFields>

export interface RequestQuery {
  all: boolean
  placeIds: readonly string[]
  /** With those of no known place. */
  unplaced: boolean
  state?: DataRequestState | undefined
  kind?: DataRequestKind | undefined
}

export type RequestStore = ReturnType<typeof createRequestStore>

export function createRequestStore(db: Database, protector: RequestProtector) {
  const requests = db.collection<StoredRequest>('data_requests')
  const openAll = (rows: unknown[]) => protector.openAll(rows as StoredRequest[])
  const inScope = ({ all, placeIds, unplaced, state, kind }: RequestQuery) => ({
    $and: [
      all ? {} : { $or: [{ path: { $in: [...placeIds] } }, ...(unplaced ? [{ path: null }] : [])] },
      state ? { state } : {},
      kind ? { kind } : {},
    ],
  })

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes('data_requests', [
        { key: { accountId: 1, createdAt: -1, _id: -1 }, serves: 'what someone asked' },
        { key: { path: 1, state: 1, createdAt: -1, _id: -1 }, serves: 'what is to be answered in a place' },
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one open request about one thing',
        },
        {
          key: { decisionId: 1 },
          partialFilterExpression: { decisionId: { $type: 'string' } },
          serves: 'the review of a decision',
        },
      ])
    },
    async request(id: string): Promise<RequestRecord | null> {
      const stored = await requests.findOne({ _id: id } as Filter<StoredRequest>)
      return stored && protector.open(stored as StoredRequest)
    },
    async ofAccount(accountId: string, position: ListPosition | null, limit: number): Promise<RequestRecord[]> {
      return openAll(
        await requests
          .find({ accountId, ...afterPosition(position) } as Filter<StoredRequest>)
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    async list(query: RequestQuery, position: ListPosition | null, limit: number): Promise<RequestRecord[]> {
      return openAll(
        await requests
          .find({ $and: [inScope(query), afterPosition(position)] } as Filter<StoredRequest>)
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    async counts(query: RequestQuery, today: string): Promise<{ openCount: number; lateCount: number }> {
      const open = { ...query, state: 'open' as const }
      const [openCount, lateCount] = await Promise.all([
        requests.countDocuments(inScope(open) as Filter<StoredRequest>),
        requests.countDocuments({ $and: [inScope(open), { dueOn: { $lt: today } }] } as Filter<StoredRequest>),
      ])
      return { openCount, lateCount }
    },
    reviewsOf: async (decisionIds: readonly string[]): Promise<Map<string, string>> => {
      const rows = await requests
        .find({ decisionId: { $in: [...decisionIds] } } as Filter<StoredRequest>, { projection: { decisionId: 1 } })
        .toArray()
      return new Map(rows.map((row) => [String(row.decisionId), String(row._id)]))
    },
    /** @returns what an earlier run of the same request inserted; null when there is an open one about the same thing */
    async insert(request: Plain<RequestFacts, RequestFields>): Promise<RequestRecord | null> {
      try {
        await requests.insertOne(protector.seal(request) as never, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      return this.request(request._id)
    },
    /** @returns null when it is no longer as it was seen */
    async decide(
      seen: { _id: string; rev: number },
      set: { state: DataRequestState; decidedAt: Date; decidedBy: string; reason: string },
    ): Promise<RequestRecord | null> {
      const { reason, ...plain } = set
      const changed = await requests.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'open' } as Filter<StoredRequest>,
        { $set: { ...plain, ...protector.sealSome(seen._id, { reason }), openKey: null }, $inc: { rev: 1 } } as never,
        { returnDocument: 'after', ...durable },
      )
      return changed ? protector.open(changed as StoredRequest) : null
    },
    /** What someone wrote of themself goes when their account does; that they asked, and when, stays. */
    async forget(accountId: string): Promise<void> {
      await requests.updateMany(
        { accountId, state: 'open' } as Filter<StoredRequest>,
        { $set: { state: 'withdrawn', openKey: null }, $inc: { rev: 1 } } as never,
        durable,
      )
      const rows = await requests.find({ accountId } as Filter<StoredRequest>, { projection: { _id: 1 } }).toArray()
      for (const { _id } of rows)
        await requests.updateOne(
          { _id } as Filter<StoredRequest>,
          { $set: protector.sealSome(String(_id), { wanted: '（账号已注销）', reason: null }) } as never,
          durable,
        )
    },
  }
}
