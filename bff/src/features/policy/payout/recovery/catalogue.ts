import { accountingYears } from '@minsheng/shared/law/personal-data'
import { maskName } from '@minsheng/shared/units/secret'
import { catalogue } from '../../../../platform/protect/catalogue.ts'
import type { RecoveryFacts } from './records.ts'

/** What is kept of what was paid too much. */
export const recoveryFields = catalogue<RecoveryFacts>()(
  'payout_recoveries',
  {
    awardId: { title: '待遇编号', class: 'record', level: 2 },
    policyId: { title: '政策', class: 'welfare', level: 2 },
    subjectKind: { title: '按人还是按户', class: 'record', level: 2 },
    residentId: { title: '领取人编号', class: 'record', level: 2 },
    accountId: { title: '领取人账号', class: 'record', level: 2 },
    path: { title: '所在地点', class: 'location', level: 2 },
    personName: { title: '领取人姓名', class: 'identity', level: 3, mask: maskName },
    way: { title: '怎么追回', class: 'welfare', level: 2 },
    state: { title: '办到哪一步', class: 'welfare', level: 2 },
    openKey: { title: '防重复索引', class: 'record', level: 2 },
    hearUntil: { title: '听取意见期限', class: 'record', level: 2 },
    isDead: { title: '提出时是否已去世', class: 'record', level: 2 },
    months: { title: '哪几个月、多少', class: 'welfare', level: 2 },
    fen: { title: '金额', class: 'welfare', level: 2 },
    paidBackFen: { title: '已退回', class: 'welfare', level: 2 },
    waivedFen: { title: '不再追回', class: 'welfare', level: 2 },
    pendingFen: { title: '登记了、还没核对', class: 'welfare', level: 2 },
    proposedBy: { title: '提出的人', class: 'record', level: 2 },
    decidedBy: { title: '决定的人', class: 'record', level: 2 },
    decidedAt: { title: '决定时间', class: 'record', level: 2 },
    dossier: { title: '理由、本人意见、决定和退款登记', class: 'welfare', level: 4, mask: () => '（已隐去）' },
    rev: { title: '版本', class: 'record', level: 1 },
    createdAt: { title: '告知时间', class: 'record', level: 1 },
  },
  {
    title: '多发待遇的追回',
    period: accountingYears,
    from: '办结之日',
    atEnd: 'archive',
    because: '追回了多少、凭什么追回，要查得到；《会计档案管理办法》',
    endedBy: 'people',
  },
)
export type RecoveryFields = typeof recoveryFields.fields
