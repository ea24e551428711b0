import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { GiftDocument } from '../giving/store.ts'
import { dueOn, monthOfGift } from './domain.ts'
import type { MonthlyStore } from './store.ts'

/** A gift that was made for a monthly gift ticks its month. */
export function createMonthTicks(parts: {
  monthlies: MonthlyStore
  gift: (id: string) => Promise<GiftDocument | null>
  paidAt: (giftId: string) => Promise<Date | null>
}): EventHandler {
  const { monthlies, gift: giftOf, paidAt: paidAtOf } = parts
  return {
    name: 'month-follows-gift',
    types: ['gift.paid'],
    async handle(entry) {
      const gift = await giftOf(String(entry.payload.outTradeNo))
      const monthly = gift?.monthlyId ? await monthlies.monthly(gift.monthlyId) : null
      const paidAt = monthly && gift ? await paidAtOf(gift._id) : null
      if (!gift || !monthly || !paidAt) return
      const months = await monthlies.months(monthly._id)
      if (months.some(({ giftId }) => giftId === gift._id)) return
      const month = monthOfGift(months, paidAt)
      await monthlies.tick({
        monthlyId: monthly._id,
        month,
        dueOn: months.find((kept) => kept.month === month)?.dueOn ?? dueOn(month, monthly.dayOfMonth),
        amountFen: gift.amountFen,
        giftId: gift._id,
        createdAt: paidAt,
      })
    },
  }
}
