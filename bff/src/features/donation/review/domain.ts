import type { CampaignChange, correctedField, refiledField } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { unreachableDonorNoticeDays } from '@minsheng/shared/law/charity'
import { valueOn } from '@minsheng/shared/law/parameter'
import { addDays } from '@minsheng/shared/units/calendar'
import { isFilingNumberOf } from '@minsheng/shared/units/uscc'
import { type CampaignState, raisesPublicly } from '../campaign/domain.ts'

export type RefiledField = (typeof refiledField)['options'][number]
export type CorrectedField = (typeof correctedField)['options'][number]
export type ChangedField = RefiledField | CorrectedField

interface Changeable {
  channel: Parameters<typeof raisesPublicly>[0]
  filingNumber: string | null
  changes: readonly { state: CampaignChange['state'] }[]
}

/**
 * What keeps a change of use from being asked for; empty when nothing does.
 * @remarks 慈善法 56: planned use that changes is filed again; who raises by no public means files nothing.
 */
export function changeIssues(
  campaign: Changeable,
  change: { field: RefiledField; text: string; filingNumber: string | null },
  uscc: string,
): FieldIssue[] {
  const number = change.field === 'filingNumber' ? change.text : change.filingNumber
  const path = change.field === 'filingNumber' ? 'body.text' : 'body.filingNumber'
  if (number === null || number === '')
    return raisesPublicly(campaign.channel) ? [{ path, message: '变更用途要先重新备案，请填写重新备案后的编号' }] : []
  return isFilingNumberOf(number, uscc) ? [] : [{ path, message: '备案编号要以本组织的统一社会信用代码开头' }]
}

/** A change that waits for the bureau is decided before the next is asked for. */
export const hasOpenChange = ({ changes }: Changeable): boolean => changes.some(({ state }) => state === 'requested')

const REFILED: readonly string[] = ['use', 'beneficiaries', 'surplusPlan', 'filingNumber']

/**
 * Until when a change of use is announced to donors who can't be reached; null for a correction.
 * @param changedOn calendar date in Asia/Shanghai
 */
export function noticeUntil(field: ChangedField, changedOn: string): string | null {
  const changesUse = REFILED.includes(field) && field !== 'filingNumber'
  return changesUse ? addDays(changedOn, valueOn(unreachableDonorNoticeDays, changedOn)) : null
}

/**
 * Why counsel's approval can't be confirmed apart from the review, in words; null when it can: the campaign takes gifts on
 * the charity's own site and was published before reviews asked for it.
 */
export function counselRefusal(campaign: {
  channel: Changeable['channel']
  state: CampaignState
  counselConfirmed: object | null
}): string | null {
  if (campaign.channel !== 'own_site') return '这个活动不在自有渠道收款，不用核对法律意见'
  if (campaign.counselConfirmed !== null) return '这个活动的法律意见已经核对过'
  if (campaign.state === 'closed') return '这个活动已经结束，不再收款'
  return campaign.state === 'published' ? null : '这个活动还没有发布，请在审核时核对法律意见'
}
