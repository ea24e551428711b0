import type { Statistics } from '@minsheng/shared/contracts/donation'
import { maskName } from '@minsheng/shared/units/secret'
import { ANONYMOUS_LABEL, NAMELESS_LABEL } from '../donor/domain.ts'
import type { DonorSum } from '../donor/store.ts'
import { bankNumber, channelWords, donorLabel, wechatNumber } from '../giving/present.ts'
import type { GiftDocument } from '../giving/store.ts'
import type { ReceiptDocument } from '../receipt/store.ts'
import type { RefundDocument } from '../refund/store.ts'
import type { Column } from './domain.ts'

const text = <Row>(title: string, width: number, of: (row: Row) => string | null): Column<Row> => ({ title, kind: 'text', width, of })

const nameless: readonly string[] = [NAMELESS_LABEL, '匿名', '未留名']
/** What a donor calls themselves; words for those who left no name are no one's name. */
export const maskDonor = (label: string): string =>
  nameless.includes(label) || label.startsWith(ANONYMOUS_LABEL) ? label : maskName(label)
const donor = <Row>(width: number, of: (row: Row) => string | null): Column<Row> => ({
  ...text('捐赠人', width, of),
  personal: { level: 3, mask: maskDonor },
})
const yuan = <Row>(title: string, of: (row: Row) => number): Column<Row> => ({ title, kind: 'yuan', width: 14, of })
const count = <Row>(title: string, of: (row: Row) => number): Column<Row> => ({ title, kind: 'count', width: 10, of })
const when = <Row>(title: string, of: (row: Row) => Date | null): Column<Row> => ({ title, kind: 'date_time', width: 20, of })

export const giftColumns: Column<GiftDocument>[] = [
  text('捐赠编号', 28, (gift) => gift._id),
  when('到账时间', (gift) => gift.paidAt),
  donor(14, donorLabel),
  yuan('金额', (gift) => gift.amountFen),
  yuan('已退', (gift) => gift.refundedFen ?? 0),
  yuan('正在退', (gift) => gift.refundingFen ?? 0),
  text('项目', 30, (gift) => gift.projectTitle),
  text('慈善组织', 24, (gift) => gift.charityName),
  text('点位', 18, (gift) => gift.venueName),
  text('支付方式', 12, (gift) => channelWords[gift.channel]),
  text('微信支付单号', 32, wechatNumber),
  text('银行流水号', 24, bankNumber),
]

const refundStates: Record<RefundDocument['state'], string> = {
  requested: '等待审批',
  accepted: '正在办理',
  processing: '微信处理中',
  succeeded: '已退回',
  closed: '微信已关闭',
  abnormal: '退款异常',
  rejected: '没有批准',
}

export const refundColumns: Column<RefundDocument>[] = [
  text('退款单号', 28, (refund) => refund._id),
  when('提出时间', (refund) => refund.createdAt),
  when('退回时间', (refund) => (refund.state === 'succeeded' ? refund.settledAt : null)),
  donor(14, (refund) => refund.donorLabel),
  yuan('退款金额', (refund) => refund.amountFen),
  yuan('原捐赠金额', (refund) => refund.giftAmountFen),
  text('状态', 12, (refund) => refundStates[refund.state]),
  text('由谁提出', 12, (refund) => (refund.kind === 'undo' ? '捐赠人撤销' : '财务申请')),
  text('怎么退', 14, (refund) => (refund.route === 'wechat' ? '微信原路退回' : '银行转账')),
  text('原因', 30, (refund) => refund.reason),
  text('银行凭证号', 20, (refund) => refund.bank?.voucherNumber ?? null),
  text('项目', 30, (refund) => refund.projectTitle),
  text('慈善组织', 24, (refund) => refund.charityName),
  text('捐赠编号', 28, (refund) => refund.giftId),
]

/** One line for a named donor; all anonymous gifts together are one line. */
export type DonorLine = Pick<DonorSum, 'giftCount' | 'totalFen'> & {
  label: string
  first: Date | null
  last: Date | null
  projects: string
}

export const donorLine = (donor: DonorSum, titles: ReadonlyMap<string, string>): DonorLine => ({
  label: donor.name?.name ?? NAMELESS_LABEL,
  giftCount: donor.giftCount,
  totalFen: donor.totalFen,
  first: donor.first,
  last: donor.last.at,
  projects: donor.campaignIds.map((id) => titles.get(id) ?? '项目').join('、'),
})

export const donorColumns: Column<DonorLine>[] = [
  donor(18, (donor) => donor.label),
  count('笔数', (donor) => donor.giftCount),
  yuan('金额', (donor) => donor.totalFen),
  when('第一次捐赠', (donor) => donor.first),
  when('最近一次捐赠', (donor) => donor.last),
  text('项目', 40, (donor) => donor.projects),
]

export const receiptColumns: Column<ReceiptDocument>[] = [
  text('凭证编号', 36, (receipt) => receipt.number),
  text('状态', 10, (receipt) => (receipt.state === 'reversed' ? '已作废' : '有效')),
  when('开具时间', (receipt) => receipt.issuedAt),
  when('作废时间', (receipt) => receipt.reversedAt),
  donor(14, (receipt) => (receipt.anonymous ? '匿名' : (receipt.donorName ?? NAMELESS_LABEL))),
  yuan('金额', (receipt) => receipt.amountFen),
  when('捐赠时间', (receipt) => receipt.donatedAt),
  text('项目', 30, (receipt) => receipt.projectTitle),
  text('慈善组织', 24, (receipt) => receipt.charityName),
  text('代替的凭证', 36, (receipt) => receipt.replacesNumber),
  text('捐赠编号', 28, (receipt) => receipt.giftId),
]

type Sums = Pick<Statistics['series'][number], 'giftCount' | 'paidFen' | 'returnedFen' | 'keptFen'>

/** Sums under a first column that says of what. */
export function sumColumns<Row extends Sums>(title: string, width: number, of: (row: Row) => string): Column<Row>[] {
  return [
    text(title, width, of),
    count('笔数', (row) => row.giftCount),
    yuan('到账', (row) => row.paidFen),
    yuan('退回', (row) => row.returnedFen),
    yuan('净额', (row) => row.keptFen),
  ]
}

/** A number about all gifts, by its name. */
export const factColumns: Column<{ title: string; value: string }>[] = [
  text('指标', 24, (fact) => fact.title),
  text('数值', 24, (fact) => fact.value),
]
