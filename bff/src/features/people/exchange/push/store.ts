import { type Database, durable, type Filter, type Session } from '../../../../platform/db/index.ts'
import type { PushDocument } from '../domain.ts'

export type PushStore = ReturnType<typeof createPushStore>

/** Our own changes on their way to other departments. */
export function createPushStore(db: Database) {
  const pushes = db.collection<PushDocument>('exchange_pushes')
  return {
    async prepare() {
      await db.ensureIndexes('exchange_pushes', [
        { key: { state: 1, nextTryAt: 1 }, serves: 'what is to be told next' },
        { key: { residentId: 1 }, serves: 'what was told about someone' },
      ])
    },
    /** In the transaction of the change itself. */
    async insert(push: PushDocument, session: Session): Promise<void> {
      const { _id, ...rest } = push
      await pushes.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true, session })
    },
    /** Takes one that waits; nobody else tries it before `until`. */
    claim: (now: Date, until: Date) =>
      pushes.findOneAndUpdate(
        { state: 'waiting', nextTryAt: { $lte: now } } as Filter<PushDocument>,
        { $set: { nextTryAt: until }, $inc: { attempts: 1 } },
        { returnDocument: 'after', sort: { nextTryAt: 1 }, ...durable },
      ),
    async settle(id: string, set: Pick<PushDocument, 'state' | 'nextTryAt' | 'fault' | 'sentAt'>): Promise<void> {
      await pushes.updateOne({ _id: id, state: 'waiting' }, { $set: set }, durable)
    },
    async counts(): Promise<Record<PushDocument['state'], number>> {
      const found = await pushes
        .aggregate<{ _id: PushDocument['state']; count: number }>([{ $group: { _id: '$state', count: { $sum: 1 } } }])
        .toArray()
      const of = (state: PushDocument['state']) => found.find(({ _id }) => _id === state)?.count ?? 0
      return { waiting: of('waiting'), sent: of('sent'), refused: of('refused') }
    },
  }
}
