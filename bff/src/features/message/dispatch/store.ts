import type { DispatchState, FurtherChannel, MessageKind, Urgency } from '@minsheng/shared/contracts/message'
import type { FieldCipher, SealedField } from '../../../platform/crypto/field-cipher.ts'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey } from '../../../platform/db/index.ts'

/** One message on one way. Neither number nor openid: they are looked up when it is sent. */
export interface DispatchDocument {
  /** Our number of it at the provider: the same message on the same way has the same, however often it is tried. */
  _id: string
  messageId: string
  to: string
  readerMasked: string
  kind: MessageKind
  urgency: Urgency
  channel: FurtherChannel
  state: DispatchState
  template: string
  templateVersion: number
  values: Record<string, string>
  link: string | null
  attempts: number
  checks: number
  /** A try began and its end was not written: it may have been sent. */
  inFlight: boolean
  nextAt: Date | null
  providerNumber: string | null
  faultCode: string | null
  createdAt: Date
  sentAt: Date | null
  endedAt: Date | null
}

type Change = Partial<
  Pick<DispatchDocument, 'state' | 'inFlight' | 'nextAt' | 'providerNumber' | 'faultCode' | 'sentAt' | 'endedAt' | 'checks' | 'attempts'>
>
export interface DispatchFilter {
  kind?: MessageKind | undefined
  channel?: FurtherChannel | undefined
  state?: DispatchState | undefined
}
export type DispatchStore = ReturnType<typeof createDispatchStore>

/** Not tried any more, and never counted among what a person was sent. */
const NOT_SENT: DispatchState[] = ['dropped', 'failed', 'dead']

/** As it lies in the database: what goes to the provider may name people. */
type StoredDispatch = Omit<DispatchDocument, 'values'> & { values: SealedField | Record<string, string> }

const isSealed = (values: StoredDispatch['values']): values is SealedField => 'ct' in values && 'tag' in values && 'kid' in values

export function createDispatchStore(db: Database, cipher: Pick<FieldCipher, 'seal' | 'open'>) {
  const dispatches = db.collection<StoredDispatch>('message_dispatches')
  const placeOf = (id: string) => ({ collection: 'message_dispatches', id, field: 'values' })
  const opened = (row: StoredDispatch): DispatchDocument => {
    const { values } = row
    return { ...row, values: isSealed(values) ? (JSON.parse(cipher.open(values, placeOf(row._id))) as Record<string, string>) : values }
  }
  const openedOne = (row: StoredDispatch | null) => row && opened(row)
  return {
    async prepare() {
      await db.ensureIndexes('message_dispatches', [
        { key: { nextAt: 1 }, partialFilterExpression: { nextAt: { $type: 'date' } }, serves: 'what is due to be sent or asked for' },
        { key: { messageId: 1 }, serves: 'the ways one message went' },
        { key: { to: 1, createdAt: 1 }, serves: 'what a person was sent today' },
        {
          key: { providerNumber: 1 },
          partialFilterExpression: { providerNumber: { $type: 'string' } },
          serves: 'the dispatch a receipt is about',
        },
        { key: { createdAt: -1, _id: -1 }, serves: 'the desk, newest first' },
        { key: { state: 1, createdAt: -1 }, serves: 'the desk by state, and the gauges' },
      ])
    },
    dispatch: async (id: string) => openedOne(await dispatches.findOne({ _id: id })),
    byProviderNumber: async (channel: FurtherChannel, providerNumber: string) =>
      openedOne(await dispatches.findOne({ providerNumber, channel })),
    ofMessage: async (messageId: string) => (await dispatches.find({ messageId }).toArray()).map(opened),
    /** Inserts unless it is there already. */
    async insert(dispatch: DispatchDocument): Promise<void> {
      const values = cipher.seal(JSON.stringify(dispatch.values), placeOf(dispatch._id))
      await dispatches.insertOne({ ...dispatch, values }, durable).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error
      })
    },
    due: async (now: Date, limit: number) =>
      (
        await dispatches
          .find({ nextAt: { $type: 'date', $lte: now } })
          .sort({ nextAt: 1 })
          .limit(limit)
          .toArray()
      ).map(opened),
    /** Takes one for a try; the dispatch as it was before, null when another process has it. */
    claim: async (id: string, now: Date, until: Date) =>
      openedOne(
        await dispatches.findOneAndUpdate(
          { _id: id, state: 'queued', nextAt: { $lte: now } },
          { $set: { nextAt: until, inFlight: true }, $inc: { attempts: 1 } },
          { returnDocument: 'before', ...durable },
        ),
      ),
    /** Changes it if it is still in that state; what a receipt told meanwhile is never overwritten. */
    async move(id: string, from: DispatchState, change: Change): Promise<boolean> {
      return (await dispatches.updateOne({ _id: id, state: from }, { $set: change }, durable)).modifiedCount === 1
    },
    /** A receipt came: the provider is asked at the next turn. One that is still being sent stays with who sends it. */
    async askSoon(id: string, at: Date): Promise<void> {
      await dispatches.updateOne({ _id: id, state: 'sent', nextAt: { $gt: at } }, { $set: { nextAt: at } }, durable)
    },
    /** How many on each way since then; what came to nothing is not counted. */
    async sentSince(owners: readonly string[], since: Date): Promise<Record<FurtherChannel, number>> {
      const rows = await dispatches
        .aggregate<{ _id: FurtherChannel; count: number }>([
          { $match: { to: { $in: [...owners] }, createdAt: { $gte: since }, state: { $nin: NOT_SENT } } },
          { $group: { _id: '$channel', count: { $sum: 1 } } },
        ])
        .toArray()
      return { subscribe: 0, sms: 0, voice: 0, ...Object.fromEntries(rows.map(({ _id, count }) => [_id, count])) }
    },
    async list(filter: DispatchFilter, position: ListPosition | null, limit: number): Promise<DispatchDocument[]> {
      const wanted: Filter<StoredDispatch> = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
      const rows = await dispatches
        .find({ ...wanted, ...afterPosition(position) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray()
      return rows.map(opened)
    },
    async sumSince(since: Date): Promise<{ kind: MessageKind; channel: FurtherChannel; state: DispatchState; count: number }[]> {
      const rows = await dispatches
        .aggregate<{ _id: Pick<DispatchDocument, 'kind' | 'channel' | 'state'>; count: number }>([
          { $match: { createdAt: { $gte: since } } },
          { $group: { _id: { kind: '$kind', channel: '$channel', state: '$state' }, count: { $sum: 1 } } },
        ])
        .toArray()
      return rows.map(({ _id, count }) => ({ ..._id, count }))
    },
  }
}
