import type { privacyContract } from '../contracts/privacy.ts'
import { type GrantsOf, staff, visitor, visitorsOwn } from './grant.ts'

const looking = ['data_steward', 'district_office', 'bureau', 'administrator', 'auditor'] as const

/** 我的资料: who may do what. What concerns one person has no number in its address but theirs: the session says whose it is. */
export const privacyGrants = {
  getMyData: visitor,
  listMyDataLooks: visitor,
  getMyHousehold: visitor,
  sendMyDataCode: visitor,
  checkMyDataCode: visitor,
  askForCopy: visitor,
  listMyCopies: visitor,
  takeMyCopy: visitorsOwn,
  listMyConsents: visitor,
  giveConsent: visitor,
  withdrawConsent: visitor,
  getMyRealName: visitor,
  verifyMyRealName: visitor,
  withdrawMyRealName: visitor,
  listMyWards: visitor,
  // A guardian, which only the household tells.
  giveGuardianConsent: visitor,
  withdrawGuardianConsent: visitor,
  askCorrection: visitor,
  listMyDataRequests: visitor,
  listMyDecisions: visitor,
  // Whom the decision is about, which only the decision tells.
  askReview: visitor,
  getAccountClosing: visitor,
  askAccountClosing: visitor,
  cancelAccountClosing: visitor,
  listDataRequests: staff('part', ...looking),
  getDataRequest: staff('own', ...looking),
  decideDataRequest: staff('own', 'data_steward', 'district_office', 'bureau'),
} satisfies GrantsOf<typeof privacyContract>
