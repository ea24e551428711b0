import { expect, test } from 'vitest'
import { outboxEntry } from '../../../platform/events/outbox.ts'
import type { CharityDocument } from '../charity/store.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { RefundDocument } from '../refund/store.ts'
import { refundTellings } from './tellings.ts'

const at = new Date('2026-06-15T04:00:00Z')
const charity = { _id: 'chr_1', name: '演示慈善组织', contactName: '周老师', contactPhone: '0571-00000000' } as CharityDocument

/** To whom something was sent about a refund of a gift of this channel. */
async function told(type: string, channel: GiftDocument['channel']): Promise<string[]> {
  const refund = { _id: 'TK_1', giftId: 'GY_1', charityId: 'chr_1', amountFen: 100, giftAmountFen: 100, route: 'wechat', state: 'abnormal' }
  const gift = { _id: 'GY_1', donorId: 'acc_1', channel, state: 'paid', amountFen: 100, paidAt: at, projectTitle: '独居老人午餐' }
  const receivers: string[] = []
  const handlers = refundTellings({
    refunds: { refund: async () => ({ ...refund, giftPaidAt: at, projectTitle: '独居老人午餐' }) as RefundDocument },
    gifts: { giftForMoney: async () => gift as GiftDocument },
    charities: { get: async () => charity },
    send: async ({ to }) => {
      receivers.push(to)
    },
  })
  for (const handler of handlers.filter(({ types }) => types.includes(type)))
    await handler.handle(outboxEntry(type, at, { outRefundNo: 'TK_1' }))
  return receivers
}

test.each(['refund.succeeded', 'refund.abnormal', 'refund.closed'])('%s is told to who reads it, and not to a company', async (type) => {
  expect(await told(type, 'jsapi')).toEqual(['acc_1'])
  expect(await told(type, 'bank')).toEqual([])
})
