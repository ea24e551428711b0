import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { dayFrom } from './calendar.ts'
import { recentGifts } from './gifts.ts'
import { demoPaper } from './papers.ts'

type MoneyLine = Extract<FeedLine, { type: 'gift' | 'settlement' | 'disbursement' | 'surplus' }>
type DisbursementLine = Extract<FeedLine, { type: 'disbursement' }>

/** Gifts to the summer project, yuan; together 12,500. */
const GIFTS = [200, 500, 100, 1000, 2000, 88, 66, 300, 1500, 50, 120, 600, 800, 180, 360, 1000, 2600, 500, 150, 386]
const NAMES = ['湖滨的邻居', null, '小营老徐', null, '采荷一家人', '望江读书会', null]
const people = { requestedBy: 'stf_finance', decidedBy: 'stf_charity' } as const

const voucher = (
  kind: DisbursementLine['vouchers'][number]['kind'],
  issuer: string,
  number: string,
  date: string,
): DisbursementLine['vouchers'][number] => ({ kind, issuer, number, date, file: `voucher-${number.toLowerCase()}.pdf` })

/**
 * What the demo charity did with money: gifts of the summer (older than WeChat Pay keeps bills for, so that no bill is
 * asked about them), settled, spent, and what was left handed on to the meals, where two spendings follow.
 */
export function moneyLines(today: string): MoneyLine[] {
  const day = (offset: number) => dayFrom(today, offset)
  const gifts = GIFTS.map((yuan, index): MoneyLine => {
    const name = NAMES[index % NAMES.length] ?? null
    const number = (index + 1).toString().padStart(3, '0')
    return {
      type: 'gift',
      id: `GY_demo_summer_${number}`,
      campaignId: 'cmp_summer',
      amountFen: yuan * 100,
      paidOn: day(-160 + index * 3),
      transactionId: `42000099010000000000000${number}`,
      donorName: name,
    }
  })
  const spent = (line: Omit<DisbursementLine, 'type' | 'requestedBy' | 'decidedBy' | 'note'>): DisbursementLine => ({
    type: 'disbursement',
    ...line,
    ...people,
    note: '票据齐全，与验收单一致',
  })
  return [
    ...gifts,
    ...recentGifts(today),
    {
      type: 'settlement',
      id: 'seed-settlement-1',
      charityId: 'chr_demo',
      settledOn: day(-92),
      reference: 'DEMO-SETTLE-0001',
      clearedFen: 1_250_000,
      feeFen: 0,
      bankReceiptNumber: '演示回单 0001',
      ...people,
    },
    spent({
      id: 'seed-spending-1',
      campaignId: 'cmp_summer',
      budgetLabel: '风扇（120 台 × 180 元）',
      purpose: '30 台静音风扇',
      payee: '演示·湖滨家电商店',
      spentOn: day(-84),
      amountFen: 540_000,
      vouchers: [
        voucher('vat_invoice', '演示·湖滨家电商店', 'DEMO-INV-0101', day(-84)),
        voucher('bank_slip', '演示银行上城支行', 'DEMO-SLIP-0101', day(-84)),
      ],
      publicPictureId: null,
    }),
    spent({
      id: 'seed-spending-2',
      campaignId: 'cmp_summer',
      budgetLabel: '凉席和插线板（120 份 × 120 元）',
      purpose: '22 份凉席和安全插线板',
      payee: '演示·望江日用品商行',
      spentOn: day(-80),
      amountFen: 264_000,
      vouchers: [voucher('vat_invoice', '演示·望江日用品商行', 'DEMO-INV-0102', day(-80))],
      publicPictureId: null,
    }),
    {
      type: 'surplus',
      id: 'seed-surplus-1',
      campaignId: 'cmp_summer',
      toCampaignId: 'cmp_meals',
      on: day(-47),
      note: '夏日清凉项目按募捐方案结束，剩下的善款继续用于独居老人助餐。',
      ...people,
    },
    spent({
      id: 'seed-spending-3',
      campaignId: 'cmp_meals',
      budgetLabel: '餐费补贴（60 人 × 125 餐 × 15 元）',
      purpose: '第一批 120 份热饭',
      payee: '演示·小营老年食堂',
      spentOn: day(-1),
      amountFen: 180_000,
      vouchers: [
        voucher('vat_invoice', '演示·小营老年食堂', 'DEMO-INV-0201', day(-1)),
        voucher('delivery_note', '演示·小营老年食堂', 'DEMO-SIGN-0201', day(-1)),
      ],
      publicPictureId: 'pic_voucher_meal',
    }),
    spent({
      id: 'seed-spending-4',
      campaignId: 'cmp_meals',
      budgetLabel: '送餐交通与志愿者保险',
      purpose: '12 位送餐志愿者一个月的保险',
      payee: '演示·安心保险上城营业部',
      spentOn: day(0),
      amountFen: 64_500,
      vouchers: [voucher('receipt', '演示·安心保险上城营业部', 'DEMO-RCPT-0301', day(0))],
      publicPictureId: 'pic_voucher_insurance',
    }),
  ]
}

/** The papers behind the spendings, file name to content. */
export function papers(lines: readonly MoneyLine[]): Map<string, string> {
  const vouchers = lines.flatMap((line) => (line.type === 'disbursement' ? line.vouchers.map((one) => ({ ...one, line })) : []))
  return new Map(
    vouchers.map(({ file, number, line }) => [
      file,
      demoPaper(['DEMO VOUCHER', number, `CNY ${(line.amountFen / 100).toFixed(2)}`, 'Fictitious, for demonstration only']),
    ]),
  )
}
