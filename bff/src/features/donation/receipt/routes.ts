import { donationContract as contract, type Receipt } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { addressKey, createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadPublic, ownsGift } from '../access.ts'
import type { GiftDocument, GivingStore } from '../giving/store.ts'
import { checkMatches, type ReceiptKeys } from './domain.ts'
import type { NewestHead } from './pdf.ts'
import { presentCheck, presentReceipt } from './present.ts'
import type { Receipts } from './receipts.ts'
import type { ReceiptStore } from './store.ts'

interface ReceiptRouteParts {
  store: ReceiptStore
  receipts: Receipts
  gifts: Pick<GivingStore, 'gift'>
  keys: () => readonly ReceiptKeys[]
  clock: Clock
  publicBaseUrl: string
  newestHead: () => Promise<NewestHead | null>
}

function noReceiptWords({ paidAt, payerTotalFen }: GiftDocument): string {
  if (paidAt === null) return '还没有收到这笔捐款，到账后就能看到凭证'
  return payerTotalFen === 0 ? '这笔捐赠全部由微信优惠券支付，您自己没有付钱，没有凭证' : '这笔捐赠已经全部退回，没有凭证'
}

export function receiptRoutes({ store, receipts, gifts, keys, clock, publicBaseUrl, newestHead }: ReceiptRouteParts): Route[] {
  const pdfLimit = createRateLimit(20, 60)
  const verifyLimit = createRateLimit(30, 60)

  /** @throws AppError `wrong_state` when there is nothing to have a receipt for */
  async function receiptOf(gift: GiftDocument): Promise<Receipt> {
    const receipt = await receipts.current(gift._id)
    if (!receipt)
      throw new AppError('wrong_state', {
        detail: noReceiptWords(gift),
      })
    return presentReceipt(receipt, gift, await store.waivedAt(gift._id), { keys: keys(), publicBaseUrl })
  }

  return [
    route({
      operation: contract.getMyReceipt,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: ownsGift,
      audit: { none: "reading one's own receipt" },
      run: (_, gift) => receiptOf(gift),
    }),
    route({
      operation: contract.getMyReceiptPdf,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: ownsGift,
      audit: { none: "reading one's own receipt" },
      run: async (_, gift) => {
        await pdfLimit.spend(gift.donorId)
        const receipt = await receiptOf(gift)
        if (receipt.number === null) throw new AppError('wrong_state', { detail: '这笔捐赠在开出凭证前已经退回，没有凭证文件' })
        // Fonts and drawing are loaded by the first paper, not by every process at its start.
        const { receiptPdf } = await import('./pdf.ts')
        return {
          content: await receiptPdf(receipt, await newestHead()),
          contentType: 'application/pdf',
          filename: `捐赠凭证-${receipt.number}.pdf`,
        }
      },
    }),
    route({
      operation: contract.waiveReceipt,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: ownsGift,
      audit: { action: 'receipt.waive', subject: (gift) => gift._id },
      run: async ({ actor }, gift) => {
        // Only what there is can be waived, so an unpaid gift leaves no record behind.
        await receiptOf(gift)
        await store.noteWaiver(gift._id, actorId(actor), clock.now())
        return receiptOf(gift)
      },
    }),
    route({
      operation: contract.verifyReceipt,
      load: async ({ params, query, context }) => {
        await verifyLimit.spend(addressKey(context.ip))
        const receipt = await store.byNumber(params.number)
        if (!receipt || receipt.number === null || receipt.checkKid === null) return null
        const { number, checkKid } = receipt
        return checkMatches(keys(), { ...receipt, number, checkKid }, query.check) ? { receipt, number } : null
      },
      allow: mayReadPublic,
      audit: { none: 'public check of a paper in hand' },
      run: (_, { receipt, number }) => presentCheck(receipt, number),
    }),
  ]
}
