import type { EventHandler, OutboxEntry } from '../../../platform/events/outbox.ts'
import type { Send } from '../../message/index.ts'
import type { CharityStore } from '../charity/store.ts'
import { hasReader } from '../giving/domain.ts'
import type { GiftDocument, GivingStore } from '../giving/store.ts'
import { undoBefore } from '../refund/domain.ts'
import type { RefundDocument, RefundStore } from '../refund/store.ts'
import { abnormalWords, closedWords, giftPage, refundedWords } from './domain.ts'

interface TellingParts {
  refunds: Pick<RefundStore, 'refund'>
  gifts: Pick<GivingStore, 'giftForMoney'>
  charities: Pick<CharityStore, 'get'>
  send: Send
}

/** What donors are told of their own money. A payment that arrived is shown at once and needs no message. */
export function refundTellings({ refunds, gifts, charities, send }: TellingParts): EventHandler[] {
  async function whose(entry: OutboxEntry) {
    const refundId = String(entry.payload.outRefundNo)
    const refund = await refunds.refund(refundId)
    const gift = refund && (await gifts.giftForMoney(refund.giftId))
    if (!refund || !gift) throw new Error(`refund ${refundId} or its gift is missing`)
    return { refund, gift }
  }
  async function charityOf({ charityId }: RefundDocument) {
    const charity = await charities.get(charityId)
    if (!charity) throw new Error(`charity ${charityId} is missing`)
    return charity
  }
  async function tell(
    what: 'succeeded' | 'abnormal' | 'closed',
    gift: GiftDocument,
    refundId: string,
    words: { title: string; body: string },
  ) {
    if (hasReader(gift))
      await send({ id: `refund-${what}:${refundId}`, to: gift.donorId, kind: 'refund', ...words, link: giftPage(gift._id) })
  }

  return [
    {
      name: 'donor-told-of-refund',
      types: ['refund.succeeded'],
      async handle(entry) {
        const { refund, gift } = await whose(entry)
        await tell('succeeded', gift, refund._id, refundedWords(refund))
      },
    },
    {
      name: 'donor-told-of-stuck-refund',
      types: ['refund.abnormal'],
      async handle(entry) {
        const { refund, gift } = await whose(entry)
        // It may have got through while this waited; then the good news alone is told.
        if (refund.state !== 'abnormal') return
        await tell('abnormal', gift, refund._id, abnormalWords(refund, await charityOf(refund)))
      },
    },
    {
      name: 'donor-told-of-closed-refund',
      types: ['refund.closed'],
      async handle(entry) {
        const { refund, gift } = await whose(entry)
        const withdrawn = refund.withdrawal?.decision?.approve === true
        const until = undoBefore(gift)
        const againUntil = until && until > entry.at ? until : null
        await tell('closed', gift, refund._id, closedWords({ ...refund, withdrawn }, await charityOf(refund), againUntil))
      },
    },
  ]
}
