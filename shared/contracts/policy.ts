import { benefitContract } from './policy/benefit.ts'
import { draftContract } from './policy/draft.ts'
import { publicationContract } from './policy/publication.ts'

export type {
  Benefit,
  BenefitList,
  BenefitQuestion,
  MoneyRange,
} from './policy/benefit.ts'
export type { DraftFindings, PolicyDraft, PolicyDraftRow } from './policy/draft.ts'
export type { ParameterRow, PolicyGroupRow, PolicyPublication, PolicyRow, PolicyTerms } from './policy/publication.ts'

/** 政策找人: policies, and what each is to a person. */
export const policyContract = { ...benefitContract, ...publicationContract, ...draftContract }
