import type { CampaignFields } from '../contracts/donation.ts'
import type { FieldIssue } from '../errors.ts'
import { addDays, startOfDay } from '../units/calendar.ts'
import { formatDate } from '../units/clock.ts'
import { isFilingNumberOf } from '../units/uscc.ts'
import { emergencyFilingDays, filingLeadDays } from './charity.ts'
import { valueOn } from './parameter.ts'

/** What of a charity decides whether it may raise money. */
export interface RaisingCharity {
  uscc: string
  certificateNumber: string | null
  certificateExpiresOn: string | null
  subMchid: string | null
}

type Channel = CampaignFields['channel']

/** Ways to raise money from everybody: they need a certificate and a filed plan. */
export const raisesPublicly = (channel: Channel) => channel === 'own_site' || channel === 'designated'
/** Ways in which the gift is paid here. */
export const paysInApp = (channel: Channel) => channel === 'own_site' || channel === 'demo'

type Filing = Pick<CampaignFields, 'filingNumber' | 'filedOn' | 'emergency' | 'startsOn'>

/** In an emergency the number may still be on its way. */
const mayBeFiledLater = ({ emergency, filingNumber, startsOn }: Filing, today: string) =>
  emergency && filingNumber === null && (startsOn === '' || today <= addDays(startsOn, valueOn(emergencyFilingDays, today)))

/** Whether its plan is filed by this charity, or may still be. */
export const isFiled = (fields: Filing, { uscc }: RaisingCharity, today: string) =>
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
