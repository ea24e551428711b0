import type { PayMark, PayReason } from '@minsheng/shared/contracts/policy'
import { type Database, durable, type Filter, majorityRead } from '../../../../platform/db/index.ts'
import type { OutboxEntry } from '../../../../platform/events/outbox.ts'
import type { Opened, Plain, Stored } from '../../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../../platform/protect/protector.ts'
import type { PayRowFields } from '../catalogue.ts'
import type { PayRow } from '../records.ts'
import type { RowQuery } from '../store.ts'

export type RowRecord = Opened<PayRow, PayRowFields>
export type NewRow = Plain<PayRow, PayRowFields>
type StoredRow = Stored<PayRow, PayRowFields>
export type RowProtector = Protector<PayRow, PayRowFields>
export type RowStore = ReturnType<typeof createRowStore>
export interface Share {
  count: number
  fen: number
}

/** Did not arrive, and nothing took it up yet. */
const LOOSE = { isApproved: true, state: { $in: ['held', 'refused', 'returned'] }, takenBy: null }
const PER_READ = 500
const ROWS = 'payout_rows'

/** Payments, with accounts sealed. */
export function createRowStore(db: Database, protector: RowProtector) {
  const rows = db.collection<StoredRow>(ROWS)
  const wanted = (filter: object) => filter as Filter<StoredRow>
  const openAll = (found: unknown[]) => protector.openAll(found as StoredRow[])
  return {
    outboxCollections: [ROWS],
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes(ROWS, [
        { key: { batchId: 1, number: 1 }, unique: true, serves: 'the rows of a batch in their order' },
        { key: { awardId: 1, createdAt: -1 }, serves: 'payments of an award, and those that did not arrive' },
        { key: { accountId: 1, payOn: -1, _id: -1 }, serves: "a person's payments" },
        {
          key: { 'setOffs.recoveryId': 1 },
          sparse: true,
          serves: 'what was set off against one claim',
        },
        { key: { takenBy: 1, isApproved: 1, state: 1, awardId: 1 }, serves: 'what did not arrive and waits for the next batch' },
      ])
    },
    exact: (number: string) => protector.exact('accountNumber', number),
    async insert(made: readonly NewRow[]): Promise<void> {
      if (made.length > 0) await rows.insertMany(made.map((row) => protector.seal(row)) as never, { ordered: true, ...durable })
    },
    /** Of a batch that was never put together to the end. */
    clear: (batchId: string) => rows.deleteMany(wanted({ batchId, isApproved: false }), durable),
    /** Every row of a batch in its order, in pages. */
    async *of(batchId: string, states?: readonly PayRow['state'][]): AsyncGenerator<RowRecord[]> {
      for (let after = 0; ; ) {
        const found = await rows
          .find(wanted({ batchId, number: { $gt: after }, ...(states ? { state: { $in: [...states] } } : {}) }), majorityRead)
          .sort({ number: 1 })
          .limit(PER_READ)
          .toArray()
        if (found.length === 0) return
        const opened = await openAll(found)
        yield opened
        after = opened.at(-1)?.number ?? after
        if (found.length < PER_READ) return
      }
    },
    async page({ batchId, state, mark }: RowQuery, after: number, limit: number): Promise<RowRecord[]> {
      const filter = { batchId, number: { $gt: after }, ...(state ? { state } : {}), ...(mark ? { marks: mark } : {}) }
      return openAll(
        await rows
          .find(wanted(filter))
          .sort({ number: 1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    /** Payments of these awards that did not arrive and were not taken up. */
    async looseOf(awardIds: readonly string[]): Promise<RowRecord[]> {
      return openAll(
        await rows
          .find(wanted({ awardId: { $in: [...awardIds] }, ...LOOSE }), majorityRead)
          .sort({ createdAt: 1 })
          .toArray(),
      )
    },
    /** Awards with payments that did not arrive, each once. */
    async looseAwards(): Promise<string[]> {
      return (await rows.distinct('awardId', wanted(LOOSE))) as string[]
    },
    /** The batch was approved: what it takes up is taken, and it counts from now on. */
    async approve(batchId: string, payOn: string): Promise<void> {
      for await (const page of this.of(batchId)) {
        for (const { _id, carries } of page)
          if (carries.length > 0)
            await rows.updateMany(
              wanted({ _id: { $in: carries }, takenBy: null }),
              { $set: { takenBy: _id, takenOn: payOn } } as never,
              durable,
            )
      }
      // Set off to the last fen: nothing of it is to be paid again.
      await rows.updateMany(
        wanted({ batchId, state: 'held', reason: 'set_off', 'setOffs.0': { $exists: true } }),
        [{ $set: { takenBy: '$_id' } }] as never,
        durable,
      )
      await rows.updateMany(wanted({ batchId }), { $set: { isApproved: true } } as never, durable)
    },
    /** The batch was given back. @param wasEntered lines of it may be in the books: the next batch takes them up */
    giveBack: (batchId: string, wasEntered: boolean) =>
      rows.updateMany(
        wanted({ batchId, state: { $in: ['held', 'open'] } }),
        { $set: { state: 'returned', isApproved: wasEntered } } as never,
        durable,
      ),
    /** What the bank said of some rows, with what each person is told of it; said twice, it is said once. */
    async answer(
      batchId: string,
      answers: readonly { number: number; reason: PayReason | null; tells: OutboxEntry }[],
      at: Date,
    ): Promise<void> {
      if (answers.length === 0) return
      await rows.bulkWrite(
        answers.map(({ number, reason, tells }) => ({
          updateOne: {
            filter: wanted({ batchId, number, state: 'open' }),
            update: {
              $set: { state: reason === null ? 'paid' : 'refused', reason, answeredAt: at },
              $push: { outbox: tells },
            } as never,
          },
        })),
        { ordered: false, ...durable },
      )
    },
    async shares(batchId: string): Promise<Map<PayRow['state'], Share>> {
      const found = await rows
        .aggregate<{ _id: PayRow['state'] } & Share>(
          [{ $match: { batchId } }, { $group: { _id: '$state', count: { $sum: 1 }, fen: { $sum: '$fen' } } }],
          majorityRead,
        )
        .toArray()
      return new Map(found.map(({ _id, count, fen }) => [_id, { count, fen }]))
    },
    async marks(batchId: string): Promise<Partial<Record<PayMark, number>>> {
      const found = await rows
        .aggregate<{ _id: PayMark; count: number }>(
          [{ $match: { batchId } }, { $unwind: '$marks' }, { $group: { _id: '$marks', count: { $sum: 1 } } }],
          majorityRead,
        )
        .toArray()
      return Object.fromEntries(found.map(({ _id, count }) => [_id, count]))
    },
    async ofAccounts(accountIds: readonly string[], most: number): Promise<RowRecord[]> {
      const filter = { accountId: { $in: [...accountIds] }, isApproved: true, state: { $ne: 'returned' } }
      return openAll(await rows.find(wanted(filter)).sort({ payOn: -1, _id: -1 }).limit(most).toArray())
    },
    /** Fen that reached the accounts by payments of some days. */
    async paidFen(accountIds: readonly string[], from: string, to: string): Promise<number> {
      const filter = { accountId: { $in: [...accountIds] }, state: 'paid', payOn: { $gte: from, $lte: to } }
      const [found] = await rows
        .aggregate<{ fen: number }>([{ $match: filter }, { $group: { _id: null, fen: { $sum: '$fen' } } }], majorityRead)
        .toArray()
      return found?.fen ?? 0
    },
  }
}
