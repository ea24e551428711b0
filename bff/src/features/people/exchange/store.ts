import type { DeadLetterState, ExchangeSourceId } from '@minsheng/shared/contracts/people'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { DeadLetterFields } from './catalogue.ts'
import { createDeathReportStore, type DeathReportProtector } from './death/store.ts'
import type { DeadLetter, ExchangeRowDocument, ExchangeRunDocument, ExchangeSourceDocument } from './domain.ts'

export type LetterProtector = Protector<DeadLetter, DeadLetterFields>
export type LetterRecord = Opened<DeadLetter, DeadLetterFields>
export type NewLetter = Plain<DeadLetter, DeadLetterFields>
type StoredLetter = Stored<DeadLetter, DeadLetterFields>

export type ExchangeStore = ReturnType<typeof createExchangeStore>

export function createExchangeStore(db: Database, seal: LetterProtector, reportSeal: DeathReportProtector) {
  const deaths = createDeathReportStore(db, reportSeal)
  const sources = db.collection<ExchangeSourceDocument>('exchange_sources')
  const runs = db.collection<ExchangeRunDocument>('exchange_runs')
  const rows = db.collection<ExchangeRowDocument>('exchange_rows')
  const letters = db.collection<StoredLetter>('exchange_letters')
  const written = (session: Session | undefined) => (session ? { session } : durable)

  return {
    ...deaths,
    async prepare(first: readonly ExchangeSourceDocument[]): Promise<void> {
      await seal.prepare()
      await deaths.prepare()
      await db.ensureIndexes('exchange_sources', [])
      await db.ensureIndexes('exchange_runs', [
        {
          key: { sourceId: 1 },
          unique: true,
          partialFilterExpression: { isOpen: true },
          serves: 'the exchange under way; never two of one source',
        },
        { key: { state: 1, nextTryAt: 1 }, serves: 'what is to be worked on' },
        { key: { sourceId: 1, createdAt: -1, _id: -1 }, serves: 'the exchanges of a source' },
        { key: { createdAt: -1, _id: -1 }, serves: 'all exchanges' },
      ])
      await db.ensureIndexes('exchange_rows', [{ key: { sourceId: 1, landedAt: 1 }, serves: 'how much of a source landed' }])
      await db.ensureIndexes('exchange_letters', [
        { key: { state: 1, createdAt: -1, _id: -1 }, serves: 'what waits for a person' },
        { key: { sourceId: 1, state: 1, createdAt: -1, _id: -1 }, serves: 'what of a source waits for a person' },
        { key: { rowKey: 1, state: 1 }, serves: 'the letters of a record that came right later' },
      ])
      if (first.length > 0)
        await sources.bulkWrite(
          first.map(({ _id, ...rest }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true } })),
          { ordered: false, ...durable },
        )
    },
    transaction: db.transaction,
    rowKey: (sourceId: ExchangeSourceId, recordId: string | null, content: string) =>
      `${sourceId}.${recordId === null ? `nameless.${seal.exact('content', content)}` : seal.exact('record', `${sourceId}|${recordId}`)}`,
    digest: (content: string) => seal.token('content', content),

    sources: () => sources.find({}, majorityRead).toArray(),
    source: (id: string) => sources.findOne({ _id: id as ExchangeSourceId }, majorityRead),
    changeSource: (
      id: ExchangeSourceId,
      rev: number | null,
      set: Partial<Omit<ExchangeSourceDocument, '_id' | 'rev'>>,
      session?: Session,
    ) =>
      sources.findOneAndUpdate(
        { _id: id, ...(rev === null ? {} : { rev }) },
        { $set: set, $inc: { rev: 1 } },
        { returnDocument: 'after', ...written(session) },
      ),
    dueSources: (now: Date) => sources.find({ state: 'active', nextAt: { $lte: now } }, majorityRead).toArray(),

    /** @returns false when the source has an exchange under way already, or this one was begun before */
    async insertRun(run: ExchangeRunDocument): Promise<boolean> {
      try {
        await runs.insertOne(run, durable)
        return true
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    run: (id: string) => runs.findOne({ _id: id }, majorityRead),
    openRun: (sourceId: ExchangeSourceId) => runs.findOne({ sourceId, isOpen: true }, majorityRead),
    /** The one under way or, when there is none, the last one. */
    lastRun: (sourceId: ExchangeSourceId) => runs.findOne({ sourceId }, { ...majorityRead, sort: { createdAt: -1, _id: -1 } }),
    runs: (sourceId: ExchangeSourceId | undefined, position: ListPosition | null, limit: number) =>
      runs
        .find({ ...(sourceId ? { sourceId } : {}), ...afterPosition(position) } as Filter<ExchangeRunDocument>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Takes one exchange that waits to be worked on; nobody else may until the lease runs out. */
    claimRun: (holder: string, now: Date, until: Date) =>
      runs.findOneAndUpdate(
        {
          state: 'running',
          nextTryAt: { $lte: now },
          $or: [{ leaseUntil: null }, { leaseUntil: { $lte: now } }],
        } as Filter<ExchangeRunDocument>,
        { $set: { holder, leaseUntil: until }, $inc: { rev: 1 } },
        { returnDocument: 'after', sort: { nextTryAt: 1 }, ...durable },
      ),
    /** Changes an exchange that is still as it was seen. */
    moveRun: (seen: Pick<ExchangeRunDocument, '_id' | 'rev'>, set: Partial<Omit<ExchangeRunDocument, '_id' | 'rev'>>, session?: Session) =>
      runs.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev },
        { $set: set, $inc: { rev: 1 } },
        { returnDocument: 'after', ...written(session) },
      ),

    rows: (keys: readonly string[], session: Session) => rows.find({ _id: { $in: [...keys] } }, { session }).toArray(),
    async saveRows(changed: readonly ExchangeRowDocument[], session: Session): Promise<void> {
      if (changed.length === 0) return
      await rows.bulkWrite(
        changed.map((replacement) => ({ replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } })),
        { ordered: false, session },
      )
    },

    /** Keeps a row that could not be taken; one that is kept already has come once more. */
    async keepLetters(fresh: readonly NewLetter[], session: Session): Promise<void> {
      if (fresh.length === 0) return
      await letters.bulkWrite(
        fresh.map((letter) => {
          const { _id, times: _, runId, ...rest } = seal.seal(letter)
          return { updateOne: { filter: { _id }, update: { $setOnInsert: rest, $set: { runId }, $inc: { times: 1 } }, upsert: true } }
        }) as never,
        { ordered: false, session },
      )
    },
    /** What came right later needs nobody any more. */
    async supersedeLetters(
      landed: readonly { rowKey: string; version: number }[],
      at: Date,
      besides: string | null,
      session: Session,
    ): Promise<void> {
      if (landed.length === 0) return
      await letters.bulkWrite(
        landed.map(({ rowKey, version }) => ({
          updateMany: {
            filter: { rowKey, state: 'open', version: { $lte: version }, ...(besides ? { _id: { $ne: besides } } : {}) },
            update: { $set: { state: 'superseded', decidedAt: at }, $inc: { rev: 1 } },
          },
        })) as never,
        { ordered: false, session },
      )
    },
    async letter(id: string): Promise<LetterRecord | null> {
      const found = await letters.findOne({ _id: id } as Filter<StoredLetter>, majorityRead)
      return found && seal.open(found as StoredLetter)
    },
    async letters(
      wanted: { sourceId?: ExchangeSourceId | undefined; state?: DeadLetterState | undefined },
      position: ListPosition | null,
      limit: number,
    ): Promise<LetterRecord[]> {
      const found = await letters
        .find({
          ...(wanted.sourceId ? { sourceId: wanted.sourceId } : {}),
          ...(wanted.state ? { state: wanted.state } : {}),
          ...afterPosition(position),
        } as Filter<StoredLetter>)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
      return seal.openAll(found as StoredLetter[])
    },
    async moveLetter(
      seen: { _id: string; rev: number },
      set: Pick<DeadLetter, 'state' | 'decidedBy' | 'decidedAt' | 'note'>,
      session?: Session,
    ): Promise<LetterRecord | null> {
      const moved = await letters.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: 'open' } as Filter<StoredLetter>,
        { $set: seal.sealSome(seen._id, set), $inc: { rev: 1 } } as never,
        { returnDocument: 'after', ...written(session) },
      )
      return moved ? seal.open(moved as StoredLetter) : null
    },
    async openLetters(): Promise<Map<string, number>> {
      const found = await letters
        .aggregate<{ _id: string; count: number }>([{ $match: { state: 'open' } }, { $group: { _id: '$sourceId', count: { $sum: 1 } } }])
        .toArray()
      return new Map(found.map(({ _id, count }) => [_id, count]))
    },
  }
}
