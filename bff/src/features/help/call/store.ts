import type { CallState } from '@minsheng/shared/contracts/help'
import { afterPosition, type ListPosition } from '../../../platform/db/cursor.ts'
import { type Database, durable, type Filter, isDuplicateKey, majorityRead, type Session } from '../../../platform/db/index.ts'
import type { OutboxEntry } from '../../../platform/events/outbox.ts'
import type { Opened, Plain, Stored } from '../../../platform/protect/catalogue.ts'
import type { Protector } from '../../../platform/protect/protector.ts'
import type { CallFields } from './catalogue.ts'
import { type CallDossier, type CallFacts, type CallScope, openStates, takenStates, waitingStates } from './domain.ts'
import type { Step } from './step.ts'

/** A call, opened; what was written in its course is read. */
export type CallRecord = Omit<Opened<CallFacts, CallFields>, 'dossier'> & { dossier: CallDossier }
export type NewCall = Omit<Plain<CallFacts, CallFields>, 'dossier'> & { dossier: CallDossier }
export type CallProtector = Protector<CallFacts, CallFields>
type StoredCall = Stored<CallFacts, CallFields>

const CALLS = 'help_calls'
const MOST_IN_HAND = 50
const readDossier = (text: string): CallDossier => {
  const kept = JSON.parse(text) as CallDossier
  const dated = <T extends { at: Date }>(rows: T[]) => rows.map((row) => ({ ...row, at: new Date(row.at) }))
  return { ...kept, said: dated(kept.said), chosen: dated(kept.chosen) }
}

/** What calls of before had no word for. */
const unsaid = {
  handoverTo: null,
  origin: 'button' as const,
  isForOther: false,
  isReported: false,
  mergedInto: null,
  likely: [],
  apartFrom: [],
  owesFeedback: false,
  transferredTo: null,
  isRisky: false,
}

interface Change {
  seen: Pick<CallRecord, '_id' | 'rev'>
  steps: readonly Step[]
  outbox: readonly OutboxEntry[]
}

/** One of two is no longer as it was seen: neither is written. */
class Moved extends Error {}

const MOST_AROUND = 50

export type CallStore = ReturnType<typeof createCallStore>

export function createCallStore(db: Database, protector: CallProtector) {
  const calls = db.collection<StoredCall>(CALLS)
  const wanted = (filter: object) => filter as Filter<StoredCall>
  async function openAll(rows: unknown[]): Promise<CallRecord[]> {
    const opened = await protector.openAll(rows as StoredCall[])
    return opened.map(({ dossier, ...rest }) => ({ ...unsaid, ...rest, dossier: readDossier(dossier.reveal()) }))
  }
  const openOne = async (row: unknown): Promise<CallRecord | null> => (row ? ((await openAll([row]))[0] ?? null) : null)
  const inScope = ({ placeIds, accountId }: CallScope) => ({
    $or: [{ path: { $in: [...placeIds] } }, { 'told.accountId': accountId }],
  })
  /** What somebody still has to do something about. */
  const openCalls = { state: { $in: [...openStates] } }
  const owedCalls = { state: 'cancelled' satisfies CallState, owesCallback: true }
  const followedCalls = { state: 'transferred' satisfies CallState, owesFeedback: true }
  /** Written out, each alternative comes in the order of an index: the first of ten thousand are found without sorting them. */
  const toDoIn = (scope: CallScope) => ({
    $or: inScope(scope).$or.flatMap((whose) => [openCalls, owedCalls, followedCalls].map((which) => ({ ...whose, ...which }))),
  })

  /** One guarded update of one step or more, with their story and their news. @returns null when it is no longer as it was seen */
  async function change(
    seen: Change['seen'],
    steps: readonly Step[],
    outbox: readonly OutboxEntry[],
    session?: Session,
  ): Promise<CallRecord | null> {
    const set = Object.assign({}, ...steps.map((step) => step.set)) as Step['set']
    const dossier = steps.findLast((step) => step.dossier)?.dossier
    const sealed = dossier ? protector.sealSome(seen._id, { dossier: JSON.stringify(dossier) }) : {}
    return openOne(
      await calls.findOneAndUpdate(
        wanted({ _id: seen._id, rev: seen.rev }),
        {
          $set: { ...set, ...sealed },
          $push: {
            history: { $each: steps.map(({ entry }) => entry) },
            ...(outbox.length > 0 ? { outbox: { $each: [...outbox] } } : {}),
          },
          $inc: { rev: 1 },
        } as never,
        { returnDocument: 'after', ...(session ? { session } : durable) },
      ),
    )
  }

  return {
    outboxCollections: [CALLS],
    async prepare() {
      await protector.prepare()
      await db.ensureIndexes(CALLS, [
        { key: { nextAt: 1 }, partialFilterExpression: { nextAt: { $type: 'date' } }, serves: 'the clocks that run out next' },
        { key: { accountId: 1, createdAt: -1, _id: -1 }, serves: "a person's calls" },
        { key: { path: 1, state: 1, nextAt: 1, _id: 1 }, serves: 'what is open in a place, what breaks first in front' },
        { key: { 'told.accountId': 1, state: 1, nextAt: 1, _id: 1 }, serves: 'what somebody was told of' },
        { key: { path: 1, isLate: 1, state: 1, owesCallback: 1 }, serves: 'how many are late in a place' },
        { key: { raisedAt: -1, _id: -1 }, serves: 'what was asked for in public in a stretch of time' },
        { key: { assigneeId: 1, state: 1 }, serves: 'what somebody has in their hands' },
        {
          key: { keeperId: 1, state: 1 },
          partialFilterExpression: { keeperId: { $type: 'string' } },
          serves: 'what somebody gave back and still answers for',
        },
        { key: { path: 1, createdAt: -1, _id: -1 }, serves: 'what was dealt with in a place' },
        {
          key: { residentId: 1, createdAt: -1 },
          partialFilterExpression: { residentId: { $type: 'string' } },
          serves: 'other reports of the same person',
        },
        {
          key: { path: 1, createdAt: -1 },
          partialFilterExpression: { isReported: true },
          serves: 'what others, devices and the hotline told of a community: a press of somebody in need looks at no more',
        },
        {
          key: { openKey: 1 },
          unique: true,
          partialFilterExpression: { openKey: { $type: 'string' } },
          serves: 'one call about life at a time; the next presses go into it',
        },
      ])
    },
    call: async (id: string) => openOne(await calls.findOne(wanted({ _id: id }), majorityRead)),
    /** What a report goes with; the call itself for most. */
    async wholeOf(call: CallRecord): Promise<CallRecord> {
      return (call.mergedInto ? await this.call(call.mergedInto) : null) ?? call
    },
    openOf: async (openKey: string) => openOne(await calls.findOne(wanted({ openKey }), majorityRead)),
    /**
     * Open reports of the same person, or of the same community, since an instant; those whose countdown is over count as
     * open. Somebody's own presses are not looked for by another.
     */
    async around(call: CallRecord, since: Date, now: Date): Promise<CallRecord[]> {
      const { residentId, accountId, isForOther, path } = call
      const community = path[2]
      const open = {
        _id: { $ne: call._id },
        createdAt: { $gte: since },
        $or: [{ state: { $in: [...openStates] } }, { state: 'countdown', nextAt: { $lte: now } }],
        ...(call.origin === 'button' ? { isReported: true } : {}),
      }
      const reads = [
        ...(residentId === null ? [] : [{ ...open, residentId }]),
        ...(isForOther || accountId === '' ? [] : [{ ...open, accountId, isForOther: false }]),
        ...(community === undefined ? [] : [{ ...open, path: community }]),
      ].map((filter) => calls.find(wanted(filter), majorityRead).sort({ createdAt: -1 }).limit(MOST_AROUND).toArray())
      const found = (await Promise.all(reads)).flat()
      return openAll([...new Map(found.map((row) => [row._id, row])).values()])
    },
    many: async (ids: readonly string[]) =>
      ids.length === 0 ? [] : openAll(await calls.find(wanted({ _id: { $in: [...ids] } }), majorityRead).toArray()),
    ofAccounts: async (accountIds: readonly string[], position: ListPosition | null, limit: number) =>
      openAll(
        await calls
          .find(wanted({ accountId: { $in: [...accountIds] }, ...afterPosition(position) }))
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    /** What is to be done, what breaks first in front. @param after `millis.id` of the last one seen; no millis where no clock runs */
    async toDo(scope: CallScope, after: string | null, limit: number): Promise<CallRecord[]> {
      const [millis = '', id = ''] = after?.split('.') ?? []
      // Where every clock has run out, none is left to come: those stand before all others.
      const at = millis === '' ? null : new Date(Number(millis))
      const later = at === null ? { $type: 'date' } : { $gt: at }
      const further = after === null ? {} : { $or: [{ nextAt: later }, { nextAt: at, _id: { $gt: id } }] }
      return openAll(
        await calls
          .find(wanted({ $and: [toDoIn(scope), further] }))
          .sort({ nextAt: 1, _id: 1 })
          .limit(limit + 1)
          .toArray(),
      )
    },
    done: async (scope: CallScope, position: ListPosition | null, limit: number) =>
      openAll(
        await calls
          .find(
            wanted({
              $and: [
                inScope(scope),
                {
                  state: { $in: ['resolved', 'closed', 'cancelled', 'transferred', 'merged'] satisfies CallState[] },
                  raisedAt: { $ne: null },
                },
                { owesCallback: false, owesFeedback: { $ne: true } },
                afterPosition(position),
              ],
            }),
          )
          .sort({ createdAt: -1, _id: -1 })
          .limit(limit + 1)
          .toArray(),
      ),
    async counts(scope: CallScope): Promise<{ waiting: number; underWay: number; late: number }> {
      const count = (more: object) => calls.countDocuments(wanted({ $and: [inScope(scope), more] }))
      // Told apart by what an index has: a community's open calls are not read one by one.
      const lateOf = (which: object) => count({ isLate: true, ...which })
      const [waiting, underWay, lateOpen, lateCallback, lateFollowed] = await Promise.all([
        count({ state: { $in: ['new', 'dispatched'] } }),
        count({ state: { $in: ['acked', 'en_route', 'on_site'] } }),
        lateOf(openCalls),
        lateOf(owedCalls),
        lateOf(followedCalls),
      ])
      return { waiting, underWay, late: lateOpen + lateCallback + lateFollowed }
    },
    /** What anybody may know of, the newest first: never what is, or was, about a life. */
    openly: async (
      {
        ids,
        codes,
        from,
        until,
        open,
      }: { ids: readonly string[] | null; codes: readonly string[]; from: Date; until: Date; open: boolean | null },
      most: number,
    ) =>
      openAll(
        await calls
          .find(
            wanted({
              ...(ids === null ? { raisedAt: { $gte: from, $lte: until } } : { _id: { $in: [...ids] }, raisedAt: { $ne: null } }),
              category: { $in: [...codes] },
              urgency: { $ne: 'p0' },
              'history.deed': { $ne: 'lower' },
              ...(open === null ? {} : { state: open ? { $in: [...openStates] } : { $nin: [...openStates] } }),
            }),
          )
          .sort({ raisedAt: -1, _id: -1 })
          .limit(most)
          .toArray(),
      ),
    /** What somebody has taken and not finished, and what is still theirs to see to. */
    inHand: async (accountId: string) =>
      openAll(
        await calls
          .find(
            wanted({
              $or: [
                { assigneeId: accountId, state: { $in: takenStates } },
                { keeperId: accountId, state: { $in: waitingStates } },
                { assigneeId: accountId, owesFeedback: true },
              ],
            }),
          )
          .sort({ createdAt: 1 })
          .limit(MOST_IN_HAND)
          .toArray(),
      ),
    /** Those whose next clock has run out, the longest ago first; some are passed over, so that they hold up no other. */
    due: async (now: Date, passedOver: readonly string[], most: number) =>
      openAll(
        await calls
          .find(wanted({ nextAt: { $lte: now }, ...(passedOver.length > 0 ? { _id: { $nin: [...passedOver] } } : {}) }))
          .sort({ nextAt: 1 })
          .limit(most)
          .toArray(),
      ),
    /** @returns what an earlier run of the same request made; null when another one about life is open */
    async insert({ dossier, ...rest }: NewCall): Promise<CallRecord | null> {
      const plain = { ...rest, dossier: JSON.stringify(dossier) } as Plain<CallFacts, CallFields>
      try {
        await calls.insertOne(protector.seal(plain) as never, durable)
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
      }
      return this.call(rest._id)
    },
    change,
    /** Two that move together, or neither. @returns null when one of them is no longer as it was seen */
    async changeBoth(first: Change, second: Change): Promise<readonly [CallRecord, CallRecord] | null> {
      try {
        return await db.transaction(async (session) => {
          const one = await change(first.seen, first.steps, first.outbox, session)
          const other = one && (await change(second.seen, second.steps, second.outbox, session))
          if (!one || !other) throw new Moved()
          return [one, other] as const
        })
      } catch (error) {
        if (error instanceof Moved || isDuplicateKey(error)) return null
        throw error
      }
    },
  }
}
