import { AppError } from '@minsheng/shared/errors'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import { ownsMonthly } from '../access.ts'
import type { MonthlyStore } from '../monthly/store.ts'
import { shownState } from '../together/domain.ts'
import type { TeamStore } from '../together/store.ts'

export type Through = ReturnType<typeof createThrough>

const issue = (path: string, message: string) => new AppError('invalid_input', { issues: [{ path: `body.${path}`, message }] })

/** What else a gift is part of: a together page, a month of a monthly gift. */
export function createThrough({ teams, monthlies }: { teams: Pick<TeamStore, 'team'>; monthlies: Pick<MonthlyStore, 'monthly'> }) {
  /** @throws AppError `campaign_not_open` when the page is over: the gift would not be shown where the giver thinks */
  async function team(teamId: string, projectId: string, now: Date): Promise<string> {
    const found = await teams.team(teamId)
    if (!found || found.campaignId !== projectId) throw issue('teamId', '这个一起捐不属于该项目，请从它的页面重新进来')
    if (shownState(found, shanghaiDate(now)) !== 'open')
      throw new AppError('campaign_not_open', { detail: '这个“一起捐”已经结束。您可以从项目页直接捐' })
    return found._id
  }
  async function month(monthlyId: string, projectId: string, visitor: Visitor): Promise<string> {
    const found = await monthlies.monthly(monthlyId)
    if (!found || found.campaignId !== projectId || !ownsMonthly(visitor, found))
      throw issue('monthlyId', '没有找到这项月捐，请从“我的月捐”重新进来')
    return found._id
  }

  return async function through(
    order: { projectId: string; teamId: string | null; monthlyId: string | null },
    visitor: Visitor,
    now: Date,
  ): Promise<{ teamId?: string; monthlyId?: string }> {
    return {
      ...(order.teamId === null ? {} : { teamId: await team(order.teamId, order.projectId, now) }),
      ...(order.monthlyId === null ? {} : { monthlyId: await month(order.monthlyId, order.projectId, visitor) }),
    }
  }
}
