import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../platform/crypto/id.ts'
import type { Lease } from '../../../platform/events/lease.ts'
import type { PeriodicJob } from '../../../platform/jobs/periodic.ts'
import type { Log } from '../../../platform/log/index.ts'
import type { Send } from '../../message/index.ts'
import type { CampaignStore } from '../campaign/store.ts'
import type { GivingStore } from '../giving/store.ts'
import { countsOf, type DeliveryState, letterFor, partOf, type Receiver, retryAt } from './domain.ts'
import type { Letters } from './letters.ts'
import { type MuteStore, muteKey } from './mute/store.ts'
import type { DeliveryDocument, MailingDocument, MailingStore } from './store.ts'

const BATCH = 200
const AT_ONCE = 10

interface SendingParts {
  mailings: MailingStore
  mutes: MuteStore
  letters: Letters
  campaigns: Pick<CampaignStore, 'many'>
  gifts: Pick<GivingStore, 'gift'>
  send: Send
  lease: Lease
  log: Log
  clock: Clock
}

/** One news of a project a day and person, one letter a person: what the message's key says. */
function messageKey(mailing: Pick<MailingDocument, '_id' | 'kind' | 'asOf' | 'receivers' | 'projectId'>, to: string): string {
  return mailing.kind === 'progress'
    ? `progress:${mailing.projectId ?? mailing.receivers.campaignId}:${to}:${shanghaiDate(mailing.asOf)}`
    : `letter:${mailing._id}:${to}`
}

export function deliveryOf(
  mailing: Pick<MailingDocument, '_id' | 'kind' | 'charityId'>,
  receiver: Receiver,
  due: { key: string; at: Date; thankedTo: Date; giftId: string | null },
): DeliveryDocument {
  return {
    _id: derivedId('dlv', `${due.key}|${due.giftId ?? ''}`),
    mailingId: mailing._id,
    charityId: mailing.charityId,
    kind: mailing.kind,
    messageKey: due.key,
    ...receiver,
    giftId: due.giftId,
    thankedTo: due.thankedTo,
    state: 'pending',
    attempts: 0,
    nextAt: due.at,
    error: null,
    sentAt: null,
  }
}

/** Sends what is written down, batch by batch, by one process at a time; who takes over goes on where it stopped. */
export function createSending(parts: SendingParts): PeriodicJob {
  const { mailings, mutes, letters, campaigns, gifts, send, lease, log, clock } = parts

  /** Writes down who gets a mailing. Run again after a fall it writes the same. */
  async function collect(mailing: MailingDocument): Promise<void> {
    const people = await letters.peopleOf(mailing.charityId, mailing.receivers, mailing.asOf)
    const rows = people.map((person) =>
      deliveryOf(mailing, person, { key: messageKey(mailing, person.to), at: mailing.createdAt, thankedTo: mailing.asOf, giftId: null }),
    )
    for (let from = 0; from < rows.length; from += BATCH) {
      await mailings.addDeliveries(rows.slice(from, from + BATCH))
      if (!(await lease.hold())) return
    }
    const counts = { ...countsOf(people), ...(await mailings.countDeliveries(mailing._id)) }
    await mailings.move(mailing, 'sending', { counts })
  }

  async function isTakenBack(giftId: string | null): Promise<boolean> {
    if (giftId === null) return false
    const gift = await gifts.gift(giftId)
    return !gift || gift.amountFen - (gift.refundedFen ?? 0) - (gift.refundingFen ?? 0) <= 0
  }

  function wordsOf(mailing: MailingDocument, delivery: DeliveryDocument, titles: ReadonlyMap<string, string>) {
    if (mailing.kind === 'progress') return { title: mailing.title, body: mailing.text }
    return letterFor(mailing.text, delivery, titles, mailing.charityName)
  }

  /** What becomes of one delivery; null when it is tried again later. */
  async function deliver(
    delivery: DeliveryDocument,
    mailing: MailingDocument | undefined,
    muted: ReadonlySet<string>,
    titles: ReadonlyMap<string, string>,
  ): Promise<Exclude<DeliveryState, 'pending'> | null> {
    try {
      if (!mailing || mailing.state === 'off' || (await isTakenBack(delivery.giftId))) return 'dropped'
      if (mailing.kind !== 'progress' && [delivery.to, ...delivery.accounts].some((id) => muted.has(muteKey(id, delivery.charityId))))
        return 'muted'
      const kind = mailing.kind === 'progress' ? 'progress' : 'thanks'
      await send({ id: delivery.messageKey, to: delivery.to, kind, ...wordsOf(mailing, delivery, titles), link: mailing.link })
      return 'sent'
    } catch (error) {
      const attempts = delivery.attempts + 1
      const again = retryAt(attempts, clock.now())
      log.warn({ err: error, mailing: delivery.mailingId, delivery: delivery._id, attempts }, 'message not delivered')
      const words = error instanceof Error ? error.message : String(error)
      if (!again) return 'failed'
      await mailings.putOff(delivery._id, attempts, again, words)
      return null
    }
  }

  /** @returns how many were looked at */
  async function sendBatch(): Promise<number> {
    const due = await mailings.due(clock.now(), BATCH)
    if (due.length === 0) return 0
    const [of, muted, projects] = await Promise.all([
      mailings.mailings([...new Set(due.map(({ mailingId }) => mailingId))]),
      mutes.among([...new Set(due.flatMap(({ to, accounts }) => [to, ...accounts]))]),
      campaigns.many([...new Set(due.flatMap((delivery) => partOf(delivery)?.campaignIds ?? []))]),
    ])
    const mailingOf = new Map(of.map((mailing) => [mailing._id, mailing]))
    const titles = new Map(projects.map(({ _id, title }) => [_id, title]))
    const ended = new Map<string, DeliveryDocument[]>()
    const queue = [...due]
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const state = await deliver(next, mailingOf.get(next.mailingId), muted, titles)
        if (state) ended.set(state, [...(ended.get(state) ?? []), next])
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    for (const [state, rows] of ended) {
      const to = state as Exclude<DeliveryState, 'pending'>
      await mailings.end(
        rows.map(({ _id }) => _id),
        to,
        clock.now(),
        to === 'failed' ? '多次没有送到' : null,
      )
      for (const mailingId of new Set(rows.map((row) => row.mailingId))) {
        const count = rows.filter((row) => row.mailingId === mailingId).length
        await mailings.count(mailingId, { [to]: count, pending: -count })
      }
    }
    return due.length
  }

  async function finish(): Promise<void> {
    for (const mailing of await mailings.inState('sending')) {
      if (await mailings.hasPending(mailing._id)) continue
      const counts = { ...mailing.counts, ...(await mailings.countDeliveries(mailing._id)) }
      await mailings.move(mailing, 'sent', { counts, finishedAt: clock.now() })
    }
  }

  return {
    name: 'mailings',
    everyMs: 2_000,
    async run(signal) {
      if (!(await lease.hold())) return
      for (const mailing of await mailings.inState('collecting')) {
        if (signal.aborted) break
        await collect(mailing)
      }
      while (!signal.aborted && (await sendBatch()) > 0) if (!(await lease.hold())) return
      if (!signal.aborted) await finish()
      await lease.release()
    },
  }
}
