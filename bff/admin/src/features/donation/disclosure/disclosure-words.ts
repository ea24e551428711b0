import type { DisclosureDuty, DisclosureKind } from '@minsheng/shared/contracts/donation'
import type { StateTone } from '../../../ui/state-tag.tsx'

export const kindWords: Record<DisclosureKind, string> = {
  campaign_periodic: '募捐情况',
  campaign_final: '募捐总报告',
  project_periodic: '项目实施情况',
  project_final: '项目总报告',
  annual: '年度报告',
  emergency: '应急募捐收支',
}

/** How much time is left, and how it looks. */
export function leftWords({ daysLeft, urgency }: Pick<DisclosureDuty, 'daysLeft' | 'urgency'>): { word: string; tone: StateTone } {
  switch (urgency) {
    case 'overdue':
      return { word: `已过期 ${-daysLeft} 天，公益码暂停`, tone: 'danger' }
    case 'due':
      return { word: '今天是最后一天', tone: 'danger' }
    case 'close':
      return { word: `还有 ${daysLeft} 天`, tone: 'warning' }
    case 'soon':
      return { word: `还有 ${daysLeft} 天`, tone: 'waiting' }
    case 'later':
      return { word: `还有 ${daysLeft} 天`, tone: 'over' }
  }
}
