import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { Send } from '../../message/index.ts'
import type { CharityStore } from '../charity/store.ts'
import type { GivingStore } from '../giving/store.ts'
import { undoBefore } from '../refund/domain.ts'
import type { RefundStore } from '../refund/store.ts'
import { abnormalWords, closedWords, giftPage, refundedWords } from './domain.ts'

interface TellingParts {
  refunds: Pick<RefundStore, 'refund'>
  gifts: Pick<GivingStore, 'giftForMoney'>
  charities: Pick<CharityStore, 'get'>
  send: Send
}

/** What donors are told of their own money. A payment that arrived is shown at once and needs no message. */
export function refundTellings({ refunds, gifts, charities, send }: TellingParts): EventHandler[] {
  async function whose(refundId: string) {
    const refund = await refunds.refund(refundId)
    const gift = refund && (await gifts.giftForMoney(refund.giftId))
    if (!refund || !gift) throw new Error(`refund ${refundId} or its gift is missing`)
    // A company that gave by bank transfer has no account here that anyone reads.
    return { refund, gift, to: gift.channel === 'bank' ? null : gift.donorId, link: giftPage(gift._id) }
  }

  return [
    {
      name: 'donor-told-of-refund',
      types: ['refund.succeeded'],
      async handle(entry) {
        const { refund, to, link } = await whose(String(entry.payload.outRefundNo))
        if (to !== null) await send({ id: `refund-succeeded:${refund._id}`, to, kind: 'refund', ...refundedWords(refund), link })
      },
    },
    {
      name: 'donor-told-of-stuck-refund',
      types: ['refund.abnormal'],
      async handle(entry) {
        const { refund, to, link } = await whose(String(entry.payload.outRefundNo))
        // It may have got through while this waited; then the good news alone is told.
        if (refund.state !== 'abnormal' || to === null) return
        const charity = await charities.get(refund.charityId)
        if (!charity) throw new Error(`charity ${refund.charityId} is missing`)
        await send({ id: `refund-abnormal:${refund._id}`, to, kind: 'refund', ...abnormalWords(refund, charity), link })
      },
    },
    {
      name: 'donor-told-of-closed-refund',
      types: ['refund.closed'],
      async handle(entry) {
        const { refund, gift, to, link } = await whose(String(entry.payload.outRefundNo))
        if (to === null) return
        const charity = await charities.get(refund.charityId)
        if (!charity) throw new Error(`charity ${refund.charityId} is missing`)
        const withdrawn = refund.withdrawal?.decision?.approve === true
        const until = undoBefore(gift)
        const words = closedWords({ ...refund, withdrawn }, charity, until && until > entry.at ? until : null)
        await send({ id: `refund-closed:${refund._id}`, to, kind: 'refund', ...words, link })
      },
    },
  ]
}
