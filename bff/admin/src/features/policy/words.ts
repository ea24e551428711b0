import type { PolicyDraftRow, PolicyPublication, PolicyRow } from '@minsheng/shared/contracts/policy'
import type { StateTone } from '../../ui/state-tag.tsx'

export const groups: Record<PolicyRow['group'], string> = {
  livelihood: '社会救助',
  disability: '残疾人',
  elderly: '老年人',
  children: '儿童',
  medical: '医疗',
  family: '家庭',
  funeral: '殡葬',
}
export const benefits: Record<PolicyRow['kind'], string> = {
  cash: '现金',
  serviceCredit: '服务额度',
  feeWaiver: '减免费用',
  inKind: '服务或实物',
  recognition: '身份认定',
}
export const draftStates: Record<PolicyDraftRow['state'], { word: string; tone: StateTone }> = {
  draft: { word: '起草中', tone: 'draft' },
  submitted: { word: '等另一人复核', tone: 'waiting' },
  approved: { word: '已同意，等公布', tone: 'good' },
  published: { word: '已公布', tone: 'good' },
  dropped: { word: '已放弃', tone: 'over' },
}
export const standings: Record<PolicyPublication['standing'], { word: string; tone: StateTone }> = {
  in_force: { word: '现在施行', tone: 'good' },
  to_come: { word: '将要施行', tone: 'waiting' },
  over: { word: '已经过去', tone: 'over' },
  replaced: { word: '已被更正', tone: 'over' },
}
export const kinds: Record<PolicyDraftRow['kind'], string> = { policy: '政策', parameter: '参数', higherOf: '择高' }
export const statuses = {
  entitled: '符合条件',
  enjoying: '正在享受',
  possible: '可能符合，还差情况',
  excluded: '被别的政策排除',
  upcoming: '还没施行，到时符合',
  not: '不符合',
} as const
