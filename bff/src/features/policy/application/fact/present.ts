import { type FactName, type ObservationSource, observationSourceWords } from '@minsheng/shared/contracts/people'
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

const sourceTitles: Readonly<Record<ObservationSource | 'register', string>> = { register: '居民登记', ...observationSourceWords }

/** A fact as the desk, or the applicant, may see it. */
function presentCaseFact(fact: CaseFact, isVisible: boolean): UsedFact {
  return {
    title: fact.title,
    words: isVisible ? fact.words : null,
    source: sourceTitles[fact.source],
    observedOn: fact.observedOn,
    declaredOnly: fact.source === 'declared',
  }
}

/** What the applicant may see: their own and the household's, of others what is no secret. */
export const forApplicant = (facts: readonly CaseFact[]): UsedFact[] =>
  facts.map((fact) => presentCaseFact(fact, fact.isOwn || fact.level < 3))
/** What the desk sees without a purpose. */
export const forDesk = (facts: readonly CaseFact[]): UsedFact[] => facts.map((fact) => presentCaseFact(fact, fact.level < 3))
