import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { newId } from '../../../platform/crypto/id.ts'
import type { EventHandler } from '../../../platform/events/outbox.ts'
import type { CharityStore } from '../charity/store.ts'
import { namedUscc } from '../giving/domain.ts'
import type { GiftDocument, GivingStore } from '../giving/store.ts'
import { type ReceiptKeys, receiptFen, receiptSeries } from './domain.ts'
import type { ReceiptDocument, ReceiptStore } from './store.ts'

interface ReceiptParts {
  receipts: ReceiptStore
  gifts: Pick<GivingStore, 'giftForMoney'>
  charities: Pick<CharityStore, 'get'>
  keys: () => readonly ReceiptKeys[]
  clock: Clock
}

/** How often a refund may overtake the making of a receipt before we give up for now; the event comes again. */
const MOST_ROUNDS = 10

export type Receipts = ReturnType<typeof createReceipts>

/** Receipts follow the gift: one live receipt over what the charity keeps of it, none when nothing is left. */
export function createReceipts({ receipts, gifts, charities, keys, clock }: ReceiptParts) {
  /** @returns the receipt made out, or null when another was made out meanwhile */
  async function makeOut(gift: GiftDocument, amountFen: number, donatedAt: Date, replacesNumber: string | null) {
    const charity = await charities.get(gift.charityId)
    if (!charity) throw new Error(`charity ${gift.charityId} of gift ${gift._id} is missing`)
    const uscc = namedUscc(gift)
    const receipt: ReceiptDocument = {
      _id: newId('rcp'),
      giftId: gift._id,
      state: 'pending',
      number: null,
      checkKid: null,
      charityId: charity._id,
      charityName: charity.name,
      charityUscc: charity.uscc,
      handler: charity.contactName,
      contactPhone: charity.contactPhone,
      projectTitle: gift.projectTitle,
      anonymous: gift.anonymous,
      donorName: gift.donorName,
      ...(uscc === null ? {} : { donorUscc: uscc }),
      amountFen,
      paidBy: gift.channel === 'bank' ? 'bank' : 'wechat',
      donatedAt,
      demo: charity.demo,
      replacesNumber,
      createdAt: clock.now(),
      issuedAt: null,
      reversedAt: null,
      reversal: null,
    }
    return (await receipts.insert(receipt)) ? receipt : null
  }

  async function issue(receipt: ReceiptDocument): Promise<ReceiptDocument | null> {
    const [key] = keys()
    if (!key) throw new Error('the keyring has no receipt key')
    const now = clock.now()
    return receipts.issue(receipt._id, receiptSeries(receipt.charityUscc, shanghaiDate(now)), now, key.kid)
  }

  /**
   * Brings a gift's receipt in line with the gift; harmless to repeat and to race. The gift is read anew after a receipt was
   * made out: either we see a refund that came meanwhile, or whoever reacts to it sees our receipt, issued or not.
   * @returns the live receipt; null when all of the gift went back, or a coupon paid for it; `unpaid`
   */
  async function bringInLine(giftId: string): Promise<ReceiptDocument | null | 'unpaid'> {
    let made: ReceiptDocument | null = null
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const gift = await gifts.giftForMoney(giftId)
      if (!gift?.paidAt) return 'unpaid'
      const dueFen = receiptFen(gift)
      const all = made ? [made] : await receipts.ofGift(giftId)
      const live = all.find(({ state }) => state !== 'reversed')
      made = null
      if (live && live.amountFen !== dueFen) await receipts.reverse(live._id, dueFen > 0 ? 'replaced' : 'refunded', clock.now())
      else if (dueFen === 0) return null
      else if (!live) made = await makeOut(gift, dueFen, gift.paidAt, all.find(({ number }) => number !== null)?.number ?? null)
      else if (live.state === 'issued') return live
      else {
        const now = await issue(live)
        if (now?.state === 'issued') return now
      }
    }
    throw new Error(`the receipt of gift ${giftId} does not come to rest`)
  }

  const followsGift: EventHandler = {
    name: 'receipt-follows-gift',
    types: ['gift.paid'],
    async handle(entry) {
      const giftId = String(entry.payload.outTradeNo)
      // None is made where all of it went back meanwhile, or a coupon paid for it.
      if ((await bringInLine(giftId)) === 'unpaid') throw new Error(`gift ${giftId} is not marked as paid yet`)
    },
  }

  const followsRefund: EventHandler = {
    name: 'receipt-follows-refund',
    types: ['refund.succeeded'],
    async handle(entry) {
      await bringInLine(String(entry.payload.outTradeNo))
    },
  }

  return {
    handlers: [followsGift, followsRefund],
    /** The receipt a donor is shown: the live one, else the last that was. Null when there never was one. */
    async current(giftId: string): Promise<ReceiptDocument | null> {
      const live = await bringInLine(giftId)
      return live === null || live === 'unpaid' ? receipts.latest(giftId) : live
    },
  }
}
