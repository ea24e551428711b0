import type { DispatchState, FurtherChannel, MessageKind, Urgency } from '@minsheng/shared/contracts/message'
import type { StateTone } from '../../ui/state-tag.tsx'

export const messageKinds: Record<MessageKind, string> = {
  refund: '退款结果',
  receipt: '捐赠凭证',
  thanks: '感谢信',
  progress: '项目进展',
  monthly_gift: '月捐提醒',
  team: '一起捐进展',
  help: '一键呼',
  notice: '重要通知',
  desk: '工作提醒',
}

export const channels: Record<FurtherChannel, string> = { subscribe: '微信订阅消息', sms: '短信', voice: '语音电话' }

export const urgencies: Record<Urgency, string> = { p0: '人身安全', p1: '当天要看到', p2: '应当送到', p3: '知道更好' }

export const dispatchStates: Record<DispatchState, { word: string; tone: StateTone }> = {
  queued: { word: '等待发送', tone: 'waiting' },
  sent: { word: '已发出', tone: 'waiting' },
  delivered: { word: '已送达', tone: 'good' },
  failed: { word: '没送到', tone: 'danger' },
  expired: { word: '没有回执', tone: 'warning' },
  dead: { word: '多次失败', tone: 'danger' },
  dropped: { word: '不用再发', tone: 'over' },
}

/** Part of what was sent that is known to have arrived, in whole percent; null while nothing is known. */
export function arrivedPercent(counts: Record<'delivered' | 'failed' | 'expired' | 'dead', number>): number | null {
  const known = counts.delivered + counts.failed + counts.expired + counts.dead
  return known === 0 ? null : Math.floor((counts.delivered * 100) / known)
}
