import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import { foldTrace, type GiftTrace } from './domain.ts'
import type { CampaignTraceDocument, GiftTraceDocument, SpendingTraceDocument, TraceStore } from './store.ts'

/** Longer than the longest fold by far. */
const LEASE_MS = 60_000
/** How far clocks of ours may be apart before the daily check has to find it. */
const CLOCKS_APART_MS = 5_000

/** Nothing to be kept of a gift that lies whole, or less what was given back, where it was given. */
const isUntouched = ({ campaignId, uses, unspent }: GiftTrace) => uses.length === 0 && unspent.every((lot) => lot.campaignId === campaignId)

/** The traces of a group of campaigns as the journals make them. */
export async function traceOf(store: TraceStore, campaignIds: readonly string[]) {
  const journals = await store.journalsOf(campaignIds)
  const version = journals.length
  const trace = foldTrace(journals)
  const gifts = new Map<string, GiftTraceDocument>()
  for (const { giftId: _id, ...gift } of trace.gifts.values()) gifts.set(_id, { _id, ...gift, version })
  const spendings = new Map<string, SpendingTraceDocument>()
  for (const [_id, spending] of trace.spendings) spendings.set(_id, { _id, ...spending, version })
  const foldedTo = new Date(journals.reduce((latest, { postedAt }) => Math.max(latest, postedAt.getTime()), 0))
  return { version, gifts, spendings, foldedTo, touched: (id: string) => !isUntouched({ giftId: id, ...gifts.get(id) } as GiftTrace) }
}

/** Whether two say the same, whatever they were made from. */
export function isSame<T extends { version: number }>(one: T, other: T): boolean {
  return isDeepStrictEqual({ ...one, version: 0 }, { ...other, version: 0 })
}

/** Keeps the stored traces those of the journals; harmless to run again, twice at once, or to die half way. */
export function createRefresh({ store, log, clock }: { store: TraceStore; log: Log; clock: Clock }) {
  /** @param everything a process whose lease ran out may still be writing: our newer version over all refuses it */
  async function remake(campaignIds: readonly string[], everything: boolean) {
    const made = await traceOf(store, campaignIds)
    const stored = await store.storedOf(campaignIds)
    const changed = <T extends { _id: string; version: number }>(
      fresh: Map<string, T>,
      old: readonly T[],
      isWanted: (id: string) => boolean,
    ): T[] => {
      const known = new Map(old.map((document) => [document._id, document]))
      return [...fresh.values()].filter((document) => {
        const before = known.get(document._id)
        return before ? everything || !isSame(before, document) : isWanted(document._id)
      })
    }
    // A spending taken back is no more in the fold: nothing of it is covered.
    const gone = stored.spendings
      .filter(({ _id, coveredFen }) => !made.spendings.has(_id) && coveredFen > 0)
      .map((spending) => ({ ...spending, coveredFen: 0, giftCount: 0, version: made.version }))
    await store.put({
      gifts: changed(made.gifts, stored.gifts, made.touched),
      spendings: [...changed(made.spendings, stored.spendings, () => true), ...gone],
    })
    return { foldedTo: made.foldedTo, isCovered: [...made.spendings.values()].every((one) => one.coveredFen === one.amountFen) }
  }

  async function takeAll(campaignIds: readonly string[], by: string): Promise<CampaignTraceDocument[] | null> {
    const taken: CampaignTraceDocument[] = []
    const from = clock.now()
    for (const id of campaignIds) {
      const before = await store.take(id, { by, from, until: new Date(from.getTime() + LEASE_MS) })
      if (!before) {
        for (const { _id } of taken) await store.done(_id, by, {})
        return null
      }
      taken.push(before)
    }
    return taken
  }

  /** @returns false when another process is at it: it, or the job, serves what was asked meanwhile */
  async function refresh(campaignId: string): Promise<boolean> {
    const by = newId('trc')
    const group = await store.groupOf(campaignId)
    const taken = await takeAll(group, by)
    if (!taken) return false
    try {
      const wider = await store.groupOf(campaignId)
      if (wider.length !== group.length) throw new Error(`surplus joined another campaign to ${campaignId} meanwhile`)
      const { foldedTo, isCovered } = await remake(
        group,
        taken.some(({ lease }) => lease !== null),
      )
      for (const { _id, asked } of taken) await store.done(_id, by, { served: asked, foldedTo, isCovered })
      return true
    } catch (error) {
      for (const { _id } of taken) await store.done(_id, by, {})
      throw error
    }
  }

  async function askAndRefresh(campaignId: string): Promise<void> {
    await store.ask(campaignId)
    await refresh(campaignId)
  }

  /** A new gift changes nothing that was traced, unless it was posted before what is traced, or spending waits for it. */
  async function concerns(campaignId: string, postedAt: Date): Promise<boolean> {
    const known = await store.campaign(campaignId)
    if (!known) return false
    const isOfTraced = (instant: Date) => postedAt.getTime() <= instant.getTime() + CLOCKS_APART_MS
    return !known.isCovered || postedAt <= known.foldedTo || (known.lease !== null && isOfTraced(known.lease.from))
  }

  const handlers: EventHandler[] = [
    {
      name: 'trace-follows-money',
      types: ['disbursement.posted', 'disbursement.reversed', 'refund.accepted', 'refund.closed', 'surplus.posted'],
      handle: (entry) => askAndRefresh(String(entry.payload.campaignId)),
    },
    {
      name: 'trace-follows-gift',
      types: ['gift.paid'],
      async handle(entry) {
        const campaignId = String(entry.payload.campaignId)
        if (await concerns(campaignId, entry.at)) await askAndRefresh(campaignId)
      },
    },
  ]

  const job: PeriodicJob = {
    name: 'gift-traces',
    everyMs: 5_000,
    async run(signal) {
      for (const { _id } of await store.behind()) {
        if (signal.aborted) return
        await refresh(_id).catch((error: unknown) => log.warn({ err: error, campaignId: _id }, 'trace not made anew; it is tried again'))
      }
    },
  }

  return { refresh, askAndRefresh, handlers, job }
}
