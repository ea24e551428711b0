import { accountingYears } from '@minsheng/shared/law/personal-data'
import { maskBankCard } from '@minsheng/shared/units/bank-card'
import { maskName } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../platform/protect/catalogue.ts'
import type { AwardFacts } from './domain.ts'

/** What is kept of a benefit that stands. */
export const awardFields = catalogue<AwardFacts>()(
  'policy_awards',
  {
    policyId: { title: '政策', class: 'welfare', level: 2 },
    subjectKind: { title: '按人还是按户', class: 'record', level: 2 },
    subjectId: { title: '居民或家庭编号', class: 'record', level: 2 },
    residentId: { title: '领取人编号', class: 'record', level: 2 },
    accountId: { title: '领取人账号', class: 'record', level: 2 },
    guardianId: { title: '替孩子领取的监护人编号', class: 'record', level: 2 },
    applicantName: { title: '领取人姓名', class: 'identity', level: 3, mask: maskName },
    path: { title: '所在地点', class: 'location', level: 2 },
    applicationId: { title: '申请编号', class: 'record', level: 2 },
    every: { title: '发放周期', class: 'record', level: 2 },
    ceiling: { title: '金额是上限', class: 'record', level: 2 },
    firstMonth: { title: '起始月份', class: 'welfare', level: 2 },
    lastMonth: { title: '最后月份', class: 'welfare', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    once: { title: '只给一次的标记', class: 'record', level: 2 },
    lines: { title: '各段金额', class: 'welfare', level: 2 },
    bank: { title: '开户银行', class: 'record', level: 2 },
    accountName: { title: '户名', class: 'identity', level: 3, mask: maskName },
    accountNumber: { title: '银行卡号', class: 'identity', level: 4, mask: maskBankCard },
    changeState: { title: '变更状态', class: 'welfare', level: 2 },
    hearUntil: { title: '听取意见期限', class: 'record', level: 2 },
    noticedBy: { title: '提出变更的人', class: 'record', level: 2 },
    differs: { title: '和现在的规则不一样', class: 'welfare', level: 2 },
    dossier: { title: '变更的理由、本人意见和决定', class: 'welfare', level: 4, mask: () => '（已隐去）' },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '批准时间', class: 'record', level: 1 },
  },
  {
    title: '政策待遇',
    period: accountingYears,
    from: '停发之日',
    atEnd: 'archive',
    because: '发过多少钱、凭什么发，要查得到；《会计档案管理办法》',
    endedBy: 'people',
  },
)
export type AwardFields = typeof awardFields.fields
