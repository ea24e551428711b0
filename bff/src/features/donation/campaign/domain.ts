import { type CampaignField, type CampaignFields, campaignInput } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { isFiled, publishIssues, type RaisingCharity, raisesPublicly } from '@minsheng/shared/law/raising'
import { startOfDay } from '@minsheng/shared/units/calendar'
import { formatDate } from '@minsheng/shared/units/clock'

export type { CampaignFields }
export type CampaignState = 'draft' | 'in_review' | 'returned' | 'published' | 'closed'

export { publishIssues, type RaisingCharity, raisesPublicly }

/** A campaign that everybody may see. */
export const isPublic = (campaign: { state: CampaignState }): boolean => campaign.state === 'published' || campaign.state === 'closed'
/** A campaign that its charity may still write in. */
export const isDraft = (campaign: { state: CampaignState }): boolean => campaign.state === 'draft' || campaign.state === 'returned'

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
