import { afterPosition, type ListPosition } from '../../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead } from '../../../../platform/db/index.ts'
import type { OutboxEntry } from '../../../../platform/events/outbox.ts'
import type { Opened, Plain, Stored } from '../../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../../platform/protect/protector.ts'
import type { RecoveryFields } from './catalogue.ts'
import type { RecoveryDossier, RecoveryFacts } from './records.ts'

/** Opened; what was written in the course of it is read. */
export type RecoveryRecord = Omit<Opened<RecoveryFacts, RecoveryFields>, 'dossier'> & { dossier: RecoveryDossier }
export type NewRecovery = Omit<Plain<RecoveryFacts, RecoveryFields>, 'dossier'> & { dossier: RecoveryDossier }
export type RecoveryProtector = Protector<RecoveryFacts, RecoveryFields>
type StoredRecovery = Stored<RecoveryFacts, RecoveryFields>
type RecoveryChange = Partial<
  Pick<RecoveryFacts, 'state' | 'openKey' | 'months' | 'paidBackFen' | 'waivedFen' | 'pendingFen' | 'decidedBy' | 'decidedAt'>
> & {
  dossier?: RecoveryDossier
  /** What the person is told of it. */
  tells?: OutboxEntry
}

const RECOVERIES = 'payout_recoveries'

export type RecoveryStore = ReturnType<typeof createRecoveryStore>

export function createRecoveryStore(db: Database, protector: RecoveryProtector) {
  const recoveries = db.collection<StoredRecovery>(RECOVERIES)
  const wanted = (filter: object) => filter as Filter<StoredRecovery>
  async function openAll(rows: unknown[]): Promise<RecoveryRecord[]> {
    const opened = await protector.openAll(rows as StoredRecovery[])
    return opened.map(({ dossier, ...rest }) => ({ ...rest, dossier: JSON.parse(dossier.reveal()) as RecoveryDossier }))
  }
  const openOne = async (row: unknown): Promise<RecoveryRecord | null> => (row ? ((await openAll([row]))[0] ?? null) : null)

  return {
    outboxCollections: [RECOVERIES],
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes(RECOVERIES, [
        { key: { createdAt: -1, _id: -1 }, serves: 'the list of what is asked back' },
        { key: { awardId: 1, createdAt: 1 }, serves: 'what is open of a benefit, when its next payment is worked out' },
        { key: { accountId: 1, createdAt: -1 }, serves: 'what someone is asked to pay back' },
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one at a time that is told and not decided, for one benefit',
        },
      ])
    },
    recovery: async (id: string) => openOne(await recoveries.findOne(wanted({ _id: id }), majorityRead)),
    list: async (position: ListPosition | null, limit: number) =>
      openAll(
        await recoveries
          .find(wanted(afterPosition(position)))
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    ofAccounts: async (accountIds: readonly string[], most: number) =>
      openAll(
        await recoveries
          .find(wanted({ accountId: { $in: [...accountIds] } }))
          .sort({ createdAt: -1 })
          .limit(most)
          .toArray(),
      ),
    /** Of these benefits, oldest first. */
    ofAwards: async (awardIds: readonly string[]) =>
      openAll(
        await recoveries
          .find(wanted({ awardId: { $in: [...awardIds] } }), majorityRead)
          .sort({ createdAt: 1 })
          .toArray(),
      ),
    /** @returns what an earlier run of the same request inserted; null when another one is under way */
    async insert({ dossier, ...rest }: NewRecovery, tells: OutboxEntry | null): Promise<RecoveryRecord | null> {
      const plain = { ...rest, dossier: JSON.stringify(dossier) } as Plain<RecoveryFacts, RecoveryFields>
      try {
        await recoveries.insertOne({ ...protector.seal(plain), ...(tells ? { outbox: [tells] } : {}) } as never, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      return this.recovery(rest._id)
    },
    /** @returns null when it is no longer as it was seen */
    async change(
      seen: Pick<RecoveryRecord, '_id' | 'rev' | 'state'>,
      { dossier, tells, ...plain }: RecoveryChange,
    ): Promise<RecoveryRecord | null> {
      const sealed = dossier ? protector.sealSome(seen._id, { dossier: JSON.stringify(dossier) }) : {}
      return openOne(
        await recoveries.findOneAndUpdate(
          wanted({ _id: seen._id, rev: seen.rev, state: seen.state }),
          { $set: { ...plain, ...sealed }, ...(tells ? { $push: { outbox: tells } } : {}), $inc: { rev: 1 } } as never,
          { returnDocument: 'after', ...durable },
        ),
      )
    },
  }
}
