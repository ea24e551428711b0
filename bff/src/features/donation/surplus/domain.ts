import { formatYuan } from '@minsheng/shared/units/money'
import type { CampaignState } from '../campaign/domain.ts'

export type SurplusState = 'requested' | 'confirmed' | 'rejected'

interface Campaign {
  charityId: string
  state: CampaignState
}

/**
 * Why a campaign's surplus can't go over to another, in words; null when it can.
 * @remarks 慈善法 58: after the end, as the surplus plan says or for a near purpose; it stays with the same charity here.
 */
export function surplusRefusal(
  from: Campaign,
  to: Campaign | null,
  money: { leftFen: number; waitingSpendings: number; waitingRefunds: number },
): { path: 'campaignId' | 'toCampaignId'; message: string } | null {
  if (from.state !== 'closed') return { path: 'campaignId', message: '项目还没有结束，结束以后才能处理结余' }
  if (to === null || to.charityId !== from.charityId || to.state !== 'published')
    return { path: 'toCampaignId', message: '请选择本组织正在进行的项目' }
  if (money.waitingSpendings > 0)
    return { path: 'campaignId', message: `这个项目还有 ${money.waitingSpendings} 笔支出等待审批，请先处理完` }
  if (money.waitingRefunds > 0) return { path: 'campaignId', message: `这个项目还有 ${money.waitingRefunds} 笔退款等待审批，请先处理完` }
  if (money.leftFen <= 0) return { path: 'campaignId', message: '这个项目的善款已经用完，没有结余' }
  return null
}

/** Why what was asked for can no longer be confirmed; null when what is left is still what was seen. */
export function surplusChanged(amountFen: number, leftFen: number): string | null {
  if (amountFen === leftFen) return null
  return `申请以后结余变了，现在是 ${formatYuan(Math.max(0, leftFen))} 元（申请时 ${formatYuan(amountFen)} 元），请退回后重新申请`
}
