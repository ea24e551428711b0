import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey, MongoServerError, majorityRead } from '../../../platform/db/index.ts'
import type { CharityScope } from '../access.ts'
import type { DeliveryState, MailingKind, Receiver, ReceiverFilter, ThankedTo } from './domain.ts'

export interface MailingDocument {
  _id: string
  kind: MailingKind
  charityId: string
  charityName: string
  title: string
  text: string
  receivers: ReceiverFilter
  campaignTitle: string | null
  /** News' alone: who gave to several campaigns of a project hears of it once. */
  projectId?: string
  link: string | null
  /** Gifts paid later are not part of it. */
  asOf: Date
  /** `standing` and `off` are the automatic thanks'. */
  state: 'collecting' | 'sending' | 'sent' | 'standing' | 'off'
  counts: { namedCount: number; anonymousGiftCount: number } & Record<DeliveryState, number>
  createdBy: string
  createdAt: Date
  finishedAt: Date | null
  rev: number
}

/** One mailing for one person: written down before anything is sent, so that whoever goes on knows what is left. */
export interface DeliveryDocument extends Receiver {
  _id: string
  mailingId: string
  charityId: string
  kind: MailingKind
  /** The message's business key. */
  messageKey: string
  /** For automatic thanks: the gift, which may have been taken back since. */
  giftId: string | null
  thankedTo: Date
  state: DeliveryState
  attempts: number
  nextAt: Date
  error: string | null
  sentAt: Date | null
}

export const noCounts = { namedCount: 0, anonymousGiftCount: 0, pending: 0, sent: 0, muted: 0, dropped: 0, failed: 0 }

export type MailingStore = ReturnType<typeof createMailingStore>

export function createMailingStore(db: Database) {
  const mailings = db.collection<MailingDocument>('mailings')
  const deliveries = db.collection<DeliveryDocument>('mailing_deliveries')

  return {
    async prepare() {
      await db.ensureIndexes('mailings', [
        { key: { kind: 1, createdAt: -1, _id: -1 }, serves: "the bureau's list of letters" },
        { key: { charityId: 1, kind: 1, createdAt: -1, _id: -1 }, serves: "a charity's letters" },
        { key: { state: 1, createdAt: 1 }, serves: 'mailings under way' },
      ])
      await db.ensureIndexes('mailing_deliveries', [
        { key: { mailingId: 1, state: 1 }, serves: 'how far a mailing is, and what failed' },
        { key: { nextAt: 1 }, partialFilterExpression: { state: 'pending' }, serves: 'what is due to be sent' },
        { key: { charityId: 1, accounts: 1, state: 1 }, serves: 'when a donor was last thanked' },
      ])
    },
    mailing: (id: string) => mailings.findOne({ _id: id }, majorityRead),
    mailings: (ids: readonly string[]) => mailings.find({ _id: { $in: [...ids] } }).toArray(),
    /** Inserts, or returns what an earlier run of the same request inserted. */
    async insert(mailing: MailingDocument): Promise<MailingDocument> {
      try {
        await mailings.insertOne(mailing, durable)
        return mailing
      } catch (error) {
        const same = isDuplicateKey(error) ? await mailings.findOne({ _id: mailing._id }) : null
        if (same) return same
        throw error
      }
    },
    listLetters: (scope: CharityScope, charityId: string | undefined, position: ListPosition | null, limit: number) =>
      mailings
        .find({
          $and: [
            { kind: 'thanks' as const },
            scope.all ? {} : { charityId: scope.charityId },
            charityId ? { charityId } : {},
            afterPosition(position),
          ],
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray(),
    /** Moves a mailing that is still where it was seen; null when it is not. */
    move: (mailing: Pick<MailingDocument, '_id' | 'state'>, to: MailingDocument['state'], set: Partial<MailingDocument> = {}) =>
      mailings.findOneAndUpdate(
        { _id: mailing._id, state: mailing.state },
        { $set: { ...set, state: to }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      ),
    /** Changes the automatic thanks of a campaign if nobody did meanwhile; null then. Revision 0 makes them. */
    async putAutomatic(mailing: MailingDocument, rev: number): Promise<MailingDocument | null> {
      if (rev === 0) {
        try {
          await mailings.insertOne({ ...mailing, rev: 1 }, durable)
          return { ...mailing, rev: 1 }
        } catch (error) {
          if (isDuplicateKey(error)) return null
          throw error
        }
      }
      const { text, state, charityName, campaignTitle } = mailing
      return mailings.findOneAndUpdate(
        { _id: mailing._id, rev },
        { $set: { text, state, charityName, campaignTitle }, $inc: { rev: 1 } },
        { returnDocument: 'after', ...durable },
      )
    },
    inState: (state: MailingDocument['state']) => mailings.find({ state }).sort({ createdAt: 1 }).limit(20).toArray(),
    /** Adds to a mailing's counts what a batch made of its deliveries; the end of the mailing counts them anew. */
    count: (id: string, change: Partial<Record<DeliveryState, number>>) =>
      mailings.updateOne(
        { _id: id },
        { $inc: Object.fromEntries(Object.entries(change).map(([state, by]) => [`counts.${state}`, by])) },
        durable,
      ),
    async countDeliveries(mailingId: string): Promise<Record<DeliveryState, number>> {
      const found = await deliveries
        .aggregate<{ _id: DeliveryState; count: number }>([{ $match: { mailingId } }, { $group: { _id: '$state', count: { $sum: 1 } } }])
        .toArray()
      return { pending: 0, sent: 0, muted: 0, dropped: 0, failed: 0, ...Object.fromEntries(found.map(({ _id, count }) => [_id, count])) }
    },
    /** Writes deliveries down; those that are there already stay as they are. */
    async addDeliveries(rows: DeliveryDocument[]): Promise<void> {
      if (rows.length === 0) return
      await deliveries.insertMany(rows, { ordered: false, ...durable }).catch((error: unknown) => {
        if (!(error instanceof MongoServerError) || error.code !== 11000) throw error
      })
    },
    due: (now: Date, limit: number) =>
      deliveries
        .find({ state: 'pending', nextAt: { $lte: now } })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray(),
    hasPending: async (mailingId: string) =>
      (await deliveries.findOne({ mailingId, state: 'pending' }, { projection: { _id: 1 } })) !== null,
    end: (ids: readonly string[], state: Exclude<DeliveryState, 'pending'>, at: Date, error: string | null = null) =>
      deliveries.updateMany(
        { _id: { $in: [...ids] }, state: 'pending' },
        { $set: { state, error, ...(state === 'sent' ? { sentAt: at } : {}) } },
        durable,
      ),
    putOff: (id: string, attempts: number, nextAt: Date, error: string) =>
      deliveries.updateOne({ _id: id, state: 'pending' }, { $set: { attempts, nextAt, error } }, durable),
    retryFailed: (mailingId: string, at: Date) =>
      deliveries.updateMany({ mailingId, state: 'failed' }, { $set: { state: 'pending', attempts: 0, nextAt: at } }, durable),
    /** Until when the gifts of these accounts were thanked for by this charity, named and anonymous apart. */
    async thankedTo(charityId: string, accounts: readonly string[]): Promise<Map<string, ThankedTo & { sentAt: Date | null }>> {
      const found = await deliveries
        .aggregate<{ _id: string; named: Date | null; anonymous: Date | null; sentAt: Date | null }>([
          { $match: { charityId, accounts: { $in: [...accounts] }, state: 'sent', kind: { $in: ['thanks', 'automatic'] } } },
          { $unwind: '$accounts' },
          {
            $group: {
              _id: '$accounts',
              named: { $max: { $cond: [{ $eq: ['$named', null] }, null, '$thankedTo'] } },
              anonymous: { $max: { $cond: [{ $eq: ['$anonymous', null] }, null, '$thankedTo'] } },
              sentAt: { $max: { $cond: [{ $eq: ['$named', null] }, null, '$sentAt'] } },
            },
          },
        ])
        .toArray()
      return new Map(found.map(({ _id, ...to }) => [_id, to]))
    },
  }
}
