import type { DiffersKind } from '@minsheng/shared/contracts/policy'
import { addMonths } from '@minsheng/shared/units/calendar'
import type { Secret } from '@minsheng/shared/units/secret'
import { type Database, durable, type Filter, majorityRead, type Session } from '../../../platform/db/index.ts'
import { type OutboxEntry, outboxEntry } from '../../../platform/events/outbox.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { AwardFields } from './catalogue.ts'
import { AWARD_GRANTED, type AwardDossier, type AwardFacts, lineIn } from './domain.ts'
import { createStandingStore } from './standing/store.ts'

/** An award, opened; what was written about its changes is read. */
export type AwardRecord = Omit<Opened<AwardFacts, AwardFields>, 'dossier'> & { dossier: AwardDossier }
type StoredAward = Stored<AwardFacts, AwardFields>
export type AwardProtector = Protector<AwardFacts, AwardFields>
export type NewAward = Plain<AwardFacts, AwardFields>

/** What is to be paid of one award for one month. */
export interface MonthsAward {
  awardId: string
  policyId: string
  versionNumber: number
  /** Number of the line that stands: with award and month it names one payment. */
  line: number
  subjectKind: 'person' | 'household'
  subjectId: string
  residentId: string
  accountId: string
  path: readonly string[]
  every: 'month' | 'year' | 'once' | null
  ceiling: boolean
  fen: number
  bank: string | null
  accountName: Secret | null
  accountNumber: Secret | null
}

export interface AwardQuery {
  all: boolean
  placeIds: readonly string[]
  /** Those with a change under way alone. */
  changing: boolean
  /** Those alone that today's rules would have come out otherwise. */
  differs?: DiffersKind | 'any' | undefined
  policyId?: string | undefined
}

const PER_READ = 500
/** So long after its end a benefit is still looked at, whether all of it was paid. */
const LATE_MONTHS = 24
const BY_MONTH = { _id: 1, lastMonth: 1, firstMonth: 1 } as const

const AWARDS = 'policy_awards'
function grantedEntry({ subjectKind, subjectId, policyId, createdAt }: NewAward) {
  const subject = `${subjectKind}.${subjectId}`
  return outboxEntry(AWARD_GRANTED, createdAt, { subject, policyId }, subject)
}

/** What a change writes, and what the person is told of it at once. */
export type AwardChangeSet = Partial<Pick<AwardFacts, 'changeState' | 'hearUntil' | 'noticedBy' | 'lastMonth' | 'openKey' | 'differs'>> & {
  dossier: AwardDossier
  tells?: readonly OutboxEntry[]
}

/** Who is paid from now on, and where to. */
export interface NewPayee {
  residentId: string
  /** Of a child: who is paid for them; left out of what is a household's. */
  guardianId?: string | null
  accountId: string
  applicantName: string
  bank: string
  accountName: string
  accountNumber: string
}

export type AwardStore = ReturnType<typeof createAwardStore>

export function createAwardStore(db: Database, protector: AwardProtector) {
  const awards = db.collection<StoredAward>(AWARDS)
  async function openAll(rows: unknown[]): Promise<AwardRecord[]> {
    const opened = await protector.openAll(rows as StoredAward[])
    return opened.map(({ dossier, ...rest }) => ({ ...rest, dossier: JSON.parse(dossier.reveal()) as AwardDossier }))
  }
  const openOne = async (row: unknown): Promise<AwardRecord | null> => (row ? ((await openAll([row]))[0] ?? null) : null)
  const standingIn = (month: string) => ({ lastMonth: { $gte: month }, firstMonth: { $lte: month } })

  return {
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes(AWARDS, [
        { key: { subjectId: 1, lastMonth: 1 }, serves: 'what stands for a person or household' },
        { key: { accountId: 1, createdAt: -1, _id: -1 }, serves: "a person's benefits" },
        { key: { path: 1, _id: 1 }, serves: 'what stands in a place' },
        { key: { 'lines.why': 1, _id: 1 }, serves: 'what was ever reduced or stopped: of it too much may have been paid' },
        {
          key: { 'differs.kind': 1, _id: 1 },
          partialFilterExpression: { 'differs.kind': { $type: 'string' } },
          serves: "what today's rules would have come out otherwise",
        },
        { key: BY_MONTH, serves: 'what is paid for a month, in pages: no award that is over or still to come is fetched' },
        {
          key: { 'once.key': 1 },
          unique: true,
          partialFilterExpression: { 'once.key': { $type: 'string' } },
          serves: 'what is given only once is given once, however many decide at a time',
        },
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one standing benefit for one subject and policy',
        },
      ])
    },
    award: async (id: string) => openOne(await awards.findOne({ _id: id } as Filter<StoredAward>, majorityRead)),
    /** @param after id after which the page begins */
    async list(query: AwardQuery, after: string | null, limit: number): Promise<AwardRecord[]> {
      const { all, placeIds, changing, differs, policyId } = query
      return openAll(
        await awards
          .find({
            ...(all ? {} : { path: { $in: [...placeIds] } }),
            ...(changing ? { changeState: { $ne: 'none' } } : {}),
            ...(differs ? { 'differs.kind': differs === 'any' ? { $type: 'string' } : differs } : {}),
            ...(policyId ? { policyId } : {}),
            ...(after === null ? {} : { _id: { $gt: after } }),
          } as Filter<StoredAward>)
          .sort({ _id: 1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    /** Lines are only ever added. @returns null when it is no longer as it was seen */
    async change(
      seen: Pick<AwardRecord, '_id'>,
      rev: number,
      set: AwardChangeSet,
      line: AwardFacts['lines'][number] | null,
    ): Promise<AwardRecord | null> {
      const { dossier, tells, ...plain } = set
      return openOne(
        await awards.findOneAndUpdate(
          { _id: seen._id, rev } as Filter<StoredAward>,
          {
            $set: { ...plain, ...protector.sealSome(seen._id, { dossier: JSON.stringify(dossier) }) },
            ...(line || tells ? { $push: { ...(line ? { lines: line } : {}), ...(tells ? { outbox: { $each: [...tells] } } : {}) } } : {}),
            $inc: { rev: 1 },
          } as never,
          { returnDocument: 'after', ...durable },
        ),
      )
    },
    ...createStandingStore(db),
    outboxCollections: [AWARDS],
    /** @throws Error (duplicate key) when one stands already for this subject and policy: the transaction ends */
    insertIn: (award: NewAward, session: Session) =>
      awards.insertOne({ ...protector.seal(award), outbox: [grantedEntry(award)] } as never, { session }),
    async ofAccounts(accountIds: readonly string[], most: number): Promise<AwardRecord[]> {
      const rows = await awards
        .find({ accountId: { $in: [...accountIds] } } as Filter<StoredAward>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(most)
        .toArray()
      return openAll(rows)
    },
    /**
     * What is to be paid for a month, award by award in the order of their numbers; read in pages, so that a whole
     * district is never in memory at once.
     */
    async *standingInMonth(month: string): AsyncGenerator<MonthsAward> {
      for (let after = ''; ; ) {
        const rows = await awards
          .find({ _id: { $gt: after }, ...standingIn(month) } as Filter<StoredAward>, majorityRead)
          .hint(BY_MONTH)
          .sort({ _id: 1 })
          .limit(PER_READ)
          .toArray()
        for (const award of await openAll(rows)) {
          const line = lineIn(award, month)
          if (line) yield monthsAward(award, line)
        }
        const last = rows.at(-1)
        if (!last || rows.length < PER_READ) return
        after = String(last._id)
      }
    },
    ofHousehold: async (householdId: string, most: number): Promise<AwardRecord[]> =>
      openAll(
        await awards
          .find({ subjectId: householdId, subjectKind: 'household' } as Filter<StoredAward>)
          .limit(most)
          .toArray(),
      ),
    /** What was ever reduced or stopped, in pages in the order of their numbers. */
    lowered: async (after: string | null, limit: number): Promise<AwardRecord[]> =>
      openAll(
        await awards
          .find(
            { 'lines.why': { $in: ['reduced', 'stopped'] }, ...(after === null ? {} : { _id: { $gt: after } }) } as Filter<StoredAward>,
            majorityRead,
          )
          .sort({ _id: 1 })
          .limit(limit)
          .toArray(),
      ),
    many: async (ids: readonly string[]): Promise<AwardRecord[]> =>
      openAll(await awards.find({ _id: { $in: [...ids] } } as Filter<StoredAward>, majorityRead).toArray()),
    /**
     * What may have something to be paid by a month: all that stands or ended lately, in pages. What ended long ago was
     * paid then; what came back of it is known by the payment.
     */
    async *payableThrough(month: string): AsyncGenerator<AwardRecord[]> {
      const since = addMonths(`${month}-01`, -LATE_MONTHS).slice(0, 7)
      for (let after = ''; ; ) {
        const rows = await awards
          .find({ _id: { $gt: after }, lastMonth: { $gte: since }, firstMonth: { $lte: month } } as Filter<StoredAward>, majorityRead)
          .hint(BY_MONTH)
          .sort({ _id: 1 })
          .limit(PER_READ)
          .toArray()
        if (rows.length > 0) yield openAll(rows)
        const last = rows.at(-1)
        if (!last || rows.length < PER_READ) return
        after = String(last._id)
      }
    },
    /** Another grown-up of the household is to be paid, or is paid from now on. @returns null when it is no longer as it was seen */
    async changePayee(
      { _id }: Pick<AwardRecord, '_id'>,
      rev: number,
      { dossier, to }: { dossier: AwardDossier; to?: NewPayee },
      tells: readonly OutboxEntry[],
    ): Promise<AwardRecord | null> {
      const { applicantName, accountName, accountNumber, ...plain } = to ?? {}
      const sealed = { dossier: JSON.stringify(dossier), ...(to ? { applicantName, accountName, accountNumber } : {}) }
      return openOne(
        await awards.findOneAndUpdate(
          { _id, rev } as Filter<StoredAward>,
          { $set: { ...plain, ...protector.sealSome(_id, sealed) }, $push: { outbox: { $each: [...tells] } }, $inc: { rev: 1 } } as never,
          { returnDocument: 'after', ...durable },
        ),
      )
    },
    /** The person's own, at another bank or with another number. @returns null when it is over */
    /** @returns null when it is no longer as it was seen */
    async setAccount(
      { _id, rev }: Pick<AwardRecord, '_id' | 'rev'>,
      { bank, guardianId, ...sealed }: { bank: string; guardianId?: string | null; accountName: string; accountNumber: string },
      tells: OutboxEntry,
    ): Promise<AwardRecord | null> {
      return openOne(
        await awards.findOneAndUpdate(
          { _id, rev } as Filter<StoredAward>,
          {
            $set: { bank, ...(guardianId === undefined ? {} : { guardianId }), ...protector.sealSome(_id, sealed) },
            $push: { outbox: tells },
            $inc: { rev: 1 },
          } as never,
          { returnDocument: 'after', ...durable },
        ),
      )
    },
    /** For a test that looks at what the database reads. */
    explainMonth: (month: string) =>
      awards
        .find({ _id: { $gt: '' }, ...standingIn(month) } as Filter<StoredAward>)
        .hint(BY_MONTH)
        .sort({ _id: 1 })
        .limit(PER_READ)
        .explain('executionStats'),
  }
}

function monthsAward(award: AwardRecord, { number, fen, versionNumber }: AwardFacts['lines'][number]): MonthsAward {
  const { _id, policyId, subjectKind, subjectId, residentId, accountId, path, every, ceiling, bank, accountName, accountNumber } = award
  return {
    awardId: _id,
    policyId,
    versionNumber,
    line: number,
    subjectKind,
    subjectId,
    residentId,
    accountId,
    path,
    every,
    ceiling,
    fen,
    bank,
    accountName,
    accountNumber,
  }
}
