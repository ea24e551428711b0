import type { Gift, GiftRow, PaymentCase } from '@minsheng/shared/contracts/donation'
import { plainYuan } from '@minsheng/shared/units/money'
import { maskName } from '@minsheng/shared/units/secret'
import { undoBefore } from '../refund/domain.ts'
import { csvCell, hasReader } from './domain.ts'
import type { GiftDocument, PaymentCaseDocument } from './store.ts'

/** A gift as its giver sees it. */
export function presentGift(gift: GiftDocument): Gift {
  return {
    id: gift._id,
    projectId: gift.campaignId,
    projectTitle: gift.projectTitle,
    charityName: gift.charityName,
    venueName: gift.venueName,
    amountFen: gift.amountFen,
    anonymous: gift.anonymous,
    donorName: gift.donorName,
    state: gift.state,
    createdAt: gift.createdAt.toISOString(),
    paidAt: gift.paidAt?.toISOString() ?? null,
    payBefore: gift.payBefore.toISOString(),
    refundedFen: gift.refundedFen ?? 0,
    refundingFen: gift.refundingFen ?? 0,
    returnRoute: (gift.refundedFen ?? 0) + (gift.refundingFen ?? 0) > 0 ? (gift.returnRoute ?? 'wechat') : null,
    undoBefore: undoBefore(gift)?.toISOString() ?? null,
  }
}

/** The giver as the desk may name them. */
export const donorLabel = (gift: GiftDocument) => (gift.anonymous ? '匿名' : (gift.donorName ?? '未留名'))

/** A gift as the charity's desk sees it: an anonymous giver has no name there either. */
export function presentGiftRow(gift: GiftDocument): GiftRow {
  return {
    ...presentGift(gift),
    donorName: gift.anonymous ? null : gift.donorName,
    charityId: gift.charityId,
    codeId: gift.codeId,
    transactionId: gift.transactionId,
    donorLabel: donorLabel(gift),
    channel: gift.channel,
    receiptAtDesk: !hasReader(gift),
  }
}

export function presentCase(payment: PaymentCaseDocument): PaymentCase {
  const { _id, kind, outTradeNo, transactionId, expected, arrived, createdAt } = payment
  return { id: _id, kind, outTradeNo, transactionId, expected, arrived, openedAt: createdAt.toISOString() }
}

const stateWords: Record<GiftDocument['state'], string> = { awaiting: '待支付', paid: '已到账', closed: '已关闭', quarantined: '核对中' }

export const channelWords: Record<GiftDocument['channel'], string> = { jsapi: '微信小程序', h5: '网页', bank: '银行转账' }
/** WeChat Pay's number of a gift that came through it; a bank's reference is no such number. */
export const wechatNumber = ({ channel, transactionId }: GiftDocument) => (channel === 'bank' ? null : transactionId)
/** The bank's reference of a company's transfer. */
export const bankNumber = ({ channel, transactionId }: GiftDocument) => (channel === 'bank' ? transactionId : null)

export const csvHeader = [
  '订单号',
  '项目',
  '慈善组织',
  '点位',
  '金额（元）',
  '状态',
  '捐赠人',
  '支付方式',
  '下单时间',
  '到账时间',
  '微信支付单号',
  '已退（元）',
  '正在退（元）',
  '银行流水号',
]
  .map(csvCell)
  .join(',')

const shanghaiText = (at: Date | null) => (at ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ') : '')

/** A trailing tab keeps a spreadsheet from rounding 28 digits to 15. */
const asText = (number: string | null) => (number === null ? '' : `${number}\t`)

export function csvRow(gift: GiftDocument): string {
  return [
    gift._id,
    gift.projectTitle,
    gift.charityName,
    gift.venueName ?? '',
    plainYuan(gift.amountFen),
    stateWords[gift.state],
    // The whole name leaves the house only with a second person's agreement (导出审批).
    gift.anonymous || gift.donorName === null ? donorLabel(gift) : maskName(gift.donorName),
    channelWords[gift.channel],
    shanghaiText(gift.createdAt),
    shanghaiText(gift.paidAt),
    asText(wechatNumber(gift)),
    plainYuan(gift.refundedFen ?? 0),
    plainYuan(gift.refundingFen ?? 0),
    asText(bankNumber(gift)),
  ]
    .map(csvCell)
    .join(',')
}
