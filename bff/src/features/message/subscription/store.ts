import { type Database, durable, isDuplicateKey } from '../../../platform/db/index.ts'
import type { Stock } from './domain.ts'

/** How many messages of a template a WeChat account has said yes to. */
interface SubscriptionDocument extends Stock {
  _id: string
  /** The WeChat account: a quota is a person's in one WeChat, not a resident's. */
  accountId: string
  /** Numbers of messages on their way, each with one accept taken for it. */
  reserved: string[]
  /** Keys of the answers that were counted. */
  answers: string[]
}
export type SubscriptionStore = ReturnType<typeof createSubscriptionStore>

/** Enough to know a repeated answer again. */
const ANSWERS_KEPT = 20

export function createSubscriptionStore(db: Database) {
  const subscriptions = db.collection<SubscriptionDocument>('message_subscriptions')
  return {
    async prepare() {
      await db.ensureIndexes('message_subscriptions', [
        { key: { accountId: 1, template: 1 }, unique: true, serves: 'what one WeChat account said yes to' },
        { key: { reserved: 1 }, serves: 'the accept that was taken for a message' },
      ])
    },
    stocks: (accountId: string) => subscriptions.find({ accountId }).toArray(),
    async hasQuota(accountIds: readonly string[], template: string): Promise<boolean> {
      const open = { accountId: { $in: [...accountIds] }, template, $or: [{ left: { $gte: 1 } }, { standing: true }] }
      return (await subscriptions.countDocuments(open, { limit: 1 })) > 0
    },
    /** Counts an answer once, by its key. */
    async answered(
      { _id, accountId, template }: Pick<SubscriptionDocument, '_id' | 'accountId' | 'template'>,
      answer: { key: string; accepted: boolean; longTerm: boolean; at: Date },
    ): Promise<void> {
      const fresh = { _id, accountId, template, left: 0, standing: false, refusals: 0, askedAt: null, reserved: [], answers: [] }
      await subscriptions.insertOne(fresh, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
      const kept = { $push: { answers: { $each: [answer.key], $slice: -ANSWERS_KEPT } } }
      const change = answer.accepted
        ? {
            $set: { askedAt: answer.at, refusals: 0, ...(answer.longTerm ? { standing: true } : {}) },
            $inc: { left: answer.longTerm ? 0 : 1 },
          }
        : { $set: { askedAt: answer.at }, $inc: { refusals: 1 } }
      await subscriptions.updateOne({ _id, answers: { $ne: answer.key } }, { ...change, ...kept }, durable)
    },
    /** Takes one accept for the message with this number, once however often it is tried; the account it was taken from. */
    async reserve(accountIds: readonly string[], template: string, number: string): Promise<string | null> {
      const mine = { accountId: { $in: [...accountIds] }, template }
      const before = await subscriptions.findOne({ ...mine, reserved: number })
      if (before) return before.accountId
      const standing = await subscriptions.findOneAndUpdate({ ...mine, standing: true }, { $addToSet: { reserved: number } }, durable)
      if (standing) return standing.accountId
      const taken = await subscriptions.findOneAndUpdate(
        { ...mine, left: { $gte: 1 } },
        { $inc: { left: -1 }, $addToSet: { reserved: number } },
        durable,
      )
      return taken?.accountId ?? null
    },
    /** WeChat took the message, or nobody knows: the accept is used up. */
    async spend(number: string): Promise<void> {
      await subscriptions.updateOne({ reserved: number }, { $pull: { reserved: number } }, durable)
    },
    /** WeChat did not take it: the accept is there again. */
    async giveBack(number: string): Promise<void> {
      await subscriptions.updateOne({ reserved: number, standing: false }, { $pull: { reserved: number }, $inc: { left: 1 } }, durable)
      await subscriptions.updateOne({ reserved: number }, { $pull: { reserved: number } }, durable)
    },
    /** WeChat says there is no accept at all: our count was wrong, or it was withdrawn. */
    async empty(number: string): Promise<void> {
      await subscriptions.updateOne({ reserved: number }, { $pull: { reserved: number }, $set: { left: 0, standing: false } }, durable)
    },
    /** What closed accounts said yes to. */
    async forget(accountIds: readonly string[]): Promise<void> {
      await subscriptions.deleteMany({ accountId: { $in: [...accountIds] } }, durable)
    },
    async withdrawn(accountId: string, template: string): Promise<void> {
      await subscriptions.updateOne({ accountId, template }, { $set: { left: 0, standing: false } }, durable)
    },
  }
}
