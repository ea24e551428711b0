import { campaignInput, type CampaignField, type CampaignFields } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { emergencyFilingDays, filingLeadDays } from '@minsheng/shared/law/charity'
import { valueOn } from '@minsheng/shared/law/parameter'
import { addDays, startOfDay } from '@minsheng/shared/units/calendar'
import { formatDate } from '@minsheng/shared/units/clock'
import { isFilingNumberOf } from '@minsheng/shared/units/uscc'

export type { CampaignFields }
export type CampaignState = 'draft' | 'in_review' | 'returned' | 'published' | 'closed'

/** What of a charity decides whether it may raise money. */
export interface RaisingCharity {
  uscc: string
  certificateNumber: string | null
  certificateExpiresOn: string | null
  subMchid: string | null
}

/** A campaign that everybody may see. */
export const isPublic = (campaign: { state: CampaignState }): boolean => campaign.state === 'published' || campaign.state === 'closed'
/** A campaign that its charity may still write in. */
export const isDraft = (campaign: { state: CampaignState }): boolean => campaign.state === 'draft' || campaign.state === 'returned'

export const raisesPublicly = (channel: CampaignFields['channel']) => channel === 'own_site' || channel === 'designated'
const paysInApp = (channel: CampaignFields['channel']) => channel === 'own_site' || channel === 'demo'

type Filing = Pick<CampaignFields, 'filingNumber' | 'filedOn' | 'emergency' | 'startsOn'>

/** In an emergency the number may still be on its way. */
const mayBeFiledLater = ({ emergency, filingNumber, startsOn }: Filing, today: string) =>
  emergency && filingNumber === null && today <= addDays(startsOn, valueOn(emergencyFilingDays, today))

const isFiled = (fields: Filing, { uscc }: RaisingCharity, today: string) =>
  mayBeFiledLater(fields, today) || (fields.filingNumber !== null && isFilingNumberOf(fields.filingNumber, uscc))

function filingIssues(fields: Filing, charity: RaisingCharity, today: string): FieldIssue[] {
  if (mayBeFiledLater(fields, today)) return []
  const { filingNumber, filedOn, emergency, startsOn } = fields
  const issues: FieldIssue[] = []
  if (!filingNumber || !isFilingNumberOf(filingNumber, charity.uscc))
    issues.push({ path: 'filingNumber', message: '备案编号要以本组织的统一社会信用代码开头，如 统一社会信用代码+A26001' })
  if (filedOn === null) issues.push({ path: 'filedOn', message: '请填写备案日期' })
  else if (filedOn > today) issues.push({ path: 'filedOn', message: '备案日期不能晚于今天' })
  else if (!emergency) {
    const lead = valueOn(filingLeadDays, today)
    const earliest = addDays(filedOn, lead)
    if (startsOn < earliest)
      issues.push({ path: 'startsOn', message: `要在备案 ${lead} 天以后开始，最早${formatDate(startOfDay(earliest))}` })
  }
  return issues
}

/**
 * Legal fields that must be right before a campaign may be published.
 * @param today calendar date in Asia/Shanghai
 * @remarks 慈善法 22 (certificate), 24 (plan filed before), 27 (channels), 73 (emergencies), 79 (a project to spend it on); the filing
 * number is the charity's USCC + `A` + year + sequence.
 */
export function publishIssues(fields: CampaignFields, charity: RaisingCharity, today: string): FieldIssue[] {
  const issues: FieldIssue[] = fields.projectId === null ? [{ path: 'projectId', message: '请选择或新建慈善项目' }] : []
  if (raisesPublicly(fields.channel)) {
    if (!charity.certificateNumber) issues.push({ path: 'charityId', message: '该组织没有公开募捐资格证书，不能公开募捐' })
    else if ((charity.certificateExpiresOn ?? '') < today) issues.push({ path: 'charityId', message: '该组织的公开募捐资格证书已过期' })
    issues.push(...filingIssues(fields, charity, today))
  }
  if (fields.channel === 'own_site' && !fields.counselApproval)
    issues.push({ path: 'counselApproval', message: '自有渠道收款前，请登记法律意见的日期和文号，由民政局核对' })
  if (paysInApp(fields.channel) && !charity.subMchid) issues.push({ path: 'charityId', message: '该组织还没有登记特约商户号，不能收款' })
  if (fields.endsOn < today) issues.push({ path: 'endsOn', message: '结束日期已过' })
  return issues
}

/** All that keeps a draft from being handed in: what is missing first, then what the law asks. */
export function submitIssues(fields: CampaignFields, charity: RaisingCharity, today: string): FieldIssue[] {
  const parsed = campaignInput.safeParse(fields)
  const missing = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const named = new Set(missing.map(({ path }) => path))
  return [...missing, ...publishIssues(fields, charity, today).filter(({ path }) => !named.has(path))]
}

const fieldNames = Object.keys(campaignInput.shape) as CampaignField[]

/** The fields of a campaign alone, off the document they are kept in. */
export function fieldsOf(campaign: CampaignFields): CampaignFields {
  return Object.fromEntries(fieldNames.map((name) => [name, campaign[name]])) as unknown as CampaignFields
}

/**
 * Why no gift is taken now, in words for the donor; null when gifts are taken.
 * @param today calendar date in Asia/Shanghai
 * @param demoAllowed false in production: a demonstration campaign takes no money there
 */
export function notAcceptingReason(
  campaign: CampaignFields & { state: CampaignState; counselConfirmed: object | null },
  charity: RaisingCharity,
  today: string,
  demoAllowed: boolean,
): string | null {
  if (campaign.state === 'closed' || campaign.endsOn < today) return '这个项目的募捐已经结束，感谢关心。'
  if (!isPublic(campaign)) return '这个项目还没有发布。'
  if (campaign.startsOn > today) return `这个项目从${formatDate(startOfDay(campaign.startsOn))}起接受捐款，到时候再来。`
  switch (campaign.channel) {
    case 'designated':
      return '这个项目在民政部指定的募捐平台上接受捐款，请到该平台捐赠。'
    case 'targeted':
      return '这是定向募捐项目，不面向公众接受捐款。'
    case 'in_kind':
      return '这个项目只接受物资，请与慈善组织联系。'
    case 'demo':
      if (!demoAllowed) return '这是演示项目，不接受真实捐款。'
      break
    case 'own_site':
      if (!charity.certificateNumber) return '慈善组织没有登记公开募捐资格证书，暂停接受捐款。'
      if ((charity.certificateExpiresOn ?? '') < today) return '慈善组织的公开募捐资格证书已过期，暂停接受捐款。'
      if (!isFiled(campaign, charity, today) || !campaign.counselApproval || !campaign.counselConfirmed)
        return '这个项目的备案信息正在核对，暂停接受捐款。'
      break
  }
  return charity.subMchid ? null : '慈善组织的收款账户还没有开通，暂停接受捐款。'
}
