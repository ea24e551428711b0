import type { MessageKind, Urgency } from '@minsheng/shared/contracts/message'
import type { FieldCipher, SealedField } from '../../platform/crypto/field-cipher.ts'
import { afterPosition, type ListPosition } from '../../platform/db/cursor.ts'
import { type Database, durable, isDuplicateKey } from '../../platform/db/index.ts'

export interface MessageDocument {
  /** Derived from the business key, so that the same key is the same message. */
  _id: string
  /** The business key as the sender gave it, for whoever looks into what was sent. */
  key: string
  to: string
  kind: MessageKind
  title: string
  body: string
  link: string | null
  createdAt: Date
  readAt: Date | null
  /** Absent, like what follows, in messages from before there were further ways. */
  urgency?: Urgency
  /** Of kind and words, to know what was said before. */
  digest?: string
  /** When the next further way is decided; null when there is no more to decide. */
  routeAt?: Date | null
  routeEnd?: string | null
}

/** As it lies in the database: the words are for the reader's eyes, and name people. In clear in what was sent before that. */
type StoredMessage = Omit<MessageDocument, 'title' | 'body'> & Record<'title' | 'body', SealedField | string>

export type MessageStore = ReturnType<typeof createMessageStore>

/** Beyond this many the badge says "many". */
const COUNTED = 100

export function createMessageStore(db: Database, cipher: Pick<FieldCipher, 'seal' | 'open'>) {
  const messages = db.collection<StoredMessage>('messages')
  const placeOf = (id: string, field: 'title' | 'body') => ({ collection: 'messages', id, field })
  const words = ({ _id }: StoredMessage, field: 'title' | 'body', kept: SealedField | string) =>
    typeof kept === 'string' ? kept : cipher.open(kept, placeOf(_id, field))
  const opened = (row: StoredMessage): MessageDocument => ({
    ...row,
    title: words(row, 'title', row.title),
    body: words(row, 'body', row.body),
  })
  const openedOne = (row: StoredMessage | null) => row && opened(row)
  const unreadOf = (owners: readonly string[]) => ({ to: { $in: [...owners] }, readAt: null })

  return {
    async prepare() {
      await db.ensureIndexes('messages', [
        { key: { to: 1, createdAt: -1, _id: -1 }, serves: "a person's messages, newest first" },
        { key: { to: 1, readAt: 1, createdAt: 1 }, serves: 'how many are unread, and marking them read' },
        { key: { routeAt: 1 }, partialFilterExpression: { routeAt: { $type: 'date' } }, serves: 'whose next way is to be decided' },
      ])
    },
    message: async (id: string) => openedOne(await messages.findOne({ _id: id })),
    /** Inserts, unless a message with this key was sent before. */
    async insert(message: MessageDocument): Promise<void> {
      const { _id, title, body } = message
      const sealed = { title: cipher.seal(title, placeOf(_id, 'title')), body: cipher.seal(body, placeOf(_id, 'body')) }
      await messages.insertOne({ ...message, ...sealed }, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
    },
    list: async (owners: readonly string[], position: ListPosition | null, limit: number) =>
      (
        await messages
          .find({ to: { $in: [...owners] }, ...afterPosition(position) })
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray()
      ).map(opened),
    countUnread: (owners: readonly string[]) => messages.countDocuments(unreadOf(owners), { limit: COUNTED }),
    /** The first reading counts; null when it was read before. */
    markRead: async (id: string, at: Date) =>
      openedOne(
        await messages.findOneAndUpdate({ _id: id, readAt: null }, { $set: { readAt: at } }, { returnDocument: 'after', ...durable }),
      ),
    /** Nobody's answer to them is waited for any more. */
    markSettled: async (ids: readonly string[], at: Date): Promise<void> => {
      await messages.updateMany({ _id: { $in: [...ids] }, readAt: null }, { $set: { readAt: at } }, durable)
    },
    toRoute: async (now: Date, limit: number) =>
      (
        await messages
          .find({ routeAt: { $type: 'date', $lte: now } })
          .sort({ routeAt: 1 })
          .limit(limit)
          .toArray()
      ).map(opened),
    /** Decides again then, unless something brought it forward since it was read. */
    async routeAgain(id: string, seen: Date | null | undefined, at: Date): Promise<void> {
      await messages.updateOne({ _id: id, routeAt: seen ?? null }, { $set: { routeAt: at } }, durable)
    },
    /** One of its ways has ended: what comes next is decided now. */
    async routeSoon(id: string, at: Date): Promise<void> {
      await messages.updateOne({ _id: id, routeAt: { $gt: at } }, { $set: { routeAt: at } }, durable)
    },
    async endRouting(id: string, why: string): Promise<void> {
      await messages.updateOne({ _id: id }, { $set: { routeAt: null, routeEnd: why } }, durable)
    },
    /** Whether the same words went to the same account shortly before, under another key. */
    async saidBefore({ _id, to, digest, createdAt }: MessageDocument, since: Date): Promise<boolean> {
      if (digest === undefined) return false
      // Of two of the same millisecond one counts as the earlier, or neither would go.
      const earlier = { to, digest, $or: [{ createdAt: { $gte: since, $lt: createdAt } }, { createdAt, _id: { $lt: _id } }] }
      return (await messages.countDocuments(earlier, { limit: 1 })) > 0
    },
    forget: async (owners: readonly string[]): Promise<void> => {
      await messages.deleteMany({ to: { $in: [...owners] } }, durable)
    },
    markReadUpTo: (owners: readonly string[], upTo: Date, at: Date) =>
      messages.updateMany({ ...unreadOf(owners), createdAt: { $lte: upTo } }, { $set: { readAt: at } }, durable),
  }
}
