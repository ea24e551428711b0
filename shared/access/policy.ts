import type { policyContract } from '../contracts/policy.ts'
import { type GrantsOf, staff, visitor } from './grant.ts'

/** Who works with policies at all. */
const reader = staff('open', 'bureau', 'bureau_leader', 'department', 'district_office', 'auditor')
const drafter = staff('open', 'bureau')
/** That it is never one of those who wrote it is the route's own rule. */
const second = staff('open', 'bureau', 'bureau_leader')
const desk = staff('open', 'bureau', 'bureau_leader', 'auditor')

/** 政策找人: who may do what. A list has no number in its address: the session says whose it is. */
export const policyGrants = {
  getMyBenefits: visitor,
  answerBenefitQuestions: visitor,
  tryBenefits: visitor,
  listPolicies: reader,
  listPolicyParameters: reader,
  getPolicyTerms: reader,
  listPublications: reader,
  exportPublication: reader,
  listPolicyDrafts: desk,
  getPolicyDraft: desk,
  exportPolicyDraft: desk,
  createPolicyDraft: drafter,
  checkPolicyDraft: drafter,
  savePolicyDraft: drafter,
  submitPolicyDraft: drafter,
  dropPolicyDraft: drafter,
  importPolicyDraft: drafter,
  reviewPolicyDraft: second,
  publishPolicyDraft: second,
} satisfies GrantsOf<typeof policyContract>
