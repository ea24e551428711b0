import type { Campaign } from '@minsheng/shared/contracts/donation'
import type { FieldPath } from '../../../ui/form-issues.ts'

/** Labels in the order of the form. */
export const campaignLabels = {
  charityId: '慈善组织',
  projectId: '慈善项目',
  title: '活动名称',
  purpose: '一句话说明',
  story: '详细介绍',
  coverPictureId: '封面图片',
  startsOn: '开始日期',
  endsOn: '结束日期',
  area: '募捐地域',
  leader: '活动负责人',
  channel: '收款方式',
  designatedUrl: '指定平台上的项目网址',
  emergency: '突发事件募捐',
  filingNumber: '备案编号',
  filedOn: '备案日期',
  counselApproval: '法律意见',
  account: '接受捐赠的账户',
  beneficiaries: '受益人',
  use: '款物用途',
  goalYuan: '目标金额',
  budget: '预算',
  cost: '募捐成本',
  surplusPlan: '剩余财产处理',
  queryMethod: '查询方式',
  suggestedAmountsYuan: '建议捐款金额',
}

/** Name of a field inside the budget or the suggested amounts. */
export function labelInside([field, index, part]: FieldPath): string | null {
  if (typeof index !== 'number') return null
  if (field === 'budget') return `预算第 ${index + 1} 项${part === 'label' ? '用途' : part === 'amountYuan' ? '金额' : ''}`
  if (field === 'suggestedAmountsYuan') return `建议捐款金额第 ${index + 1} 个`
  return null
}

/** The charity may still write in it. */
export const isDraftState = (state: Campaign['state']): boolean => state === 'draft' || state === 'returned'

/** A draft may have no name yet. */
export const titleWords = ({ title }: { title: string }): string => (title === '' ? '（还没有起名的活动）' : title)

/** Label of a field as the server names it: money is typed in yuan. */
export const campaignLabelOf = (field: string): string =>
  campaignLabels[field.replace(/Fen$/, 'Yuan') as keyof typeof campaignLabels] ?? '内容'
