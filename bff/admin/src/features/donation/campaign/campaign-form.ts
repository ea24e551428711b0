import { type Campaign, campaignInput, giftLimits } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { type AmountResult, parseYuan, plainYuan } from '@minsheng/shared/units/money'
import { textOrNull } from '../../../ui/blank-text.ts'
import { schemaIssues } from '../../../ui/schema-issues.ts'

export interface BudgetRow {
  label?: string
  amountYuan?: string
}

export interface CampaignValues {
  charityId?: string
  title?: string
  purpose?: string
  story?: string
  coverPictureId?: string | null
  startsOn?: string | null
  endsOn?: string | null
  area?: string
  leader?: string
  channel: Campaign['channel']
  designatedUrl?: string
  projectId?: string | null
  emergency?: boolean
  filedOn?: string | null
  filingNumber?: string
  counselApproval?: string
  account?: string
  beneficiaries?: string
  use?: string
  goalYuan?: string
  budget?: BudgetRow[]
  cost?: string
  surplusPlan?: string
  queryMethod?: string
  suggestedAmountsYuan?: string[]
}

export const emptyCampaign: CampaignValues = {
  channel: 'designated',
  budget: [{}],
  suggestedAmountsYuan: ['10', '50', '100'],
}

/** A draft keeps what is not filled in yet as nothing. */
const yuanOrBlank = (fen: number) => (fen === 0 ? '' : plainYuan(fen))

/** A campaign as its form shows it: money in yuan, nothing as empty text. */
export function campaignValues(campaign: Campaign): CampaignValues {
  const { goalFen, budget, suggestedAmountsFen, filingNumber, designatedUrl, counselApproval, ...rest } = campaign
  return {
    ...rest,
    filingNumber: filingNumber ?? '',
    designatedUrl: designatedUrl ?? '',
    counselApproval: counselApproval ?? '',
    goalYuan: yuanOrBlank(goalFen),
    budget: budget.length === 0 ? [{}] : budget.map(({ label, amountFen }) => ({ label, amountYuan: yuanOrBlank(amountFen) })),
    suggestedAmountsYuan: suggestedAmountsFen.length === 0 ? [''] : suggestedAmountsFen.map(yuanOrBlank),
  }
}

const faultWords: Record<Exclude<AmountResult, { ok: true }>['fault'], string> = {
  empty: '请填写金额',
  format: '金额只填数字，最多两位小数，如 1000 或 1000.50',
  zero: '金额要大于 0',
  too_small: '金额太小',
  too_large: '单笔最多 50,000 元',
}

/** Sum of the budget rows that can be read, fen; rows still being typed count as nothing. */
export function budgetSumFen(rows: readonly (BudgetRow | undefined)[] | undefined): number {
  return (rows ?? []).reduce((sum, row) => {
    const amount = parseYuan(row?.amountYuan ?? '')
    return sum + (amount.ok ? amount.fen : 0)
  }, 0)
}

/** The body to send, and every amount that can't be read. */
export function campaignBody(values: CampaignValues) {
  const amountIssues: FieldIssue[] = []
  const fen = (text: string | undefined, path: string, limits?: { minFen?: number; maxFen?: number }): number => {
    const amount = parseYuan(text ?? '', limits)
    if (amount.ok) return amount.fen
    amountIssues.push({ path: `body.${path}`, message: faultWords[amount.fault] })
    return 0
  }
  const body = {
    charityId: values.charityId ?? '',
    title: values.title ?? '',
    purpose: values.purpose ?? '',
    story: values.story ?? '',
    channel: values.channel,
    startsOn: values.startsOn ?? '',
    endsOn: values.endsOn ?? '',
    area: values.area ?? '',
    leader: values.leader ?? '',
    account: values.account ?? '',
    beneficiaries: values.beneficiaries ?? '',
    use: values.use ?? '',
    cost: values.cost ?? '',
    surplusPlan: values.surplusPlan ?? '',
    queryMethod: values.queryMethod ?? '',
    filingNumber: textOrNull(values.filingNumber)?.toUpperCase() ?? null,
    designatedUrl: values.channel === 'designated' ? textOrNull(values.designatedUrl) : null,
    counselApproval: values.channel === 'own_site' ? textOrNull(values.counselApproval) : null,
    goalFen: fen(values.goalYuan, 'goalFen'),
    budget: (values.budget ?? []).map((row, index) => ({
      label: row?.label ?? '',
      amountFen: fen(row?.amountYuan, `budget.${index}.amountFen`),
    })),
    suggestedAmountsFen: (values.suggestedAmountsYuan ?? []).map((text, index) => fen(text, `suggestedAmountsFen.${index}`, giftLimits)),
    coverPictureId: values.coverPictureId ?? null,
    projectId: values.projectId ?? null,
    emergency: values.emergency ?? false,
    filedOn: values.filedOn ?? null,
  }
  return { body, amountIssues }
}

const plainWords: Record<string, string> = {
  'body.charityId': '请选择慈善组织',
  'body.startsOn': '请选择开始日期',
  'body.endsOn': '请选择结束日期',
  'body.designatedUrl': '请填写以 https:// 开头的项目网址',
  'body.suggestedAmountsFen': '请填写 1 至 6 个建议金额',
}

/** All that keeps a campaign from being handed in: unreadable amounts first, then the contract's own rules. */
export function campaignIssues({ body, amountIssues }: ReturnType<typeof campaignBody>): FieldIssue[] {
  const unreadable = new Set(amountIssues.map((issue) => issue.path))
  const ruled = schemaIssues(campaignInput, body)
    .filter((issue) => !unreadable.has(issue.path))
    // While an amount can't be read, its sum says nothing.
    .filter((issue) => !(issue.path === 'body.budget' && amountIssues.length > 0 && body.budget.length > 0))
    .filter((issue) => !(issue.path === 'body.endsOn' && body.endsOn !== '' && body.startsOn === ''))
    .map((issue) => {
      const words = plainWords[issue.path]
      const isOrder = issue.path === 'body.endsOn' && body.endsOn !== ''
      return words !== undefined && !isOrder ? { ...issue, message: words } : issue
    })
  return [...amountIssues, ...ruled]
}
