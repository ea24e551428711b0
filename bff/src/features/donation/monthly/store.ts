import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey, majorityRead } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { KeptMonthState, MonthlyState } from './domain.ts'

export interface MonthlyDocument {
  _id: string
  donorId: string
  campaignId: string
  charityId: string
  projectTitle: string
  charityName: string
  amountFen: number
  dayOfMonth: number
  until: string | null
  state: MonthlyState
  /** Why it ended by itself. */
  endedBecause: 'until' | 'project' | null
  /** The day of the next reminder. */
  nextOn: string | null
  /** When it is worked on next: at nine of that day, or later while someone is at it. */
  nextRemindAt: Date | null
  rev: number
  createdAt: Date
  history: { at: Date; to: MonthlyState; why: string }[]
}

export interface MonthDocument {
  /** `<monthly gift>:<month>`: one month is reminded of once. */
  _id: string
  monthlyId: string
  month: string
  dueOn: string
  amountFen: number
  state: KeptMonthState
  /** When the second reminder comes; null when none will. */
  secondAt: Date | null
  giftId: string | null
  createdAt: Date
}

type Change = Partial<Pick<MonthlyDocument, 'amountFen' | 'dayOfMonth' | 'until' | 'endedBecause' | 'nextOn' | 'nextRemindAt'>>

export type MonthlyStore = ReturnType<typeof createMonthlyStore>

const MONTHS_SHOWN = 12
const monthId = (monthlyId: string, month: string) => `${monthlyId}:${month}`

export function createMonthlyStore(db: Database) {
  const monthlies = db.collection<MonthlyDocument>('monthly_gifts')
  const months = db.collection<MonthDocument>('monthly_months')

  return {
    async prepare() {
      await db.ensureIndexes('monthly_gifts', [
        { key: { donorId: 1, createdAt: -1, _id: -1 }, serves: 'my monthly gifts' },
        { key: { nextRemindAt: 1 }, partialFilterExpression: { nextRemindAt: { $type: 'date' } }, serves: 'reminders that are due' },
        { key: { charityId: 1, campaignId: 1, state: 1, amountFen: 1 }, serves: 'what is promised each month, from the index alone' },
      ])
      await db.ensureIndexes('monthly_months', [
        { key: { monthlyId: 1, month: -1 }, serves: 'the months of a monthly gift' },
        { key: { secondAt: 1 }, partialFilterExpression: { secondAt: { $type: 'date' } }, serves: 'second reminders that are due' },
        {
          key: { monthlyId: 1, giftId: 1 },
          unique: true,
          partialFilterExpression: { giftId: { $type: 'string' } },
          serves: 'one gift for one month',
        },
      ])
    },
    monthly: (id: string) => monthlies.findOne({ _id: id }),
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insert(monthly: MonthlyDocument): Promise<MonthlyDocument> {
      try {
        await monthlies.insertOne(monthly, durable)
        return monthly
      } catch (error) {
        const same = isDuplicateKey(error) ? await monthlies.findOne({ _id: monthly._id }) : null
        if (same) return same
        throw error
      }
    },
    listOfDonor: (donorIds: readonly string[], position: ListPosition | null, limit: number) =>
      monthlies
        .find({ donorId: { $in: [...donorIds] }, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Null when it is no longer where it was seen. */
    change: (seen: Pick<MonthlyDocument, '_id' | 'rev'>, from: readonly MonthlyState[], change: Change) =>
      monthlies.findOneAndUpdate(
        { _id: seen._id, rev: seen.rev, state: { $in: [...from] } },
        { $set: change, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Null when it is in none of the states it may come from. */
    move: (id: string, from: readonly MonthlyState[], to: MonthlyState, why: string, at: Date, set: Change = {}) =>
      monthlies.findOneAndUpdate(
        { _id: id, state: { $in: [...from] } },
        { $set: { state: to, ...set }, $push: { history: { at, to, why } }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Takes the next monthly gift whose reminder is due, and puts it off in the same step: whoever else looks finds nothing. */
    claimDue: (now: Date, putOffTo: Date) =>
      monthlies.findOneAndUpdate(
        { state: 'active', nextRemindAt: { $lte: now } },
        { $set: { nextRemindAt: putOffTo } },
        { sort: { nextRemindAt: 1 }, returnDocument: 'after', ...durable },
      ),
    /** Goes on to the next reminder, unless the giver changed it meanwhile. */
    advance: (seen: Pick<MonthlyDocument, '_id' | 'nextOn'>, nextOn: string, nextRemindAt: Date) =>
      monthlies.updateOne({ _id: seen._id, state: 'active', nextOn: seen.nextOn }, { $set: { nextOn, nextRemindAt } }, durable),

    /** The month as it is kept, made when it is not. */
    async openMonth(month: Omit<MonthDocument, '_id'>): Promise<MonthDocument> {
      const made = { _id: monthId(month.monthlyId, month.month), ...month }
      try {
        await months.insertOne(made, durable)
        return made
      } catch (error) {
        const kept = isDuplicateKey(error) ? await months.findOne({ _id: made._id }) : null
        if (kept) return kept
        throw error
      }
    },
    months: (monthlyId: string) => months.find({ monthlyId }, majorityRead).sort({ month: -1 }).limit(MONTHS_SHOWN).toArray(),
    /** The latest month of each. */
    async latestMonths(monthlyIds: readonly string[]): Promise<Map<string, MonthDocument>> {
      const rows = await months
        .find({ monthlyId: { $in: [...monthlyIds] } })
        .sort({ month: 1 })
        .toArray()
      return new Map(rows.map((month) => [month.monthlyId, month]))
    },
    /** Ticks a month with a gift; does nothing when the month has one, or the gift has ticked another. */
    async tick(month: Omit<MonthDocument, '_id' | 'state' | 'secondAt'>): Promise<void> {
      const { monthlyId, giftId, ...rest } = month
      try {
        await months.updateOne(
          { _id: monthId(monthlyId, month.month), giftId: null },
          { $set: { state: 'given', giftId, secondAt: null }, $setOnInsert: { monthlyId, ...rest } },
          { upsert: true, ...durable },
        )
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
    },
    claimSecond: (now: Date, putOffTo: Date) =>
      months.findOneAndUpdate(
        { secondAt: { $lte: now } },
        { $set: { secondAt: putOffTo } },
        { sort: { secondAt: 1 }, returnDocument: 'after', ...durable },
      ),
    remindedAgain: (id: string) =>
      months.updateOne({ _id: id, state: 'reminded' }, { $set: { state: 'reminded_again', secondAt: null } }, durable),
    /** No second reminder any more. */
    quieten: (filter: { monthlyId: string } | { _id: string }) =>
      months.updateMany({ ...filter, secondAt: { $ne: null } }, { $set: { secondAt: null } }, durable),

    /** What is promised each month, by campaign. */
    promises: (scope: CharityScope, charityId: string | undefined) =>
      monthlies
        .aggregate<{ campaignId: string; campaignTitle: string; charityName: string; people: number; amountFen: number; paused: number }>([
          {
            $match: {
              $and: [scope.all ? {} : { charityId: scope.charityId }, charityId ? { charityId } : {}],
              state: { $in: ['active', 'paused'] },
            },
          },
          {
            $group: {
              _id: '$campaignId',
              campaignTitle: { $last: '$projectTitle' },
              charityName: { $last: '$charityName' },
              people: { $sum: { $cond: [{ $eq: ['$state', 'active'] }, 1, 0] } },
              amountFen: { $sum: { $cond: [{ $eq: ['$state', 'active'] }, '$amountFen', 0] } },
              paused: { $sum: { $cond: [{ $eq: ['$state', 'paused'] }, 1, 0] } },
            },
          },
          { $sort: { amountFen: -1, _id: 1 } },
          { $project: { _id: 0, campaignId: '$_id', campaignTitle: 1, charityName: 1, people: 1, amountFen: 1, paused: 1 } },
        ])
        .toArray(),
  }
}
