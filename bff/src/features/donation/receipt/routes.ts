import { donationContract as contract, type Receipt } from '@minsheng/shared/contracts/donation'
import { AppError } from '@minsheng/shared/errors'
import type { Clock } from '@minsheng/shared/units/clock'
import { actorId } from '../../../platform/auth/actor.ts'
import { addressKey, createRateLimit } from '../../../platform/http/rate-limit.ts'
import { type Route, route } from '../../../platform/http/route.ts'
import { mayReadGiftReceipt, mayReadPublic, ownsGift } from '../access.ts'
import { hasReader } from '../giving/domain.ts'
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

  async function paperOf(receipt: Receipt) {
    if (receipt.number === null) throw new AppError('wrong_state', { detail: '这笔捐赠在开出凭证前已经退回，没有凭证文件' })
    // Fonts and drawing are loaded by the first paper, not by every process at its start.
    const { receiptPdf } = await import('./pdf.ts')
    return {
      content: await receiptPdf(receipt, await newestHead()),
      contentType: 'application/pdf',
      filename: `捐赠凭证-${receipt.number}.pdf`,
    }
  }

  /** @throws AppError `wrong_state` when the giver has an account and fetches it there */
  async function deskReceiptOf(gift: GiftDocument): Promise<Receipt> {
    if (hasReader(gift)) throw new AppError('wrong_state', { detail: '这笔捐赠的凭证由捐赠人自己在小程序“我的捐赠”里取，平台不代取' })
    return receiptOf(gift)
  }

  /** The receipt behind number and check code; null alike when there is none and when the code is another. */
  async function checked(number: string, check: string, ip: string) {
    await verifyLimit.spend(addressKey(ip))
    const receipt = await store.byNumber(number)
    if (!receipt || receipt.number === null || receipt.checkKid === null) return null
    const { checkKid } = receipt
    return checkMatches(keys(), { ...receipt, number: receipt.number, checkKid }, check) ? { receipt, number: receipt.number } : null
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
        return paperOf(await receiptOf(gift))
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
      load: ({ params, query, context }) => checked(params.number, query.check, context.ip),
      allow: mayReadPublic,
      audit: { none: 'public check of a paper in hand' },
      run: (_, { receipt, number }) => presentCheck(receipt, number),
    }),
    route({
      operation: contract.fetchReceiptPdf,
      load: async ({ params, query, context }) => {
        const found = await checked(params.number, query.check, context.ip)
        return found && presentCheck(found.receipt, found.number).fetchable ? found.receipt : null
      },
      allow: mayReadPublic,
      audit: { none: 'public fetching of a paper by who knows its check code' },
      run: async ({ context }, receipt) => {
        await pdfLimit.spend(addressKey(context.ip))
        const gift = await gifts.gift(receipt.giftId)
        if (!gift) throw new Error(`gift ${receipt.giftId} of ${receipt._id} is missing`)
        return paperOf(presentReceipt(receipt, gift, await store.waivedAt(gift._id), { keys: keys(), publicBaseUrl }))
      },
    }),
    route({
      operation: contract.getGiftReceipt,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: mayReadGiftReceipt,
      audit: { action: 'receipt.read', subject: (gift) => gift._id },
      run: (_, gift) => deskReceiptOf(gift),
    }),
    route({
      operation: contract.getGiftReceiptPdf,
      load: ({ params }) => gifts.gift(params.giftId),
      allow: mayReadGiftReceipt,
      audit: { action: 'receipt.download', subject: (gift) => gift._id },
      run: async ({ actor }, gift) => {
        await pdfLimit.spend(actorId(actor))
        return paperOf(await deskReceiptOf(gift))
      },
    }),
  ]
}
