import type { ApplicationState } from '@minsheng/shared/contracts/policy'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { OutboxEntry } from '../../../platform/events/outbox.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { ApplicationFields } from './catalogue.ts'
import type { ApplicationFacts, Dossier, HistoryEntry } from './domain.ts'

/** An application, opened; what was written in its course is read. */
export type ApplicationRecord = Omit<Opened<ApplicationFacts, ApplicationFields>, 'dossier'> & { dossier: Dossier }
type StoredApplication = Stored<ApplicationFacts, ApplicationFields>
export type ApplicationProtector = Protector<ApplicationFacts, ApplicationFields>
export type NewApplication = Omit<Plain<ApplicationFacts, ApplicationFields>, 'dossier'> & { dossier: Dossier }

/** What a step changes. */
export type ApplicationChange = Partial<
  Pick<
    ApplicationFacts,
    | 'state'
    | 'openKey'
    | 'dueOn'
    | 'dueProvisional'
    | 'reviewLeft'
    | 'sortKey'
    | 'isObjected'
    | 'materials'
    | 'proposedBy'
    | 'decidedBy'
    | 'handledBy'
  >
> & {
  dossier?: Dossier
  /** What the person is told of it. */
  tells?: readonly OutboxEntry[]
}

export interface ApplicationQuery {
  all: boolean
  placeIds: readonly string[]
  state?: ApplicationState | undefined
  objected?: boolean | undefined
  policyId?: string | undefined
}

const APPLICATIONS = 'policy_applications'

export type ApplicationStore = ReturnType<typeof createApplicationStore>

export function createApplicationStore(db: Database, protector: ApplicationProtector) {
  const applications = db.collection<StoredApplication>(APPLICATIONS)

  async function openAll(rows: unknown[]): Promise<ApplicationRecord[]> {
    const opened = await protector.openAll(rows as StoredApplication[])
    return opened.map(({ dossier, ...rest }) => ({ ...rest, dossier: JSON.parse(dossier.reveal()) as Dossier }))
  }
  const openOne = async (row: unknown): Promise<ApplicationRecord | null> => (row ? ((await openAll([row]))[0] ?? null) : null)

  const inScope = ({ all, placeIds, state, objected, policyId }: ApplicationQuery) => ({
    ...(all ? {} : { path: { $in: [...placeIds] } }),
    ...(state ? { state } : {}),
    ...(objected ? { isObjected: true } : {}),
    ...(policyId ? { policyId } : {}),
  })

  return {
    outboxCollections: [APPLICATIONS],
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes(APPLICATIONS, [
        { key: { accountId: 1, createdAt: -1, _id: -1 }, serves: "a person's applications" },
        { key: { subjectId: 1, policyId: 1 }, serves: 'what was applied for before, for one subject' },
        { key: { path: 1, sortKey: 1, _id: 1 }, serves: 'what is to be done in a place, the most pressing first' },
        { key: { sortKey: 1, _id: 1 }, serves: "the bureau's list" },
        { key: { 'materials.photoIds': 1 }, serves: 'whether a photo belongs to an application' },
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one open application for one subject and policy',
        },
      ])
    },
    transaction: db.transaction,
    application: async (id: string) => openOne(await applications.findOne({ _id: id } as Filter<StoredApplication>, majorityRead)),
    openFor: async (openKey: string): Promise<string | null> => {
      const row = await applications.findOne({ openKey } as Filter<StoredApplication>, { projection: { _id: 1 }, ...majorityRead })
      return row ? String(row._id) : null
    },
    /** The newest of this person that names an account, for the next time. */
    async lastPaidTo(residentId: string, accountId: string): Promise<ApplicationRecord | null> {
      return openOne(
        await applications.findOne({ accountId, residentId, bank: { $type: 'string' } } as Filter<StoredApplication>, {
          sort: { createdAt: -1, _id: -1 },
          ...majorityRead,
        }),
      )
    },
    /** @param householdId of a grown-up of it: what was decided about it, whoever applied; null: of nobody */
    async ofAccounts(
      accountIds: readonly string[],
      householdId: string | null,
      position: ListPosition | null,
      limit: number,
    ): Promise<ApplicationRecord[]> {
      const own = { accountId: { $in: [...accountIds] } }
      const decided = { subjectId: householdId, subjectKind: 'household', state: { $in: ['approved', 'refused'] } }
      return openAll(
        await applications
          .find({ $and: [householdId === null ? own : { $or: [own, decided] }, afterPosition(position)] } as Filter<StoredApplication>)
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    /** The child for whom a guardian applied under this account; null: it is no child's. */
    async childOf(accountId: string): Promise<string | null> {
      const row = await applications.findOne({ accountId, guardianId: { $type: 'string' } } as Filter<StoredApplication>, {
        projection: { residentId: 1 },
      })
      return row ? String((row as unknown as Pick<ApplicationFacts, 'residentId'>).residentId) : null
    },
    /** That somebody saw the decision: no step of it. Where something changed meanwhile nothing is written, and it is noted the next time. */
    noteTold: (seen: Pick<ApplicationRecord, '_id' | 'rev'>, dossier: Dossier) =>
      applications.updateOne(
        { _id: seen._id, rev: seen.rev } as Filter<StoredApplication>,
        { $set: protector.sealSome(seen._id, { dossier: JSON.stringify(dossier) }) } as never,
        durable,
      ),
    /** Policies an account applied for and has no decision on. */
    openPolicies: async (accountId: string): Promise<string[]> =>
      (await applications.distinct('policyId', { accountId, openKey: { $ne: null } } as Filter<StoredApplication>)) as string[],
    /** @param after text after which the page begins: `sortKey.id` */
    async list(query: ApplicationQuery, after: string | null, limit: number): Promise<ApplicationRecord[]> {
      const [sortKey = '', id = ''] = after?.split('.') ?? []
      const further = after === null ? {} : { $or: [{ sortKey: { $gt: sortKey } }, { sortKey, _id: { $gt: id } }] }
      return openAll(
        await applications
          .find({ $and: [inScope(query), further] } as Filter<StoredApplication>)
          .sort({ sortKey: 1, _id: 1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    async counts(query: ApplicationQuery, today: string): Promise<{ openCount: number; lateCount: number }> {
      const scope = inScope({ ...query, state: undefined, objected: undefined })
      const count = (sortKey: string, more: object = {}) =>
        applications.countDocuments({ ...scope, sortKey: { $lt: sortKey }, ...more } as Filter<StoredApplication>)
      const [openCount, lateCount] = await Promise.all([
        count('b'),
        // Whoever has to hand in papers may be as late as they like.
        count(`a${today}`, { state: { $ne: 'to_supplement' } }),
      ])
      return { openCount, lateCount }
    },
    /** @returns what an earlier run of the same request inserted; null when another one is open */
    async insert(application: NewApplication): Promise<ApplicationRecord | null> {
      const plain = { ...application, dossier: JSON.stringify(application.dossier) }
      try {
        await applications.insertOne(protector.seal(plain as Plain<ApplicationFacts, ApplicationFields>) as never, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      return this.application(application._id)
    },
    /** @returns null when it is no longer as it was seen */
    async change(
      seen: { _id: string; rev: number; state: ApplicationState },
      { dossier, tells, ...plain }: ApplicationChange,
      entry: HistoryEntry,
      session?: Session,
    ): Promise<ApplicationRecord | null> {
      const sealed = dossier ? protector.sealSome(seen._id, { dossier: JSON.stringify(dossier) }) : {}
      return openOne(
        await applications.findOneAndUpdate(
          { _id: seen._id, rev: seen.rev, state: seen.state } as Filter<StoredApplication>,
          {
            $set: { ...plain, ...sealed },
            $push: { history: entry, ...(tells ? { outbox: { $each: [...tells] } } : {}) },
            $inc: { rev: 1 },
          } as never,
          { returnDocument: 'after', ...(session ? { session } : durable) },
        ),
      )
    },
  }
}
