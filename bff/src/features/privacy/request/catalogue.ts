import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { RequestFacts } from './domain.ts'

/** Words that a person wrote about themself: hidden in lists, whole for who handles them. */
const hidden = () => '（已隐去）'

export const requestFields = catalogue<RequestFacts>()(
  'data_requests',
  {
    kind: { title: '申请种类', class: 'record', level: 2 },
    accountId: { title: '申请人账号', class: 'record', level: 2 },
    residentId: { title: '居民编号', class: 'record', level: 2 },
    path: { title: '所在地点', class: 'location', level: 2 },
    about: { title: '申请更正的项目', class: 'record', level: 2 },
    wanted: { title: '申请内容', class: 'identity', level: 3, mask: hidden },
    decisionId: { title: '相关结论', class: 'record', level: 2 },
    state: { title: '状态', class: 'record', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    dueOn: { title: '答复期限', class: 'record', level: 2 },
    dueProvisional: { title: '期限待定', class: 'record', level: 2 },
    decidedAt: { title: '答复时间', class: 'record', level: 2 },
    decidedBy: { title: '答复人', class: 'record', level: 2 },
    reason: { title: '答复理由', class: 'identity', level: 3, mask: hidden },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '申请时间', class: 'record', level: 1 },
  },
  {
    title: '个人信息申请',
    period: sharingRecordYears,
    from: '答复或撤回之日',
    atEnd: 'delete',
    because: '答复过什么要说得清；《网络数据安全管理条例》第十二条',
    endedBy: 'retention',
  },
)
export type RequestFields = typeof requestFields.fields
