import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { maskBankCard } from '@minsheng/shared/units/bank-card'
import { maskName } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { ApplicationFacts } from './domain.ts'

/** What is kept of an application. */
export const applicationFields = catalogue<ApplicationFacts>()(
  'policy_applications',
  {
    policyId: { title: '政策', class: 'welfare', level: 2 },
    subjectKind: { title: '按人还是按户', class: 'record', level: 2 },
    subjectId: { title: '居民或家庭编号', class: 'record', level: 2 },
    residentId: { title: '申请人编号', class: 'record', level: 2 },
    accountId: { title: '申请人账号', class: 'record', level: 2 },
    byProxy: { title: '是否代办', class: 'record', level: 2 },
    guardianId: { title: '替孩子申请的监护人编号', class: 'record', level: 2 },
    applicantName: { title: '申请人姓名', class: 'identity', level: 3, mask: maskName },
    path: { title: '所在地点', class: 'location', level: 2 },
    automatic: { title: '免申即享', class: 'record', level: 2 },
    state: { title: '状态', class: 'welfare', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    dueOn: { title: '期限', class: 'record', level: 2 },
    dueProvisional: { title: '期限待定', class: 'record', level: 2 },
    reviewLeft: { title: '剩余审核天数', class: 'record', level: 2 },
    sortKey: { title: '排序', class: 'record', level: 1 },
    isObjected: { title: '有异议', class: 'record', level: 2 },
    materials: { title: '材料名称和照片编号', class: 'record', level: 2 },
    bank: { title: '开户银行', class: 'record', level: 2 },
    accountName: { title: '户名', class: 'identity', level: 3, mask: maskName },
    accountNumber: { title: '银行卡号', class: 'identity', level: 4, mask: maskBankCard },
    dossier: { title: '申请说明、审核意见、决定和异议', class: 'welfare', level: 4, mask: () => '（已隐去）' },
    proposedBy: { title: '提出意见的人', class: 'record', level: 2 },
    decidedBy: { title: '决定的人', class: 'record', level: 2 },
    handledBy: { title: '经手人', class: 'record', level: 2 },
    history: { title: '经过', class: 'record', level: 2 },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '申请时间', class: 'record', level: 1 },
  },
  {
    title: '政策申请',
    period: sharingRecordYears,
    from: '决定或撤回之日（批准了的，与待遇一同保存）',
    atEnd: 'delete',
    because: '决定过什么、为什么，要说得清；《网络数据安全管理条例》第十二条',
    endedBy: 'retention',
  },
)
export type ApplicationFields = typeof applicationFields.fields
