import { formatDate } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'

/** Pages of the mini-program that a message leads to. */
export const giftPage = (giftId: string) => `/packages/donation/thanks/index?id=${encodeURIComponent(giftId)}`
export const projectPage = (campaignId: string) => `/packages/donation/project/index?id=${encodeURIComponent(campaignId)}`

interface ReturnedGift {
  projectTitle: string
  giftPaidAt: Date
  amountFen: number
  giftAmountFen: number
  route: 'wechat' | 'bank'
}

const whichGift = ({ projectTitle, giftPaidAt, giftAmountFen }: ReturnedGift) =>
  `您${formatDate(giftPaidAt)}捐给“${projectTitle}”的 ¥${formatYuan(giftAmountFen)}`

/** What a donor reads when money is back. */
export function refundedWords(refund: ReturnedGift): { title: string; body: string } {
  const part = refund.amountFen < refund.giftAmountFen ? `，其中 ¥${formatYuan(refund.amountFen)}` : ''
  const how = refund.route === 'bank' ? '已用银行转账退给您。' : '已原路退回您付款的账户。零钱一般几分钟到，银行卡要 1–3 个工作日。'
  return { title: `¥${formatYuan(refund.amountFen)} 已退给您`, body: `${whichGift(refund)}${part}，${how}` }
}

/**
 * What a donor reads when a refund was given up after they saw it on its way: by WeChat, which closed it, or by the
 * charity, which took back its word.
 * @param againUntil until when the donor may take the gift back themselves; null when only the charity can
 */
export function closedWords(
  refund: ReturnedGift & { withdrawn: boolean },
  charity: { name: string; contactName: string; contactPhone: string },
  againUntil: Date | null,
) {
  const why = refund.withdrawn ? '慈善组织撤回了这笔退款' : '但微信没有退成，关闭了这笔退款'
  const whom = `${charity.name}：${charity.contactName}，${charity.contactPhone}`
  const next = againUntil
    ? `${formatDate(againUntil)}前，您可以打开这笔捐赠再撤销一次，不问原因；也可以联系${whom}。`
    : `还想退款的，请联系${whom}。`
  return {
    title: '这笔捐款没有退成',
    body: `${whichGift(refund)}，原来要退 ¥${formatYuan(refund.amountFen)}，${why}。钱没有丢，仍在这个项目里。${next}`,
  }
}

/** What a donor reads when WeChat could not give the money back, and whom to ask. */
export function abnormalWords(refund: ReturnedGift, charity: { name: string; contactName: string; contactPhone: string }) {
  return {
    title: '退款没有退到您的账户',
    body: `${whichGift(refund)}，要退 ¥${formatYuan(refund.amountFen)}，但微信没能退回您付款的账户，账户可能已注销或被冻结。钱没有丢，慈善组织正在处理。您也可以联系${charity.name}：${charity.contactName}，${charity.contactPhone}。`,
  }
}
