import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { messageMonths } from '@minsheng/shared/law/retention'
import type { Database } from '../../platform/db/index.ts'
import { declareKeeping } from '../../platform/protect/keeping.ts'
import { deletesDue, type RetentionPart } from '../../platform/protect/retention.ts'

declareKeeping(['messages'], {
  title: '消息',
  period: messageMonths,
  from: '发出之日',
  atEnd: 'delete',
  because: '告诉您办理的进展；《个人信息保护法》第十九条',
  endedBy: 'retention',
})
declareKeeping(['message_dispatches'], {
  title: '短信、语音和微信通知的发送记录',
  period: sharingRecordYears,
  from: '发送之日',
  atEnd: 'delete',
  because: '经手的服务商是谁、送到没有；《网络数据安全管理条例》第十二条',
  endedBy: 'retention',
})
declareKeeping(['message_early_receipts'], {
  title: '服务商提前送来的送达回执（只有编号和结果）',
  period: null,
  from: '收到一天后就删',
  atEnd: 'delete',
  because: '回执比我们的记录先到时不丢',
  endedBy: 'index',
})
declareKeeping(['message_settings', 'message_subscriptions'], {
  title: '消息设置',
  period: null,
  from: '账号使用期间',
  atEnd: 'delete',
  because: '按您的意思通知您',
  endedBy: 'owner',
})

/** What of messages has been kept long enough; one that still has ways to go stays. */
export function messageRetention(db: Database): RetentionPart[] {
  return [
    deletesDue(db, 'messages', (since) => ({ createdAt: { $lt: since }, routeAt: null })),
    deletesDue(db, 'message_dispatches', (since) => ({ createdAt: { $lt: since }, nextAt: null })),
  ]
}
