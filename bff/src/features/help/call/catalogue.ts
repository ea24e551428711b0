import { helpCallMonths } from '@minsheng/shared/law/retention'
import { maskName } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { CallFacts } from './domain.ts'

/** What is kept of a call. Where somebody is, and what is said, are sealed as one. */
export const callFields = catalogue<CallFacts>()(
  'help_calls',
  {
    accountId: { title: '呼叫人账号', class: 'record', level: 2 },
    residentId: { title: '呼叫人编号', class: 'record', level: 2 },
    callerName: { title: '呼叫人姓名', class: 'identity', level: 3, mask: maskName },
    state: { title: '状态', class: 'record', level: 2 },
    urgency: { title: '紧急程度', class: 'record', level: 2 },
    category: { title: '出了什么事', class: 'welfare', level: 2 },
    path: { title: '所在地点', class: 'location', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    assigneeId: { title: '谁来', class: 'record', level: 2 },
    keeperId: { title: '谁先接的，还由他负责', class: 'record', level: 2 },
    handoverTo: { title: '请谁接手', class: 'record', level: 2 },
    told: { title: '通知了谁', class: 'record', level: 2 },
    refusedBy: { title: '谁去不了', class: 'record', level: 2 },
    terms: { title: '呼叫时的时限', class: 'record', level: 1 },
    clocks: { title: '计时', class: 'record', level: 1 },
    nextAt: { title: '下一个到期时间', class: 'record', level: 1 },
    origin: { title: '怎么报的', class: 'record', level: 2 },
    isForOther: { title: '替别人呼叫', class: 'record', level: 2 },
    isReported: { title: '不是本人按的', class: 'record', level: 2 },
    mergedInto: { title: '并到哪一个', class: 'record', level: 1 },
    likely: { title: '可能是同一件事的', class: 'record', level: 1 },
    apartFrom: { title: '不是同一件事的', class: 'record', level: 1 },
    sources: { title: '从哪里来的', class: 'record', level: 2 },
    pressedAt: { title: '按下的时间', class: 'record', level: 1 },
    raisedAt: { title: '生效的时间', class: 'record', level: 1 },
    ackedAt: { title: '接下的时间', class: 'record', level: 1 },
    onSiteAt: { title: '到现场的时间', class: 'record', level: 1 },
    resolvedAt: { title: '办好的时间', class: 'record', level: 1 },
    owesCallback: { title: '还要回电', class: 'record', level: 1 },
    owesFeedback: { title: '还要写救援的结果', class: 'record', level: 1 },
    transferredTo: { title: '转给了谁', class: 'record', level: 2 },
    isRisky: { title: '去的人可能有危险', class: 'record', level: 2 },
    isLate: { title: '超时', class: 'record', level: 1 },
    rating: { title: '评价', class: 'record', level: 2 },
    dossier: { title: '位置、说明、派单理由、处理情况', class: 'location', level: 4, mask: () => '（已隐去）' },
    history: { title: '经过', class: 'record', level: 2 },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '创建时间', class: 'record', level: 1 },
  },
  {
    title: '一键呼',
    period: helpCallMonths,
    from: '办结或取消之日',
    atEnd: 'delete',
    because: '谁来过、多久到的，要说得清；位置只用于这次呼叫',
    endedBy: 'retention',
  },
)
export type CallFields = typeof callFields.fields
