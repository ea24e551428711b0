import type { policyContract } from '../contracts/policy.ts'
import { type GrantsOf, type StaffReach, staff, visitor, visitorsOwn } from './grant.ts'

/** The street looks into an application, the district decides (社会救助法 44). */
const reader = (reach: StaffReach) => staff(reach, 'street', 'district_office', 'bureau')
const clerk = staff('own', 'street', 'district_office')
const decider = staff('own', 'district_office', 'bureau')

/** Who works with policies at all. */
const policyReader = staff('open', 'bureau', 'bureau_leader', 'department', 'district_office', 'auditor')
const drafter = staff('open', 'bureau')
/** That it is never one of those who wrote it is the route's own rule. */
const second = staff('open', 'bureau', 'bureau_leader')
const draftReader = staff('open', 'bureau', 'bureau_leader', 'auditor')

/** Everyone counted over: the district's own see all of it, a street or district office what lies in its places. */
const counter = staff('part', 'bureau', 'bureau_leader', 'district_office', 'street')
/** Who may open the list behind a number: those who work on applications. */
const lister = staff('part', 'bureau', 'district_office', 'street')

/** Money: the bureau pays, its leaders and auditors see what was paid. */
const payer = staff('open', 'bureau')
const payoutReader = staff('open', 'bureau', 'bureau_leader', 'auditor')

/** 政策找人: who may do what. A list has no number in its address: the session says whose it is. */
export const policyGrants = {
  getMyBenefits: visitor,
  answerBenefitQuestions: visitor,
  tryBenefits: visitor,
  listMyChildren: visitor,
  getApplicationForm: visitor,
  uploadMaterialPhoto: visitor,
  submitApplication: visitor,
  listMyApplications: visitor,
  getMyApplication: visitorsOwn,
  supplementApplication: visitorsOwn,
  withdrawApplication: visitorsOwn,
  objectToDecision: visitorsOwn,
  listApplications: reader('part'),
  getApplication: reader('own'),
  getMaterialPhoto: reader('own'),
  revealApplicationAccount: reader('own'),
  acceptApplication: clerk,
  askSupplement: clerk,
  checkApplication: clerk,
  proposeDecision: clerk,
  // That it is a second person is the application's own rule.
  decideApplication: decider,
  answerObjection: decider,
  declineBenefit: visitor,
  listUnanswered: staff('part', 'grid_worker', 'community', 'street'),
  recordPolicyVisit: staff('own', 'grid_worker', 'community', 'street'),
  listMyAwards: visitor,
  speakOnChange: visitorsOwn,
  listAwards: reader('part'),
  getAward: reader('own'),
  giveChangeNotice: clerk,
  recordSpokenOnChange: clerk,
  proposePayee: clerk,
  // That it is a second person is the award's own rule.
  decidePayee: decider,
  // That it is a second person, and that the person was heard, are the award's own rules.
  decideChange: decider,
  listPayoutBatches: payoutReader,
  getPayoutBatch: payoutReader,
  listPayoutRows: payoutReader,
  makePayoutBatch: payer,
  // That it is never the one who made it is the route's own rule.
  decidePayoutBatch: second,
  takePayoutFile: payer,
  takePayoutReturns: payer,
  listMyPayments: visitor,
  changePayoutAccount: visitorsOwn,
  listOverpaid: payoutReader,
  listRecoveries: payoutReader,
  getRecovery: payoutReader,
  proposeRecovery: payer,
  recordSpokenOnRecovery: payer,
  // That it is a second person, and that the person was heard, are the recovery's own rules.
  decideRecovery: second,
  recordRepayment: payer,
  confirmRepayment: second,
  listMyRecoveries: visitor,
  speakOnRecovery: visitorsOwn,
  listPolicies: policyReader,
  listPolicyParameters: policyReader,
  getPolicyTerms: policyReader,
  listPublications: policyReader,
  exportPublication: policyReader,
  listPolicyDrafts: draftReader,
  getPolicyDraft: draftReader,
  exportPolicyDraft: draftReader,
  createPolicyDraft: drafter,
  checkPolicyDraft: drafter,
  savePolicyDraft: drafter,
  submitPolicyDraft: drafter,
  dropPolicyDraft: drafter,
  importPolicyDraft: drafter,
  reviewPolicyDraft: second,
  publishPolicyDraft: second,
  getPolicyPopulation: counter,
  tryWhatIf: counter,
  getPolicyCoverage: counter,
  listWhatIfPeople: lister,
  listCoveragePeople: lister,
  startRematch: drafter,
  listRematches: staff('open', 'bureau', 'bureau_leader'),
} satisfies GrantsOf<typeof policyContract>
