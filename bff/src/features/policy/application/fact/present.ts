import type { FactName, ObservationSource } from '@minsheng/shared/contracts/people'
import type { UsedFact } from '@minsheng/shared/contracts/policy'

/** A fact a decision rests on, before it is known who looks. */
export interface CaseFact {
  fact: FactName
  title: string
  words: string
  /** From 3 on it is masked from whoever has no purpose. */
  level: number
  /** Of the applicant or the household; not of somebody else who lives there. */
  isOwn: boolean
  source: ObservationSource | 'register'
  observedOn: string | null
}

const observationSourceWords: Readonly<Record<ObservationSource | 'register', string>> = {
  register: '居民登记',
  police: '公安',
  civil_affairs: '民政',
  disabled_federation: '残联',
  human_resources: '人社',
  medical_insurance: '医保',
  health: '卫健',
  education: '教育',
  veterans: '退役军人事务',
  housing: '住建',
  income_check: '家庭经济状况核对',
  assessment: '能力评估',
  document: '证件材料',
  visit: '上门走访',
  declared: '本人或家属申报',
  import: '批量导入',
}

/** A fact as the desk, or the applicant, may see it. */
function presentCaseFact(fact: CaseFact, isVisible: boolean): UsedFact {
  return {
    title: fact.title,
    words: isVisible ? fact.words : null,
    source: observationSourceWords[fact.source],
    observedOn: fact.observedOn,
    declaredOnly: fact.source === 'declared',
  }
}

/** What the applicant may see: their own and the household's, of others what is no secret. */
export const forApplicant = (facts: readonly CaseFact[]): UsedFact[] =>
  facts.map((fact) => presentCaseFact(fact, fact.isOwn || fact.level < 3))
/** What the desk sees without a purpose. */
export const forDesk = (facts: readonly CaseFact[]): UsedFact[] => facts.map((fact) => presentCaseFact(fact, fact.level < 3))
