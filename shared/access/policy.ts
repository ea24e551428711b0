import type { policyContract } from '../contracts/policy.ts'
import { type GrantsOf, visitor } from './grant.ts'

/** 政策找人: who may do what. A list has no number in its address: the session says whose it is. */
export const policyGrants = {
  getMyBenefits: visitor,
  answerBenefitQuestions: visitor,
  tryBenefits: visitor,
} satisfies GrantsOf<typeof policyContract>
