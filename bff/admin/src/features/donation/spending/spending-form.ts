import { type DisbursementFields, disbursementFields, type Voucher } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { parseYuan } from '@minsheng/shared/units/money'
import type { FieldPath } from '../../../ui/form-issues.ts'
import { schemaIssues } from '../../../ui/schema-issues.ts'

/** A file that was sent, as the form keeps it. */
export interface SentFile {
  id: string
  name: string
}

export interface VoucherValues {
  kind?: Voucher['kind']
  issuer?: string
  number?: string
  date?: string | null
  file?: SentFile | null
}

export interface SpendingValues {
  campaignId?: string
  budgetLabel?: string
  purpose?: string
  payee?: string
  spentOn?: string | null
  amountYuan?: string
  vouchers?: VoucherValues[]
  publicPictureId?: string | null
}

/** Labels in the order of the form. */
export const spendingLabels = {
  campaignId: '项目',
  budgetLabel: '预算项',
  purpose: '用途',
  payee: '付给谁',
  spentOn: '支出日期',
  amountYuan: '金额（元）',
  vouchers: '凭证',
  publicPictureId: '给捐赠人看的图片',
}

const voucherLabels: Record<string, string> = { kind: '种类', issuer: '开具单位', number: '号码', date: '日期', file: '文件' }

export function labelInside([field, index, part]: FieldPath): string | null {
  if (field !== 'vouchers' || typeof index !== 'number') return null
  return `第 ${index + 1} 份凭证${voucherLabels[String(part)] ?? ''}`
}

export const emptySpending: SpendingValues = { vouchers: [{ kind: 'vat_invoice' }], publicPictureId: null }

/** Fields of the contract by the names they have in the form. */
const formPath = (path: string) =>
  path.replace(/^body\.amountFen$/, 'body.amountYuan').replace(/^(body\.vouchers\.\d+)\.fileId$/, '$1.file')

export const formIssuesOf = (issues: readonly FieldIssue[]): FieldIssue[] =>
  issues.map((issue) => ({ ...issue, path: formPath(issue.path) }))

const missing: Record<string, string> = {
  'body.campaignId': '请选择项目',
  'body.budgetLabel': '请选择预算项',
  'body.purpose': '请写明用在什么上，如“6 月第一周午餐”',
  'body.payee': '请填写收款方名称',
  'body.spentOn': '请选择支出日期',
}

/** The body to be sent, and what is wrong with it by the names of the form. */
export function spendingBody(values: SpendingValues): { body: DisbursementFields; issues: FieldIssue[] } {
  const amount = parseYuan(values.amountYuan ?? '', { maxFen: 100_000_000_00 })
  const body = {
    campaignId: values.campaignId ?? '',
    budgetLabel: values.budgetLabel ?? '',
    purpose: values.purpose?.trim() ?? '',
    payee: values.payee?.trim() ?? '',
    spentOn: values.spentOn ?? '',
    amountFen: amount.ok ? amount.fen : 0,
    vouchers: (values.vouchers ?? []).map((voucher) => ({
      kind: voucher.kind ?? 'other',
      issuer: voucher.issuer?.trim() ?? '',
      number: voucher.number?.trim() ?? '',
      date: voucher.date ?? null,
      fileId: voucher.file?.id ?? '',
    })),
    publicPictureId: values.publicPictureId ?? null,
  }
  const issues = schemaIssues(disbursementFields, body).map(({ path, message }) => {
    if (path === 'body.amountFen') return { path, message: '请填写大于 0 的金额，最多两位小数，如 860.00' }
    if (path.endsWith('.fileId')) return { path, message: '请上传这份凭证的文件' }
    return { path, message: missing[path] ?? message }
  })
  return { body, issues: formIssuesOf(issues) }
}
