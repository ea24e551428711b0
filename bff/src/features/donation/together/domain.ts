import type { TeamState } from '@minsheng/shared/contracts/donation'
import type { FieldIssue } from '@minsheng/shared/errors'
import { formatDate } from '@minsheng/shared/units/clock'
import type { TextVerdict } from '../../../ports/wechat.ts'

export type { TeamState }

const CHECK_DELAYS_MS = [2_000, 5_000, 20_000, 60_000, 300_000]
/** After so many unanswered checks a person reads the words instead. */
export const MOST_CHECKS = CHECK_DELAYS_MS.length

/** When WeChat is asked again about words it gave no answer on. */
export function nextCheckAt(checksDone: number, now: Date): Date {
  return new Date(now.getTime() + (CHECK_DELAYS_MS[checksDone] ?? 300_000))
}

/** Which end of a together page is wrong, in words. @param today calendar date in Asia/Shanghai */
export function endIssues(endsOn: string, campaign: { endsOn: string }, today: string): FieldIssue[] {
  const path = 'body.endsOn'
  if (endsOn < today) return [{ path, message: '结束日期不能早于今天' }]
  if (endsOn > campaign.endsOn)
    return [{ path, message: `项目的募捐到${formatDate(new Date(`${campaign.endsOn}T00:00:00+08:00`))}为止，请选不晚于这一天的日期` }]
  return []
}

const REVIEW_WORDS = '慈善组织的工作人员会看一看您写的文字，一般一个工作日内有结果。'
const RISKY_WORDS = '文字没有通过检查，不能显示给别人看。请换一种说法，重新发起。'

/** What follows from the check of the words; `reason` is for the owner. */
export function afterCheck(verdict: TextVerdict): { to: Extract<TeamState, 'open' | 'in_review' | 'refused'>; reason: string | null } {
  switch (verdict) {
    case 'pass':
      return { to: 'open', reason: null }
    case 'risky':
      return { to: 'refused', reason: RISKY_WORDS }
    case 'review':
    case 'unknown_person':
      return { to: 'in_review', reason: REVIEW_WORDS }
  }
}

/** The state as people see it: after its last day a page is over, whoever ended it. @param today calendar date in Asia/Shanghai */
export function shownState(team: { state: TeamState; endsOn: string }, today: string): TeamState {
  return team.state !== 'refused' && team.endsOn < today ? 'ended' : team.state
}

/** Whether others than the owner may see it: once its words were found good, and until they are found bad. */
export const isPublic = (team: { state: TeamState; openedAt: Date | null }): boolean =>
  team.openedAt !== null && (team.state === 'open' || team.state === 'ended')

const UNNAMED = '爱心人士'

/** A giver's name as strangers may read it: the first character, the rest covered. */
export function maskedName(name: string | null, anonymous: boolean): string {
  const first = anonymous || name === null ? undefined : [...name.trim()][0]
  return first === undefined ? UNNAMED : `${first}**`
}

/** What may be decided about a page in this state: its words, or reports about it. */
export function decides(state: TeamState, approve: boolean): TeamState | null {
  if (state === 'in_review' || state === 'open') return approve ? 'open' : 'refused'
  return null
}
