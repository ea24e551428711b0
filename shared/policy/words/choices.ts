import type { Confidence } from '../../law/parameter.ts'
import type { BenefitKind, Payout, PayoutRhythm, PolicyGroup } from '../policy/definition.ts'
import type { PolicyStatus } from '../rule/language.ts'

/** What a policy is to someone, as clerks and residents say it. */
export const statusWords: Record<PolicyStatus, string> = {
  entitled: '符合条件',
  enjoying: '正在享受',
  possible: '可能符合，还差情况',
  excluded: '被别的政策排除',
  upcoming: '还没施行，到时符合',
  not: '不符合',
}

/** Under which heading people look for a policy. */
export const groupWords: Record<PolicyGroup, string> = {
  livelihood: '社会救助',
  disability: '残疾人',
  elderly: '老年人',
  children: '儿童',
  medical: '医疗',
  family: '家庭',
  funeral: '殡葬',
}

/** What someone gets by a policy. */
export const benefitWords: Record<BenefitKind, string> = {
  cash: '现金',
  serviceCredit: '服务额度',
  feeWaiver: '减免费用',
  inKind: '服务或实物',
  recognition: '身份认定',
}

/** How far someone looked into the document that a rule or figure rests on. */
export const confidenceWords: Record<Confidence, string> = {
  text: '看过原文',
  part: '看过一部分原文',
  second_hand: '从别处转引',
  memory: '凭记忆，待核对',
}

/** How often a benefit is paid. */
export const rhythmWords: Record<PayoutRhythm, string> = { month: '每月', year: '每年', once: '一次' }

/** From which month on a benefit is counted. */
export const payoutFromWords: Record<Payout['from'], string> = {
  application: '从申请的那个月算起',
  after_approval: '从批准的下个月算起',
}
