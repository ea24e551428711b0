import type { DisbursementFields, Voucher } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { formatYuan } from '@minsheng/shared/units/money'

export type DisbursementState = 'requested' | 'approved' | 'rejected' | 'reversed'
export type VoucherKind = Voucher['kind']

export const voucherWords: Record<VoucherKind, string> = {
  vat_invoice: '增值税发票',
  receipt: '收据',
  bank_slip: '银行回单',
  delivery_note: '签收单',
  other: '其他凭证',
}

type VoucherNumber = { kind: VoucherKind; issuer: string; number: string }

/** Full-width, spaced or lower-case writings of one number are one number. */
const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase()

/** By what a voucher is known again: its kind, who made it out, and its number. */
export const numberClaim = ({ kind, issuer, number }: VoucherNumber): string => `number:${kind}:${plain(issuer)}:${plain(number)}`

/** By what a file is known again, whatever it is called. */
export const fileClaim = (sha256: string): string => `file:${sha256}`

/**
 * What of a request can't be right, field by field: a budget line the campaign doesn't have, a day to come or before
 * the campaign, one voucher or one file named twice.
 * @param today calendar date in Asia/Shanghai
 */
export function requestIssues(
  fields: DisbursementFields,
  campaign: { startsOn: string; budget: readonly { label: string }[] },
  today: string,
): FieldIssue[] {
  const issues: FieldIssue[] = []
  if (!campaign.budget.some((line) => line.label === fields.budgetLabel))
    issues.push({ path: 'body.budgetLabel', message: '请选择这个项目的一项预算' })
  if (fields.spentOn > today) issues.push({ path: 'body.spentOn', message: '支出日期不能晚于今天' })
  if (fields.spentOn < campaign.startsOn) issues.push({ path: 'body.spentOn', message: '支出日期不能早于项目开始日期' })
  const [numbers, files] = [new Set<string>(), new Set<string>()]
  for (const [index, voucher] of fields.vouchers.entries()) {
    const at = `body.vouchers.${index}`
    if (voucher.date !== null && voucher.date > today) issues.push({ path: `${at}.date`, message: '凭证日期不能晚于今天' })
    if (numbers.has(numberClaim(voucher))) issues.push({ path: `${at}.number`, message: '这份凭证在本次申请里已经填过' })
    if (files.has(voucher.fileId)) issues.push({ path: `${at}.fileId`, message: '这份文件在本次申请里已经用过' })
    numbers.add(numberClaim(voucher))
    files.add(voucher.fileId)
  }
  return issues
}

/**
 * Why so much can't be spent now, in words for finance and owner; null when it can.
 * @remarks 慈善法 52: a charity's property goes to its purposes alone; what was not given can't be spent, and what WeChat still holds is not in the bank.
 */
export function spendRefusal(amountFen: number, leftFen: number, bankFen: number): string | null {
  if (amountFen > leftFen) return `这个项目的善款只剩 ${formatYuan(Math.max(0, leftFen))} 元，不够支出 ${formatYuan(amountFen)} 元`
  if (amountFen > bankFen)
    return `银行账户账面上只有 ${formatYuan(Math.max(0, bankFen))} 元，不够支出 ${formatYuan(amountFen)} 元；微信支付打来的款请先在“结算”里登记并复核`
  return null
}

/** What was spent on each budget line; lines no longer in the plan come last. */
export function spentByLine(
  budget: readonly { label: string; amountFen: number }[],
  spent: ReadonlyMap<string, number>,
): { label: string; budgetFen: number; spentFen: number }[] {
  const planned = budget.map((line) => ({ label: line.label, budgetFen: line.amountFen, spentFen: spent.get(line.label) ?? 0 }))
  const labels = new Set(budget.map((line) => line.label))
  const others = [...spent].filter(([label]) => !labels.has(label)).map(([label, spentFen]) => ({ label, budgetFen: 0, spentFen }))
  return [...planned, ...others]
}
