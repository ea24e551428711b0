import { benefitContract } from './policy/benefit.ts'

export type {
  Benefit,
  BenefitList,
  BenefitQuestion,
  MoneyRange,
} from './policy/benefit.ts'

/** 政策找人: policies, and what each is to a person. */
export const policyContract = { ...benefitContract }
